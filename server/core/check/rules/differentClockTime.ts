import type { Call, Violation } from '../../nouns.ts';
import { type RotaFacts, type RotaVisit, visitsBySite } from '../rotaFacts.ts';
import { exactDuration, violationOf, windowText } from '../sentences.ts';

/**
 * DIFFERENT_CLOCK_TIME: a stop opens and closes at the same time in every week it is served, or within the tolerance it
 * wishes: no two weeks are further apart.
 */
export function differentClockTime(facts: RotaFacts): Violation[] {
  return [...visitsBySite(facts.rota)].flatMap(([siteId, visits]) => {
    const tolerance = facts.stops.get(siteId)?.wishes.toleranceSeconds ?? 0;
    return pairsApart(visits, tolerance).map(({ from, visit: { day, call } }) => {
      const asked = tolerance > 0 ? `, at most ${exactDuration(tolerance)} apart wanted` : '';
      const finding = `open ${spanText(call)}, in week ${from.day.week + 1} it is ${spanText(from.call)}${asked}`;
      return violationOf(facts, { rule: 'DIFFERENT_CLOCK_TIME', day, siteId, finding });
    });
  });
}

const spanText = (call: Call): string => windowText({ from: call.open, to: call.close });

const apart = (a: RotaVisit, b: RotaVisit): number =>
  Math.max(Math.abs(a.call.open - b.call.open), Math.abs(a.call.close - b.call.close));

/** Visits too far from the first one; where only two others are too far from each other, those. */
function pairsApart(
  visits: readonly RotaVisit[],
  tolerance: number,
): { from: RotaVisit; visit: RotaVisit }[] {
  const [first, ...others] = visits;
  const fromFirst = others.filter((visit) => !(apart(first, visit) <= tolerance));
  if (fromFirst.length > 0) return fromFirst.map((visit) => ({ from: first, visit }));
  for (const [k, from] of others.entries()) {
    const visit = others.slice(k + 1).find((each) => !(apart(from, each) <= tolerance));
    if (visit) return [{ from, visit }];
  }
  return [];
}
