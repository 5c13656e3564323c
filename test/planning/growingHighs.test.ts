import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenProgram } from '../../server/core/rotaBound/growingProgram.ts';
import { loadGrowingHighs } from '../../server/planning/growingHighs.ts';

let open: OpenProgram;
beforeAll(async () => {
  open = await loadGrowingHighs();
});

describe('HiGHS as a growing linear program', () => {
  it('gives the optimum and what each row is worth, before and after columns are added', () => {
    const program = open({
      lower: [2, Number.NEGATIVE_INFINITY],
      upper: [Number.POSITIVE_INFINITY, 5],
    });
    // x of at least 2, at 3 each.
    program.addColumns([{ cost: 3, rows: [0], values: [1] }]);
    expect(program.solve()).toMatchObject({ objective: 6 });
    // y at 1 does as much, but takes 4 of 5: 1.25 y + 0.75 x.
    program.addColumns([{ cost: 1, rows: [0, 1], values: [1, 4] }]);
    const optimum = program.solve();
    expect(optimum?.objective).toBeCloseTo(3.5, 9);
    expect([...(optimum?.duals ?? [])]).toEqual([3, -0.5]);
    program.dispose();
  });

  it('gives null while the columns do not suffice', () => {
    const program = open({ lower: [1], upper: [1] });
    program.addColumns([]);
    expect(program.solve()).toBeNull();
    program.dispose();
  });
});
