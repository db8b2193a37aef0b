-- The law as it was registered: canonical JSON under its hash. Of rows with the same key the newest event stands; a row
-- whose canonical form is empty withdraws what stood.
CREATE TABLE criteria_set (
  event {integer} NOT NULL,
  set_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  canonical {bytes} NOT NULL,
  PRIMARY KEY (event, set_id)
) {strict};

-- What the sets share: kind 'measures' and 'documents' (name ''), 'provincial' (name 'PROVINCE/SET').
CREATE TABLE criteria_shared (
  event {integer} NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('measures', 'documents', 'provincial')),
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  canonical {bytes} NOT NULL,
  PRIMARY KEY (event, kind, name)
) {strict};

-- A named person compared an indicator with the decree. Binds to the indicator's content by its hash.
CREATE TABLE criteria_confirmation (
  event {integer} NOT NULL PRIMARY KEY,
  set_id TEXT NOT NULL,
  indicator_number TEXT NOT NULL,
  indicator_hash TEXT NOT NULL,
  province TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  document TEXT NOT NULL,
  note TEXT NOT NULL
) {strict};
