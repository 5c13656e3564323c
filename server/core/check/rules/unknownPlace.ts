import type { VanDay, Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';

/** UNKNOWN_PLACE: vans, sites and stops of the rota are those of the plan, and the road table holds them. */
export function unknownPlace(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) => {
    const report = (finding: string, siteId?: string) =>
      violationOf(facts, { rule: 'UNKNOWN_PLACE', day, siteId, finding });
    const base = `base:${day.vanId}`;
    const onDay: Violation[] = [];
    if (!facts.vans.has(day.vanId)) onDay.push(report('there is no such van'));
    else if (!facts.road(base, base)) onDay.push(report('the road table lacks the base'));
    return [...onDay, ...day.calls.flatMap((call) => unknownCall(facts, call, report))];
  });
}

function unknownCall(
  facts: RotaFacts,
  call: VanDay['calls'][number],
  report: (finding: string, siteId: string) => Violation,
): Violation[] {
  const { siteId } = call;
  if (!facts.sites.has(siteId)) return [report('there is no such site', siteId)];
  if (!facts.stops.has(siteId)) return [report('is not one of the stops of the plan', siteId)];
  return facts.road(siteId, siteId) ? [] : [report('the road table lacks this site', siteId)];
}
