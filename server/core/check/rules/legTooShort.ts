import { listed } from '../../../shared/text.ts';
import type { Violation } from '../../nouns.ts';
import { legMargins, type PlannedDrive } from '../plannedDrive.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { exactDuration, placeName, violationOf } from '../sentences.ts';

/** Less than a thousandth of a second is rounding. */
const ROUNDING = 1e-3;

/**
 * LEG_TOO_SHORT: between leaving and arriving there must be routed × factor + allowance, in the slowest season and on the
 * weekday, and the wait and crossing of each ferry; the crew's break is not counted. A van that leaves after it arrives is
 * another rule's matter.
 */
export function legTooShort(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    legMargins(facts, day).flatMap(({ leg, drive, available, needed }) => {
      if (available >= needed - ROUNDING || available < 0) return [];
      const between = `${placeName(facts, leg.from)} to ${placeName(facts, leg.to)}`;
      const finding = `${between} has ${exactDuration(available)} for the drive, needs ${exactDuration(Math.ceil(needed - ROUNDING))}${reasons(drive)}`;
      return [violationOf(facts, { rule: 'LEG_TOO_SHORT', day, finding, siteId: leg.siteId })];
    }),
  );
}

/** " in the season summer, with the Torpoint Ferry"; nothing on an ordinary drive. */
function reasons({ season, ferries }: PlannedDrive): string {
  const inSeason = season ? ` in the season “${season.name}”` : '';
  return inSeason + (ferries.length > 0 ? `, with ${listed(ferries.map(({ name }) => name))}` : '');
}
