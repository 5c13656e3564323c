-- Rules of a council's review of its stops, as named sets in the order they are run.
CREATE TABLE rule_set (
  name TEXT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,
  rules_json TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Users a visit, where a service has counted them; for the people who plan, never for the public.
CREATE TABLE stop_users (
  site_id TEXT NOT NULL PRIMARY KEY,
  users_per_visit REAL NOT NULL CHECK (users_per_visit >= 0),
  -- What was counted and when, in words.
  source TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Reviews that were run, each as it came out: what a committee was shown stays as it was.
CREATE TABLE service_review (
  id INTEGER NOT NULL PRIMARY KEY,
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  review_json TEXT NOT NULL
) STRICT;
