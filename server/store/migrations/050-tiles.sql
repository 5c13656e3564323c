-- The map is drawn from tiles in a file of the region's folder; empty until the next import makes one.
ALTER TABLE region ADD COLUMN tiles_file TEXT NOT NULL DEFAULT '';
DROP TABLE map_feature;
