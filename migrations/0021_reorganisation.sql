-- What was decided about a thing that named a unit when the unit ended: to which unit it goes, or that it is closed.
-- Once for each thing and day.
CREATE TABLE reorganisation_decision (
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  item TEXT NOT NULL,
  event {integer} NOT NULL,
  unit TEXT NOT NULL,
  choice TEXT NOT NULL CHECK (choice IN ('successor', 'other', 'close')),
  to_unit TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (day, kind, item)
) {strict};
CREATE INDEX reorganisation_decision_event ON reorganisation_decision (event);

{append_only reorganisation_decision}
