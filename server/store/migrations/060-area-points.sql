-- Where the people of an area live: [{lonLat, weight}], or [] for one point, the area's own.
ALTER TABLE area ADD COLUMN points_json TEXT NOT NULL DEFAULT '[]';
