-- Reporting periods: which form (a criteria set) the units of a province fill in for a day, and until when.
CREATE TABLE report_period (
  id TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  set_id TEXT NOT NULL,
  province TEXT NOT NULL,
  title_vi TEXT NOT NULL,
  title_en TEXT NOT NULL,
  as_of TEXT NOT NULL,
  opens_on TEXT NOT NULL,
  due_on TEXT NOT NULL
) {strict};
CREATE INDEX report_period_event ON report_period (event);

-- What became of a period, newest row last: locked, reopened (of one unit when it names one), due on another day.
CREATE TABLE report_period_change (
  period TEXT NOT NULL REFERENCES report_period (id),
  event {integer} NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('locked', 'reopened', 'due_moved')),
  unit TEXT NOT NULL,
  due_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (period, event)
) {strict};

-- The way of one unit's report: submitted by the officer, signed by the chairman, returned to them.
CREATE TABLE report_step (
  period TEXT NOT NULL REFERENCES report_period (id),
  unit TEXT NOT NULL,
  event {integer} NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('submitted', 'signed', 'returned')),
  version {integer} NOT NULL,
  day TEXT NOT NULL,
  is_late {integer} NOT NULL,
  reason_code TEXT NOT NULL,
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (period, unit, event)
) {strict};
CREATE INDEX report_step_event ON report_step (event);

-- What a department said of one indicator of a signed report. `seen` is the event up to which it had seen the values.
CREATE TABLE report_verification (
  period TEXT NOT NULL REFERENCES report_period (id),
  unit TEXT NOT NULL,
  indicator TEXT NOT NULL,
  event {integer} NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('verified', 'returned')),
  reason_code TEXT NOT NULL,
  words TEXT NOT NULL,
  seen {integer} NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (period, unit, indicator, event)
) {strict};
CREATE INDEX report_verification_event ON report_verification (event);

-- What people say to each other about an indicator of a report.
CREATE TABLE report_remark (
  period TEXT NOT NULL REFERENCES report_period (id),
  unit TEXT NOT NULL,
  indicator TEXT NOT NULL,
  event {integer} NOT NULL,
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (period, unit, indicator, event)
) {strict};
CREATE INDEX report_remark_event ON report_remark (event);

{append_only report_period}
{append_only report_period_change}
{append_only report_step}
{append_only report_verification}
{append_only report_remark}
