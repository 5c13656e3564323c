import { listed } from '../../../shared/text.ts';
import { WEEKDAY_NAMES } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { askedVisits, type RotaFacts } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';

/** CREW_SKILL_MISSING: the crew of the van on that weekday has every skill the stop asks for. */
export function crewSkillMissing(facts: RotaFacts): Violation[] {
  return askedVisits(facts).flatMap(({ day, stop }) => {
    const aboard = facts.vans.get(day.vanId)?.skills?.[day.weekday] ?? [];
    const missing = (stop.wishes.skills ?? []).filter((skill) => !aboard.includes(skill));
    if (missing.length === 0) return [];
    const crew = `the crew on ${WEEKDAY_NAMES[day.weekday - 1]}s has ${aboard.length === 0 ? 'no skill on record' : listed(aboard)}`;
    const finding = `needs ${listed(missing)}, ${crew}`;
    return [violationOf(facts, { rule: 'CREW_SKILL_MISSING', day, siteId: stop.siteId, finding })];
  });
}
