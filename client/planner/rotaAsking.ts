import type { PlanWire, VanDayWire } from '../../server/contract/planner.ts';
import type { PlanVanWire, RotaEffort, RotaRequestWire } from '../../server/contract/rota.ts';
import type { RotaReasonsAnswerWire } from '../../server/contract/rotaReasons.ts';
import { applyRotaChange, takeOffer } from '../../server/shared/rotaChange.ts';
import type { LockedStop, RotaRules } from '../../server/shared/rotaRules.ts';
import type { LockedDay, LockedOrder, RotaWishes, StopWishes } from '../../server/shared/rotaWishes.ts';
import type { PlannerState } from './state.ts';

/** What is asked of a plan's next rota. */
export interface RotaAsked {
  readonly planId: number;
  readonly wishes: RotaWishes;
  readonly vans: readonly PlanVanWire[];
}

export type RotaOffer = NonNullable<RotaReasonsAnswerWire['stops']>[number]['offers'][number];

/** What is asked of a plan now: what waits to be planned, or what it was planned with. */
export function askedOf(state: Pick<PlannerState, 'rotaAsked'>, plan: PlanWire): RotaAsked {
  if (state.rotaAsked?.planId === plan.id) return state.rotaAsked;
  return { planId: plan.id, wishes: plan.rota.wishes, vans: plan.rota.vans };
}

/** Whether something is asked that the plan was not planned with. */
export const isAskedAnew = (asked: RotaAsked, plan: PlanWire): boolean =>
  JSON.stringify(pruned(asked.wishes)) !== JSON.stringify(pruned(plan.rota.wishes)) ||
  JSON.stringify(asked.vans) !== JSON.stringify(plan.rota.vans);

/** As it is sent: only vans that are changed. */
export function requestOf(
  asked: RotaAsked,
  plan: PlanWire,
  effort: RotaEffort,
  seed?: number,
): RotaRequestWire {
  const before = new Map(plan.rota.vans.map((van) => [van.id, JSON.stringify(van)]));
  const vans = asked.vans
    .filter((van) => before.get(van.id) !== JSON.stringify(van))
    .map(({ id, shifts, skills, size }) => ({ id, shifts, skills, size }));
  return {
    wishes: pruned(asked.wishes),
    ...(vans.length > 0 && { vans }),
    effort,
    ...(seed !== undefined && { seed }),
  };
}

/** Whether a field that holds a number has none: what was typed is no number. */
export function hasNoNumber(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNoNumber);
}

/** One stop's wishes changed; what is undefined is no longer asked. */
export function withStopWish(wishes: RotaWishes, siteId: string, change: Partial<StopWishes>): RotaWishes {
  const stops = { ...wishes.stops, [siteId]: { ...wishes.stops[siteId], ...change } };
  return pruned({ ...wishes, stops });
}

/** A working rule changed; one that is as usual is no longer asked. */
export function withRule<Name extends keyof RotaRules>(
  wishes: RotaWishes,
  usual: RotaRules,
  change: Pick<RotaRules, Name>,
): RotaWishes {
  const rules = { ...wishes.rules, ...change };
  return {
    ...wishes,
    rules: Object.fromEntries(
      Object.entries(rules).filter(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name as keyof RotaRules]),
      ),
    ),
  };
}

/** A stop left out of the rota, or taken back. */
export const withLeft = (wishes: RotaWishes, siteId: string, isLeft: boolean): RotaWishes =>
  isLeft
    ? applyRotaChange(wishes, [], { kind: 'leave', siteId }).wishes
    : { ...wishes, left: wishes.left.filter((id) => id !== siteId) };

/** Where a stop is in a plan, to keep it there; null when it is not served, or at more than one time, weekday or van. */
export function placeOf(plan: Pick<PlanWire, 'vanDays'>, siteId: string): LockedStop | null {
  const calls = plan.vanDays.flatMap((day) =>
    day.calls.filter((call) => call.siteId === siteId).map((call) => ({ day, call })),
  );
  if (calls.length === 0) return null;
  const [{ day, call }] = calls;
  const isOne = calls.every(
    (each) =>
      each.day.vanId === day.vanId && each.day.weekday === day.weekday && each.call.open === call.open,
  );
  if (!isOne) return null;
  const weeks = [...new Set(calls.map((each) => each.day.week))].sort((a, b) => a - b);
  return { siteId, vanId: day.vanId, weekday: day.weekday, weeks, open: call.open };
}

/** A stop kept where it is, or let go. */
export const withLockedStop = (wishes: RotaWishes, siteId: string, lock: LockedStop | null): RotaWishes => ({
  ...wishes,
  lockedStops: [
    ...wishes.lockedStops.filter((each) => each.siteId !== siteId),
    ...(lock === null ? [] : [lock]),
  ],
});

/** A van's weekday kept as it is, or let go. */
export const withLockedDay = (wishes: RotaWishes, day: LockedDay, isKept: boolean): RotaWishes => ({
  ...wishes,
  lockedDays: [
    ...wishes.lockedDays.filter(({ vanId, weekday }) => vanId !== day.vanId || weekday !== day.weekday),
    ...(isKept ? [{ vanId: day.vanId, weekday: day.weekday }] : []),
  ],
});

export const isDayLocked = (wishes: RotaWishes, day: LockedDay): boolean =>
  wishes.lockedDays.some(({ vanId, weekday }) => vanId === day.vanId && weekday === day.weekday);

/** The order of a van-day's calls. */
export const orderOf = (day: Pick<VanDayWire, 'calls'>): readonly string[] =>
  day.calls.map(({ siteId }) => siteId);

/** Stops kept in this order, or let go. */
export function withLockedOrder(wishes: RotaWishes, siteIds: readonly string[], isKept: boolean): RotaWishes {
  const others = wishes.lockedOrders.filter((order) => !isSameOrder(order, siteIds));
  return { ...wishes, lockedOrders: isKept ? [...others, { siteIds }] : others };
}

export const isOrderLocked = (wishes: RotaWishes, siteIds: readonly string[]): boolean =>
  wishes.lockedOrders.some((order) => isSameOrder(order, siteIds));

const isSameOrder = (order: LockedOrder, siteIds: readonly string[]): boolean =>
  JSON.stringify(order.siteIds) === JSON.stringify(siteIds);

/** An offer taken: all its changes, and the stop before all others. */
export function withOffer(asked: RotaAsked, siteId: string, offer: RotaOffer): RotaAsked {
  const { wishes, vans } = takeOffer(asked.wishes, asked.vans, { siteId, changes: offer.changes });
  return { ...asked, wishes: pruned(wishes), vans };
}

/** Without what is undefined or false, and without stops of which nothing is left to ask. */
function pruned(wishes: RotaWishes): RotaWishes {
  const stops: Record<string, StopWishes> = {};
  for (const [siteId, asked] of Object.entries(wishes.stops)) {
    const said = Object.entries(asked).filter(([, value]) => value !== undefined && value !== false);
    if (said.length > 0) stops[siteId] = Object.fromEntries(said);
  }
  return { ...wishes, stops };
}
