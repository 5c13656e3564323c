import type { MeasureUnit } from '../../server/shared/accessMeasures.ts';
import { countedWords, countWords, figureWords } from './words.ts';

/** From here on a decimal says nothing. */
const WHOLE_FROM = 10;
/** U+2212: as wide as a plus, and read as minus. */
const MINUS = '\u2212';

/** What stands where there is none: in words, and in the narrow column of a table. */
const NONE: Readonly<Record<MeasureUnit, { words: string; figure: string }>> = {
  minutes: { words: 'no route', figure: 'no route' },
  visits: { words: 'none', figure: 'none' },
  days: { words: 'none near', figure: 'none' },
  hours: { words: 'none', figure: 'none' },
  'hours-per-100-children': { words: 'none', figure: 'none' },
  children: { words: 'no help', figure: 'none' },
};

/** One and many of a unit. */
const NOUNS: Readonly<Record<MeasureUnit, readonly [string, string]>> = {
  minutes: ['minute', 'minutes'],
  visits: ['visit', 'visits'],
  days: ['day', 'days'],
  hours: ['hour', 'hours'],
  'hours-per-100-children': ['hour', 'hours'],
  children: ['child', 'children'],
};

/** "visits": the unit as it stands above a column. */
export const unitWords = (unit: MeasureUnit): string => NOUNS[unit][1];

/** A measure's figure for a table, without its unit: "4.5", "128", "none" for null. */
export function measureFigure(unit: MeasureUnit, value: number | null): string {
  if (value === null) return NONE[unit].figure;
  return Math.abs(value) < WHOLE_FROM ? figureWords(value) : countWords(value);
}

/** A measure's figure with its unit: "4.5 days", "1 visit", "128 hours", "no help" for null. */
export function measureWords(unit: MeasureUnit, value: number | null): string {
  if (value === null) return NONE[unit].words;
  const figure = measureFigure(unit, value);
  const [one, many] = NOUNS[unit];
  return figure === '1' ? countedWords(1, one, many) : `${figure} ${many}`;
}

/**
 * Two figures side by side, told apart whenever they differ enough to be: "15 → 22 visits", "14.8 → 15.3 visits".
 */
export function measureChange(
  unit: MeasureUnit,
  { today, plan }: { today: number | null; plan: number | null },
): string {
  const [before, after] = [measureFigure(unit, today), measureFigure(unit, plan)];
  if (before !== after || today === null || plan === null) return `${before} → ${measureWords(unit, plan)}`;
  return `${figureWords(today)} → ${figureWords(plan)} ${unitWords(unit)}`;
}

/**
 * A change for a table: "+2.5", "−12", "0"; "gained" and "lost" where there was or is none, and for neither what stands for none.
 */
export function changeFigure(
  unit: MeasureUnit,
  { today, plan }: { today: number | null; plan: number | null },
): string {
  if (today === null && plan === null) return NONE[unit].figure;
  if (today === null) return 'gained';
  if (plan === null) return 'lost';
  const figure = measureFigure(unit, Math.abs(plan - today));
  if (figure === '0') return '0';
  return `${plan > today ? '+' : MINUS}${figure}`;
}
