import type { WhyNotWire } from '../contract/choice.ts';
import { childrenAged0to4 } from '../core/access/children.ts';
import { areaIdOf } from '../core/access/populationPoints.ts';
import type { Plan } from '../core/nouns.ts';
import type { WhyNotChosen } from '../core/stops/whyNotChosen.ts';
import { secondsAt } from '../core/travelMatrix.ts';
import { type Seconds, UNREACHABLE } from '../shared/units.ts';
import type { AskedPlace } from './askedPlace.ts';
import type { AccessMeasures } from './measureAccess.ts';
import type { WhyNotFacts } from './whyNotWords.ts';

type Known = Pick<
  AccessMeasures,
  'areas' | 'points' | 'sites' | 'hubs' | 'nearest' | 'areasToSites' | 'parameters'
>;

/** Who lives around a place, who would lose and gain if it were chosen, and what is nearest to it. */
export function whyNotFacts(
  access: Known,
  asked: { readonly plan: Plan; readonly place: AskedPlace; readonly answer: WhyNotChosen },
): WhyNotFacts {
  const { plan, place, answer } = asked;
  const { parameters } = access;
  const drives = drivesTo(access);
  const chosen = plan.stops.map(({ siteId }) => siteId);
  const [now, then] = [
    reachedBy(access, drives, chosen),
    reachedBy(access, drives, answer.ifChosen?.siteIds ?? chosen),
  ];
  const around = access.points.map((_, i) => drives(i, place.siteIds) <= parameters.withinReachSeconds);
  const names = new Map(access.sites.map((site) => [site.id, site.name]));
  const children = (counts: (i: number) => boolean) =>
    access.points.reduce((sum, point, i) => sum + (counts(i) ? childrenAged0to4(point) : 0), 0);
  return {
    placeName: place.name,
    planLetter: plan.letter,
    stops: chosen.length,
    withinSeconds: parameters.withinReachSeconds,
    fullCoverSeconds: Math.min(parameters.fullCoverSeconds, parameters.withinReachSeconds),
    nameOf: (id) => names.get(id) ?? id,
    newlyReached: children((i) => around[i] && isBeyondHubs(access, i)),
    reached: children((i) => around[i]),
    reachedNow: children((i) => now[i]),
    reachedIfChosen: children((i) => then[i]),
    losers: byArea(access, (i) => now[i] && !then[i]),
    winners: byArea(access, (i) => then[i] && !now[i]),
    nearest: nearestHelp(access, drives, { siteIds: place.siteIds, chosen }),
  };
}

type Drives = (point: number, siteIds: readonly string[]) => Seconds;

/** The shortest drive from a population point to any of some sites; those the matrix does not hold are nowhere. */
function drivesTo({ areasToSites }: Known): Drives {
  const columns = new Map(areasToSites.to.map((id, j) => [id, j]));
  return (point, siteIds) =>
    siteIds.reduce((least, id) => {
      const column = columns.get(id);
      return column === undefined ? least : Math.min(least, secondsAt(areasToSites, point, column));
    }, UNREACHABLE);
}

const isBeyondHubs = ({ nearest, parameters }: Known, i: number): boolean =>
  nearest[i].seconds > parameters.withinReachSeconds;

/** Whether each point is beyond every hub and within reach of one of the sites. */
const reachedBy = (access: Known, drives: Drives, siteIds: readonly string[]): boolean[] =>
  access.points.map(
    (_, i) => isBeyondHubs(access, i) && drives(i, siteIds) <= access.parameters.withinReachSeconds,
  );

/** Children of the points that count, by area; most first, ties by identifier; none of nobody. */
function byArea(access: Known, counts: (i: number) => boolean): WhyNotWire['losers'] {
  const sums = new Map<string, number>();
  access.points.forEach((point, i) => {
    if (counts(i)) sums.set(areaIdOf(point), (sums.get(areaIdOf(point)) ?? 0) + childrenAged0to4(point));
  });
  const names = new Map(access.areas.map((area) => [area.id, area.name]));
  return [...sums]
    .filter(([, children]) => children > 0)
    .map(([areaId, children]) => ({ areaId, areaName: names.get(areaId) ?? areaId, children }))
    .sort((a, b) => b.children - a.children || (a.areaId < b.areaId ? -1 : 1));
}

/** Hub or chosen stop nearest to the people who live nearest to the place. */
function nearestHelp(
  access: Known,
  drives: Drives,
  to: { readonly siteIds: readonly string[]; readonly chosen: readonly string[] },
): WhyNotFacts['nearest'] {
  const from = access.points
    .map((_, i) => ({ i, seconds: drives(i, to.siteIds) }))
    .reduce((best, each) => (each.seconds < best.seconds ? each : best), { i: -1, seconds: UNREACHABLE }).i;
  if (from < 0) return null;
  const hub = access.hubs.find(({ id }) => id === access.nearest[from].hubId);
  const options = [
    ...(hub ? [{ name: hub.name, seconds: access.nearest[from].seconds }] : []),
    ...to.chosen.map((id) => ({
      name: access.sites.find((site) => site.id === id)?.name ?? id,
      seconds: drives(from, [id]),
    })),
  ].filter(({ seconds }) => seconds < UNREACHABLE);
  return options.reduce<WhyNotFacts['nearest']>(
    (best, each) => (best === null || each.seconds < best.seconds ? each : best),
    null,
  );
}
