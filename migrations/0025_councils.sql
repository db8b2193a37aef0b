-- A session of an appraisal council: who sits, what is on the agenda, how it went.
CREATE TABLE council_session (
  id TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  province TEXT NOT NULL,
  actor TEXT NOT NULL
) {strict};
CREATE INDEX council_session_event ON council_session (event);

-- Its plan; the newest counts. `members` is JSON: [[account, duty, name, organisation]]; `agenda` a list of dossiers.
CREATE TABLE council_plan (
  session TEXT NOT NULL REFERENCES council_session (id),
  event {integer} NOT NULL,
  title TEXT NOT NULL,
  held_on TEXT NOT NULL,
  place TEXT NOT NULL,
  decision TEXT NOT NULL,
  members TEXT NOT NULL,
  agenda TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (session, event)
) {strict};
CREATE INDEX council_plan_event ON council_plan (event);

-- What was done: to the session (dossier '') or to an item. `present` is JSON, the accounts that are there;
-- `rule` is JSON, the rule of the ballot as it was when it began.
CREATE TABLE council_step (
  session TEXT NOT NULL REFERENCES council_session (id),
  event {integer} NOT NULL,
  dossier TEXT NOT NULL,
  command TEXT NOT NULL,
  present TEXT NOT NULL,
  rule TEXT NOT NULL,
  words TEXT NOT NULL,
  day TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (session, event)
) {strict};
CREATE INDEX council_step_event ON council_step (event);

CREATE TABLE council_conflict (
  session TEXT NOT NULL REFERENCES council_session (id),
  event {integer} NOT NULL,
  dossier TEXT NOT NULL,
  account TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('own_unit', 'own_file', 'relation', 'other')),
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (session, dossier, account)
) {strict};
CREATE INDEX council_conflict_event ON council_conflict (event);

CREATE TABLE council_opinion (
  session TEXT NOT NULL REFERENCES council_session (id),
  event {integer} NOT NULL,
  dossier TEXT NOT NULL,
  account TEXT NOT NULL,
  reason_codes TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (session, event)
) {strict};
CREATE INDEX council_opinion_event ON council_opinion (event);

-- That somebody voted; what they voted is not here.
CREATE TABLE council_voter (
  session TEXT NOT NULL REFERENCES council_session (id),
  event {integer} NOT NULL,
  dossier TEXT NOT NULL,
  account TEXT NOT NULL,
  PRIMARY KEY (session, dossier, account)
) {strict};
CREATE INDEX council_voter_event ON council_voter (event);

-- The ballots, without an event and (of a secret ballot) without an account; `id` is drawn, so that it tells no order.
CREATE TABLE council_ballot (
  id TEXT NOT NULL PRIMARY KEY,
  session TEXT NOT NULL REFERENCES council_session (id),
  dossier TEXT NOT NULL,
  account TEXT NOT NULL,
  choice TEXT NOT NULL CHECK (choice IN ('yes', 'no', 'abstain')),
  words TEXT NOT NULL
) {strict};
CREATE INDEX council_ballot_item ON council_ballot (session, dossier);

-- What the ballots of an item came to when they were counted.
CREATE TABLE council_count (
  session TEXT NOT NULL REFERENCES council_session (id),
  event {integer} NOT NULL,
  dossier TEXT NOT NULL,
  members {integer} NOT NULL,
  present {integer} NOT NULL,
  yes {integer} NOT NULL,
  no {integer} NOT NULL,
  abstain {integer} NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('approved', 'rejected', 'no_quorum')),
  actor TEXT NOT NULL,
  PRIMARY KEY (session, dossier)
) {strict};
CREATE INDEX council_count_event ON council_count (event);

-- The council's own view of a criterion (criterion '': of the whole).
CREATE TABLE council_view (
  session TEXT NOT NULL REFERENCES council_session (id),
  event {integer} NOT NULL,
  dossier TEXT NOT NULL,
  criterion TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('met', 'basically_met', 'not_met', 'not_applicable')),
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (session, dossier, criterion, event)
) {strict};
CREATE INDEX council_view_event ON council_view (event);

-- An item's conclusion, beside what the program had computed from the frozen assessment.
CREATE TABLE council_closing (
  session TEXT NOT NULL REFERENCES council_session (id),
  event {integer} NOT NULL,
  dossier TEXT NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('approved', 'rejected', 'no_quorum')),
  computed TEXT NOT NULL,
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (session, dossier)
) {strict};
CREATE INDEX council_closing_event ON council_closing (event);

{append_only council_session}
{append_only council_plan}
{append_only council_step}
{append_only council_conflict}
{append_only council_opinion}
{append_only council_voter}
{append_only council_ballot}
{append_only council_count}
{append_only council_view}
{append_only council_closing}
