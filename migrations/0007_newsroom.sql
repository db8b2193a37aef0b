-- Articles: each change is a new row; of rows with one id the newest event stands. Days are texts, '' is none.
CREATE TABLE article_version (
  event {integer} NOT NULL,
  id TEXT NOT NULL,
  version {integer} NOT NULL,
  slug TEXT NOT NULL,
  title TEXT NOT NULL,
  is_working_title {integer} NOT NULL CHECK (is_working_title IN (0, 1)),
  lead TEXT NOT NULL,
  body TEXT NOT NULL,
  published_on TEXT NOT NULL,
  category TEXT NOT NULL,
  source_name TEXT NOT NULL,
  source_url TEXT NOT NULL,
  is_demonstration {integer} NOT NULL CHECK (is_demonstration IN (0, 1)),
  status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'corrected')),
  correction TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (id, version)
) {strict};

-- An address belongs to one article for ever.
CREATE TABLE article_slug (
  slug TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  id TEXT NOT NULL
) {strict};

-- Figures found in an imported text. Key: (article, position); the newest event stands.
CREATE TABLE article_figure (
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
  state TEXT NOT NULL CHECK (state IN ('drafted', 'confirmed', 'rejected')),
  claim TEXT NOT NULL,
  PRIMARY KEY (event, article, position)
) {strict};
