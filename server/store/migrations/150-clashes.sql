-- Crews, what is away when, and what was decided of visits that meet something on their date.
CREATE TABLE crew (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  skills_json TEXT NOT NULL,
  weekdays_json TEXT NOT NULL,
  -- The van they take out without being asked; null: they stand in.
  van_id TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE absence (
  id INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  -- What is away: crew, skill, van or site, and which.
  absent_thing TEXT NOT NULL,
  absent_id TEXT NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  note TEXT NOT NULL,
  entered_at TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  CHECK (from_date <= to_date)
) STRICT;

-- What was decided of one visit of a plan, known by its site and its date in the rota.
CREATE TABLE clash_decision (
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  site_id TEXT NOT NULL,
  visit_date TEXT NOT NULL,
  outcome_json TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  PRIMARY KEY (plan_id, site_id, visit_date)
) STRICT, WITHOUT ROWID;

-- Kinds of clashes of which no visit takes place, now and later, unless it is decided otherwise for one.
CREATE TABLE standing_decision (
  clash_kind TEXT NOT NULL PRIMARY KEY,
  -- For families; '' for the usual words.
  reason TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  decided_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A working rule that plans of before did not have.
UPDATE plan SET rules_json = json_patch('{"noticeDays":28}', rules_json);
