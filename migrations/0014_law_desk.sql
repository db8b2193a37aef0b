-- A proposal to complete the law: rows of thresholds for the national text of a set (province '') or for what a province
-- set over it, with the instrument that says so. It binds to the indicators as they were registered.
CREATE TABLE law_proposal (
  id TEXT NOT NULL PRIMARY KEY,
  event {integer} NOT NULL,
  set_id TEXT NOT NULL,
  province TEXT NOT NULL,
  row_list TEXT NOT NULL,
  document TEXT NOT NULL,
  indicator_hashes TEXT NOT NULL,
  proposed_by TEXT NOT NULL
) {strict};
CREATE INDEX law_proposal_event ON law_proposal (event);

-- How it ended, once: approved or refused by a second person, or withdrawn by whoever proposed.
CREATE TABLE law_proposal_decision (
  proposal TEXT NOT NULL PRIMARY KEY REFERENCES law_proposal (id),
  event {integer} NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('approved', 'refused', 'withdrawn')),
  decided_by TEXT NOT NULL,
  reason TEXT NOT NULL
) {strict};
CREATE INDEX law_proposal_decision_event ON law_proposal_decision (event);

{append_only law_proposal}
{append_only law_proposal_decision}
