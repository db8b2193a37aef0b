-- The event log. The one row of event_head is the lock under which events are numbered.
CREATE TABLE event_head (
  one {integer} NOT NULL PRIMARY KEY CHECK (one = 1),
  number {integer} NOT NULL,
  hash {bytes} NOT NULL,
  recorded_at TEXT NOT NULL
) {strict};

CREATE TABLE event (
  number {integer} NOT NULL PRIMARY KEY,
  recorded_at TEXT NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  province TEXT NOT NULL,
  payload_class TEXT NOT NULL CHECK (payload_class IN ('open', 'restricted', 'personal', 'sealed')),
  commitment {bytes} NOT NULL,
  previous_hash {bytes} NOT NULL,
  hash {bytes} NOT NULL
) {strict};

-- Apart from the event, so that a payload can be erased while the chain stays whole.
CREATE TABLE event_payload (
  number {integer} NOT NULL PRIMARY KEY REFERENCES event (number),
  salt {bytes} NOT NULL,
  payload TEXT NOT NULL
) {strict};

-- One row per idempotency key: the answer given the first time.
CREATE TABLE answered_order (
  actor TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  act TEXT NOT NULL,
  request_digest {bytes} NOT NULL,
  event {integer} NOT NULL REFERENCES event (number),
  answer TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (actor, idempotency_key)
) {strict};

-- Long work. Operational state: rows change and may be removed.
CREATE TABLE job (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  cancel_requested {integer} NOT NULL CHECK (cancel_requested IN (0, 1)),
  done_units {integer} NOT NULL,
  total_units {integer},
  message_code TEXT NOT NULL,
  message_arguments TEXT NOT NULL,
  answer TEXT NOT NULL,
  holder TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) {strict};
