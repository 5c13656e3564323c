import { describe, expect, it } from 'vitest';
import type { ChoiceNote } from '../../server/core/stops/choiceRequest.ts';
import { choiceOutcomeOf } from '../../server/planning/choiceOutcome.ts';
import { DEFAULT_CHOICE } from '../../server/shared/choiceWishes.ts';
import { area } from '../support/tinyTown.ts';

const PLAN = { maxStops: 2, vans: 1, cycleWeeks: 4, seed: 1, iterations: 0, forceIn: [], forceOut: [] };
const areas = ['Ash', 'Birch', 'Cedar', 'Elm', 'Fir'].map((name, i) => area({ id: `${i}`, name }));
const outcome = (notes: readonly ChoiceNote[]) =>
  choiceOutcomeOf({ objective: 1, bound: 2, notes }, { parameters: PLAN, areas });

describe('what is kept of a choice', () => {
  it('has the unit of what was asked for', () => {
    const unitOf = (aim: keyof typeof units) =>
      choiceOutcomeOf(
        { objective: 1, bound: 1 },
        { parameters: { ...PLAN, choice: { ...DEFAULT_CHOICE, aim } }, areas },
      ).unit;
    const units = {
      cover: 'children',
      median: 'seconds',
      centre: 'seconds',
      everyone: 'stops',
      floors: 'children',
      backup: 'children',
    } as const;
    for (const aim of Object.keys(units) as (keyof typeof units)[]) expect(unitOf(aim)).toBe(units[aim]);
    expect(outcome([])).toEqual({ unit: 'children', objective: 1, bound: 2, notes: [] });
  });

  it('says what could not be met, and what is possible instead', () => {
    expect(
      outcome([
        { kind: 'out-of-everyones-reach', areaIds: ['0', '0', '1'], children: 12.4 },
        { kind: 'out-of-everyones-reach', areaIds: ['0', '1', '2', '3', '4'], children: 1 },
        { kind: 'floor-impossible', group: 'Deprivation tenth 1', wanted: 0.5, possible: 0.4999 },
        { kind: 'floor-missed', group: 'Kerrier', wanted: 0.5, reached: 0.29 },
        { kind: 'floors-need-stops', stops: 18, isProven: false },
        { kind: 'floors-need-stops', stops: 1, isProven: true },
      ]).notes,
    ).toEqual([
      '12 under-5s in 2 areas cannot be reached from any site that may be chosen: Ash and Birch.',
      '1 under-5 in 5 areas cannot be reached from any site that may be chosen: Ash, Birch, Cedar, Elm and 1 more.',
      'Deprivation tenth 1: no choice of sites brings more than 49 % within reach; 50 % was asked for.',
      'Kerrier: 29 % within reach, 50 % was asked for. More stops would meet it.',
      'To give every group the share asked for, as far as that is possible, takes at least 18 stops.',
      'To give every group the share asked for, as far as that is possible, takes 1 stop.',
    ]);
  });
});
