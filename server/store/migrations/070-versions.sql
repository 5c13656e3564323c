-- What the region held before each import or restoring, gzip of JSON: the newest few.
CREATE TABLE region_version (
  id INTEGER NOT NULL PRIMARY KEY,
  kept_at TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  roads_folder TEXT NOT NULL,
  totals_json TEXT NOT NULL,
  tables_gz BLOB NOT NULL
) STRICT;
