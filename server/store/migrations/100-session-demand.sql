-- What families come to a session type for, and of a local kind the contacts a month for each child under 1, with low and high end.
ALTER TABLE session_type ADD COLUMN demand_kind TEXT;
ALTER TABLE session_type ADD COLUMN contacts_per_baby REAL;
ALTER TABLE session_type ADD COLUMN contacts_per_baby_low REAL;
ALTER TABLE session_type ADD COLUMN contacts_per_baby_high REAL;
