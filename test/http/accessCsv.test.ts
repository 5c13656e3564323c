import { describe, expect, it } from 'vitest';
import { accessFigures } from '../../server/core/access/accessFigures.ts';
import { populationPoints } from '../../server/core/access/populationPoints.ts';
import type { Area } from '../../server/core/nouns.ts';
import { DEFAULT_PARAMETERS } from '../../server/core/parameters.ts';
import { areasCsv, equityCsv } from '../../server/http/accessCsv.ts';
import type { MeasuredAccess } from '../../server/planning/accessMeasures.ts';
import { area } from '../support/tinyTown.ts';

const children = (childrenUnder1: number) => ({ childrenUnder1, childrenAged1: 0, childrenAged2to4: 0 });

/** Visits to these areas, today and with a plan: the files need no more than this of what was measured. */
function measured(
  areas: readonly Area[],
  figures: { today: number[]; plan: number[] | null },
): MeasuredAccess {
  const fields = { measure: 'visits', areas, points: populationPoints(areas), cycleDays: 28 } as const;
  return {
    access: { areas, hubs: [], parameters: DEFAULT_PARAMETERS } as unknown as MeasuredAccess['access'],
    figures: accessFigures({ ...fields, ...figures, parameters: DEFAULT_PARAMETERS }),
    hubsWithHours: 0,
  };
}

const rowsOf = (text: string): string[][] =>
  text
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

describe('areasCsv', () => {
  it('keeps small numbers of children back, and shows nought', () => {
    const areas = [
      area({ id: 'few', ...children(7) }),
      area({ id: 'none', ...children(0) }),
      area({ id: 'many', ...children(63) }),
    ];
    const [, ...rows] = rowsOf(areasCsv(measured(areas, { today: [0, 4, 2], plan: null }), 10));
    expect(rows.map((row) => [row[0], row[5], row[7]])).toEqual([
      ['few', 'not shown', '0'],
      ['none', '0', '4'],
      ['many', '65', '2'],
    ]);
  });

  it('guards text that a spreadsheet would run', () => {
    const areas = [area({ id: 'a', name: '=HYPERLINK("http://example.org")', ...children(20) })];
    expect(areasCsv(measured(areas, { today: [1], plan: [2] }), 10)).toContain(
      '"\'=HYPERLINK(""http://example.org"")"',
    );
  });
});

describe('equityCsv', () => {
  const areas = [
    area({ id: 'a', deprivationDecile: 1, ...children(4) }),
    area({ id: 'b', deprivationDecile: 2, ...children(60) }),
    area({ id: 'c', deprivationDecile: 3, ...children(80) }),
  ];
  const [columns, ...rows] = rowsOf(equityCsv(measured(areas, { today: [0, 0, 2], plan: [4, 0, 2] }), 10));
  const at = (row: string[], name: string) => row[columns.indexOf(name)];

  it('keeps a second number back where a small one could be worked out from the total', () => {
    const deciles = rows.filter((row) => at(row, 'grouped_by') === 'deprivation');
    const shown = deciles.map((row) => at(row, 'children'));
    expect(shown[0]).toBe('not shown');
    const all = rows.map((row) => at(row, 'children')).slice(0, 1);
    // Either another group or the total is kept back too: two that are shown would tell the third.
    expect([...shown, ...all].filter((count) => count === 'not shown').length).toBeGreaterThanOrEqual(2);
  });

  it('has a row for everyone and for every group of three kinds', () => {
    expect(rows.map((row) => [at(row, 'grouped_by'), at(row, 'group')])).toEqual([
      ['everyone', 'All areas'],
      ['deprivation', 'Decile 1 (most deprived)'],
      ['deprivation', 'Decile 2'],
      ['deprivation', 'Decile 3'],
      ['households without a car', '20 % without a car'],
      ['kind of place', 'Rural village'],
    ]);
  });
});
