import type { Violation } from '../../nouns.ts';
import { plannedDrive } from '../plannedDrive.ts';
import { legsOf, type RotaFacts } from '../rotaFacts.ts';
import { exactDuration, placeName, violationOf } from '../sentences.ts';

/** Stated figures are rounded to whole seconds and metres. */
const TOLERANCE = 1;

/** LEG_FIGURE_WRONG: the seconds and metres a rota states for a leg must be those of the road table and the rules. */
export function legFigureWrong(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    legsOf(day).flatMap((leg) => {
      const drive = plannedDrive(facts, { ...leg, weekday: day.weekday });
      if (!drive) return [];
      const planned = drive.driving + drive.ferrySeconds;
      const metres = facts.road(leg.from, leg.to)?.metres ?? Number.NaN;
      const between = `${placeName(facts, leg.from)} to ${placeName(facts, leg.to)}`;
      const report = (finding: string) =>
        violationOf(facts, { rule: 'LEG_FIGURE_WRONG', day, siteId: leg.siteId, finding });
      if (!(Math.abs(leg.statedSeconds - planned) <= TOLERANCE)) {
        return [
          report(
            `${between} is stated as ${exactDuration(leg.statedSeconds)}, expected ${exactDuration(Math.ceil(planned))}`,
          ),
        ];
      }
      if (!Number.isFinite(metres) || Math.abs(leg.statedMetres - metres) <= TOLERANCE) return [];
      return [
        report(`${between} is stated as ${leg.statedMetres} metres, expected ${Math.round(metres)} metres`),
      ];
    }),
  );
}
