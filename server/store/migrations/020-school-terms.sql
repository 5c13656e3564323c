-- What a calendar of school terms says: terms, holidays and days off, first and last day inclusive.
CREATE TABLE school_term (
  title TEXT NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  PRIMARY KEY (from_date, to_date, title),
  CHECK (from_date <= to_date)
) STRICT;
