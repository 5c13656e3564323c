-- What a register records beyond the columns of its own; its shape is the table of fields in shared/siteFields.ts.
ALTER TABLE site ADD COLUMN facts_json TEXT NOT NULL DEFAULT '{}';
-- Taken from the counter below at every change of the row, so that no number ever stands for two states of a site.
ALTER TABLE site ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
-- When and by whom it was last edited in the planner; NULL while it is as an import brought it.
ALTER TABLE site ADD COLUMN edited_at TEXT;
ALTER TABLE site ADD COLUMN edited_by TEXT;

CREATE TABLE site_version (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  last INTEGER NOT NULL
) STRICT;
INSERT INTO site_version (one, last) VALUES (1, 0);

-- Who changed what: never deleted, whatever becomes of the site.
CREATE TABLE site_change (
  id INTEGER NOT NULL PRIMARY KEY,
  site_id TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  -- form, map, register
  way TEXT NOT NULL,
  -- Fields that changed, as people write them: {"status": ["proposed", "surveyed"]}.
  fields_json TEXT NOT NULL
) STRICT;
CREATE INDEX site_change_by_site ON site_change (site_id, id);
