-- Administrative units through time. Days are texts, "2025-07-01"; an open end is ''. Intervals are half-open.
-- Rows are only appended: of rows with the same key the one of the highest event counts.

-- Key: code, first_day, valid_from. A version whose valid_to equals its valid_from was withdrawn.
CREATE TABLE unit_version (
  event {integer} NOT NULL,
  code TEXT NOT NULL,
  first_day TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL,
  level TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  parent_code TEXT NOT NULL,
  dating TEXT NOT NULL,
  decision TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (code, first_day, valid_from, event)
) {strict};

-- Key: from_code, from_until, from_name, to_code, to_name, day. An empty first day: a unit that the register does not
-- know.
CREATE TABLE unit_link (
  event {integer} NOT NULL,
  from_code TEXT NOT NULL,
  from_first_day TEXT NOT NULL,
  from_until TEXT NOT NULL,
  from_name TEXT NOT NULL,
  to_code TEXT NOT NULL,
  to_first_day TEXT NOT NULL,
  to_name TEXT NOT NULL,
  day TEXT NOT NULL,
  part TEXT NOT NULL,
  area TEXT NOT NULL,
  area_whole TEXT NOT NULL,
  people TEXT NOT NULL,
  people_whole TEXT NOT NULL,
  decision TEXT NOT NULL,
  confidence TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (from_code, from_until, from_name, to_code, to_name, day, event)
) {strict};

-- Key: code, first_day, name, valid_from.
CREATE TABLE unit_attribute (
  event {integer} NOT NULL,
  code TEXT NOT NULL,
  first_day TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL,
  confidence TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (code, first_day, name, valid_from, event)
) {strict};

-- Over these days the register holds every unit of the province.
CREATE TABLE unit_coverage (
  event {integer} NOT NULL,
  province_code TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (province_code, valid_from, event)
) {strict};

-- What an import found worth a person's look.
CREATE TABLE unit_flag (
  event {integer} NOT NULL,
  position {integer} NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  day TEXT NOT NULL,
  detail TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (event, position)
) {strict};

-- Key: code, first_day, valid_from. The geometry is GeoJSON (WGS 84, longitude first), compressed with Zstandard.
CREATE TABLE unit_boundary (
  event {integer} NOT NULL,
  code TEXT NOT NULL,
  first_day TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  points {integer} NOT NULL,
  geometry {bytes} NOT NULL,
  digest {bytes} NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (code, first_day, valid_from, event)
) {strict};
