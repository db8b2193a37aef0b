-- The yearly check of a title held: one for a unit, a title and a year.
CREATE TABLE sustain_check (
  id TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  unit TEXT NOT NULL,
  title TEXT NOT NULL,
  year {integer} NOT NULL,
  province TEXT NOT NULL,
  UNIQUE (unit, title, year)
) {strict};
CREATE INDEX sustain_check_event ON sustain_check (event);

-- What the commune scored: frozen with the day, the event up to which values were known, and the hash of the set.
CREATE TABLE sustain_scoring (
  check_id TEXT NOT NULL REFERENCES sustain_check (id),
  version {integer} NOT NULL,
  event {integer} NOT NULL,
  as_of TEXT NOT NULL,
  known_at {integer} NOT NULL,
  set_id TEXT NOT NULL,
  set_hash TEXT NOT NULL,
  is_set_of_the_day {integer} NOT NULL,
  outcome TEXT NOT NULL,
  is_provisional {integer} NOT NULL,
  met {integer} NOT NULL,
  basically_met {integer} NOT NULL,
  not_met {integer} NOT NULL,
  not_applicable {integer} NOT NULL,
  not_assessed {integer} NOT NULL,
  best TEXT NOT NULL CHECK (best IN ('no_rule', 'keep', 'at_risk', 'revoke')),
  worst TEXT NOT NULL CHECK (worst IN ('no_rule', 'keep', 'at_risk', 'revoke')),
  is_what_if {integer} NOT NULL,
  rule_set TEXT NOT NULL,
  rule_document TEXT NOT NULL,
  stage TEXT NOT NULL,
  oldest_value TEXT NOT NULL,
  to_verify {integer} NOT NULL,
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (check_id, version)
) {strict};
CREATE INDEX sustain_scoring_event ON sustain_scoring (event);

-- Its lines: criteria (depth 0), indicators (1) and their parts, in the order of the law.
CREATE TABLE sustain_line (
  check_id TEXT NOT NULL REFERENCES sustain_check (id),
  version {integer} NOT NULL,
  place {integer} NOT NULL,
  depth {integer} NOT NULL,
  number TEXT NOT NULL,
  title_vi TEXT NOT NULL,
  title_en TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  is_provisional {integer} NOT NULL,
  is_key {integer} NOT NULL,
  is_counted {integer} NOT NULL,
  has_value {integer} NOT NULL,
  value TEXT NOT NULL,
  threshold TEXT NOT NULL,
  unit TEXT NOT NULL,
  as_of TEXT NOT NULL,
  stage TEXT NOT NULL,
  PRIMARY KEY (check_id, version, place)
) {strict};

CREATE TABLE sustain_signature (
  check_id TEXT NOT NULL REFERENCES sustain_check (id),
  version {integer} NOT NULL,
  event {integer} NOT NULL,
  day TEXT NOT NULL,
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (check_id, version)
) {strict};
CREATE INDEX sustain_signature_event ON sustain_signature (event);

-- What a department said of one indicator of a signed version.
CREATE TABLE sustain_word (
  check_id TEXT NOT NULL REFERENCES sustain_check (id),
  version {integer} NOT NULL,
  indicator TEXT NOT NULL,
  event {integer} NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('verified', 'objected')),
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (check_id, version, indicator)
) {strict};
CREATE INDEX sustain_word_event ON sustain_word (event);

-- How the year ended for the title. `dossier`: opened for the revocation, where one was proposed.
CREATE TABLE sustain_closing (
  check_id TEXT NOT NULL PRIMARY KEY REFERENCES sustain_check (id),
  version {integer} NOT NULL,
  event {integer} NOT NULL,
  day TEXT NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('sustained', 'warned', 'revocation_proposed')),
  words TEXT NOT NULL,
  unverified {integer} NOT NULL,
  dossier TEXT NOT NULL,
  actor TEXT NOT NULL
) {strict};
CREATE INDEX sustain_closing_event ON sustain_closing (event);

{append_only sustain_check}
{append_only sustain_scoring}
{append_only sustain_line}
{append_only sustain_signature}
{append_only sustain_word}
{append_only sustain_closing}
