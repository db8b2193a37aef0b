-- Operational, outside the record: who gets news by mail. The address lies in `box` under the server's key; `mark` finds
-- it again. `topics` and `frequency` are what was confirmed ('' nothing yet), `wanted_*` what waits for a confirmation
-- until `confirm_until`. Tokens are kept as SHA-256. Instants are texts, '' is none. Unsubscribing deletes the row.
CREATE TABLE citizen_subscription (
  id TEXT NOT NULL PRIMARY KEY,
  mark TEXT NOT NULL UNIQUE,
  box {bytes} NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('vi', 'en')),
  topics TEXT NOT NULL,
  frequency TEXT NOT NULL CHECK (frequency IN ('', 'daily', 'weekly')),
  wanted_topics TEXT NOT NULL,
  wanted_frequency TEXT NOT NULL CHECK (wanted_frequency IN ('', 'daily', 'weekly')),
  confirm_hash TEXT NOT NULL,
  confirm_until TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  asked_times {integer} NOT NULL,
  stop_hash TEXT NOT NULL UNIQUE,
  told_until TEXT NOT NULL,
  next_due_at TEXT NOT NULL
) {strict};
CREATE INDEX citizen_subscription_confirm ON citizen_subscription (confirm_hash);
CREATE INDEX citizen_subscription_due ON citizen_subscription (next_due_at);

-- Operational: mails to people without accounts, whole in `box` until they are sent, then gone. A row is claimed by
-- moving next_attempt_at into the future under a claim of one's own. `about`: the subscription or question it belongs to.
CREATE TABLE citizen_mail (
  id TEXT NOT NULL PRIMARY KEY,
  about TEXT NOT NULL,
  box {bytes} NOT NULL,
  next_attempt_at TEXT NOT NULL,
  attempts {integer} NOT NULL,
  claim TEXT NOT NULL
) {strict};
CREATE INDEX citizen_mail_due ON citizen_mail (next_attempt_at);
CREATE INDEX citizen_mail_about ON citizen_mail (about);
