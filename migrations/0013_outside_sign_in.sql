-- A sign-in at another provider that has begun and not come back: once, in the browser that began it, for minutes. The
-- state and the browser's secret are kept as digests; nonce and PKCE verifier are made from the secret in the cookie.
CREATE TABLE outside_sign_in (
  state TEXT NOT NULL PRIMARY KEY,
  browser TEXT NOT NULL,
  provider TEXT NOT NULL,
  return_path TEXT NOT NULL,
  expires_at TEXT NOT NULL
) {strict};
CREATE INDEX outside_sign_in_expires ON outside_sign_in (expires_at);
