import { listed } from '../../../shared/text.ts';
import { WEEKDAY_NAMES, type Weekday } from '../../../shared/time.ts';
import type { Site, TimeWindow, Violation } from '../../nouns.ts';
import { joinedWindows, type RotaFacts } from '../rotaFacts.ts';
import { violationOf, windowText } from '../sentences.ts';

/** OUTSIDE_OPENING: from arriving to leaving the van is within one spell of the site's hours. */
export function outsideOpening(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    day.calls.flatMap((call) => {
      const site = facts.sites.get(call.siteId);
      const finding = site && hoursBroken(site, day.weekday, { from: call.arrive, to: call.leave });
      if (!finding) return [];
      return [violationOf(facts, { rule: 'OUTSIDE_OPENING', day, siteId: call.siteId, finding })];
    }),
  );
}

/** What is wrong with being at a site for a span of time; null when it is open throughout. */
export function hoursBroken(site: Site, weekday: Weekday, span: TimeWindow): string | null {
  if (site.opening === null) return null;
  const spells = joinedWindows(site.opening[weekday] ?? []);
  if (spells.some((spell) => spell.from <= span.from && span.to <= spell.to)) return null;
  const hours =
    spells.length === 0
      ? `the site is closed on ${WEEKDAY_NAMES[weekday - 1]}s`
      : `the site can be used ${listed(spells.map(windowText))}`;
  return `the van is there ${windowText(span)}, ${hours}`;
}
