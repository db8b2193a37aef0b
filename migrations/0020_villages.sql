-- Villages (thôn, bản, tổ dân phố, khu) below the communes. Their identity is a UUID; a code of the province is an
-- attribute. What a village is called and to which commune (identity) it belongs is dated; of rows with the same first
-- day the one of the newest event stands.
CREATE TABLE village (
  id TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  province TEXT NOT NULL,
  code TEXT NOT NULL
) {strict};
CREATE INDEX village_event ON village (event);

CREATE TABLE village_version (
  village TEXT NOT NULL REFERENCES village (id),
  event {integer} NOT NULL,
  from_day TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('thon', 'ban', 'to_dan_pho', 'khu')),
  commune TEXT NOT NULL,
  decision TEXT NOT NULL,
  source TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (village, event)
) {strict};
CREATE INDEX village_version_event ON village_version (event);

-- The first day on which a village is no more.
CREATE TABLE village_end (
  village TEXT NOT NULL REFERENCES village (id),
  event {integer} NOT NULL,
  day TEXT NOT NULL,
  decision TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (village, event)
) {strict};
CREATE INDEX village_end_event ON village_end (event);

-- One arrow of a succession: the ground of `from_village` went to `to_village` on the day.
CREATE TABLE village_link (
  event {integer} NOT NULL,
  from_village TEXT NOT NULL REFERENCES village (id),
  to_village TEXT NOT NULL REFERENCES village (id),
  day TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('merged', 'split')),
  decision TEXT NOT NULL,
  PRIMARY KEY (from_village, to_village, event)
) {strict};
CREATE INDEX village_link_event ON village_link (event);

CREATE TABLE village_count (
  village TEXT NOT NULL REFERENCES village (id),
  event {integer} NOT NULL,
  as_of TEXT NOT NULL,
  households {integer},
  people {integer},
  source TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (village, event)
) {strict};
CREATE INDEX village_count_event ON village_count (event);

-- Whose account speaks for the village from a day on; an empty account: nobody's.
CREATE TABLE village_head (
  village TEXT NOT NULL REFERENCES village (id),
  event {integer} NOT NULL,
  from_day TEXT NOT NULL,
  account TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (village, event)
) {strict};
CREATE INDEX village_head_event ON village_head (event);

-- A village registered for a title of one of the two ladders. The set is named with its content's hash; both are empty
-- while no set of the province is loaded.
CREATE TABLE village_title (
  id TEXT NOT NULL PRIMARY KEY,
  village TEXT NOT NULL REFERENCES village (id),
  event {integer} NOT NULL,
  ladder TEXT NOT NULL CHECK (ladder IN ('village', 'residential_area')),
  achievement_year {integer} NOT NULL,
  criteria_set TEXT NOT NULL,
  set_hash TEXT NOT NULL,
  actor TEXT NOT NULL
) {strict};
CREATE INDEX village_title_event ON village_title (event);

-- The way of a title, a row a step; its state is computed from them.
CREATE TABLE village_step (
  title TEXT NOT NULL REFERENCES village_title (id),
  event {integer} NOT NULL,
  step TEXT NOT NULL,
  day TEXT NOT NULL,
  is_favourable {integer} NOT NULL,
  words TEXT NOT NULL,
  file TEXT NOT NULL,
  households {integer},
  present {integer},
  agreeing {integer},
  displayed_from TEXT NOT NULL,
  displayed_until TEXT NOT NULL,
  decision TEXT NOT NULL,
  in_force_on TEXT NOT NULL,
  issuer TEXT NOT NULL,
  signer TEXT NOT NULL,
  competence TEXT NOT NULL,
  competence_reference TEXT NOT NULL,
  on_behalf_of TEXT NOT NULL,
  criteria_set TEXT NOT NULL,
  set_hash TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (title, event)
) {strict};
CREATE INDEX village_step_event ON village_step (event);

-- What belongs to a step, line by line: works of the plan, opinions on indicators, dissatisfied households.
CREATE TABLE village_work (
  title TEXT NOT NULL REFERENCES village_title (id),
  event {integer} NOT NULL,
  place {integer} NOT NULL,
  what TEXT NOT NULL,
  due_on TEXT NOT NULL,
  PRIMARY KEY (title, event, place)
) {strict};
CREATE INDEX village_work_event ON village_work (event);

CREATE TABLE village_score (
  title TEXT NOT NULL REFERENCES village_title (id),
  event {integer} NOT NULL,
  opinion TEXT NOT NULL CHECK (opinion IN ('self', 'verifier')),
  indicator TEXT NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('met', 'basically_met', 'not_met', 'not_applicable')),
  words TEXT NOT NULL,
  PRIMARY KEY (title, event, indicator)
) {strict};
CREATE INDEX village_score_event ON village_score (event);

CREATE TABLE village_dissatisfied (
  title TEXT NOT NULL REFERENCES village_title (id),
  event {integer} NOT NULL,
  place {integer} NOT NULL,
  item TEXT NOT NULL,
  households {integer} NOT NULL,
  PRIMARY KEY (title, event, place)
) {strict};
CREATE INDEX village_dissatisfied_event ON village_dissatisfied (event);

-- The village's monthly tick: what was used and what still works. The newest event of a month stands.
CREATE TABLE village_tick (
  village TEXT NOT NULL REFERENCES village (id),
  event {integer} NOT NULL,
  month TEXT NOT NULL,
  entered_as TEXT NOT NULL CHECK (entered_as IN ('head', 'commune')),
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (village, event)
) {strict};
CREATE INDEX village_tick_event ON village_tick (event);

CREATE TABLE village_tick_item (
  village TEXT NOT NULL,
  event {integer} NOT NULL,
  item TEXT NOT NULL,
  done {integer} NOT NULL,
  total {integer},
  PRIMARY KEY (village, event, item)
) {strict};
CREATE INDEX village_tick_item_event ON village_tick_item (event);

{append_only village}
{append_only village_version}
{append_only village_end}
{append_only village_link}
{append_only village_count}
{append_only village_head}
{append_only village_title}
{append_only village_step}
{append_only village_work}
{append_only village_score}
{append_only village_dissatisfied}
{append_only village_tick}
{append_only village_tick_item}
