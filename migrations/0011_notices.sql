-- Notices to people with accounts. Operational state: what it tells stands in the record or in the accounts already.
-- Instants are texts, '' is none. mail_state says what becomes of it as a mail; a row is claimed by moving
-- next_attempt_at into the future under a claim of one's own.
CREATE TABLE notice (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  urgency TEXT NOT NULL CHECK (urgency IN ('security', 'task', 'news')),
  message_code TEXT NOT NULL,
  arguments TEXT NOT NULL,
  path TEXT NOT NULL,
  created_at TEXT NOT NULL,
  read_at TEXT NOT NULL,
  mail_state TEXT NOT NULL CHECK (mail_state IN ('waiting', 'sent', 'unwanted', 'no_address', 'given_up')),
  sent_at TEXT NOT NULL,
  attempts {integer} NOT NULL,
  next_attempt_at TEXT NOT NULL,
  claim TEXT NOT NULL,
  failure TEXT NOT NULL
) {strict};
CREATE INDEX notice_of_account ON notice (account, created_at, id);
CREATE INDEX notice_to_mail ON notice (mail_state, next_attempt_at);

-- How an account wants its notices by mail. Times are "HH:MM" of Asia/Ho_Chi_Minh, '' for both: no quiet hours.
CREATE TABLE notice_preference (
  account TEXT NOT NULL PRIMARY KEY,
  email TEXT NOT NULL CHECK (email IN ('immediate', 'digest', 'none')),
  quiet_from TEXT NOT NULL,
  quiet_until TEXT NOT NULL,
  digest_hour {integer} NOT NULL CHECK (digest_hour BETWEEN 0 AND 23),
  language TEXT NOT NULL CHECK (language IN ('', 'vi', 'en')),
  updated_at TEXT NOT NULL
) {strict};
