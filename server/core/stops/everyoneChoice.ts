import type { Seconds } from '../../shared/units.ts';
import { type ChoiceSetting, outOfReachNote, sitesWithin } from './choiceSetting.ts';
import type { SolvedChoice } from './chooseStops.ts';
import type { CoverProblem } from './coverProblem.ts';
import { fewestSites } from './fewestSites.ts';
import type { SiteWishes } from './siteWishes.ts';
import { type Effort, greedyWithin, solveGains } from './solveGains.ts';

/**
 * The fewest stops with which everybody whom an allowed site can serve is within some seconds of a hub or stop; of equally few,
 * those that serve most need. Where rules of exclusion or budget leave no such choice, as many children as possible are served.
 * @returns objective and bound in stops, forced ones included
 */
export function everyoneChoice(
  setting: ChoiceSetting,
  wishes: SiteWishes,
  fields: Effort & { readonly seconds: Seconds },
): SolvedChoice {
  const { seconds } = fields;
  const rows = rowsToServe(setting, wishes, seconds);
  const count = wishes.forced.length;
  const fewest = fewestSites(
    rows.served.map(({ sites }) => sites),
    { ...fields, candidates: wishes.allowed, rules: wishes.rules },
  );
  const notes = outOfReachNote(setting, rows.beyond);
  const problem = serviceProblem(setting, rows.served);
  const unlimited = { ...wishes, places: wishes.allowed.length };
  const greedyObjective = greedyWithin(problem, unlimited).open.length;
  if (fewest.open === null)
    return asManyAsPossible(setting, { ...fields, wishes: unlimited, problem, notes });
  const places = fewest.open.length;
  const best = solveGains(withBonus(setting.cover, problem), {
    ...fields,
    wishes: { ...wishes, places },
    leastWorth: 0.001,
    start: fewest.open,
  });
  const isServed = new Set(best.open);
  const servesAll = rows.served.every(({ sites }) => sites.some((site) => isServed.has(site)));
  const open = servesAll ? best.open : [...wishes.forced, ...fewest.open].sort((a, b) => a - b);
  const objective = open.length;
  const bound = fewest.isProven ? objective : Math.min(objective, count + fewest.bound);
  return { open, objective, bound, isProven: fewest.isProven, greedyObjective, notes };
}

interface ServedRow {
  readonly area: number;
  readonly sites: readonly number[];
}

/** Areas that neither a hub nor a forced site serves: those an allowed site can, and those none can. */
function rowsToServe(
  setting: ChoiceSetting,
  wishes: SiteWishes,
  seconds: Seconds,
): { served: ServedRow[]; beyond: number[] } {
  const served: ServedRow[] = [];
  const beyond: number[] = [];
  for (const i of setting.areas.keys()) {
    if (setting.hubSeconds[i] <= seconds) continue;
    if (sitesWithin(setting, i, { sites: wishes.forced, seconds }).length > 0) continue;
    const sites = sitesWithin(setting, i, { sites: wishes.allowed, seconds });
    if (sites.length > 0) served.push({ area: i, sites });
    else beyond.push(i);
  }
  return { served, beyond };
}

/** Children served, yes or no. */
function serviceProblem(setting: ChoiceSetting, rows: readonly ServedRow[]): CoverProblem {
  const { sites, areas } = setting.cover;
  const gain = new Float64Array(sites * areas);
  for (const { area, sites: serving } of rows) {
    for (const site of serving) gain[area * sites + site] = setting.children[area];
  }
  return { sites, areas, gain };
}

/** Gains, with so much on top for every row served that serving one more always comes first. */
export function withBonus(problem: CoverProblem, service: CoverProblem): CoverProblem {
  let most = 1;
  for (let i = 0; i < problem.areas; i++) {
    let best = 0;
    for (let j = 0; j < problem.sites; j++) best = Math.max(best, problem.gain[i * problem.sites + j]);
    most += best;
  }
  return { ...problem, gain: problem.gain.map((gain, cell) => gain + (service.gain[cell] > 0 ? most : 0)) };
}

function asManyAsPossible(
  setting: ChoiceSetting,
  fields: Effort & {
    wishes: SiteWishes;
    problem: CoverProblem;
    notes: SolvedChoice['notes'];
  },
): SolvedChoice {
  const { problem, notes } = fields;
  const best = solveGains(problem, { ...fields, leastWorth: 0.001 });
  const open = new Set(best.open);
  const isServed = (i: number) =>
    [...open].some((site) => problem.gain[i * problem.sites + site] > 0) ||
    problem.gain.subarray(i * problem.sites, (i + 1) * problem.sites).every((gain) => gain === 0);
  const served = [...setting.areas.keys()].reduce(
    (sum, i) => sum + (isServed(i) ? setting.children[i] : 0),
    0,
  );
  const all = setting.children.reduce((a, b) => a + b, 0);
  const missed = { kind: 'floor-missed' as const, group: 'Everybody', wanted: 1, reached: served / all };
  return {
    open: best.open,
    objective: best.open.length,
    bound: best.open.length,
    isProven: best.isProven,
    greedyObjective: best.open.length,
    notes: [...notes, missed],
  };
}
