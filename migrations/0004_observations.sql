-- What this database is: the real record of a province, or a demonstration. One row, never changed.
CREATE TABLE installation (
  event {integer} NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('real', 'demonstration')),
  province TEXT NOT NULL,
  created TEXT NOT NULL
) {strict};

-- Observations, up to 65,536 of one province in a row: columnar, compressed, checksummed (batch_codec.h).
-- batch_id = event * 4096 + number of the batch within its event.
CREATE TABLE observation_batch (
  batch_id {integer} NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  province TEXT NOT NULL,
  format {integer} NOT NULL,
  values_count {integer} NOT NULL,
  is_demonstration {integer} NOT NULL,
  checksum {bytes} NOT NULL,
  content {bytes} NOT NULL
) {strict};
CREATE INDEX observation_batch_event ON observation_batch (event);

-- Free words of the senders, apart from the batches so that they can be erased: one row for each run of positions with
-- the same words. Positions without words have no row.
CREATE TABLE observation_text (
  batch_id {integer} NOT NULL,
  first_position {integer} NOT NULL,
  last_position {integer} NOT NULL,
  source TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (batch_id, first_position)
) {strict};
