import type { RotaRules, RotaWeights } from './rotaRules.ts';

/** A number among the working rules as people read and type it. */
export interface RotaNumberField<Name extends string> {
  readonly name: Name;
  /** Begins a sentence: "Set-up must be from 0 to 120 minutes". */
  readonly title: string;
  /** Reads after the figure; '' for a plain ratio. */
  readonly unit: string;
  /** What one of these units is in the rule's own: 60 for minutes of a rule in seconds. */
  readonly unitSize: number;
  /** In the unit shown, both included. */
  readonly low: number;
  readonly high: number;
  readonly isWhole: boolean;
  readonly hint: string;
  /** Where the usual value comes from. */
  readonly source: string;
}

export type RotaNumberRule =
  | 'setUpSeconds'
  | 'packDownSeconds'
  | 'travelFactor'
  | 'travelAllowanceSeconds'
  | 'maxCallsPerDay'
  | 'breakSeconds'
  | 'breakAfterSeconds'
  | 'roundingSeconds'
  | 'minDaysBetweenVisits'
  | 'noticeDays'
  | 'noticeDays';

const MINUTES = { unit: 'minutes', unitSize: 60 };

/** Every working rule that is one number, in the order of a day. */
export const ROTA_NUMBER_FIELDS: readonly RotaNumberField<RotaNumberRule>[] = [
  {
    name: 'setUpSeconds',
    title: 'Set-up',
    ...MINUTES,
    low: 0,
    high: 120,
    isWhole: true,
    hint: 'From arriving to opening: level the van, awning, ramp, power.',
    source: 'Assumed; to be timed with the crew.',
  },
  {
    name: 'packDownSeconds',
    title: 'Pack-down',
    ...MINUTES,
    low: 0,
    high: 120,
    isWhole: true,
    hint: 'From closing to driving off.',
    source: 'Assumed; to be timed with the crew.',
  },
  {
    name: 'maxCallsPerDay',
    title: 'Stops a day, at most,',
    unit: 'stops',
    unitSize: 1,
    low: 1,
    high: 12,
    isWhole: true,
    hint: 'On each day of each van.',
    source: 'Mobile crews that set up and pack down make two or three a day.',
  },
  {
    name: 'breakSeconds',
    title: 'The break',
    ...MINUTES,
    low: 0,
    high: 120,
    isWhole: true,
    hint: 'Taken within the hours below, never while the van is open.',
    source: 'Usual in council terms; the law asks for 20 minutes (Working Time Regulations 1998, reg. 12).',
  },
  {
    name: 'breakAfterSeconds',
    title: 'A day needs a break when it is longer than',
    unit: 'hours',
    unitSize: 3600,
    low: 0,
    high: 14,
    isWhole: false,
    hint: 'From leaving the base to being back.',
    source: 'Working Time Regulations 1998, reg. 12.',
  },
  {
    name: 'travelFactor',
    title: 'Times on the road count',
    unit: 'times',
    unitSize: 1,
    low: 0.5,
    high: 3,
    isWhole: false,
    hint: 'Every routed drive is made this much longer.',
    source: 'Fitted to about 2,000 timetabled drives of mobile libraries.',
  },
  {
    name: 'travelAllowanceSeconds',
    title: 'Added to every drive',
    ...MINUTES,
    low: 0,
    high: 60,
    isWhole: false,
    hint: 'Getting out of the car park and into the next.',
    source: 'Fitted to the same timetables.',
  },
  {
    name: 'minDaysBetweenVisits',
    title: 'Days between two visits, at least,',
    unit: 'days',
    unitSize: 1,
    low: 0,
    high: 42,
    isWhole: true,
    hint: 'Of one stop, across the end of the cycle too.',
    source: 'Visits keep one weekday, so 7 allows weekly visits.',
  },
  {
    name: 'noticeDays',
    title: 'Notice of a regular change, at least,',
    unit: 'days',
    unitSize: 1,
    low: 0,
    high: 182,
    isWhole: true,
    hint: 'A plan that changes promised visits sooner says which stops it surprises.',
    source: 'Four weeks: one visit of a monthly stop at which the change can be told. Assumed.',
  },
  {
    name: 'roundingSeconds',
    title: 'Published times are on',
    ...MINUTES,
    low: 5,
    high: 30,
    isWhole: true,
    hint: 'Openings and closings are multiples of this.',
    source: 'As printed timetables are.',
  },
  {
    name: 'noticeDays',
    title: 'Families hear of a change',
    unit: 'days ahead, at least',
    unitSize: 1,
    low: 0,
    high: 182,
    isWhole: true,
    hint: 'Of a regular change to a stop.',
    source: 'Four weeks: one visit of a monthly stop at which the change can be told. Assumed.',
  },
];

/** What is traded for what, once the most need is served. */
export const ROTA_WEIGHT_FIELDS: readonly RotaNumberField<keyof RotaWeights>[] = [
  {
    name: 'changeSeconds',
    title: 'Keeping a stop’s day, weeks, van and time is worth',
    unit: 'minutes of van time',
    unitSize: 60,
    low: 0,
    high: 6000,
    isWhole: false,
    hint: 'For each stop, in a cycle. 0: days may change freely. 6,000: only where there is no other way.',
    source: 'An hour: a family’s day is not moved to save minutes. Assumed.',
  },
  {
    name: 'kilometreSeconds',
    title: 'A kilometre counts, besides its time,',
    unit: 'seconds',
    unitSize: 1,
    low: 0,
    high: 600,
    isWhole: false,
    hint: 'Fuel and wear. Next to nothing: distance decides only between equal times.',
    source: 'Assumed.',
  },
  {
    name: 'unevenSeconds',
    title: 'An hour between the longest and the shortest day counts',
    unit: 'seconds',
    unitSize: 1,
    low: 0,
    high: 7200,
    isWhole: false,
    hint: 'Next to nothing: evenness decides only between equal times.',
    source: 'Assumed.',
  },
];

/** What is wrong with a number in its own unit, as a sentence; null when nothing is. */
export function rotaNumberProblem(field: RotaNumberField<string>, value: number): string | null {
  const shown = value / field.unitSize;
  // A whole minute is one within the error of binary fractions.
  const isRight =
    Number.isFinite(shown) &&
    shown >= field.low &&
    shown <= field.high &&
    (!field.isWhole || Math.abs(shown - Math.round(shown)) < 1e-9);
  if (isRight) return null;
  const title = field.title.replace(/,$/, '');
  return `“${title}” must be ${field.isWhole ? 'a whole number' : 'a number'} from ${field.low} to ${field.high}${field.unit ? ` ${field.unit}` : ''}`;
}

/** The rules that differ from others, so that together they give the same again. */
export function rulesUnlike(usual: RotaRules, rules: RotaRules): Partial<RotaRules> {
  const keys = Object.keys(usual) as (keyof RotaRules)[];
  return Object.fromEntries(
    keys
      .filter((key) => rules[key] !== undefined && JSON.stringify(rules[key]) !== JSON.stringify(usual[key]))
      .map((key) => [key, rules[key]]),
  );
}
