-- Pictures of articles: a change is a new row; of rows with one id the newest event stands. `consent` and
-- `permission_note` are staff's alone.
CREATE TABLE article_image (
  event {integer} NOT NULL,
  id TEXT NOT NULL,
  article TEXT NOT NULL,
  place {integer} NOT NULL,
  alt TEXT NOT NULL,
  is_decorative {integer} NOT NULL CHECK (is_decorative IN (0, 1)),
  caption TEXT NOT NULL,
  credit TEXT NOT NULL,
  source TEXT NOT NULL,
  permission TEXT NOT NULL CHECK (permission IN ('own', 'permission', 'licence', 'public_domain')),
  permission_note TEXT NOT NULL,
  people TEXT NOT NULL CHECK (people IN ('none', 'crowd', 'consent', 'guardian')),
  has_children {integer} NOT NULL CHECK (has_children IN (0, 1)),
  consent TEXT NOT NULL,
  width {integer} NOT NULL,
  height {integer} NOT NULL,
  small_width {integer} NOT NULL,
  small_height {integer} NOT NULL,
  digest TEXT NOT NULL,
  is_removed {integer} NOT NULL CHECK (is_removed IN (0, 1)),
  is_taken_down {integer} NOT NULL CHECK (is_taken_down IN (0, 1)),
  actor TEXT NOT NULL,
  PRIMARY KEY (id, event)
) {strict};
{append_only article_image}

-- Written anew from what was sent, without what the file said of itself. Gone when the picture was taken down.
CREATE TABLE article_image_bytes (
  image TEXT NOT NULL,
  size TEXT NOT NULL CHECK (size IN ('large', 'small')),
  event {integer} NOT NULL,
  bytes {bytes} NOT NULL,
  PRIMARY KEY (image, size)
) {strict};
{append_only article_image_bytes erasable where (SELECT count(*) FROM article_image i WHERE i.id = OLD.image AND i.is_taken_down = 1) > 0}

-- Corrections and updates of public texts that wait for a second person; of rows with one id the newest event stands.
CREATE TABLE article_proposal (
  event {integer} NOT NULL,
  id TEXT NOT NULL,
  article TEXT NOT NULL,
  version {integer} NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('update', 'correct')),
  note TEXT NOT NULL,
  title TEXT NOT NULL,
  lead TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'declined')),
  author TEXT NOT NULL,
  PRIMARY KEY (id, event)
) {strict};
{append_only article_proposal}

-- Where an address of the old site leads; '' says that it leads nowhere any more. The newest event stands.
CREATE TABLE article_redirect (
  event {integer} NOT NULL,
  key TEXT NOT NULL,
  address TEXT NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (key, event)
) {strict};
{append_only article_redirect}
