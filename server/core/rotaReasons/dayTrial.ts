import type { Weekday } from '../../shared/time.ts';
import type { Rota } from '../nouns.ts';
import { type CaseTerms, planAgain, type RotaCase, rotaInputOf } from './rotaCase.ts';
import { daysOf, visitsMade } from './served.ts';

/** One van on one weekday. */
export interface VanWeekdayRef {
  readonly vanId: string;
  readonly weekday: Weekday;
}

/** Every working weekday of every van, van by van. */
export const workingDays = ({ vans }: Pick<CaseTerms, 'vans'>): VanWeekdayRef[] =>
  vans.flatMap((van) =>
    ([1, 2, 3, 4, 5, 6, 7] as const)
      .filter((weekday) => van.shifts[weekday] !== undefined)
      .map((weekday) => ({ vanId: van.id, weekday })),
  );

/** Sites called at on a van's weekday, in any week. */
export const callsOn = (rota: Pick<Rota, 'vanDays'>, at: VanWeekdayRef): string[] => [
  ...new Set(
    daysOf(rota, { ...at, without: new Set() }).flatMap(({ calls }) => calls.map((call) => call.siteId)),
  ),
];

/**
 * A van's weekday planned by itself: the calls it has, and one stop more.
 * @param at.isAlone  without the calls it has
 * @returns its van-days when all calls stay and the stop gets every visit asked for; null otherwise
 */
export function tryOnDay(
  of: RotaCase,
  terms: CaseTerms,
  at: VanWeekdayRef & { readonly siteId: string; readonly isAlone?: boolean },
): Rota | null {
  const input = rotaInputOf(of, terms);
  const target = input.stops.find(({ siteId }) => siteId === at.siteId);
  const vans = terms.vans.flatMap((van) => {
    const shift = van.shifts[at.weekday];
    return van.id === at.vanId && shift ? [{ ...van, shifts: { [at.weekday]: shift } }] : [];
  });
  if (!target || vans.length === 0) return null;
  const before = at.isAlone ? [] : daysOf(of.rota, { ...at, without: new Set(terms.wishes.left) });
  const isOn = new Set(before.flatMap(({ calls }) => calls.map(({ siteId }) => siteId)));
  const stops = input.stops.filter(({ siteId }) => siteId === at.siteId || isOn.has(siteId));
  const rota = planAgain({ ...input, stops, vans, previous: { ...of.rota, vanDays: before, unserved: [] } });
  if (visitsMade(rota, at.siteId) < target.visitsPerCycle) return null;
  const isKept = stops.every(
    ({ siteId }) =>
      siteId === at.siteId || visitsMade(rota, siteId) >= visitsMade({ vanDays: before }, siteId),
  );
  return isKept ? rota : null;
}
