-- What stands behind values: files by their content. The bytes lie in the folder of files under their SHA-256.
CREATE TABLE evidence_file (
  sha256 TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  bytes {integer} NOT NULL CHECK (bytes > 0),
  media_type TEXT NOT NULL
) {strict};
CREATE INDEX evidence_file_event ON evidence_file (event);

-- A file as a unit added it, once per unit. Unit: identity. Time and place are the photograph's own, '' when it does
-- not say; width and height are 0 when the file has no pixels or does not say.
CREATE TABLE evidence (
  id TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  sha256 TEXT NOT NULL REFERENCES evidence_file (sha256),
  unit TEXT NOT NULL,
  file_name TEXT NOT NULL,
  title TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  latitude TEXT NOT NULL,
  longitude TEXT NOT NULL,
  width {integer} NOT NULL,
  height {integer} NOT NULL,
  added_by TEXT NOT NULL,
  UNIQUE (unit, sha256)
) {strict};
CREATE INDEX evidence_event ON evidence (event);
CREATE INDEX evidence_sha256 ON evidence (sha256);

-- What it stands behind: a measure of a unit on a day. The newest row of the four says whether it still does.
CREATE TABLE evidence_use (
  evidence TEXT NOT NULL REFERENCES evidence (id),
  event {integer} NOT NULL,
  unit TEXT NOT NULL,
  measure TEXT NOT NULL,
  as_of TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('add', 'withdraw')),
  PRIMARY KEY (evidence, unit, measure, as_of, event)
) {strict};
CREATE INDEX evidence_use_unit ON evidence_use (unit, measure);
CREATE INDEX evidence_use_event ON evidence_use (event);

-- Uploads under way: operational. How much has come is the length of the file beside; is_stored: the bytes are kept.
CREATE TABLE evidence_upload (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  unit TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  file_name TEXT NOT NULL,
  title TEXT NOT NULL,
  bytes {integer} NOT NULL,
  is_stored {integer} NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  UNIQUE (account, unit, sha256)
) {strict};
CREATE INDEX evidence_upload_expires ON evidence_upload (expires_at);

{append_only evidence_file}
{append_only evidence}
{append_only evidence_use}
