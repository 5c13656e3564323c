import type { CheckedRota } from '../../../server/core/check/rotaFacts.ts';
import type { Call, Site, Stop, Van, VanDay } from '../../../server/core/nouns.ts';

/** A valid plan with one thing wrong. */
export interface Fault {
  /** In words, for the message of a test that fails. */
  readonly what: string;
  readonly checked: CheckedRota;
}

/** Plants each single fault that a rule must find, wherever the plan offers a place for it. */
export type PlantFaults = (plan: CheckedRota) => Fault[];

const nameOf = (day: VanDay): string => `${day.vanId} week ${day.week} weekday ${day.weekday}`;

/** The plan with other van-days. */
export const withDays = (plan: CheckedRota, vanDays: readonly VanDay[]): CheckedRota => ({
  ...plan,
  rota: { ...plan.rota, vanDays },
});

/** A fault on each van-day; a change that gives null is not made. */
export const onEachDay = (plan: CheckedRota, what: string, change: (day: VanDay) => VanDay | null): Fault[] =>
  plan.rota.vanDays.flatMap((day, k) => {
    const changed = change(day);
    if (!changed) return [];
    const vanDays = plan.rota.vanDays.with(k, changed);
    return [{ what: `${what} on ${nameOf(day)}`, checked: withDays(plan, vanDays) }];
  });

/** A fault at each call; a change that gives null is not made. */
export const onEachCall = (
  plan: CheckedRota,
  what: string,
  change: (call: Call, day: VanDay, k: number) => Partial<Call> | null,
): Fault[] =>
  plan.rota.vanDays.flatMap((day, d) =>
    day.calls.flatMap((call, k) => {
      const changed = change(call, day, k);
      if (!changed) return [];
      const calls = day.calls.with(k, { ...call, ...changed });
      const vanDays = plan.rota.vanDays.with(d, { ...day, calls });
      return [{ what: `${what} at ${call.siteId} on ${nameOf(day)}`, checked: withDays(plan, vanDays) }];
    }),
  );

/** A fault for each van-day left out, each call left out, … : whatever list of days is given. */
export const withOtherDays = (
  plan: CheckedRota,
  what: string,
  change: (day: VanDay) => readonly VanDay[] | null,
): Fault[] =>
  plan.rota.vanDays.flatMap((day, k) => {
    const changed = change(day);
    if (!changed) return [];
    return [
      {
        what: `${what} on ${nameOf(day)}`,
        checked: withDays(plan, plan.rota.vanDays.toSpliced(k, 1, ...changed)),
      },
    ];
  });

/** The plan with one van, stop or site changed; all of them in turn. */
export const onEachVan = (plan: CheckedRota, what: string, change: (van: Van) => Van | null): Fault[] =>
  plan.vans.flatMap((van, k) => {
    const changed = change(van);
    return changed
      ? [{ what: `${what} of ${van.id}`, checked: { ...plan, vans: plan.vans.with(k, changed) } }]
      : [];
  });

export const onEachStop = (plan: CheckedRota, what: string, change: (stop: Stop) => Stop | null): Fault[] =>
  plan.stops.flatMap((stop, k) => {
    const changed = change(stop);
    return changed
      ? [{ what: `${what} of ${stop.siteId}`, checked: { ...plan, stops: plan.stops.with(k, changed) } }]
      : [];
  });

export const onEachSite = (plan: CheckedRota, what: string, change: (site: Site) => Site | null): Fault[] =>
  plan.sites.flatMap((site, k) => {
    const changed = change(site);
    return changed
      ? [{ what: `${what} of ${site.id}`, checked: { ...plan, sites: plan.sites.with(k, changed) } }]
      : [];
  });

/** Each leg driven in the rota, once, with another road on it. */
export function onEachRoad(
  plan: CheckedRota,
  what: string,
  secondsOf: (leg: { from: string; to: string; seconds: number; day: VanDay }) => number | null,
): Fault[] {
  const { matrix } = plan;
  return plan.rota.vanDays.flatMap((day) => {
    const chain = [`base:${day.vanId}`, ...day.calls.map(({ siteId }) => siteId), `base:${day.vanId}`];
    return chain.slice(1).flatMap((to, k) => {
      const at = matrix.from.indexOf(chain[k]) * matrix.to.length + matrix.to.indexOf(to);
      const seconds = secondsOf({ from: chain[k], to, seconds: matrix.seconds[at], day });
      if (seconds === null) return [];
      const other = matrix.seconds.slice();
      other[at] = seconds;
      return [
        {
          what: `${what} from ${chain[k]} to ${to} on ${nameOf(day)}`,
          checked: { ...plan, matrix: { ...matrix, seconds: other } },
        },
      ];
    });
  });
}

/** The whole call earlier or later, and nothing else. */
export const movedBy = (call: Call, seconds: number): Call => ({
  ...call,
  arrive: call.arrive + seconds,
  open: call.open + seconds,
  close: call.close + seconds,
  leave: call.leave + seconds,
});

/** The whole van-day earlier or later. */
export const dayMovedBy = (day: VanDay, seconds: number): VanDay => ({
  ...day,
  departBase: day.departBase + seconds,
  calls: day.calls.map((call) => movedBy(call, seconds)),
  break: day.break && { from: day.break.from + seconds, to: day.break.to + seconds },
  returnBase: day.returnBase + seconds,
});

export const FIVE_MINUTES = 300;
export const DAY = 86_400;

export const calls = (day: VanDay, sites: ReadonlySet<string>): boolean =>
  day.calls.some(({ siteId }) => sites.has(siteId));
