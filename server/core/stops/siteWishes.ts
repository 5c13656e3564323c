import { PlannerError } from '../../shared/errors.ts';
import type { ChoiceRequest } from './choiceRequest.ts';
import type { SideRules } from './sideRules.ts';

/** Which sites may be opened beside the forced ones, as indices, and what binds them. */
export interface SiteWishes {
  /** Ascending. */
  readonly forced: readonly number[];
  /** Ascending; without those that a forced site excludes or the rest of the budget cannot pay. */
  readonly allowed: readonly number[];
  /** How many may be opened beside the forced ones, ≥ 0. */
  readonly places: number;
  /** For the allowed sites, the forced ones already counted; undefined when nothing binds them. */
  readonly rules?: SideRules;
}

/**
 * A request's wishes about sites.
 * @param siteIds  candidates, each once, in the order of their indices
 * @throws CHOICE_MAX_STOPS, CHOICE_BUDGET, UNKNOWN_SITE, FORCED_BOTH, TOO_MANY_FORCED, FORCED_EXCLUSIVE, FORCED_OVER_BUDGET (input)
 */
export function siteWishes(request: ChoiceRequest, siteIds: readonly string[]): SiteWishes {
  assertWishes(request, new Set(siteIds));
  const index = new Map(siteIds.map((id, j) => [id, j]));
  const forced = siteIds.flatMap((id, j) => (request.forceIn.includes(id) ? [j] : []));
  const groups = (request.exclusions ?? []).map((group) => [
    ...new Set(group.flatMap((id) => index.get(id) ?? [])),
  ]);
  const out = new Set(request.forceOut.map((id) => index.get(id)!));
  for (const group of groups) if (group.some((j) => forced.includes(j))) for (const j of group) out.add(j);
  const costs = request.budget
    ? Float64Array.from(siteIds, (id) => request.budget!.hoursOf.get(id) ?? 0)
    : null;
  const left = (request.budget?.hours ?? 0) - forced.reduce((sum, j) => sum + (costs?.[j] ?? 0), 0);
  const allowed = siteIds.flatMap((_, j) =>
    forced.includes(j) || out.has(j) || (costs && costs[j] > left) ? [] : [j],
  );
  const exclusions = groups
    .map((group) => group.filter((j) => allowed.includes(j)))
    .filter((group) => group.length > 1);
  const isTight = costs !== null && allowed.reduce((sum, j) => sum + costs[j], 0) > left;
  const rules = { exclusions, costs: isTight ? costs : null, budget: Math.max(0, left) };
  const places = request.maxStops - forced.length;
  return exclusions.length > 0 || isTight ? { forced, allowed, places, rules } : { forced, allowed, places };
}

function assertWishes(request: ChoiceRequest, siteIds: ReadonlySet<string>): void {
  const { maxStops, budget } = request;
  const forceIn = new Set(request.forceIn);
  if (!Number.isInteger(maxStops) || maxStops < 0) {
    throw wish(
      'CHOICE_MAX_STOPS',
      `The greatest number of stops is ${maxStops}; expected a whole number from 0 up.`,
    );
  }
  if (budget && !(budget.hours >= 0 && [...budget.hoursOf.values()].every((hours) => hours >= 0))) {
    throw wish('CHOICE_BUDGET', 'The budget and every site’s van-hours must be numbers from 0 up.');
  }
  const unknown = [...forceIn, ...request.forceOut].filter((id) => !siteIds.has(id));
  if (unknown.length > 0) {
    throw wish(
      'UNKNOWN_SITE',
      `${quoted(unknown)} cannot be forced in or out: no candidate site has that identifier. Check the spelling in the list of sites.`,
      { siteIds: unknown },
    );
  }
  const both = [...forceIn].filter((id) => request.forceOut.includes(id));
  if (both.length > 0) {
    throw wish(
      'FORCED_BOTH',
      `${quoted(both)} is forced both in and out. Take it off one of the two lists.`,
      { siteIds: both },
    );
  }
  if (forceIn.size > maxStops && request.model?.kind !== 'everyone') {
    throw wish(
      'TOO_MANY_FORCED',
      `${forceIn.size} sites are forced in, but at most ${maxStops} stops may be chosen. Raise the number of stops to ${forceIn.size}, or force in fewer sites.`,
      { forced: forceIn.size, maxStops },
    );
  }
  assertForcedTogether(request, forceIn);
}

/** Forced sites must be able to stand beside each other. */
function assertForcedTogether(request: ChoiceRequest, forceIn: ReadonlySet<string>): void {
  for (const group of request.exclusions ?? []) {
    const together = [...new Set(group)].filter((id) => forceIn.has(id));
    if (together.length < 2) continue;
    throw wish(
      'FORCED_EXCLUSIVE',
      `${quoted(together)} are all forced in, but at most one of them may be chosen. Force in only one, or take the others out of the group.`,
      { siteIds: together },
    );
  }
  const { budget } = request;
  if (!budget) return;
  const hours = [...forceIn].reduce((sum, id) => sum + (budget.hoursOf.get(id) ?? 0), 0);
  if (hours <= budget.hours + 1e-9) return;
  throw wish(
    'FORCED_OVER_BUDGET',
    `The sites that are forced in take ${hours.toFixed(1)} van-hours, but the budget is ${budget.hours}. Raise the budget, or force in fewer sites.`,
    { hours, budget: budget.hours },
  );
}

const quoted = (ids: readonly string[]): string => ids.map((id) => `"${id}"`).join(', ');

const wish = (code: string, message: string, details?: Readonly<Record<string, unknown>>): PlannerError =>
  new PlannerError({ code, category: 'input', message, details });
