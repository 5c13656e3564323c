import { PlannerError } from '../shared/errors.ts';

/** One editable constant of the core, with its unit, its source and the range it may take. */
export interface ParameterRow {
  readonly name: string;
  readonly value: number;
  /** Plausible low and high end: the ends of the uncertainty range, not a limit to editing. */
  readonly low: number;
  readonly high: number;
  /** Least and greatest value that is accepted, both inclusive. */
  readonly least: number;
  readonly most: number;
  readonly unit: string;
  readonly explanation: string;
  readonly source: string;
}

const HEALTHY_CHILD =
  'Healthy child programme, part 2 (gov.uk, 6 February 2026) names the contacts that suit a community venue; the rate is a planning assumption';
const MENTAL_HEALTH_RATES =
  'Joint Commissioning Panel for Mental Health 2012, rates per 1,000 maternities; "up to 1 in 4" within two years of pregnancy';
const ASSUMPTION = 'Planning assumption, to be replaced by local figures';

/** Every constant of access, demand, score, choice and frequency. Edited values are checked by `parametersWith`. */
export const PARAMETERS = [
  {
    name: 'withinReachSeconds',
    value: 1200,
    low: 900,
    high: 1800,
    least: 60,
    most: 7200,
    unit: 'seconds of driving',
    explanation: 'A family is within reach of a hub or stop when the drive takes at most this long',
    source: 'Planning rule: 20 minutes, inclusive',
  },
  {
    name: 'fullCoverSeconds',
    value: 600,
    low: 300,
    high: 900,
    least: 0,
    most: 7200,
    unit: 'seconds of driving',
    explanation:
      'Up to this drive, or the limit of reach when that is shorter, a child counts in full when stops are chosen',
    source: `${ASSUMPTION}; gradual covering after Berman, Krass and Drezner 2003`,
  },
  {
    name: 'coverAtLimit',
    value: 0.5,
    low: 0,
    high: 1,
    least: 0,
    most: 1,
    unit: 'share',
    explanation:
      'What a child at exactly the limit of reach counts when stops are chosen; in between the count falls in a straight line, beyond the limit it is 0',
    source: `${ASSUMPTION}; gradual covering after Berman, Krass and Drezner 2003`,
  },
  {
    name: 'walkingMetresPerHour',
    value: 4000,
    low: 3000,
    high: 5000,
    least: 1000,
    most: 8000,
    unit: 'metres an hour',
    explanation: 'Walking speed with a pram, along the road distance, of households without a car',
    source: 'Planning assumption: 4 km/h',
  },
  {
    name: 'hubDecayMinutes',
    value: 20,
    low: 15,
    high: 30,
    least: 1,
    most: 240,
    unit: 'minutes',
    explanation: 'How fast the use of a hub falls with travel time: the share e^(−minutes ÷ this) is served',
    source: ASSUMPTION,
  },
  {
    name: 'stopDecayMinutes',
    value: 15,
    low: 10,
    high: 20,
    least: 1,
    most: 240,
    unit: 'minutes',
    explanation: 'How fast the use of a stop falls with travel time: reach is e^(−minutes ÷ this)',
    source: ASSUMPTION,
  },
  {
    name: 'unservedFloor',
    value: 0.1,
    low: 0.05,
    high: 0.2,
    least: 0,
    most: 1,
    unit: 'share',
    explanation: 'Share of families taken as not served by a hub even next door to one',
    source: ASSUMPTION,
  },
  {
    name: 'needWeightSlope',
    value: 1,
    low: 0.5,
    high: 1.5,
    least: 0,
    most: 5,
    unit: 'weight per relative difference',
    explanation:
      'How strongly income deprivation affecting children (IDACI), relative to the region’s mean, raises the need weight',
    source: ASSUMPTION,
  },
  {
    name: 'needWeightLeast',
    value: 0.7,
    low: 0.6,
    high: 0.8,
    least: 0,
    most: 1,
    unit: 'weight',
    explanation: 'Least need weight of an area',
    source: ASSUMPTION,
  },
  {
    name: 'needWeightMost',
    value: 1.5,
    low: 1.3,
    high: 1.7,
    least: 1,
    most: 10,
    unit: 'weight',
    explanation: 'Greatest need weight of an area',
    source: ASSUMPTION,
  },
  {
    name: 'pregnantPerBaby',
    value: 0.75,
    low: 0.7,
    high: 0.8,
    least: 0,
    most: 2,
    unit: 'people per child under 1',
    explanation: 'People pregnant at a point in time for each child under 1',
    source: 'Nine months of pregnancy for each birth in a year: 9 ÷ 12',
  },
  {
    name: 'wellbeingPrevalence',
    value: 0.2,
    low: 0.1,
    high: 0.25,
    least: 0,
    most: 1,
    unit: 'share',
    explanation: 'Parents in pregnancy or the first year who need help with emotional wellbeing (p₁)',
    source: MENTAL_HEALTH_RATES,
  },
  {
    name: 'wellbeingSuited',
    value: 0.4,
    low: 0.2,
    high: 0.6,
    least: 0,
    most: 1,
    unit: 'share',
    explanation: 'Share of them whom support in the community suits (s₁)',
    source: ASSUMPTION,
  },
  {
    name: 'wellbeingContacts',
    value: 1,
    low: 0.5,
    high: 2,
    least: 0,
    most: 31,
    unit: 'contacts a month',
    explanation: 'Contacts a month of each of them (c₁)',
    source: ASSUMPTION,
  },
  {
    name: 'relationshipPrevalence',
    value: 0.25,
    low: 0.1,
    high: 0.4,
    least: 0,
    most: 1,
    unit: 'share',
    explanation: 'Families with a child under 2 who need help with the parent-infant relationship (p₂)',
    source:
      'Insecure attachment 35 % (Danish community study, PMC9664022) to 40 % (Sutton Trust, Baby Bonds); 10 to 25 % need targeted help',
  },
  {
    name: 'relationshipSuited',
    value: 0.2,
    low: 0.1,
    high: 0.4,
    least: 0,
    most: 1,
    unit: 'share',
    explanation: 'Share of them whom support in the community suits (s₂)',
    source: ASSUMPTION,
  },
  {
    name: 'relationshipContacts',
    value: 0.5,
    low: 0.25,
    high: 1,
    least: 0,
    most: 31,
    unit: 'contacts a month',
    explanation: 'Contacts a month of each of them (c₂)',
    source: ASSUMPTION,
  },
  {
    name: 'dropInPerBaby',
    value: 0.25,
    low: 0.15,
    high: 0.4,
    least: 0,
    most: 31,
    unit: 'contacts a month per child under 1',
    explanation: 'Health visitor drop-in and weighing, children under 1',
    source: HEALTHY_CHILD,
  },
  {
    name: 'dropInPerToddler',
    value: 0.05,
    low: 0.02,
    high: 0.1,
    least: 0,
    most: 31,
    unit: 'contacts a month per child aged 1',
    explanation: 'Health visitor drop-in and weighing, children aged 1',
    source: HEALTHY_CHILD,
  },
  {
    name: 'feedingPerBaby',
    value: 0.12,
    low: 0.06,
    high: 0.2,
    least: 0,
    most: 31,
    unit: 'contacts a month per child under 1',
    explanation: 'Infant feeding support',
    source: ASSUMPTION,
  },
  {
    name: 'reviewShare',
    value: 0.3,
    low: 0.1,
    high: 0.5,
    least: 0,
    most: 1,
    unit: 'share',
    explanation:
      'Share of the 12-month and 2 to 2½-year reviews that could be held on the van; each child under 2 has one review a year',
    source: HEALTHY_CHILD,
  },
  {
    name: 'scoreWeightNewlyReached',
    value: 50,
    low: 30,
    high: 70,
    least: 0,
    most: 100,
    unit: 'points',
    explanation: 'Points of a site’s score for children newly within reach',
    source: ASSUMPTION,
  },
  {
    name: 'scoreWeightContacts',
    value: 30,
    low: 10,
    high: 50,
    least: 0,
    most: 100,
    unit: 'points',
    explanation: 'Points of a site’s score for expected contacts a month',
    source: ASSUMPTION,
  },
  {
    name: 'scoreWeightRuralDistance',
    value: 20,
    low: 10,
    high: 40,
    least: 0,
    most: 100,
    unit: 'points',
    explanation: 'Points of a site’s score for minutes to the nearest hub',
    source: ASSUMPTION,
  },
  {
    name: 'ruralDistanceFullSeconds',
    value: 2400,
    low: 1800,
    high: 3600,
    least: 60,
    most: 14400,
    unit: 'seconds of driving',
    explanation: 'A site this far from the nearest hub, or farther, has all points for rural distance',
    source: `${ASSUMPTION}: twice the limit of reach`,
  },
  {
    name: 'contactsWorthAVisit',
    value: 5,
    low: 3,
    high: 8,
    least: 0.1,
    most: 1000,
    unit: 'expected contacts a visit',
    explanation: 'A stop is visited more often while every visit would still see at least this many contacts',
    source: 'Cornwall mobile library 2015 cut stops below 3 regular users a visit; doubled for a crew of two',
  },
  {
    name: 'visitsPerVanDay',
    value: 2,
    low: 2,
    high: 3,
    least: 1,
    most: 10,
    unit: 'visits',
    explanation: 'Visits a van can make in a day, when visits are shared out among stops',
    source: 'Planning rule: 2 to 3 stops a day',
  },
  {
    name: 'sessionLeastSeconds',
    value: 5400,
    low: 3600,
    high: 7200,
    least: 300,
    most: 28800,
    unit: 'seconds',
    explanation: 'Shortest time open to families at a visit',
    source: 'Planning rule: sessions of 90 to 150 minutes',
  },
  {
    name: 'sessionMostSeconds',
    value: 9000,
    low: 7200,
    high: 10800,
    least: 300,
    most: 28800,
    unit: 'seconds',
    explanation: 'Longest time open to families at a visit',
    source: 'Planning rule: sessions of 90 to 150 minutes',
  },
  {
    name: 'secondsPerContact',
    value: 1200,
    low: 900,
    high: 1800,
    least: 60,
    most: 14400,
    unit: 'seconds of one member of the crew',
    explanation: 'Time one contact takes',
    source: ASSUMPTION,
  },
  {
    name: 'crewSeeingFamilies',
    value: 2,
    low: 2,
    high: 3,
    least: 1,
    most: 10,
    unit: 'people',
    explanation: 'Members of the crew who see families at the same time',
    source: 'Planning rule: never fewer than two on the van',
  },
] as const satisfies readonly ParameterRow[];

export type ParameterName = (typeof PARAMETERS)[number]['name'];

/** A value for every named constant. */
export type Parameters = Readonly<Record<ParameterName, number>>;

export const DEFAULT_PARAMETERS: Parameters = Object.fromEntries(
  PARAMETERS.map((row) => [row.name, row.value]),
) as Record<ParameterName, number>;

/**
 * The constants with some of them changed.
 * @param overrides  values by name; undefined values keep the default
 * @throws PARAMETER_UNKNOWN for a name that is not in the table
 * @throws PARAMETER_RANGE for a value that is no number or outside least..most (inclusive), or for values that contradict each other
 */
export function parametersWith(overrides: Readonly<Record<string, number | undefined>>): Parameters {
  const rows = new Map<string, ParameterRow>(PARAMETERS.map((row) => [row.name, row]));
  const changed: Record<string, number> = { ...DEFAULT_PARAMETERS };
  for (const [name, value] of Object.entries(overrides)) {
    const row = rows.get(name);
    if (!row) throw unknownParameter(name);
    if (value === undefined) continue;
    if (!Number.isFinite(value) || value < row.least || value > row.most) throw outOfRange(row, value);
    changed[name] = value;
  }
  const parameters = changed as Parameters;
  assertOrder(parameters, 'sessionLeastSeconds', 'sessionMostSeconds');
  return parameters;
}

function assertOrder(parameters: Parameters, smaller: ParameterName, larger: ParameterName): void {
  if (parameters[smaller] <= parameters[larger]) return;
  throw new PlannerError({
    code: 'PARAMETER_RANGE',
    category: 'input',
    message: `"${smaller}" is ${parameters[smaller]} and "${larger}" is ${parameters[larger]}; the first must not be the greater. Change one of them.`,
    details: { smaller, larger },
  });
}

function unknownParameter(name: string): PlannerError {
  return new PlannerError({
    code: 'PARAMETER_UNKNOWN',
    category: 'input',
    message: `There is no parameter "${name}". The names are ${PARAMETERS.map((row) => row.name).join(', ')}.`,
    details: { name },
  });
}

function outOfRange(row: ParameterRow, value: number): PlannerError {
  return new PlannerError({
    code: 'PARAMETER_RANGE',
    category: 'input',
    message: `"${row.name}" is ${value}; expected a number from ${row.least} to ${row.most} (${row.unit}).`,
    details: { name: row.name, value, least: row.least, most: row.most },
  });
}
