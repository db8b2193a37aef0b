-- The procedures of the law and its public holidays, as registered; an empty canonical form: withdrawn.
CREATE TABLE criteria_procedure (
  event {integer} NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('workflow', 'public_holidays')),
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  canonical {bytes} NOT NULL,
  PRIMARY KEY (kind, name, event)
) {strict};

{append_only criteria_procedure}
