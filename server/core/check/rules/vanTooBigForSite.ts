import { listed } from '../../../shared/text.ts';
import type { Site, VanSize, Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';

/**
 * VAN_TOO_BIG_FOR_SITE: the van fits the space and the way in, by length, width, height and weight. What is not known of
 * van or site is held against nobody.
 */
export function vanTooBigForSite(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    day.calls.flatMap(({ siteId }) => {
      const size = facts.vans.get(day.vanId)?.size;
      const site = facts.sites.get(siteId);
      const broken = size && site ? limitsBroken(size, site) : [];
      if (broken.length === 0) return [];
      const finding = `the van is ${listed(broken)}`;
      return [violationOf(facts, { rule: 'VAN_TOO_BIG_FOR_SITE', day, siteId, finding })];
    }),
  );
}

function limitsBroken(size: VanSize, site: Site): string[] {
  const { approachWidthMetres, approachHeightMetres, approachTonnes } = site.facts;
  const limits: readonly (readonly [number, number | null | undefined, string, string])[] = [
    [size.lengthMetres, site.lengthMetres, 'm long', 'the space'],
    [size.widthMetres, site.widthMetres, 'm wide', 'the space'],
    [size.heightMetres, site.headroomMetres, 'm high', 'the headroom'],
    [size.widthMetres, approachWidthMetres, 'm wide', 'the way in'],
    [size.heightMetres, approachHeightMetres, 'm high', 'the way in'],
    [size.weightTonnes, approachTonnes, 't heavy', 'the way in'],
  ];
  return limits.flatMap(([has, most, unit, what]) =>
    most === null || most === undefined || has <= most
      ? []
      : [`${has} ${unit}, ${what} allows ${most} ${unit.split(' ')[0]}`],
  );
}
