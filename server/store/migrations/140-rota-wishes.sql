-- What was asked of a plan's rota (null: nothing), and the plan it was planned again from.
ALTER TABLE plan ADD COLUMN wishes_json TEXT;
ALTER TABLE plan ADD COLUMN previous_plan_id INTEGER REFERENCES plan (id);

-- Working rules that plans of before did not have, as they were understood then.
UPDATE plan SET rules_json = json_patch(
  '{"repeats":"weeks","travelFactorByWeekday":{},"travelSeasons":[],"ferries":[],"driversHours":"none","weights":{"changeSeconds":3600,"kilometreSeconds":0.001,"unevenSeconds":0.001}}',
  rules_json
);
