-- What was said of a member's conflict of interest since it can be taken back; the newest word counts, after those of
-- council_conflict. `reason` is empty of a word that takes one back, and `words` says why.
CREATE TABLE council_conflict_word (
  session TEXT NOT NULL REFERENCES council_session (id),
  event {integer} NOT NULL,
  dossier TEXT NOT NULL,
  account TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('', 'own_unit', 'own_file', 'relation', 'other')),
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (session, event)
) {strict};
CREATE INDEX council_conflict_word_event ON council_conflict_word (event);

{append_only council_conflict_word}
