-- The province's yearly lists: which units are to reach what in the year, by which decision.
CREATE TABLE plan (
  id TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  year {integer} NOT NULL,
  province TEXT NOT NULL,
  title_vi TEXT NOT NULL,
  title_en TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision <> ''),
  decided_on TEXT NOT NULL,
  document TEXT NOT NULL,
  actor TEXT NOT NULL
) {strict};
CREATE INDEX plan_event ON plan (event);

-- A later decision that changed a plan's list; `version` is the plan's from then on.
CREATE TABLE plan_amendment (
  plan TEXT NOT NULL REFERENCES plan (id),
  event {integer} NOT NULL,
  version {integer} NOT NULL,
  decision TEXT NOT NULL CHECK (decision <> ''),
  decided_on TEXT NOT NULL,
  document TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (plan, event)
) {strict};

-- What the plan or an amendment says of one unit and purpose: the last row stands. `title` or `criteria_wanted` (of the
-- set) is the target; a title may stand without a set where none is loaded for the year.
CREATE TABLE plan_target (
  plan TEXT NOT NULL REFERENCES plan (id),
  unit TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('pilot', 'ntm', 'advanced', 'model', 'border', 'difficult', 'outstanding')),
  event {integer} NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('added', 'changed', 'dropped')),
  title TEXT NOT NULL,
  set_id TEXT NOT NULL,
  criteria_wanted {integer} NOT NULL,
  deadline TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (plan, unit, purpose, event)
) {strict};
CREATE INDEX plan_target_event ON plan_target (event);

-- What is to be done in a unit of the plan. `department` is of authority/departments.yaml; empty: the unit itself.
-- `cost` is exact, in đồng; empty: not known.
CREATE TABLE plan_item (
  id TEXT NOT NULL PRIMARY KEY,
  plan TEXT NOT NULL REFERENCES plan (id),
  unit TEXT NOT NULL,
  event {integer} NOT NULL,
  set_id TEXT NOT NULL,
  indicator TEXT NOT NULL,
  what TEXT NOT NULL,
  department TEXT NOT NULL,
  cost TEXT NOT NULL,
  capital TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  actor TEXT NOT NULL
) {strict};
CREATE INDEX plan_item_event ON plan_item (event);

-- An item due on another day, or withdrawn.
CREATE TABLE plan_item_change (
  item TEXT NOT NULL REFERENCES plan_item (id),
  event {integer} NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('due_moved', 'withdrawn')),
  due_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (item, event)
) {strict};

-- How much of an item was done on a day: numerator of denominator, as reported. Of one day the last row stands.
CREATE TABLE plan_progress (
  item TEXT NOT NULL REFERENCES plan_item (id),
  event {integer} NOT NULL,
  day TEXT NOT NULL,
  numerator TEXT NOT NULL,
  denominator TEXT NOT NULL,
  words TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (item, event)
) {strict};
CREATE INDEX plan_progress_event ON plan_progress (event);

{append_only plan}
{append_only plan_amendment}
{append_only plan_target}
{append_only plan_item}
{append_only plan_item_change}
{append_only plan_progress}
