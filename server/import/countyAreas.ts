import type { Area } from '../core/nouns.ts';
import { keepNearRoads, type NearRoads } from './nearRoads.ts';
import type { ReadRows, Refusal } from './report.ts';

/** More areas than any county has (Greater London has 4,994 LSOA): then the table is a national one. */
const NATIONAL_AREAS = 5500;
/** Name of an LSOA: its district, then three figures and a letter. */
const LSOA_NAME = /^(.+) \d{3}[A-Z]+$/;

/**
 * The areas that lie near a road of the extract. In a county's own table any other is a fault. Of a national table the
 * county is what is wanted: districts of which most areas are near a road. A neighbour's areas along the border are left out.
 */
export function withinCounty(table: ReadRows<Area>, roads: NearRoads): ReadRows<Area> {
  if (table.rows.length <= NATIONAL_AREAS) return keepNearRoads(table, roads, true);
  const near = keepNearRoads(table, roads, false);
  const all = countsByDistrict(table);
  const inside = countsByDistrict(near);
  const isOfCounty = (district: string) => (inside.get(district) ?? 0) * 2 > (all.get(district) ?? 0);
  const neighbours = near.rows.filter(({ value }) => !isOfCounty(districtOf(value)));
  const refused: Refusal[] = neighbours.map(({ line, value }) => ({
    line,
    reason: 'most of its district is outside the extract',
    value: value.name,
    isFault: false,
  }));
  const districts = [...all.keys()].filter((district) => isOfCounty(district)).sort();
  return {
    ...near,
    rows: near.rows.filter(({ value }) => isOfCounty(districtOf(value))),
    refused: [...near.refused, ...refused],
    notes: [
      ...near.notes,
      `A table of the whole country: kept were the areas of ${districts.join(', ') || 'no district'}.`,
    ],
  };
}

const districtOf = (area: Area): string => LSOA_NAME.exec(area.name)?.[1] ?? '';

function countsByDistrict(table: ReadRows<Area>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { value } of table.rows) {
    counts.set(districtOf(value), (counts.get(districtOf(value)) ?? 0) + 1);
  }
  return counts;
}
