-- Who may do what, as it was registered: the canonical text under its hash. The newest event's text stands.
CREATE TABLE authority_text (
  event {integer} NOT NULL PRIMARY KEY,
  hash TEXT NOT NULL,
  canonical {bytes} NOT NULL
) {strict};
{append_only authority_text}

-- The same rules as rows, for whoever asks the database itself. '' is an open end.
CREATE TABLE authority_rule (
  event {integer} NOT NULL,
  position {integer} NOT NULL,
  role TEXT NOT NULL,
  act TEXT NOT NULL,
  reach TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL,
  reference TEXT NOT NULL,
  confidence TEXT NOT NULL,
  PRIMARY KEY (event, position)
) {strict};
{append_only authority_rule}
