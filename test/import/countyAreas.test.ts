import { describe, expect, it } from 'vitest';
import type { Area } from '../../server/core/nouns.ts';
import { withinCounty } from '../../server/import/countyAreas.ts';
import type { NearRoads } from '../../server/import/nearRoads.ts';
import type { ReadRows } from '../../server/import/report.ts';
import { rowsIn } from '../../server/import/report.ts';
import { lonLat } from '../../server/shared/coordinates.ts';

/** Roads everywhere west of the Greenwich meridian. */
const ROADS: NearRoads = {
  bounds: [-6, 49, 0, 53],
  farReason: 'more than 2,000 m from any road of the extract',
  distanceTo: ([lon]) => (lon <= 0 ? 0 : Number.POSITIVE_INFINITY),
};

function table(districts: readonly { name: string; west: number; east: number }[]): ReadRows<Area> {
  const areas = districts.flatMap(({ name, west, east }) =>
    Array.from({ length: west + east }, (_, i) => ({
      name: `${name} ${String(i % 1000).padStart(3, '0')}A`,
      lonLat: lonLat(i < west ? -1 : 1, 52),
    })),
  );
  const rows = areas.map((area, i) => ({ line: i + 2, value: { id: `${i}`, ...area } as Area }));
  return {
    kind: 'areas',
    path: 'areas.xlsx',
    sha256: '',
    rowsRead: rows.length,
    rows,
    refused: [],
    notes: [],
  };
}

describe('a table of areas', () => {
  it('of a county must lie within the extract: an area elsewhere is a fault', () => {
    const { rows, refused } = withinCounty(table([{ name: 'Cornwall', west: 3, east: 1 }]), ROADS);
    expect([rows.length, refused.map((each) => each.isFault)]).toEqual([3, [true]]);
  });

  it('of the country is cut to the districts that lie mostly within, and loses no row without a word', () => {
    const { rows, refused, rowsRead, notes } = withinCounty(
      table([
        { name: 'Cornwall', west: 330, east: 5 },
        { name: 'Plymouth', west: 20, east: 140 },
        { name: 'Elsewhere', west: 0, east: 6000 },
      ]),
      ROADS,
    );
    expect(rows.length).toBe(330);
    expect(new Set(rows.map((row) => row.value.name.split(' ')[0]))).toEqual(new Set(['Cornwall']));
    expect(refused.every((each) => !each.isFault)).toBe(true);
    expect(rowsRead).toBe(rows.length + rowsIn(refused));
    expect(notes).toEqual(['A table of the whole country: kept were the areas of Cornwall.']);
  });
});
