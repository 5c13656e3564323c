import type { RotaWishes, StopWishes } from './rotaWishes.ts';
import type { Weekday } from './time.ts';
import type { Seconds } from './units.ts';
import type { TimeWindow, WeeklyOpening } from './weeklyTimes.ts';

/** One lock among the wishes: a stop's, a van's weekday, or an order (told apart by its stops). */
export type LockRef =
  | { readonly kind: 'stop'; readonly siteId: string }
  | { readonly kind: 'day'; readonly vanId: string; readonly weekday: Weekday }
  | { readonly kind: 'order'; readonly siteIds: readonly string[] };

/** Longer hours of a van on a weekday; on one that was off, a new working day. */
export interface ShiftChange {
  readonly kind: 'shift';
  readonly vanId: string;
  readonly weekday: Weekday;
  readonly shift: TimeWindow;
}

/** One change to what is asked of a rota: what an explanation offers, and what is applied when it is taken. */
export type RotaChange =
  | ShiftChange
  | { readonly kind: 'session'; readonly siteId: string; readonly sessionSeconds: Seconds }
  | { readonly kind: 'visits'; readonly siteId: string; readonly visitsPerCycle: number }
  /** The stop is left out of the rota. */
  | { readonly kind: 'leave'; readonly siteId: string }
  | { readonly kind: 'unlock'; readonly lock: LockRef }
  /** Weekdays a stop may be visited on; null: any. */
  | { readonly kind: 'weekdays'; readonly siteId: string; readonly weekdays: readonly Weekday[] | null }
  /** Sets of weeks a stop may be visited in; null: any that is evenly spread. */
  | {
      readonly kind: 'weeks';
      readonly siteId: string;
      readonly weekSets: readonly (readonly number[])[] | null;
    }
  /** The part of the day a stop's sessions must lie in; null: any. */
  | { readonly kind: 'within'; readonly siteId: string; readonly within: TimeWindow | null }
  | { readonly kind: 'tolerance'; readonly siteId: string; readonly toleranceSeconds: Seconds }
  /** Calls a van may make in a day, at most. */
  | { readonly kind: 'calls'; readonly maxCallsPerDay: number }
  /** Skills aboard a van on a weekday: somebody with them joins the crew. */
  | {
      readonly kind: 'skills';
      readonly vanId: string;
      readonly weekday: Weekday;
      readonly skills: readonly string[];
    }
  /** The stop is served before all others. */
  | { readonly kind: 'require'; readonly siteId: string }
  /** Hours of a site on a weekday: for its owner to grant, then for the site register; no wish. */
  | {
      readonly kind: 'opening';
      readonly siteId: string;
      readonly weekday: Weekday;
      readonly windows: readonly TimeWindow[];
    };

/** What a change needs to know of a van. */
interface ChangedVan {
  readonly id: string;
  readonly shifts: Readonly<Partial<Record<Weekday, TimeWindow>>>;
  readonly skills?: Readonly<Partial<Record<Weekday, readonly string[]>>>;
}

/**
 * Wishes and vans with one change made to them; `opening` changes neither (see `sitesAfter`).
 * @returns new values; what a change does not touch is the same object. A change of a van or lock that is not there
 *          changes nothing
 */
export function applyRotaChange<AnyVan extends ChangedVan>(
  wishes: RotaWishes,
  vans: readonly AnyVan[],
  change: RotaChange,
): { readonly wishes: RotaWishes; readonly vans: readonly AnyVan[] } {
  switch (change.kind) {
    case 'shift':
    case 'skills':
      return { wishes, vans: vans.map((van) => (van.id === change.vanId ? vanAfter(van, change) : van)) };
    case 'calls':
      return {
        wishes: { ...wishes, rules: { ...wishes.rules, maxCallsPerDay: change.maxCallsPerDay } },
        vans,
      };
    case 'leave':
      return { wishes: withoutStop(wishes, change.siteId), vans };
    case 'unlock':
      return { wishes: withoutLock(wishes, change.lock), vans };
    case 'opening':
      return { wishes, vans };
    default:
      return { wishes: withStopWishes(wishes, change.siteId, (asked) => stopAfter(asked, change)), vans };
  }
}

/** Sites with a granted change of opening hours; the same list for every other change, and for a site that is not there. */
export function sitesAfter<AnySite extends { readonly id: string; readonly opening: WeeklyOpening | null }>(
  sites: readonly AnySite[],
  change: RotaChange,
): readonly AnySite[] {
  if (change.kind !== 'opening') return sites;
  return sites.map((site) =>
    site.id === change.siteId && site.opening !== null
      ? { ...site, opening: { ...site.opening, [change.weekday]: change.windows } }
      : site,
  );
}

/**
 * What to plan again with when an offer to serve a stop is taken: its changes, and the stop before all others, so that it gets
 * the room that is made.
 */
export function takeOffer<AnyVan extends ChangedVan>(
  wishes: RotaWishes,
  vans: readonly AnyVan[],
  offer: { readonly siteId: string; readonly changes: readonly RotaChange[] },
): { readonly wishes: RotaWishes; readonly vans: readonly AnyVan[] } {
  const required: RotaChange = { kind: 'require', siteId: offer.siteId };
  return [...offer.changes, required].reduce(
    (terms, change) => applyRotaChange(terms.wishes, terms.vans, change),
    { wishes, vans },
  );
}

/** Whether two references mean the same lock. */
export const isSameLock = (a: LockRef, b: LockRef): boolean => lockKey(a) === lockKey(b);

/** Every lock among the wishes, stops first. */
export const locksOf = (
  wishes: Pick<RotaWishes, 'lockedStops' | 'lockedDays' | 'lockedOrders'>,
): LockRef[] => [
  ...wishes.lockedStops.map(({ siteId }): LockRef => ({ kind: 'stop', siteId })),
  ...wishes.lockedDays.map(({ vanId, weekday }): LockRef => ({ kind: 'day', vanId, weekday })),
  ...wishes.lockedOrders.map(({ siteIds }): LockRef => ({ kind: 'order', siteIds })),
];

function lockKey(lock: LockRef): string {
  switch (lock.kind) {
    case 'stop':
      return JSON.stringify(['stop', lock.siteId]);
    case 'day':
      return JSON.stringify(['day', lock.vanId, lock.weekday]);
    case 'order':
      return JSON.stringify(['order', ...lock.siteIds]);
  }
}

function vanAfter<AnyVan extends ChangedVan>(
  van: AnyVan,
  change: Extract<RotaChange, { kind: 'shift' | 'skills' }>,
): AnyVan {
  return change.kind === 'shift'
    ? { ...van, shifts: { ...van.shifts, [change.weekday]: change.shift } }
    : { ...van, skills: { ...van.skills, [change.weekday]: change.skills } };
}

function withStopWishes(
  wishes: RotaWishes,
  siteId: string,
  changed: (asked: StopWishes) => StopWishes,
): RotaWishes {
  return { ...wishes, stops: { ...wishes.stops, [siteId]: changed(wishes.stops[siteId] ?? {}) } };
}

type StopChange = Extract<
  RotaChange,
  { kind: 'session' | 'visits' | 'weekdays' | 'weeks' | 'within' | 'tolerance' | 'require' }
>;

function stopAfter(asked: StopWishes, change: StopChange): StopWishes {
  switch (change.kind) {
    case 'session':
      return { ...asked, sessionSeconds: change.sessionSeconds };
    case 'visits':
      return { ...asked, visitsPerCycle: change.visitsPerCycle };
    case 'require':
      return { ...asked, isRequired: true };
    case 'tolerance':
      return { ...asked, toleranceSeconds: change.toleranceSeconds };
    case 'weekdays':
      return { ...asked, weekdays: change.weekdays ?? undefined };
    case 'weeks':
      return { ...asked, weekSets: change.weekSets ?? undefined };
    case 'within':
      return { ...asked, within: change.within ?? undefined };
  }
}

const withoutStop = (wishes: RotaWishes, siteId: string): RotaWishes => ({
  ...wishes,
  left: wishes.left.includes(siteId) ? wishes.left : [...wishes.left, siteId],
  lockedStops: wishes.lockedStops.filter((lock) => lock.siteId !== siteId),
});

function withoutLock(wishes: RotaWishes, lock: LockRef): RotaWishes {
  const isOther = (other: LockRef) => !isSameLock(other, lock);
  return {
    ...wishes,
    lockedStops: wishes.lockedStops.filter(({ siteId }) => isOther({ kind: 'stop', siteId })),
    lockedDays: wishes.lockedDays.filter(({ vanId, weekday }) => isOther({ kind: 'day', vanId, weekday })),
    lockedOrders: wishes.lockedOrders.filter(({ siteIds }) => isOther({ kind: 'order', siteIds })),
  };
}
