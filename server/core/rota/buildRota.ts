import type { Rota, Site, Stop, Unserved } from '../nouns.ts';
import { chooseTimes } from './chooseTimes.ts';
import { rotaFingerprint } from './fingerprint.ts';
import { type InsertionSpace, insertionSpace } from './insertion.ts';
import { levelDays } from './levelDays.ts';
import { orderDay } from './orderDay.ts';
import { promisedVisits } from './placesInForce.ts';
import { checkRules, type RotaInput } from './rotaInput.ts';
import { type RotaProblem, rotaProblem } from './rotaProblem.ts';
import { constructRota, improveRota } from './searchRota.ts';
import type { RotaSolution } from './solution.ts';
import { whyUnserved } from './unservedReason.ts';
import { writeVanDays } from './writeRota.ts';

/** Rounds of the search unless told otherwise: a second or two for 40 stops and 3 vans over 4 weeks. */
export const DEFAULT_ROTA_ITERATIONS = 10_000;

/**
 * A repeating rota: which van calls where, in which weeks, on which weekday and at what time.
 *
 * Every hard rule holds in what is returned: one weekday, van and opening time per stop in all its weeks; visits spread
 * evenly over the cycle, or in the weeks and at the gaps a stop wishes; each call from arriving to leaving inside the
 * site's hours; shifts; vans no larger than sites and ferries take; the skills asked for aboard; planned legs (routed ×
 * factors of weekday and slowest season + allowance, ferries' wait and crossing); the break on long days, never while
 * open; the law on drivers' hours; calls per day; opening and closing on whole roundings; what is fixed; base to base.
 * Among such rotas: stops that must be served, most need served, then least van time with the price of what changes
 * against the rota in force (`rules.weights`), then level days; and times that leave room for slow roads and are easily
 * remembered, where the day leaves a choice.
 *
 * @param input  stops and places, a road table over every stop's site and `base:<vanId>`, the rules, a seed and the
 *               number of rounds. Sessions are rounded up to whole `roundingSeconds`. Built anew from the input of the
 *               rota in force, with a price on change, that rota stays as it is.
 * @returns van-days by week, weekday and van (days without calls left out), and every stop that is not, or not in
 *          full, served, with the reason in numbers. No stops or no vans: no van-days. The same input, seed and
 *          iterations give the same rota, unless `shouldStop` ended the search early.
 * @throws RULES_INVALID for rules that make no sense; MATRIX_PLACE when the road table lacks a place
 */
export function buildRota(input: RotaInput): Rota {
  checkRules(input.rules);
  const { plannable, refused } = sortOut(input);
  const problem = rotaProblem(input, plannable);
  const builtFrom = rotaFingerprint(input);
  const { cycleWeeks, repeats } = input.rules;
  const { seed, iterations, previous } = input;
  const head = { cycleWeeks, repeats, builtFrom };
  if (previous && problem.changeSeconds > 0 && previous.builtFrom === builtFrom) {
    return { ...head, vanDays: previous.vanDays, unserved: previous.unserved, seed, iterations };
  }
  const space = insertionSpace(problem);
  const start = constructRota(problem, space);
  const countedVisits = promisedVisits(input, problem.stops, start.visits);
  const solution = improveRota({ ...problem, countedVisits }, space, start, input);
  for (const day of solution.days) {
    if (orderDay(problem, day, space.trial)) day.version = ++solution.versions.last;
  }
  levelDays(problem, space, solution);
  for (const day of solution.days) chooseTimes(problem, day, space.trial);
  return {
    ...head,
    vanDays: writeVanDays(problem, solution),
    unserved: [...refused, ...unservedOf({ input, problem, space, solution })],
    seed,
    iterations,
  };
}

/** Stops that can be planned at all, with their sites, and those refused at sight. */
export function sortOut(input: RotaInput): {
  plannable: { stops: Stop[]; sites: Site[] };
  refused: Unserved[];
} {
  const sites = new Map(input.sites.map((site) => [site.id, site]));
  const seen = new Set<string>();
  const plannable = { stops: [] as Stop[], sites: [] as Site[] };
  const refused: Unserved[] = [];
  for (const asked of input.stops) {
    const stop = askedFor(asked);
    const site = sites.get(stop.siteId);
    const reason = refusal(stop, { site, isRepeated: seen.has(stop.siteId) });
    seen.add(stop.siteId);
    if (reason === null && site) {
      plannable.stops.push(stop);
      plannable.sites.push(site);
    } else if (stop.visitsPerCycle >= 1) {
      refused.push({ siteId: stop.siteId, missingVisits: stop.visitsPerCycle, reason: reason ?? '' });
    }
  }
  return { plannable, refused };
}

/** With the visits and the session it wishes in place of what was proposed. */
const askedFor = (stop: Stop): Stop => ({
  ...stop,
  visitsPerCycle: stop.wishes?.visitsPerCycle ?? stop.visitsPerCycle,
  sessionSeconds: stop.wishes?.sessionSeconds ?? stop.sessionSeconds,
});

function refusal(stop: Stop, known: { site: Site | undefined; isRepeated: boolean }): string | null {
  if (!known.site) return `There is no site with the identifier "${stop.siteId}"`;
  if (known.isRepeated) {
    return `${known.site.name} is in the list of stops more than once; ask for more visits of one stop instead`;
  }
  if (!Number.isInteger(stop.visitsPerCycle) || stop.visitsPerCycle < 1) {
    return `${stop.visitsPerCycle} visits in a cycle cannot be planned: expected a whole number from 1`;
  }
  if (!(stop.sessionSeconds > 0) || !Number.isFinite(stop.sessionSeconds)) {
    return `A session of ${stop.sessionSeconds} seconds cannot be planned: expected more than 0`;
  }
  return null;
}

function unservedOf(of: {
  input: RotaInput;
  problem: RotaProblem;
  space: InsertionSpace;
  solution: RotaSolution;
}): Unserved[] {
  return of.problem.stops.flatMap((asked, stop) => {
    const missingVisits = asked.visitsPerCycle - of.solution.visits[stop];
    if (missingVisits <= 0) return [];
    return [{ siteId: asked.siteId, missingVisits, reason: whyUnserved({ ...of, stop }) }];
  });
}
