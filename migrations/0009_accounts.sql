-- Accounts. What must last is append-only and names nobody; who somebody is lies apart and can be erased; secrets and
-- sessions are operational state.
CREATE TABLE account (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'program')),
  event {integer} NOT NULL
) {strict};
{append_only account}

-- The newest event's row stands.
CREATE TABLE account_state (
  account TEXT NOT NULL REFERENCES account (id),
  event {integer} NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'suspended', 'closed')),
  PRIMARY KEY (account, event)
) {strict};
{append_only account_state}

-- Personal data: gone when the person is erased.
CREATE TABLE account_person (
  account TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
  login TEXT NOT NULL UNIQUE,
  full_name TEXT NOT NULL,
  folded_name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  position TEXT NOT NULL
) {strict};

-- The second factor is sealed with the server's key; `totp_step` is the last step that was used; `totp_pending` a new
-- one that its owner has not confirmed yet.
CREATE TABLE account_secret (
  account TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
  password_hash TEXT NOT NULL,
  totp_sealed {bytes} NOT NULL,
  totp_pending {bytes} NOT NULL,
  totp_confirmed {integer} NOT NULL CHECK (totp_confirmed IN (0, 1)),
  totp_step {integer} NOT NULL
) {strict};

CREATE TABLE recovery_code (
  account TEXT NOT NULL REFERENCES account (id),
  digest TEXT NOT NULL,
  used_at TEXT NOT NULL,
  PRIMARY KEY (account, digest)
) {strict};

-- Opens an account once. Only the digest of the secret is kept.
CREATE TABLE one_time_link (
  digest TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  expires_at TEXT NOT NULL,
  used_at TEXT NOT NULL
) {strict};

-- `stage` 'password': the second factor is still to be shown. The id is the digest of the cookie's secret.
CREATE TABLE session (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  stage TEXT NOT NULL CHECK (stage IN ('password', 'full')),
  second_factor {integer} NOT NULL CHECK (second_factor IN (0, 1)),
  form_token TEXT NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL,
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) {strict};
CREATE INDEX session_of_account ON session (account);

CREATE TABLE personal_token (
  id TEXT NOT NULL PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  acts TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT NOT NULL,
  revoked_at TEXT NOT NULL
) {strict};

-- An identity at another provider that opens this account.
CREATE TABLE external_identity (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  account TEXT NOT NULL REFERENCES account (id),
  linked_at TEXT NOT NULL,
  PRIMARY KEY (issuer, subject)
) {strict};

-- Failed attempts by login (its digest, known or not) and by address; old rows are removed.
CREATE TABLE sign_in_pressure (
  kind TEXT NOT NULL CHECK (kind IN ('login', 'address')),
  subject TEXT NOT NULL,
  failures {integer} NOT NULL,
  counted_from TEXT NOT NULL,
  locked_until TEXT NOT NULL,
  PRIMARY KEY (kind, subject)
) {strict};

-- Days are texts, '' is an open end; the unit is an identity, or 'VN'.
CREATE TABLE role_grant (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  role TEXT NOT NULL,
  unit TEXT NOT NULL,
  department TEXT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  event {integer} NOT NULL
) {strict};
CREATE INDEX role_grant_of_account ON role_grant (account);
{append_only role_grant}

-- The newest event's row stands; none: proposed.
CREATE TABLE role_grant_decision (
  role_grant TEXT NOT NULL REFERENCES role_grant (id),
  event {integer} NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('approved', 'refused', 'withdrawn', 'revoked')),
  decided_by TEXT NOT NULL,
  PRIMARY KEY (role_grant, event)
) {strict};
{append_only role_grant_decision}
