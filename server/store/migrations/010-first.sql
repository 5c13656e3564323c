CREATE TABLE region (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  is_sample INTEGER NOT NULL,
  roads_label TEXT NOT NULL,
  data_version TEXT NOT NULL,
  roads_folder TEXT NOT NULL,
  west REAL NOT NULL,
  south REAL NOT NULL,
  east REAL NOT NULL,
  north REAL NOT NULL,
  attribution_json TEXT NOT NULL,
  imported_at TEXT NOT NULL
) STRICT;

CREATE TABLE import_report (
  id INTEGER NOT NULL PRIMARY KEY,
  imported_at TEXT NOT NULL,
  report_json TEXT NOT NULL
) STRICT;

CREATE TABLE area (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  lon REAL NOT NULL,
  lat REAL NOT NULL,
  population REAL,
  children_under_1 REAL NOT NULL,
  children_aged_1 REAL NOT NULL,
  children_aged_2_to_4 REAL NOT NULL,
  deprivation_decile INTEGER,
  idaci_rate REAL,
  no_car_share REAL NOT NULL,
  rural_urban TEXT,
  assumed_json TEXT NOT NULL
) STRICT;

CREATE TABLE hub (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  postcode TEXT NOT NULL,
  lon REAL NOT NULL,
  lat REAL NOT NULL,
  checked_on TEXT,
  source TEXT NOT NULL
) STRICT;

CREATE TABLE site (
  id TEXT NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  community TEXT NOT NULL,
  address TEXT NOT NULL,
  postcode TEXT NOT NULL,
  lon REAL NOT NULL,
  lat REAL NOT NULL,
  kind TEXT NOT NULL,
  surface TEXT,
  spaces INTEGER,
  length_metres REAL,
  width_metres REAL,
  headroom_metres REAL,
  has_power INTEGER,
  has_water INTEGER,
  has_toilet INTEGER,
  is_step_free INTEGER,
  mobile_signal TEXT,
  bus_stop_metres REAL,
  privacy INTEGER,
  opening_json TEXT,
  status TEXT NOT NULL,
  permission_owner TEXT,
  permission_reference TEXT,
  permission_expires_on TEXT,
  risk_assessed_on TEXT,
  notes TEXT NOT NULL,
  source TEXT NOT NULL,
  -- A site that an import no longer holds keeps its row while promised visits need its address.
  is_retired INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE place (
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  other_names_json TEXT NOT NULL,
  kind TEXT NOT NULL,
  lon REAL NOT NULL,
  lat REAL NOT NULL,
  outward_code TEXT
) STRICT;

CREATE TABLE postcode (
  postcode TEXT NOT NULL PRIMARY KEY,
  lon REAL NOT NULL,
  lat REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outward_code (
  code TEXT NOT NULL PRIMARY KEY,
  lon REAL NOT NULL,
  lat REAL NOT NULL,
  has_road INTEGER NOT NULL,
  places_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE map_feature (
  id INTEGER NOT NULL PRIMARY KEY,
  layer TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  ref TEXT NOT NULL,
  geometry_json TEXT NOT NULL
) STRICT;
CREATE INDEX map_feature_by_layer ON map_feature (layer);

CREATE TABLE van (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  base_name TEXT NOT NULL,
  base_lon REAL NOT NULL,
  base_lat REAL NOT NULL,
  shifts_json TEXT NOT NULL
) STRICT;

CREATE TABLE session_type (
  id TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  public_name TEXT NOT NULL,
  public_description TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  is_public INTEGER NOT NULL,
  is_usual INTEGER NOT NULL
) STRICT;

-- Bank holidays as published by gov.uk; beyond the last one they are computed.
CREATE TABLE bank_holiday (
  date TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL
) STRICT;

-- Values that a coordinator changed; all others come from the parameter table of the program.
CREATE TABLE parameter (
  name TEXT NOT NULL PRIMARY KEY,
  value REAL NOT NULL
) STRICT;

CREATE TABLE travel_matrix (
  key TEXT NOT NULL PRIMARY KEY,
  engine TEXT NOT NULL,
  data_version TEXT NOT NULL,
  is_estimate INTEGER NOT NULL,
  seconds BLOB NOT NULL,
  metres BLOB NOT NULL,
  last_used_at TEXT NOT NULL
) STRICT;

CREATE TABLE plan (
  id INTEGER NOT NULL PRIMARY KEY,
  letter TEXT NOT NULL UNIQUE,
  parameters_json TEXT NOT NULL,
  rules_json TEXT NOT NULL,
  vans_json TEXT NOT NULL,
  stops_json TEXT NOT NULL,
  rota_json TEXT NOT NULL,
  cycle_anchor TEXT NOT NULL,
  engine TEXT NOT NULL,
  data_version TEXT NOT NULL,
  is_estimate INTEGER NOT NULL,
  children REAL NOT NULL,
  beyond_reach_before REAL NOT NULL,
  beyond_reach_after REAL NOT NULL,
  is_choice_proven INTEGER NOT NULL,
  choice_gap REAL NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'approved')),
  created_at TEXT NOT NULL,
  approved_at TEXT,
  approved_by TEXT
) STRICT;

CREATE TABLE visit (
  uid TEXT NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('planned', 'published', 'changed', 'cancelled', 'done')),
  reason TEXT NOT NULL,
  site_id TEXT NOT NULL REFERENCES site (id),
  van_id TEXT NOT NULL,
  date TEXT NOT NULL,
  open_seconds INTEGER NOT NULL,
  close_seconds INTEGER NOT NULL,
  session_type_ids_json TEXT NOT NULL,
  original_date TEXT NOT NULL,
  original_open_seconds INTEGER NOT NULL,
  replaces_uid TEXT,
  replaced_by_uid TEXT,
  first_release INTEGER,
  last_release INTEGER,
  revised_at TEXT NOT NULL
) STRICT;
CREATE INDEX visit_by_date ON visit (date, open_seconds);
CREATE INDEX visit_by_site ON visit (site_id, date);

CREATE TABLE release (
  number INTEGER NOT NULL PRIMARY KEY,
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  published_at TEXT NOT NULL,
  published_by TEXT NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  visits INTEGER NOT NULL,
  folder TEXT NOT NULL
) STRICT;

-- What each release said of each visit, frozen, so that the release can be made again.
CREATE TABLE release_visit (
  release INTEGER NOT NULL REFERENCES release (number),
  uid TEXT NOT NULL REFERENCES visit (uid),
  visit_json TEXT NOT NULL,
  PRIMARY KEY (release, uid)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
  visit_uid TEXT NOT NULL PRIMARY KEY REFERENCES visit (uid),
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('on', 'late', 'cancelled')),
  minutes_late INTEGER NOT NULL,
  words TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'coordinator', 'publisher', 'admin')),
  created_at TEXT NOT NULL
) STRICT;

-- One-time links; only the hash is kept.
CREATE TABLE sign_in_link (
  token_hash TEXT NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id),
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT;

CREATE TABLE sign_in (
  token_hash TEXT NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id),
  started_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL
) STRICT;

-- One row a scheduled run: the unique key lets only one process do it.
CREATE TABLE job_run (
  job TEXT NOT NULL,
  due_at TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  outcome TEXT NOT NULL,
  PRIMARY KEY (job, due_at)
) STRICT;
