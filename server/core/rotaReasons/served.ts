import type { ClockTime, Weekday } from '../../shared/time.ts';
import type { Seconds } from '../../shared/units.ts';
import type { Rota, VanDay } from '../nouns.ts';

/** Where and when a stop is served. */
export interface Placement {
  readonly vanId: string;
  readonly weekday: Weekday;
  /** 0-based, ascending, with the opening in each. */
  readonly visits: readonly { readonly week: number; readonly open: ClockTime }[];
}

/** Where each served stop is, by site. */
export function placements(rota: Pick<Rota, 'vanDays'>): Map<string, Placement> {
  const found = new Map<string, Placement>();
  for (const { vanId, weekday, week, calls } of [...rota.vanDays].sort((a, b) => a.week - b.week)) {
    for (const { siteId, open } of calls) {
      const before = found.get(siteId);
      found.set(siteId, { vanId, weekday, visits: [...(before?.visits ?? []), { week, open }] });
    }
  }
  return found;
}

/** Visits of a stop in a cycle; 0 when it is not served. */
export const visitsMade = (rota: Pick<Rota, 'vanDays'>, siteId: string): number =>
  rota.vanDays.reduce((sum, day) => sum + day.calls.filter((call) => call.siteId === siteId).length, 0);

/** Time from leaving base to being back, over all van-days of a cycle. */
export const vanSeconds = (rota: Pick<Rota, 'vanDays'>): Seconds =>
  rota.vanDays.reduce((sum, day) => sum + day.returnBase - day.departBase, 0);

/** Driving over all van-days of a cycle, planned. */
export const drivingSeconds = (rota: Pick<Rota, 'vanDays'>): Seconds =>
  rota.vanDays.reduce(
    (sum, day) => sum + day.returnLegSeconds + day.calls.reduce((legs, call) => legs + call.legSeconds, 0),
    0,
  );

/** The van-days of one van on one weekday, less the calls at some sites; days without calls are left out. */
export const daysOf = (
  rota: Pick<Rota, 'vanDays'>,
  at: { readonly vanId: string; readonly weekday: Weekday; readonly without: ReadonlySet<string> },
): VanDay[] =>
  rota.vanDays
    .filter(({ vanId, weekday }) => vanId === at.vanId && weekday === at.weekday)
    .map((day) => ({ ...day, calls: day.calls.filter(({ siteId }) => !at.without.has(siteId)) }))
    .filter(({ calls }) => calls.length > 0);

/** Stops of which both rotas make visits, but not on the same days, with the same van, at the same times. */
export function movedSites(
  before: Pick<Rota, 'vanDays'>,
  after: Pick<Rota, 'vanDays'>,
  except: string,
): string[] {
  const now = placements(after);
  return [...placements(before)]
    .filter(([siteId]) => siteId !== except && now.has(siteId))
    .filter(([siteId, placement]) => JSON.stringify(placement) !== JSON.stringify(now.get(siteId)))
    .map(([siteId]) => siteId);
}
