import { type Seconds, UNREACHABLE } from '../../shared/units.ts';
import { secondsAt } from '../travelMatrix.ts';
import {
  type ChoiceSetting,
  outOfReachNote,
  rowsWithoutRoad,
  secondsWith,
  sitesWithin,
} from './choiceSetting.ts';
import type { SolvedChoice } from './chooseStops.ts';
import type { CoverProblem } from './coverProblem.ts';
import { withBonus } from './everyoneChoice.ts';
import { fewestSites } from './fewestSites.ts';
import { drives } from './medianChoice.ts';
import type { SiteWishes } from './siteWishes.ts';
import { type Effort, greedyWithin, solveGains } from './solveGains.ts';

/**
 * The shortest greatest drive of any area with children to its nearest hub or stop, and among the choices that have it the shortest
 * mean drive. Areas without a road to any hub or allowed site are left out and named.
 * @returns objective and bound in seconds, 0 without areas; UNREACHABLE when too few stops leave an area without a road
 * Source: Hakimi 1965 (p-centre); bisection over set covers, Minieka 1970.
 */
export function centreChoice(setting: ChoiceSetting, wishes: SiteWishes, effort: Effort): SolvedChoice {
  const usable = [...wishes.forced, ...wishes.allowed];
  const roadless = rowsWithoutRoad(setting, usable);
  const out = new Set(roadless);
  const rows = [...setting.areas.keys()].filter((i) => !out.has(i));
  const greatest = (open: readonly number[]) =>
    rows.reduce((most, i) => Math.max(most, secondsWith(setting, i, open)), 0);
  const savings = drives(setting, out).problem;
  const greedy = greedyWithin(savings, wishes).open;
  const found = bisect(setting, { rows, wishes, effort, start: greedy, greatest });
  const bonus = withBonus(savings, withinProblem(setting, { rows, seconds: found.seconds }));
  const children = setting.children.reduce((a, b) => a + b, 0);
  const nearer = solveGains(bonus, {
    ...effort,
    wishes,
    leastWorth: Math.max(0.001 * children, Number.MIN_VALUE),
    start: found.open,
  });
  const open = greatest(nearer.open) <= found.seconds ? nearer.open : found.open;
  const objective = greatest(open);
  return {
    open: [...open].sort((a, b) => a - b),
    objective,
    bound: Math.min(found.bound, objective),
    isProven: found.bound >= objective,
    greedyObjective: greatest(greedy),
    notes: outOfReachNote(setting, roadless),
  };
}

/** The least greatest drive there can be, by halving the list of possible ones. */
function bisect(
  setting: ChoiceSetting,
  fields: {
    rows: readonly number[];
    wishes: SiteWishes;
    effort: Effort;
    start: readonly number[];
    greatest: (open: readonly number[]) => Seconds;
  },
): { seconds: Seconds; open: readonly number[]; bound: Seconds } {
  const { wishes, greatest } = fields;
  let best = { seconds: greatest(fields.start), open: fields.start };
  const radii = possibleRadii(setting, fields.rows, wishes).filter((radius) => radius < best.seconds);
  let [low, high] = [0, radii.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const tried = servedWithin(setting, { ...fields, seconds: radii[middle] });
    if (tried.open) {
      const seconds = greatest(tried.open);
      best = { seconds, open: tried.open };
      high = radii.findIndex((radius) => radius >= seconds);
    } else {
      if (!tried.isInfeasible) return { ...best, bound: radii[low] };
      low = middle + 1;
    }
  }
  return { ...best, bound: best.seconds };
}

/** Drives that can be somebody's greatest, ascending, from the least possible one up. */
function possibleRadii(setting: ChoiceSetting, rows: readonly number[], wishes: SiteWishes): Seconds[] {
  const usable = [...wishes.forced, ...wishes.allowed];
  const least = rows.reduce((most, i) => Math.max(most, secondsWith(setting, i, usable)), 0);
  const radii = new Set<Seconds>([least]);
  for (const i of rows) {
    for (const seconds of [setting.hubSeconds[i], ...usable.map((j) => secondsAt(setting.toSites, i, j))]) {
      if (seconds > least && seconds < UNREACHABLE) radii.add(seconds);
    }
  }
  return [...radii].sort((a, b) => a - b);
}

function servedWithin(
  setting: ChoiceSetting,
  fields: { rows: readonly number[]; wishes: SiteWishes; effort: Effort; seconds: Seconds },
): { open: readonly number[] | null; isInfeasible: boolean } {
  const { wishes, seconds } = fields;
  const unserved = fields.rows.filter((i) => secondsWith(setting, i, wishes.forced) > seconds);
  const sites = unserved.map((i) => sitesWithin(setting, i, { sites: wishes.allowed, seconds }));
  if (sites.some((row) => row.length === 0)) return { open: null, isInfeasible: true };
  const found = fewestSites(sites, {
    ...fields.effort,
    candidates: wishes.allowed,
    rules: wishes.rules,
    maxSites: Math.max(0, wishes.places),
  });
  if (!found.open) return { open: null, isInfeasible: found.isInfeasible };
  return { open: [...wishes.forced, ...found.open].sort((a, b) => a - b), isInfeasible: false };
}

/** 1 where a site is near enough for an area that no hub is near enough for. */
function withinProblem(
  setting: ChoiceSetting,
  fields: { rows: readonly number[]; seconds: Seconds },
): CoverProblem {
  const { sites, areas } = setting.cover;
  const gain = new Float64Array(sites * areas);
  for (const i of fields.rows) {
    if (setting.hubSeconds[i] <= fields.seconds) continue;
    for (let j = 0; j < sites; j++) {
      if (secondsAt(setting.toSites, i, j) <= fields.seconds) gain[i * sites + j] = 1;
    }
  }
  return { sites, areas, gain };
}
