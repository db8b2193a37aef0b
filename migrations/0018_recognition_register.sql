-- The day from which a decision has effect ('': the day it was signed), and where its text lies ('': not said): the id of
-- a file of evidence, or an address.
ALTER TABLE title_fact ADD COLUMN in_force TEXT NOT NULL DEFAULT '';
ALTER TABLE title_fact ADD COLUMN document TEXT NOT NULL DEFAULT '';

-- Why a declaration of completeness was shortened or withdrawn; '' for the declaration itself. Withdrawn: to_day is
-- from_day.
ALTER TABLE title_coverage ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- Where and when a decision was made known. Key: (unit, title, decision, day, words); of the same key the newest stands.
CREATE TABLE title_announcement (
  event {integer} NOT NULL,
  place {integer} NOT NULL,
  unit TEXT NOT NULL,
  title TEXT NOT NULL,
  decision TEXT NOT NULL,
  day TEXT NOT NULL,
  words TEXT NOT NULL,
  link TEXT NOT NULL,
  PRIMARY KEY (event, place)
) {strict};
CREATE INDEX title_announcement_event ON title_announcement (event);

{append_only title_announcement}
