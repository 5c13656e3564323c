-- Which column of a spreadsheet of stops holds what, by the fingerprint of its header row: matched once, used again.
CREATE TABLE column_match (
  header TEXT NOT NULL PRIMARY KEY,
  mapping_json TEXT NOT NULL,
  matched_at TEXT NOT NULL,
  matched_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Existing services taken over as plans, with the report of each.
CREATE TABLE service_import (
  plan_id INTEGER NOT NULL PRIMARY KEY REFERENCES plan (id),
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  report_json TEXT NOT NULL
) STRICT;
