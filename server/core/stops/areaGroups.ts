import type { FloorGroup } from '../../shared/choiceWishes.ts';
import { childrenAged0to4 } from '../access/children.ts';
import type { Area } from '../nouns.ts';

/** Areas that belong together, under the name people know them by. */
export interface AreaGroup {
  readonly name: string;
  readonly areaIds: readonly string[];
}

/** The end of a small area's official name: "Cornwall 014A", "Isles of Scilly 001B". */
const AREA_NUMBER = /\s+\d{3}[A-Z]?$/;

const NAME_OF: Readonly<Record<FloorGroup, (area: Area) => string | null>> = {
  deprivation: ({ deprivationDecile }) =>
    deprivationDecile === null ? null : `Deprivation tenth ${deprivationDecile}`,
  district: districtOf,
  rurality: ({ ruralUrban }) => ruralUrban,
};

/** What stands before the number in an area's official name; null where the name has no number. */
export function districtOf({ name }: Pick<Area, 'name'>): string | null {
  return AREA_NUMBER.test(name) ? name.replace(AREA_NUMBER, '') : null;
}

/**
 * The region's areas with children, by deprivation tenth, by district or by rural-urban class.
 * @param areas  areas as they were imported; a district is what stands before the number in an official name
 * @returns groups in order of their names (tenths in their own order); areas for which it is not known are in none, so there may
 *          be no group at all
 */
export function areaGroups(areas: readonly Area[], by: FloorGroup): AreaGroup[] {
  const groups = new Map<string, string[]>();
  for (const area of areas) {
    const name = NAME_OF[by](area);
    if (name === null || childrenAged0to4(area) === 0) continue;
    groups.set(name, [...(groups.get(name) ?? []), area.id]);
  }
  return [...groups]
    .map(([name, areaIds]) => ({ name, areaIds }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB', { numeric: true }));
}
