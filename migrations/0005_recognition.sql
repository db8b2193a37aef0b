-- Titles of units: what was decided, considered or reported. Rows are appended; of rows with the same key
-- (unit, title, standing, decision, stated_on, source_url) the newest event stands.
CREATE TABLE title_fact (
  event {integer} NOT NULL,
  place {integer} NOT NULL,
  unit TEXT NOT NULL,
  title TEXT NOT NULL,
  standing TEXT NOT NULL,
  criteria_set TEXT NOT NULL,
  set_hash TEXT NOT NULL,
  achievement_year {integer},
  decision_date TEXT,
  decision TEXT NOT NULL,
  stated_on TEXT NOT NULL,
  figure TEXT NOT NULL,
  words TEXT NOT NULL,
  source_url TEXT NOT NULL,
  trust TEXT NOT NULL,
  PRIMARY KEY (event, place)
) {strict};

-- Figures that others published about a unit, word for word. Key: (unit, stated_on, kind, about, source_url).
CREATE TABLE quoted_fact (
  event {integer} NOT NULL,
  place {integer} NOT NULL,
  unit TEXT NOT NULL,
  stated_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  status TEXT NOT NULL,
  decision TEXT NOT NULL,
  figure TEXT NOT NULL,
  note TEXT NOT NULL,
  source_url TEXT NOT NULL,
  trust TEXT NOT NULL,
  PRIMARY KEY (event, place)
) {strict};

-- Where the register is complete. Key: (unit, title, from_day).
CREATE TABLE title_coverage (
  event {integer} NOT NULL,
  place {integer} NOT NULL,
  unit TEXT NOT NULL,
  title TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (event, place)
) {strict};
