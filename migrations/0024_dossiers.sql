-- A dossier: that a unit be given a title for an achievement year, or that a title be taken away.
CREATE TABLE dossier (
  id TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('recognition', 'revocation')),
  workflow TEXT NOT NULL,
  workflow_hash TEXT NOT NULL,
  unit TEXT NOT NULL,
  tier TEXT NOT NULL,
  achievement_year {integer} NOT NULL,
  set_id TEXT NOT NULL,
  set_hash TEXT NOT NULL,
  province TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  actor TEXT NOT NULL
) {strict};
CREATE INDEX dossier_event ON dossier (event);
CREATE INDEX dossier_unit ON dossier (unit);

-- Its way: each move, and (move '') the change to the workflow that took over.
CREATE TABLE dossier_step (
  dossier TEXT NOT NULL REFERENCES dossier (id),
  event {integer} NOT NULL,
  move TEXT NOT NULL,
  from_stage TEXT NOT NULL,
  to_stage TEXT NOT NULL,
  workflow TEXT NOT NULL,
  version {integer} NOT NULL,
  day TEXT NOT NULL,
  reason_code TEXT NOT NULL,
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (dossier, event)
) {strict};
CREATE INDEX dossier_step_event ON dossier_step (event);

-- The self-assessment of a version, frozen. `lines` is JSON: [[number, criterion, outcome, provisional, value, limit]].
CREATE TABLE dossier_assessment (
  dossier TEXT NOT NULL REFERENCES dossier (id),
  event {integer} NOT NULL,
  version {integer} NOT NULL,
  as_of TEXT NOT NULL,
  known_at {integer} NOT NULL,
  set_hash TEXT NOT NULL,
  outcome TEXT NOT NULL,
  criteria_met {integer} NOT NULL,
  criteria_total {integer} NOT NULL,
  stage TEXT NOT NULL,
  lines TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (dossier, event)
) {strict};
CREATE INDEX dossier_assessment_event ON dossier_assessment (event);

CREATE TABLE dossier_file (
  dossier TEXT NOT NULL REFERENCES dossier (id),
  event {integer} NOT NULL,
  part TEXT NOT NULL,
  evidence TEXT NOT NULL,
  file_name TEXT NOT NULL,
  words TEXT NOT NULL,
  is_withdrawn {integer} NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (dossier, event)
) {strict};
CREATE INDEX dossier_file_event ON dossier_file (event);

CREATE TABLE dossier_opinion (
  id TEXT NOT NULL PRIMARY KEY,
  dossier TEXT NOT NULL REFERENCES dossier (id),
  event {integer} NOT NULL,
  voice TEXT NOT NULL CHECK (voice IN ('front', 'organisation', 'resident', 'other')),
  words TEXT NOT NULL,
  day TEXT NOT NULL,
  actor TEXT NOT NULL
) {strict};
CREATE INDEX dossier_opinion_event ON dossier_opinion (event);

CREATE TABLE dossier_answer (
  dossier TEXT NOT NULL REFERENCES dossier (id),
  event {integer} NOT NULL,
  opinion TEXT NOT NULL REFERENCES dossier_opinion (id),
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (dossier, event)
) {strict};
CREATE INDEX dossier_answer_event ON dossier_answer (event);

-- What the owner of an indicator found in the appraisal.
CREATE TABLE dossier_finding (
  dossier TEXT NOT NULL REFERENCES dossier (id),
  event {integer} NOT NULL,
  indicator TEXT NOT NULL,
  version {integer} NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('met', 'basically_met', 'not_met', 'not_applicable')),
  reason_code TEXT NOT NULL,
  words TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (dossier, indicator, event)
) {strict};
CREATE INDEX dossier_finding_event ON dossier_finding (event);

CREATE TABLE dossier_due (
  dossier TEXT NOT NULL REFERENCES dossier (id),
  event {integer} NOT NULL,
  stage TEXT NOT NULL,
  due_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (dossier, event)
) {strict};
CREATE INDEX dossier_due_event ON dossier_due (event);

CREATE TABLE dossier_decision (
  dossier TEXT NOT NULL REFERENCES dossier (id),
  event {integer} NOT NULL,
  number TEXT NOT NULL,
  signed_on TEXT NOT NULL,
  in_force TEXT NOT NULL,
  evidence TEXT NOT NULL,
  PRIMARY KEY (dossier, event)
) {strict};
CREATE INDEX dossier_decision_event ON dossier_decision (event);

{append_only dossier}
{append_only dossier_step}
{append_only dossier_assessment}
{append_only dossier_file}
{append_only dossier_opinion}
{append_only dossier_answer}
{append_only dossier_finding}
{append_only dossier_due}
{append_only dossier_decision}
