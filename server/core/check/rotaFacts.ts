import type { LockedStop } from '../../shared/rotaRules.ts';
import type { LockedDay, LockedOrder, StopWishes } from '../../shared/rotaWishes.ts';
import type { ClockTime, Weekday } from '../../shared/time.ts';
import type { Metres, Seconds } from '../../shared/units.ts';
import type { Call, Rota, RotaRules, Site, Stop, TimeWindow, Van, VanDay, Violation } from '../nouns.ts';
import type { TravelMatrix } from '../travelMatrix.ts';

/** A rota with everything it must agree with. */
export interface CheckedRota {
  readonly stops: readonly Stop[];
  readonly sites: readonly Site[];
  readonly vans: readonly Van[];
  readonly rota: Rota;
  /** Road seconds and metres between sites and `base:<vanId>`, both ways. */
  readonly matrix: TravelMatrix;
  readonly rules: RotaRules;
  readonly locked?: readonly LockedStop[];
  readonly lockedDays?: readonly LockedDay[];
  readonly lockedOrders?: readonly LockedOrder[];
  /** The rota it was planned again from, which locked days are held against. */
  readonly previous?: Rota;
}

/** A stop as it is asked for: its wishes in place of what was proposed. */
export interface AskedStop extends Stop {
  readonly wishes: StopWishes;
}

/** The same, ready for looking up; what every rule is given. */
export interface RotaFacts {
  readonly rota: Rota;
  readonly rules: RotaRules;
  readonly stops: ReadonlyMap<string, AskedStop>;
  readonly sites: ReadonlyMap<string, Site>;
  readonly vans: ReadonlyMap<string, Van>;
  /** Routed seconds and metres; undefined when the road table lacks a place. */
  readonly road: (from: string, to: string) => { seconds: Seconds; metres: Metres } | undefined;
  readonly locked: readonly LockedStop[];
  readonly lockedDays: readonly LockedDay[];
  readonly lockedOrders: readonly LockedOrder[];
  readonly previous: Rota | null;
}

/** One rule: looks at the whole rota, returns every breach. */
export type RotaRule = (facts: RotaFacts) => Violation[];

export function rotaFacts(checked: CheckedRota): RotaFacts {
  const { matrix } = checked;
  const rows = new Map(matrix.from.map((id, i) => [id, i]));
  const columns = new Map(matrix.to.map((id, j) => [id, j]));
  return {
    rota: checked.rota,
    rules: checked.rules,
    stops: new Map(checked.stops.map((stop) => [stop.siteId, askedStop(stop)])),
    sites: new Map(checked.sites.map((site) => [site.id, site])),
    vans: new Map(checked.vans.map((van) => [van.id, van])),
    road: (from, to) => {
      const [i, j] = [rows.get(from), columns.get(to)];
      if (i === undefined || j === undefined) return undefined;
      const k = i * matrix.to.length + j;
      return { seconds: matrix.seconds[k], metres: matrix.metres[k] };
    },
    locked: checked.locked ?? [],
    lockedDays: checked.lockedDays ?? [],
    lockedOrders: checked.lockedOrders ?? [],
    previous: checked.previous ?? null,
  };
}

function askedStop(stop: Stop): AskedStop {
  const wishes = stop.wishes ?? {};
  return {
    ...stop,
    wishes,
    visitsPerCycle: wishes.visitsPerCycle ?? stop.visitsPerCycle,
    sessionSeconds: wishes.sessionSeconds ?? stop.sessionSeconds,
  };
}

/** A drive of a van-day: from the base, between two calls, or back to the base. */
export interface Leg {
  readonly from: string;
  readonly to: string;
  readonly leaves: ClockTime;
  readonly arrives: ClockTime;
  /** What the rota says the leg takes and measures. */
  readonly statedSeconds: Seconds;
  readonly statedMetres: Metres;
  /** The site driven to; undefined on the way back. */
  readonly siteId: string | undefined;
}

/** The drives of a van-day in order; none when it has no calls. */
export function legsOf(day: VanDay): Leg[] {
  const base = `base:${day.vanId}`;
  if (day.calls.length === 0) return [];
  const legs: Leg[] = day.calls.map((call, k) => ({
    from: k === 0 ? base : day.calls[k - 1].siteId,
    to: call.siteId,
    leaves: k === 0 ? day.departBase : day.calls[k - 1].leave,
    arrives: call.arrive,
    statedSeconds: call.legSeconds,
    statedMetres: call.legMetres,
    siteId: call.siteId,
  }));
  const last = day.calls[day.calls.length - 1];
  legs.push({
    from: last.siteId,
    to: base,
    leaves: last.leave,
    arrives: day.returnBase,
    statedSeconds: day.returnLegSeconds,
    statedMetres: day.returnLegMetres,
    siteId: undefined,
  });
  return legs;
}

/** Seconds two spans share; 0 when they only touch. */
export const sharedSeconds = (a: TimeWindow, b: TimeWindow): Seconds =>
  Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));

/** Seconds of a span that are left when the crew's break is taken off. */
export const withoutBreak = (day: VanDay, span: TimeWindow): Seconds =>
  span.to - span.from - (day.break ? sharedSeconds(day.break, span) : 0);

/** Which days a call is on, counted from the Monday of week 0. */
export const dayNumber = (day: { readonly week: number; readonly weekday: Weekday }): number =>
  day.week * 7 + day.weekday - 1;

/** One call of the rota with its van-day. */
export interface RotaVisit {
  readonly day: VanDay;
  readonly call: Call;
}

/** Every visit of every site, in the order of the rota. */
export function visitsBySite(rota: Rota): Map<string, RotaVisit[]> {
  const visits = new Map<string, RotaVisit[]>();
  for (const day of rota.vanDays) {
    for (const call of day.calls) {
      const list = visits.get(call.siteId) ?? [];
      list.push({ day, call });
      visits.set(call.siteId, list);
    }
  }
  return visits;
}

/** Every call at a stop of the plan, with what is asked for it. */
export function askedVisits(facts: RotaFacts): (RotaVisit & { stop: AskedStop })[] {
  return facts.rota.vanDays.flatMap((day) =>
    day.calls.flatMap((call) => {
      const stop = facts.stops.get(call.siteId);
      return stop ? [{ day, call, stop }] : [];
    }),
  );
}

/** Visits of a stop that the rota gives up with a reason. */
export const givenUpVisits = (rota: Rota, siteId: string): number =>
  rota.unserved
    .filter((entry) => entry.siteId === siteId && entry.missingVisits > 0 && entry.reason.trim() !== '')
    .reduce((sum, entry) => sum + entry.missingVisits, 0);

/** Windows of a day in clock order; those that touch or overlap count as one. */
export function joinedWindows(windows: readonly TimeWindow[]): TimeWindow[] {
  const spells: TimeWindow[] = [];
  for (const window of [...windows].sort((a, b) => a.from - b.from)) {
    const last = spells.pop();
    if (last && window.from <= last.to) spells.push({ from: last.from, to: Math.max(last.to, window.to) });
    else spells.push(...(last ? [last] : []), window);
  }
  return spells;
}
