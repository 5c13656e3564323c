import type { Ferry } from '../../shared/rotaRules.ts';
import { listed } from '../../shared/text.ts';
import type { Site, Van } from '../nouns.ts';

/**
 * Why a van cannot be used at a site: every limit it exceeds, of the space, the way in, and the ferries to it.
 * @returns "7.5 m long, the space 6 m; …" in words; null when it fits. What is not known holds nobody back; limits are inclusive.
 */
export function whyTooBig(van: Van, site: Site, ferries: readonly Ferry[]): string | null {
  const { size } = van;
  if (!size) return null;
  const { approachWidthMetres, approachHeightMetres, approachTonnes } = site.facts;
  const crossed = ferries.filter(({ siteIds }) => siteIds.includes(site.id));
  const limits: readonly (readonly [number, number | null | undefined, string, string])[] = [
    [size.lengthMetres, site.lengthMetres, 'm long', 'the space is'],
    [size.widthMetres, site.widthMetres, 'm wide', 'the space is'],
    [size.heightMetres, site.headroomMetres, 'm high', 'the headroom is'],
    [size.widthMetres, approachWidthMetres, 'm wide', 'the way in is'],
    [size.heightMetres, approachHeightMetres, 'm high', 'the way in allows'],
    [size.weightTonnes, approachTonnes, 't heavy', 'the way in allows'],
    ...crossed.flatMap(({ name, maxLengthMetres, maxWeightTonnes }) => [
      [size.lengthMetres, maxLengthMetres, 'm long', `${name} takes`] as const,
      [size.weightTonnes, maxWeightTonnes, 't heavy', `${name} takes`] as const,
    ]),
  ];
  const broken = limits.flatMap(([has, most, unit, what]) =>
    most === null || most === undefined || has <= most
      ? []
      : [`${has} ${unit} while ${what} ${most} ${unit.split(' ')[0]}`],
  );
  return broken.length === 0 ? null : `${van.name} is ${listed(broken)}`;
}
