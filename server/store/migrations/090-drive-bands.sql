-- Drive-time bands as they were drawn, under what they rest on; the longest unused go first.
CREATE TABLE drive_bands (
  key TEXT NOT NULL PRIMARY KEY,
  features_json TEXT NOT NULL,
  last_used_at TEXT NOT NULL
) STRICT;
