-- Legal documents: each change is a new row; of rows with one id the newest stands. Days are texts, '' is none.
CREATE TABLE legal_document_version (
  event {integer} NOT NULL,
  id TEXT NOT NULL,
  version {integer} NOT NULL,
  slug TEXT NOT NULL,
  symbol TEXT NOT NULL,
  kind TEXT NOT NULL,
  issuer TEXT NOT NULL,
  issuer_en TEXT NOT NULL,
  abstract TEXT NOT NULL,
  abstract_en TEXT NOT NULL,
  signed_on TEXT NOT NULL,
  signed_known TEXT NOT NULL,
  in_force TEXT NOT NULL,
  until_day TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  file_bytes {integer} NOT NULL,
  file_type TEXT NOT NULL,
  file_name TEXT NOT NULL,
  source_url TEXT NOT NULL,
  source TEXT NOT NULL,
  confidence TEXT NOT NULL,
  note TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'refused', 'withdrawn')),
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (id, version)
) {strict};
{append_only legal_document_version}

-- What a version says that the document does to an older one, as people write that one's symbol.
CREATE TABLE legal_document_relation (
  event {integer} NOT NULL,
  id TEXT NOT NULL,
  version {integer} NOT NULL,
  position {integer} NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('replaces', 'amends')),
  document TEXT NOT NULL,
  PRIMARY KEY (id, version, position)
) {strict};
{append_only legal_document_relation}

-- An address belongs to one document for ever.
CREATE TABLE legal_document_slug (
  slug TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  id TEXT NOT NULL
) {strict};
{append_only legal_document_slug}
