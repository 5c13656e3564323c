import { type ChoiceSetting, childrenOf, choiceSetting, isBeyondHubs } from './choiceSetting.ts';
import type { ChoiceFields } from './chooseStops.ts';
import { chosenStops } from './chosenStops.ts';
import { bestAddition } from './coverMoves.ts';
import { coverObjective } from './coverProblem.ts';
import { kneeOf } from './kneeOf.ts';
import { sharedLimits } from './patience.ts';
import { type SiteWishes, siteWishes } from './siteWishes.ts';
import { greedyWithin, type SolvedGains, solveGains } from './solveGains.ts';

/** The best choice of at most `stops` stops. */
export interface CurvePoint {
  readonly stops: number;
  /** Newly reached need (children × cover share) of the best choice, never less than at one stop fewer. */
  readonly objective: number;
  /** No choice of this many reaches more; equal to the objective when proven. */
  readonly bound: number;
  readonly isProven: boolean;
  /** Children aged 0 to 4 newly within reach. */
  readonly newlyReachedChildren: number;
  /** The choice, by identifier; fewer than `stops` when no further site adds anything. */
  readonly siteIds: readonly string[];
  /** What one more stop than before adds: the objective less that of the point before. */
  readonly gained: number;
  /** Sites of this choice that the point before did not have: the marginal stop, and what moved to make room for it. */
  readonly added: readonly string[];
  /** Sites of the point before that this choice does without. */
  readonly dropped: readonly string[];
  /** What adding the best next site again and again reaches with this many. */
  readonly greedyObjective: number;
  /** The site that this greedy order adds here; null when none adds anything. */
  readonly greedySiteId: string | null;
}

export interface CoverageCurve {
  /** One entry for each number of stops, from 1 up (from the number of forced sites up, when that is more). */
  readonly points: readonly CurvePoint[];
  /**
   * The number of stops after which a further one adds distinctly less: the point of the curve's upper hull farthest above
   * the straight line from nothing to its end (Kneedle). null when the curve has no bend.
   */
  readonly kneeStops: number | null;
  readonly childrenBeyondHubs: number;
}

export interface CurveFields extends Omit<ChoiceFields, 'model' | 'onProgress'> {
  /** Told each point as soon as it is known, in order. */
  readonly onPoint?: (point: CurvePoint) => void;
}

/** A stop that adds less, in children, is not chosen. */
const LEAST_WORTH = 0.001;

/**
 * What each further stop adds: the best choice for every number of stops up to `maxStops`, with the greedy order beside it. Each
 * number starts from the choice before; once all is gained that can be, the rest follows without search.
 * @throws as `chooseStops`
 * Source: Church and ReVelle 1974 (the cost-effectiveness curve of maximal covering).
 */
export function coverageCurve(fields: CurveFields): CoverageCurve {
  const setting = choiceSetting(fields);
  const wishes = siteWishes(fields, setting.siteIds);
  const first = Math.max(1, wishes.forced.length);
  const greedy = greedyWithin(setting.cover, wishes).open;
  const limits = sharedLimits(fields.limits);
  const points: CurvePoint[] = [];
  let known: Known | null = null;
  for (let stops = first; stops <= fields.maxStops; stops++) {
    const places = stops - wishes.forced.length;
    const next = bestOf(setting, { ...fields, limits, wishes: { ...wishes, places }, greedy, known });
    const point = pointOf(setting, { stops, next, before: known, greedy });
    points.push(point);
    fields.onPoint?.(point);
    known = next;
  }
  const beyond = [...setting.areas.keys()].filter((i) => isBeyondHubs(setting, i));
  return {
    points,
    kneeStops: kneeOf(points.map(({ stops, objective }) => ({ x: stops, y: objective }))),
    childrenBeyondHubs: childrenOf(setting, beyond),
  };
}

type Known = Pick<SolvedGains, 'open' | 'gain' | 'bound' | 'isProven'>;

/** The best choice of one size, from the best of one stop fewer; the same again when nothing is left to gain. */
function bestOf(
  setting: ChoiceSetting,
  fields: CurveFields & { wishes: SiteWishes; greedy: readonly number[]; known: Known | null },
): Known {
  const { wishes, greedy, known, solveMip, limits } = fields;
  const ceiling = coverObjective(setting.cover, [...wishes.forced, ...wishes.allowed]);
  if (known && known.gain >= ceiling - LEAST_WORTH) return { ...known, bound: known.gain, isProven: true };
  const more = known && bestAddition(setting.cover, known.open, greedy);
  const start = [...(known?.open ?? []), ...(more ? [more.site] : [])];
  const found = solveGains(setting.cover, { solveMip, limits, wishes, leastWorth: LEAST_WORTH, start });
  if (known === null || found.gain >= known.gain) return found;
  return { ...found, open: known.open, gain: known.gain, bound: Math.max(found.bound, known.gain) };
}

function pointOf(
  setting: ChoiceSetting,
  fields: { stops: number; next: Known; before: Known | null; greedy: readonly number[] },
): CurvePoint {
  const { stops, next, before, greedy } = fields;
  const { siteIds, cover } = setting;
  const named = (sites: readonly number[]) => sites.map((j) => siteIds[j]);
  const earlier = before?.open ?? [];
  const stopsOf = chosenStops(setting, { open: next.open, forced: [] });
  return {
    stops,
    objective: next.gain,
    bound: next.isProven ? next.gain : next.bound,
    isProven: next.isProven,
    newlyReachedChildren: stopsOf.reduce((sum, { children }) => sum + children, 0),
    siteIds: named(next.open),
    gained: next.gain - (before?.gain ?? 0),
    added: named(next.open.filter((j) => !earlier.includes(j))),
    dropped: named(earlier.filter((j) => !next.open.includes(j))),
    greedyObjective: coverObjective(cover, greedy.slice(0, stops)),
    greedySiteId: greedy.length >= stops ? siteIds[greedy[stops - 1]] : null,
  };
}
