-- Public figures. A claim's content is written once; what becomes of it is told by claim_status. Numbers are decimal
-- texts, '' is none; days are texts.
CREATE TABLE claim (
  event {integer} NOT NULL,
  id TEXT NOT NULL PRIMARY KEY,
  series_key TEXT NOT NULL,
  definition TEXT NOT NULL,
  place TEXT NOT NULL,
  as_of TEXT NOT NULL,
  statement TEXT NOT NULL,
  printed TEXT NOT NULL,
  numerator TEXT NOT NULL,
  denominator TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('own', 'quoted')),
  source TEXT NOT NULL,
  source_url TEXT NOT NULL,
  trust TEXT NOT NULL,
  note TEXT NOT NULL,
  basis TEXT NOT NULL,
  rule TEXT NOT NULL,
  rule_hash TEXT NOT NULL,
  as_known {integer} NOT NULL,
  is_provisional {integer} NOT NULL CHECK (is_provisional IN (0, 1)),
  supersedes TEXT NOT NULL,
  reason TEXT NOT NULL,
  author TEXT NOT NULL
) {strict};

-- The units behind a claim as they stood when it was made: every unit of the denominator, and whether it is counted.
CREATE TABLE claim_unit (
  event {integer} NOT NULL,
  claim TEXT NOT NULL,
  position {integer} NOT NULL,
  unit TEXT NOT NULL,
  is_counted {integer} NOT NULL CHECK (is_counted IN (0, 1)),
  PRIMARY KEY (claim, position)
) {strict};

-- Key: claim; the newest event stands.
CREATE TABLE claim_status (
  event {integer} NOT NULL,
  claim TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'corrected')),
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (event, claim)
) {strict};
