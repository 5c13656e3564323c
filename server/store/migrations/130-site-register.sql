-- Photos of sites, as published: small, without anything a camera notes beside the picture.
CREATE TABLE site_photo (
  -- The first half of the SHA-256 of its bytes, with ".jpg".
  name TEXT NOT NULL PRIMARY KEY,
  bytes BLOB NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL
) STRICT;

-- A driver may see what a viewer may, and on run sheets what the crew must know of a site.
ALTER TABLE person ADD COLUMN is_driver INTEGER NOT NULL DEFAULT 0;

-- Postcodes out of use, where they were when they ended: families remember them for years.
CREATE TABLE ended_postcode (
  postcode TEXT NOT NULL PRIMARY KEY,
  lon REAL NOT NULL,
  lat REAL NOT NULL,
  -- The month, "2003-06".
  ended_in TEXT NOT NULL
) STRICT;
