import type { Seconds } from '../../shared/units.ts';
import type { TravelMatrix } from '../travelMatrix.ts';
import type { Supply } from './supply.ts';
import { toSupply } from './withPlaces.ts';

/** How many days pass until there is help near. */
export interface DaysToHelp {
  /** Mean over all days of the cycle, each as likely as the others; 0 when there is help on every day; Infinity for none. */
  readonly expected: number;
  /** On the worst day of the cycle. */
  readonly longest: number;
}

/** Where no help is ever near. */
export const NO_HELP: DaysToHelp = {
  expected: Number.POSITIVE_INFINITY,
  longest: Number.POSITIVE_INFINITY,
};

/**
 * Days from the day a family needs help to the next day with help of any kind near: a hub that is open or a visit of the van.
 * Help on the very day is 0 days away; after the last day of the cycle comes its first.
 * @param fields.toPlaces       population points × places
 * @param fields.cutoffSeconds  a drive of exactly this long is near
 * @returns  one entry a row, in row order
 * @throws MATRIX_PLACE when the matrix lacks a place of the supply
 */
export function daysToHelp(fields: {
  toPlaces: TravelMatrix;
  supply: Supply;
  cutoffSeconds: Seconds;
}): DaysToHelp[] {
  const { cycleDays, places } = fields.supply;
  const { from, to, seconds } = toSupply(fields.toPlaces, fields.supply);
  const hasHelp = new Uint8Array(cycleDays);
  return from.map((_, i) => {
    hasHelp.fill(0);
    for (let j = 0; j < to.length; j++) {
      if (seconds[i * to.length + j] > fields.cutoffSeconds) continue;
      for (const day of places[j].days) hasHelp[day] = 1;
    }
    const days: number[] = [];
    for (let day = 0; day < cycleDays; day++) if (hasHelp[day] === 1) days.push(day);
    return daysBetween(days, cycleDays);
  });
}

/**
 * The same from the days with help themselves.
 * @param days       0-based, ascending, each once
 * @param cycleDays  the length of the cycle
 */
export function daysBetween(days: readonly number[], cycleDays: number): DaysToHelp {
  if (days.length === 0) return NO_HELP;
  const gaps = days.map((day, i) => (i === 0 ? day + cycleDays - days[days.length - 1] : day - days[i - 1]));
  // In a gap of g days one has to wait g − 1, g − 2, … 0 days.
  const waited = gaps.reduce((sum, gap) => sum + (gap * (gap - 1)) / 2, 0);
  return { expected: waited / cycleDays, longest: Math.max(...gaps) - 1 };
}
