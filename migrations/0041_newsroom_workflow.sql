-- What an article is beside its text; lists are JSON, instants are of the clock's form, '' is none.
ALTER TABLE article_version ADD COLUMN kind TEXT NOT NULL DEFAULT 'story' CHECK (kind IN ('story', 'event'));
ALTER TABLE article_version ADD COLUMN begins_at TEXT NOT NULL DEFAULT '';
ALTER TABLE article_version ADD COLUMN ends_at TEXT NOT NULL DEFAULT '';
ALTER TABLE article_version ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE article_version ADD COLUMN organiser TEXT NOT NULL DEFAULT '';
ALTER TABLE article_version ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE article_version ADD COLUMN units TEXT NOT NULL DEFAULT '[]';
ALTER TABLE article_version ADD COLUMN criteria TEXT NOT NULL DEFAULT '[]';
ALTER TABLE article_version ADD COLUMN embargo_until TEXT NOT NULL DEFAULT '';
-- A published version is shown when this instant has come; '' shows at once.
ALTER TABLE article_version ADD COLUMN visible_from TEXT NOT NULL DEFAULT '';
-- written, bound, settings, published, withdrawn, updated, corrected; '' of rows before there was a workflow
ALTER TABLE article_version ADD COLUMN change_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE article_version ADD COLUMN change_note TEXT NOT NULL DEFAULT '';
-- The bound claims as they were on the day of publication.
ALTER TABLE article_version ADD COLUMN frozen TEXT NOT NULL DEFAULT '[]';
ALTER TABLE article_version ADD COLUMN is_taken_over {integer} NOT NULL DEFAULT 0 CHECK (is_taken_over IN (0, 1));
ALTER TABLE article_version ADD COLUMN original_url TEXT NOT NULL DEFAULT '';

-- Steps of the workflow; of one article the newest says the stage. `answers` is JSON: what a check was answered,
-- staff's alone.
CREATE TABLE article_step (
  event {integer} NOT NULL,
  sequence {integer} NOT NULL,
  article TEXT NOT NULL,
  version {integer} NOT NULL,
  step TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('draft', 'edited', 'fact_checked', 'privacy_checked', 'approved', 'published',
    'updated', 'corrected', 'archived')),
  reason TEXT NOT NULL,
  answers TEXT NOT NULL,
  actor TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (event, article, sequence)
) {strict};
{append_only article_step}

-- Links to a draft. The token itself is kept nowhere.
CREATE TABLE article_preview (
  id TEXT NOT NULL,
  event {integer} NOT NULL,
  article TEXT NOT NULL,
  token_sha256 TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  is_revoked {integer} NOT NULL CHECK (is_revoked IN (0, 1)),
  PRIMARY KEY (id, event)
) {strict};
{append_only article_preview}

-- A figure is bound to a claim, quoted from a source, or no statistic at all.
CREATE TABLE article_figure_settled (
  event {integer} NOT NULL,
  article TEXT NOT NULL,
  position {integer} NOT NULL,
  words TEXT NOT NULL,
  definition TEXT NOT NULL,
  counts TEXT NOT NULL,
  numerator TEXT NOT NULL,
  printed TEXT NOT NULL,
  place TEXT NOT NULL,
  as_of TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('drafted', 'bound', 'quoted', 'not_statistic')),
  claim TEXT NOT NULL,
  source TEXT NOT NULL,
  source_url TEXT NOT NULL,
  PRIMARY KEY (event, article, position)
) {strict};
INSERT INTO article_figure_settled (event, article, position, words, definition, counts, numerator, printed, place,
  as_of, state, claim, source, source_url)
SELECT event, article, position, words, definition, counts, numerator, printed, place, as_of,
  CASE state WHEN 'confirmed' THEN 'bound' WHEN 'rejected' THEN 'not_statistic' ELSE state END, claim, '', ''
FROM article_figure;
DROP TABLE article_figure;
ALTER TABLE article_figure_settled RENAME TO article_figure;
{append_only article_figure}
