import type { Weekday } from '../../shared/time.ts';
import { minutes, type Seconds } from '../../shared/units.ts';
import type { Rota, TimeWindow } from '../nouns.ts';
import { tryOnDay, type VanWeekdayRef, workingDays } from './dayTrial.ts';
import type { CaseTerms, RotaCase } from './rotaCase.ts';

/** A day that lacks more than this is not nearly long enough: time is not what is told of it. */
const MOST_SHORT = minutes(8 * 60);
const DAY_ENDS = 24 * 3600;

/** How near a stop comes to fitting a van's weekday beside the calls there are. */
export interface ShortOfTime extends VanWeekdayRef {
  /** By how much the shift would have to be longer, whole minutes. */
  readonly seconds: Seconds;
  /** Whether it would be longer at its start, or at its end. */
  readonly side: 'earlier' | 'later';
  /** The week whose day is then the longest beyond the shift. */
  readonly week: number;
  /** The call before it on that day, or else the one after; null when it would be the only one. */
  readonly besideSiteId: string | null;
}

/** A shift with some time more at one end; null when the day ends. */
export function longerShift(
  shift: TimeWindow,
  by: { readonly side: 'earlier' | 'later'; readonly seconds: Seconds },
): TimeWindow | null {
  const longer =
    by.side === 'earlier'
      ? { from: shift.from - by.seconds, to: shift.to }
      : { from: shift.from, to: shift.to + by.seconds };
  return longer.from < 0 || longer.to > DAY_ENDS ? null : longer;
}

/** The terms with another shift of a van on a weekday. */
const withShift = (terms: CaseTerms, at: VanWeekdayRef, shift: TimeWindow): CaseTerms => ({
  ...terms,
  vans: terms.vans.map((van) =>
    van.id === at.vanId ? { ...van, shifts: { ...van.shifts, [at.weekday]: shift } } : van,
  ),
});

/**
 * Where the least time is lacking for a stop to be served in full.
 * @param step  the shortage is found in whole steps
 * @returns null when no longer shift alone makes room for it
 */
export function leastShortOfTime(
  of: RotaCase,
  terms: CaseTerms,
  fields: {
    readonly siteId: string;
    readonly step: Seconds;
    readonly most?: Seconds;
    readonly days?: readonly VanWeekdayRef[];
    readonly isAlone?: boolean;
  },
): ShortOfTime | null {
  let best: ShortOfTime | null = null;
  for (const at of fields.days ?? workingDays(terms)) {
    for (const side of ['earlier', 'later'] as const) {
      const below: Seconds = best?.seconds ?? (fields.most ?? MOST_SHORT) + fields.step;
      best = shortOn(of, terms, { ...fields, at, side, below }) ?? best;
    }
  }
  return best;
}

/** The time lacking on one day at one end of the shift, when it is less than `below`. */
function shortOn(
  of: RotaCase,
  terms: CaseTerms,
  fields: {
    readonly siteId: string;
    readonly step: Seconds;
    readonly at: VanWeekdayRef;
    readonly side: 'earlier' | 'later';
    readonly below: Seconds;
    readonly isAlone?: boolean;
  },
): ShortOfTime | null {
  const { at, side, siteId, step, isAlone } = fields;
  const shift = shiftOf(terms, at);
  if (!shift) return null;
  const rotaWith = (steps: number): Rota | null => {
    const longer = longerShift(shift, { side, seconds: steps * step });
    return longer && tryOnDay(of, withShift(terms, at, longer), { ...at, siteId, isAlone });
  };
  let [fails, fits] = [0, Math.ceil(fields.below / step) - 1];
  let rota = fits < 1 ? null : rotaWith(fits);
  if (rota === null) return null;
  while (fits - fails > 1) {
    const middle = Math.floor((fits + fails) / 2);
    const tried = rotaWith(middle);
    if (tried) [fits, rota] = [middle, tried];
    else fails = middle;
  }
  return { ...at, side, seconds: fits * step, ...placeOf(rota, { siteId, shift }) };
}

/** The week that exceeds a shift most among those a stop is called at in, and the call it stands beside there. */
function placeOf(
  rota: Rota,
  at: { readonly siteId: string; readonly shift: TimeWindow },
): { week: number; besideSiteId: string | null } {
  const days = rota.vanDays.filter(({ calls }) => calls.some(({ siteId }) => siteId === at.siteId));
  const beyond = (day: Rota['vanDays'][number]) =>
    Math.max(at.shift.from - day.departBase, day.returnBase - at.shift.to);
  const longest = days.reduce((a, b) => (beyond(b) > beyond(a) ? b : a));
  const place = longest.calls.findIndex(({ siteId }) => siteId === at.siteId);
  const beside = longest.calls[place - 1] ?? longest.calls[place + 1];
  return { week: longest.week, besideSiteId: beside?.siteId ?? null };
}

/** The shift of a van on a weekday; undefined when it is off. */
export const shiftOf = (
  terms: Pick<CaseTerms, 'vans'>,
  at: { readonly vanId: string; readonly weekday: Weekday },
): TimeWindow | undefined => terms.vans.find(({ id }) => id === at.vanId)?.shifts[at.weekday];
