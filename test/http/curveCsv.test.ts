import { describe, expect, it } from 'vitest';
import { curveCsv } from '../../server/http/curveCsv.ts';

describe('the curve as a file', () => {
  const point = {
    ...{ bound: 1, isProven: true, siteIds: [], gained: 0, dropped: [], greedySiteId: null },
    ...{ stops: 1, objective: 3, newlyReachedChildren: 4, added: ['a'], greedyObjective: 3 },
  };
  const curve = {
    key: 'k',
    withinSeconds: 1200,
    kneeStops: 2,
    childrenBeyondHubs: 100,
    points: [
      point,
      {
        ...point,
        stops: 2,
        objective: 60,
        newlyReachedChildren: 63,
        isProven: false,
        dropped: ['b'],
        added: ['=c'],
      },
    ],
  };

  it('keeps small numbers of children back and rounds the others', () => {
    const lines = curveCsv(curve, (id) => (id === 'a' ? 'Hall, St Ives' : id), 10).split('\r\n');
    expect(lines[0]).toContain('stops,newly_reached_children_aged_0_to_4');
    expect(lines[1]).toBe('1,not shown,0.05,0.05,yes,no,"Hall, St Ives",,');
    expect(lines[2]).toMatch(/^2,65,1,0\.05,no,yes,/);
    // A name that a spreadsheet would run as a formula is guarded.
    expect(lines[2]).not.toMatch(/,=c/);
  });
});
