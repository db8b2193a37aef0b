-- A role passed on for a time by whoever holds it: the grant that exists because of another one. Acts are a JSON list,
-- '[]' for all that the role may do.
CREATE TABLE role_delegation (
  role_grant TEXT NOT NULL PRIMARY KEY REFERENCES role_grant (id),
  from_grant TEXT NOT NULL REFERENCES role_grant (id),
  signing_form TEXT NOT NULL CHECK (signing_form IN ('KT', 'TL', 'TM', 'TUQ')),
  document TEXT NOT NULL,
  acts TEXT NOT NULL
) {strict};
CREATE INDEX role_delegation_from ON role_delegation (from_grant);
{append_only role_delegation}
