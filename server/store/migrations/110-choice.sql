-- What the choice of a plan's stops achieved, in its model's own unit; NULL for plans made before there was a choice of models.
ALTER TABLE plan ADD COLUMN choice_json TEXT;

-- Coverage curves and answers to "why not us?", by a hash of all they rest on: asked again, they are there at once.
CREATE TABLE choice_answer (
  key TEXT NOT NULL PRIMARY KEY,
  answered_at TEXT NOT NULL,
  answer_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
