-- A hub's opening hours as its list gives them; empty when not known.
ALTER TABLE hub ADD COLUMN opening TEXT NOT NULL DEFAULT '';
