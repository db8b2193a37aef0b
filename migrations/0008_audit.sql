-- Around an event: from where, in which session, why, by which right. Personal in part, so it lies apart under a
-- salted commitment of its own. An event without a commitment was chained by form 1, before there was this table.
ALTER TABLE event ADD COLUMN circumstance_commitment {bytes};
CREATE INDEX event_of_actor ON event (actor, number);
CREATE INDEX event_of_kind ON event (kind, number);
CREATE INDEX event_of_time ON event (recorded_at, number);

CREATE TABLE event_circumstance (
  number {integer} NOT NULL PRIMARY KEY REFERENCES event (number),
  salt {bytes} NOT NULL,
  circumstance TEXT NOT NULL
) {strict};

-- The records that an event touched; part of what its hash covers.
CREATE TABLE event_subject (
  event {integer} NOT NULL REFERENCES event (number),
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (event, kind, id)
) {strict};
CREATE INDEX event_of_subject ON event_subject (kind, id, event);

-- What was erased, and by which event. Nothing can be erased without a row here.
CREATE TABLE event_erasure (
  event {integer} NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('payload', 'circumstance', 'observation_text')),
  erased_by {integer} NOT NULL,
  PRIMARY KEY (event, part)
) {strict};

-- The end of the chain as it was published on a day of Vietnam.
CREATE TABLE audit_head (
  day TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  number {integer} NOT NULL,
  hash {bytes} NOT NULL
) {strict};

{append_only event}
{append_only event_payload erasable where (SELECT count(*) FROM event e JOIN event_erasure r ON r.event = e.number WHERE e.number = OLD.number AND r.part = 'payload' AND e.payload_class <> 'open') = 1}
{append_only event_circumstance erasable where (SELECT count(*) FROM event_erasure r WHERE r.event = OLD.number AND r.part = 'circumstance') = 1}
{append_only event_subject}
{append_only event_erasure}
{append_only audit_head}

{append_only unit_version}
{append_only unit_link}
{append_only unit_attribute}
{append_only unit_coverage}
{append_only unit_flag}
{append_only unit_boundary}
{append_only criteria_set}
{append_only criteria_shared}
{append_only criteria_confirmation}
{append_only installation}
{append_only observation_batch}
{append_only observation_text erasable where (SELECT count(*) FROM event_erasure r WHERE r.event = OLD.batch_id / 4096 AND r.part = 'observation_text') = 1}
{append_only title_fact}
{append_only quoted_fact}
{append_only title_coverage}
{append_only claim}
{append_only claim_unit}
{append_only claim_status}
{append_only article_version}
{append_only article_slug}
{append_only article_figure}
