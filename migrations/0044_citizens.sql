-- What citizens ask or report about a public page: the task that it became. Their words and addresses are not here.
-- `page`: a path of this site; `unit`: identity of what it is about, '' the province; `given_to`: see desk.h; days are
-- texts, '' is none; `status_hash`: SHA-256 of the private address under which the sender follows it.
CREATE TABLE citizen_question (
  id TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  receipt TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('question', 'wrong_fact', 'photo', 'other')),
  page TEXT NOT NULL,
  page_title TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  unit TEXT NOT NULL,
  province TEXT NOT NULL,
  given_to TEXT NOT NULL,
  received_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  status_hash TEXT NOT NULL UNIQUE,
  duplicate_of TEXT NOT NULL
) {strict};
CREATE INDEX citizen_question_event ON citizen_question (event);

-- What was done with it. `marks` is JSON: [[from, to]], characters of the sender's words that are not shown; `title` and
-- `slug` of what is published; `correction_kind` and `correction_id`: the correction that came of it.
CREATE TABLE citizen_step (
  question TEXT NOT NULL REFERENCES citizen_question (id),
  event {integer} NOT NULL,
  command TEXT NOT NULL,
  given_to TEXT NOT NULL,
  reason TEXT NOT NULL,
  words TEXT NOT NULL,
  title TEXT NOT NULL,
  slug TEXT NOT NULL,
  correction_kind TEXT NOT NULL CHECK (correction_kind IN ('', 'article', 'claim')),
  correction_id TEXT NOT NULL,
  picture TEXT NOT NULL,
  marks TEXT NOT NULL,
  day TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (question, event)
) {strict};
CREATE INDEX citizen_step_event ON citizen_step (event);

-- Operational, outside the record: what somebody wrote, in `box` under the server's key until its time is over, and in
-- `shown` as it is published. `mark`: by which the same words on the same page are known again under that key.
CREATE TABLE citizen_words (
  question TEXT NOT NULL PRIMARY KEY,
  box {bytes} NOT NULL,
  mark TEXT NOT NULL,
  shown TEXT NOT NULL
) {strict};
CREATE INDEX citizen_words_mark ON citizen_words (mark);

-- Operational: where an answer is sent, in `box` under the server's key; gone some days after the answer.
CREATE TABLE citizen_contact (
  question TEXT NOT NULL PRIMARY KEY,
  box {bytes} NOT NULL
) {strict};

{append_only citizen_question}
{append_only citizen_step}
