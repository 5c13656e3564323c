import { PlannerError } from '../shared/errors.ts';
import { DEFAULT_COUNT_THRESHOLD, LEAST_COUNT_THRESHOLD } from '../shared/suppression.ts';

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
    name: 'visitsWithinSeconds',
    value: 900,
    low: 600,
    high: 1200,
    least: 60,
    most: 7200,
    unit: 'seconds of driving',
    explanation:
      'A visit, or a day on which a hub is open, counts as help near a family when the drive takes at most this long',
    source: `${ASSUMPTION}; 15 minutes, inclusive`,
  },
  {
    name: 'withinWalkSeconds',
    value: 1800,
    low: 1200,
    high: 2400,
    least: 60,
    most: 10800,
    unit: 'seconds on foot',
    explanation: 'Help is within a walk, for families in households without a car, up to this time',
    source: 'Hillingdon children’s centres standard: a walk of 30 minutes, inclusive',
  },
  {
    name: 'linearDecaySeconds',
    value: 2400,
    low: 1800,
    high: 3600,
    least: 60,
    most: 14400,
    unit: 'seconds of driving',
    explanation: 'With linear decay an hour of help counts less the farther it is, and nothing from here on',
    source: `${ASSUMPTION}: twice the limit of reach`,
  },
  {
    name: 'logisticMidpointSeconds',
    value: 1200,
    low: 900,
    high: 1800,
    least: 60,
    most: 14400,
    unit: 'seconds of driving',
    explanation: 'With logistic decay an hour of help this far away counts about half',
    source: `${ASSUMPTION}: the limit of reach; curve after Bauer and Groneberg 2016`,
  },
  {
    name: 'logisticSpreadSeconds',
    value: 300,
    low: 120,
    high: 600,
    least: 1,
    most: 7200,
    unit: 'seconds of driving',
    explanation:
      'Standard deviation of the logistic decay: a small one falls like a step, a large one slowly',
    source: `${ASSUMPTION}; curve after Bauer and Groneberg 2016`,
  },
  {
    name: 'catchmentNearSeconds',
    value: 600,
    low: 300,
    high: 900,
    least: 0,
    most: 14400,
    unit: 'seconds of driving',
    explanation: 'End of the nearest zone of a catchment (E2SFCA), which counts in full',
    source: 'Luo and Qi 2009: zones of 10, 20 and 30 minutes',
  },
  {
    name: 'catchmentMiddleSeconds',
    value: 1200,
    low: 900,
    high: 1500,
    least: 0,
    most: 14400,
    unit: 'seconds of driving',
    explanation: 'End of the middle zone of a catchment (E2SFCA)',
    source: 'Luo and Qi 2009: zones of 10, 20 and 30 minutes',
  },
  {
    name: 'catchmentFarSeconds',
    value: 1800,
    low: 1500,
    high: 2400,
    least: 0,
    most: 14400,
    unit: 'seconds of driving',
    explanation: 'End of the farthest zone of a catchment (E2SFCA); beyond it nothing counts',
    source: 'Luo and Qi 2009: zones of 10, 20 and 30 minutes',
  },
  {
    name: 'catchmentMiddleWeight',
    value: 0.68,
    low: 0.42,
    high: 0.8,
    least: 0,
    most: 1,
    unit: 'share',
    explanation: 'What the middle zone of a catchment counts, against 1 in the nearest',
    source: 'Luo and Qi 2009, slow step decay: 1, 0.68, 0.22',
  },
  {
    name: 'catchmentFarWeight',
    value: 0.22,
    low: 0.09,
    high: 0.4,
    least: 0,
    most: 1,
    unit: 'share',
    explanation: 'What the farthest zone of a catchment counts, against 1 in the nearest',
    source: 'Luo and Qi 2009, slow step decay: 1, 0.68, 0.22',
  },
  {
    name: 'hubDaysPerWeek',
    value: 5,
    low: 3,
    high: 6,
    least: 1,
    most: 7,
    unit: 'days a week',
    explanation:
      'Days from Monday on that a hub is open where its opening hours are not known; whole days count',
    source: ASSUMPTION,
  },
  {
    name: 'hubHoursPerDay',
    value: 7.5,
    low: 6,
    high: 9,
    least: 0.5,
    most: 24,
    unit: 'hours a day',
    explanation: 'Hours that a hub is open on such a day where its opening hours are not known',
    source: `${ASSUMPTION}: half past eight to four`,
  },
  {
    name: 'kolmPollakAversion',
    value: 1,
    low: 0.5,
    high: 2,
    least: 0,
    most: 10,
    unit: 'aversion to inequality (epsilon)',
    explanation:
      'How much worse an uneven spread counts in the Kolm-Pollak mean: 0 is the ordinary mean, more weighs the worst off more',
    source: 'Logan, Anderson, Williams and Conrow 2021: 1, with 0.5 and 2 tried beside it',
  },
  {
    name: 'walkingMetresPerHour',
    value: 4000,
    low: 3000,
    high: 5000,
    least: 1000,
    most: 8000,
    unit: 'metres an hour',
    explanation:
      'Walking speed with a pram of households without a car; the time of a routing engine counts where it is longer',
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
    value: 40,
    low: 30,
    high: 60,
    least: 0,
    most: 100,
    unit: 'points',
    explanation: 'Points of a site’s score for children newly within reach',
    source: ASSUMPTION,
  },
  {
    name: 'scoreWeightContacts',
    value: 20,
    low: 10,
    high: 40,
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
    name: 'scoreWeightDiscretion',
    value: 10,
    low: 0,
    high: 20,
    least: 0,
    most: 100,
    unit: 'points',
    explanation: 'Points of a site’s score for privacy, as the site register has it',
    source: `${ASSUMPTION}; easy to travel to, but not conspicuous`,
  },
  {
    name: 'scoreWeightSuitability',
    value: 10,
    low: 0,
    high: 20,
    least: 0,
    most: 100,
    unit: 'points',
    explanation:
      'Points of a site’s score for surface, space, toilet, power, step-free access, opening hours and status, as the site register has them',
    source: ASSUMPTION,
  },
  {
    name: 'vanSpaceLengthMetres',
    value: 9,
    low: 7,
    high: 12,
    least: 3,
    most: 30,
    unit: 'metres',
    explanation: 'Length of the space that the van needs to stand',
    source: `${ASSUMPTION}: a van of 7.5 tonnes and its step`,
  },
  {
    name: 'vanSpaceWidthMetres',
    value: 4,
    low: 3,
    high: 6,
    least: 2,
    most: 20,
    unit: 'metres',
    explanation: 'Width of the space that the van needs to stand, with its door and awning',
    source: `${ASSUMPTION}: a van 2.5 m wide, and room to step out`,
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
  {
    name: 'leastCountShown',
    value: DEFAULT_COUNT_THRESHOLD,
    low: 5,
    high: 20,
    least: LEAST_COUNT_THRESHOLD,
    most: 100,
    unit: 'people',
    explanation:
      'Files that are taken out of the planner show no number of people below this, and none from which one could be worked out',
    source: 'ONS and UK LLC disclosure control: counts below 10 are not released; never under 5',
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
  assertOrder(parameters, 'catchmentNearSeconds', 'catchmentMiddleSeconds');
  assertOrder(parameters, 'catchmentMiddleSeconds', 'catchmentFarSeconds');
  assertOrder(parameters, 'catchmentFarWeight', 'catchmentMiddleWeight');
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
