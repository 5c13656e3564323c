import type { Ferry } from '../../../shared/rotaRules.ts';
import { listed } from '../../../shared/text.ts';
import type { VanSize, Violation } from '../../nouns.ts';
import { plannedDrive } from '../plannedDrive.ts';
import { legsOf, type RotaFacts } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';

/** VAN_TOO_BIG_FOR_FERRY: every ferry on the way takes the van, by length and weight, where both are known. */
export function vanTooBigForFerry(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    legsOf(day).flatMap((leg) => {
      const size = facts.vans.get(day.vanId)?.size;
      const drive = plannedDrive(facts, { ...leg, weekday: day.weekday });
      if (!size || !drive) return [];
      return drive.ferries.flatMap((ferry) => {
        const broken = limitsBroken(size, ferry);
        if (broken.length === 0) return [];
        const finding = `the van is ${listed(broken)}, more than ${ferry.name} takes`;
        return [violationOf(facts, { rule: 'VAN_TOO_BIG_FOR_FERRY', day, siteId: leg.siteId, finding })];
      });
    }),
  );
}

function limitsBroken(size: VanSize, { maxLengthMetres, maxWeightTonnes }: Ferry): string[] {
  return [
    ...(maxLengthMetres !== null && size.lengthMetres > maxLengthMetres
      ? [`${size.lengthMetres} m long (at most ${maxLengthMetres} m)`]
      : []),
    ...(maxWeightTonnes !== null && size.weightTonnes > maxWeightTonnes
      ? [`${size.weightTonnes} t heavy (at most ${maxWeightTonnes} t)`]
      : []),
  ];
}
