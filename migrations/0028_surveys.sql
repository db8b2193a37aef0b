-- Forms of the residents' survey, as registered; an empty canonical form: withdrawn.
CREATE TABLE criteria_survey_form (
  event {integer} NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  canonical {bytes} NOT NULL,
  PRIMARY KEY (name, event)
) {strict};

-- A round of the survey: what was planned. `code` begins its serials. `parameters` is JSON: what the law demanded when
-- it was planned; `notes` is JSON: figures that a plan wrote beforehand, kept as notes and never as a demand.
CREATE TABLE survey_round (
  id TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  code TEXT NOT NULL UNIQUE,
  province TEXT NOT NULL,
  unit TEXT NOT NULL,
  tier TEXT NOT NULL,
  set_id TEXT NOT NULL,
  set_hash TEXT NOT NULL,
  form TEXT NOT NULL,
  form_hash TEXT NOT NULL,
  document TEXT NOT NULL,
  opens_on TEXT NOT NULL,
  closes_on TEXT NOT NULL,
  sample TEXT NOT NULL CHECK (sample IN ('every_household', 'share_of_households')),
  sample_percent TEXT NOT NULL,
  parameters TEXT NOT NULL,
  notes TEXT NOT NULL,
  replaces TEXT NOT NULL,
  actor TEXT NOT NULL
) {strict};
CREATE INDEX survey_round_event ON survey_round (event);

-- Households of a village, a number without names; the newest counts.
CREATE TABLE survey_frame (
  round TEXT NOT NULL REFERENCES survey_round (id),
  event {integer} NOT NULL,
  village TEXT NOT NULL,
  households {integer} NOT NULL,
  as_of TEXT NOT NULL,
  source TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (round, village, event)
) {strict};
CREATE INDEX survey_frame_event ON survey_frame (event);

-- What was done: to the round (village '') or in a village. `count`: slips printed, or handed out.
CREATE TABLE survey_step (
  round TEXT NOT NULL REFERENCES survey_round (id),
  event {integer} NOT NULL,
  village TEXT NOT NULL,
  command TEXT NOT NULL,
  count {integer} NOT NULL,
  words TEXT NOT NULL,
  day TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (round, event, village)
) {strict};
CREATE INDEX survey_step_event ON survey_step (event);

-- Operational, outside the record. One half of the keys that hide serials (village '') and slips under way; the other
-- half is the server's secret. A village's goes when it is sealed, and with it whatever was written under it.
CREATE TABLE survey_key (
  round TEXT NOT NULL,
  village TEXT NOT NULL,
  half {bytes} NOT NULL,
  PRIMARY KEY (round, village)
) {strict};

-- That a serial was printed for a village: its mark under the round's key, never the serial.
CREATE TABLE survey_serial (
  mark TEXT NOT NULL PRIMARY KEY,
  round TEXT NOT NULL,
  village TEXT NOT NULL
) {strict};
CREATE INDEX survey_serial_village ON survey_serial (round, village);

-- Slips on their way, until the village is sealed: answers, author and times lie in `box`, under the village's key.
CREATE TABLE survey_pending (
  id TEXT NOT NULL PRIMARY KEY,
  round TEXT NOT NULL,
  village TEXT NOT NULL,
  mark TEXT NOT NULL,
  box {bytes} NOT NULL
) {strict};
CREATE INDEX survey_pending_mark ON survey_pending (mark);
CREATE INDEX survey_pending_village ON survey_pending (round, village);

-- Written when a village is sealed, in an order drawn at random: answers alone, without serial, author or time.
CREATE TABLE survey_slip (
  id TEXT NOT NULL PRIMARY KEY,
  round TEXT NOT NULL REFERENCES survey_round (id),
  village TEXT NOT NULL,
  answers TEXT NOT NULL
) {strict};
CREATE INDEX survey_slip_village ON survey_slip (round, village);

-- What residents wrote, apart from their answers, in an order drawn at random.
CREATE TABLE survey_comment (
  id TEXT NOT NULL PRIMARY KEY,
  round TEXT NOT NULL REFERENCES survey_round (id),
  village TEXT NOT NULL,
  question TEXT NOT NULL,
  words TEXT NOT NULL
) {strict};
CREATE INDEX survey_comment_village ON survey_comment (round, village);

-- A village's tally as it was sealed; `items` is JSON: [[satisfied, not satisfied, no answer]], `channels` a list.
CREATE TABLE survey_tally (
  round TEXT NOT NULL REFERENCES survey_round (id),
  village TEXT NOT NULL,
  event {integer} NOT NULL,
  households {integer} NOT NULL,
  printed {integer} NOT NULL,
  handed {integer} NOT NULL,
  returned {integer} NOT NULL,
  left_out {integer} NOT NULL,
  channels TEXT NOT NULL,
  items TEXT NOT NULL,
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (round, village)
) {strict};
CREATE INDEX survey_tally_event ON survey_tally (event);

-- What the checks of a sealed village, or (village '') of the whole round, noticed. `figures` is JSON: names and numbers.
CREATE TABLE survey_anomaly (
  round TEXT NOT NULL REFERENCES survey_round (id),
  event {integer} NOT NULL,
  id TEXT NOT NULL,
  village TEXT NOT NULL,
  rule TEXT NOT NULL,
  figures TEXT NOT NULL,
  PRIMARY KEY (round, id)
) {strict};
CREATE INDEX survey_anomaly_event ON survey_anomaly (event);

-- What was said of it: answered by the commune's Front, then accepted, or a recount or another survey asked for.
CREATE TABLE survey_review (
  round TEXT NOT NULL REFERENCES survey_round (id),
  event {integer} NOT NULL,
  anomaly TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('answered', 'accepted', 'refused')),
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (round, event)
) {strict};
CREATE INDEX survey_review_event ON survey_review (event);

-- A recount of a village: by the Front of another commune, of slips drawn when the village was sealed.
CREATE TABLE survey_recount (
  round TEXT NOT NULL REFERENCES survey_round (id),
  village TEXT NOT NULL,
  event {integer} NOT NULL,
  by_unit TEXT NOT NULL,
  slips {integer} NOT NULL,
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (round, village)
) {strict};
CREATE INDEX survey_recount_event ON survey_recount (event);

-- Operational: the drawn slips until they were counted again, serial and answers in `box` under a key of their own
-- (survey_key, village 'recount VILLAGE').
CREATE TABLE survey_sample (
  id TEXT NOT NULL PRIMARY KEY,
  round TEXT NOT NULL,
  village TEXT NOT NULL,
  box {bytes} NOT NULL
) {strict};
CREATE INDEX survey_sample_village ON survey_sample (round, village);

CREATE TABLE survey_recounted (
  round TEXT NOT NULL REFERENCES survey_round (id),
  village TEXT NOT NULL,
  event {integer} NOT NULL,
  alike {integer} NOT NULL,
  different {integer} NOT NULL,
  missing {integer} NOT NULL,
  answers_different {integer} NOT NULL,
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (round, village)
) {strict};
CREATE INDEX survey_recounted_event ON survey_recounted (event);

-- A task made of what residents wrote, to be answered in public. `given_to`: a unit's identity, or a department.
CREATE TABLE survey_task (
  id TEXT NOT NULL PRIMARY KEY,
  round TEXT NOT NULL REFERENCES survey_round (id),
  event {integer} NOT NULL,
  question TEXT NOT NULL,
  words TEXT NOT NULL,
  given_to TEXT NOT NULL,
  due_on TEXT NOT NULL,
  actor TEXT NOT NULL
) {strict};
CREATE INDEX survey_task_event ON survey_task (event);

CREATE TABLE survey_task_answer (
  task TEXT NOT NULL REFERENCES survey_task (id),
  event {integer} NOT NULL,
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (task, event)
) {strict};
CREATE INDEX survey_task_answer_event ON survey_task_answer (event);

-- A question read aloud; the newest counts. `file` is the SHA-256 of its bytes, empty: taken away.
CREATE TABLE survey_audio (
  form TEXT NOT NULL,
  question TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('vi', 'tyz', 'nut', 'ium')),
  event {integer} NOT NULL,
  file TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes {integer} NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (form, question, language, event)
) {strict};
CREATE INDEX survey_audio_event ON survey_audio (event);

-- The dossier that a confirmed round speaks to.
CREATE TABLE survey_sent (
  round TEXT NOT NULL PRIMARY KEY REFERENCES survey_round (id),
  event {integer} NOT NULL,
  dossier TEXT NOT NULL,
  actor TEXT NOT NULL
) {strict};
CREATE INDEX survey_sent_event ON survey_sent (event);

{append_only criteria_survey_form}
{append_only survey_round}
{append_only survey_frame}
{append_only survey_step}
{append_only survey_slip}
{append_only survey_comment}
{append_only survey_tally}
{append_only survey_anomaly}
{append_only survey_review}
{append_only survey_recount}
{append_only survey_recounted}
{append_only survey_task}
{append_only survey_task_answer}
{append_only survey_audio}
{append_only survey_sent}
