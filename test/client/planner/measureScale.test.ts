import { describe, expect, it } from 'vitest';
import {
  changeScale,
  evenEnds,
  figureScale,
  improvement,
  pointFigures,
} from '../../../client/planner/measureScale.ts';
import { aMeasure, aMeasureName } from '../../support/plannerWire.ts';

const waits = aMeasureName({ name: 'wait', unit: 'days', isMoreBetter: false });
const hours = aMeasureName({ name: 'hours-step', unit: 'hours' });
const areaOf = (id: string, today: number | null, plan: number | null) => ({
  id,
  today,
  plan,
  pointsToday: [today],
  pointsPlan: [plan],
});

describe('the scale of a measure', () => {
  it('has steps that people know, with their unit', () => {
    expect(figureScale(aMeasure()).steps.map(({ label }) => label)).toEqual([
      'none',
      'up to 2 visits',
      '2 to 4 visits',
      '4 to 20 visits',
      'over 20 visits',
    ]);
    expect(figureScale(aMeasure({ measure: waits })).steps.map(({ label }) => label)).toEqual([
      'up to 1 day',
      '1 to 3 days',
      '3 to 7 days',
      '7 to 14 days',
      'over 14 days',
    ]);
  });

  it('is darkest for the worst off, whether that is many or few', () => {
    const [visits, days] = [figureScale(aMeasure()), figureScale(aMeasure({ measure: waits }))];
    expect(visits.colourOf(0)).toBe(days.colourOf(20));
    expect(visits.colourOf(28)).toBe(days.colourOf(0));
    expect(days.colourOf(null)).toBe(days.none.colour);
  });

  it('counts the end of a step into it', () => {
    const { steps, colourOf } = figureScale(aMeasure());
    expect([0, 0.1, 2, 2.1, 20, 20.1].map(colourOf)).toEqual(
      [0, 1, 1, 2, 3, 4].map((step) => steps[step].colour),
    );
  });

  it('is made from the figures, today’s and the plan’s, where nobody knows usual ones', () => {
    const areas = [10, 20, 30, 40, 50, 60].map((value, i) => areaOf(String(i), value, value));
    expect(figureScale(aMeasure({ measure: hours, areas })).steps.map(({ label }) => label)).toEqual([
      'up to 20 hours',
      '20 to 30 hours',
      '30 to 40 hours',
      '40 to 50 hours',
      'over 50 hours',
    ]);
  });

  it('is no trouble where all figures are the same, or there are none', () => {
    const same = aMeasure({ measure: hours, areas: [areaOf('a', 7, 7)] });
    expect(figureScale(same).steps.map(({ label }) => label)).toEqual(['any hours']);
    expect(figureScale(aMeasure({ measure: hours, areas: [] })).steps).toHaveLength(1);
  });
});

describe('evenEnds', () => {
  it('cuts into steps with as many in each, each end once', () => {
    expect(evenEnds([1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([3, 6]);
    expect(evenEnds([0, 0, 0, 0, 5], 4)).toEqual([0]);
    expect(evenEnds([], 4)).toEqual([]);
  });
});

describe('the scale of a change', () => {
  const areas = [
    areaOf('same', 3, 3),
    areaOf('less', 20, 6),
    areaOf('new', null, 13.5),
    areaOf('never', null, null),
  ];
  const wire = aMeasure({ measure: waits, areas });

  it('turns every measure so that more is better', () => {
    expect(areas.map((area) => improvement(waits, area))).toEqual([0, 14, Infinity, null]);
    expect(improvement(hours, { today: 4, plan: 6 })).toBe(2);
  });

  it('names what is there: no change, better, and help where there was none', () => {
    const { steps, colourOf } = changeScale(wire);
    expect(steps.map(({ label }) => label)).toEqual([
      'no change',
      'better by any days',
      'help where there was none',
    ]);
    expect([0, 14, Infinity].map(colourOf)).toEqual(steps.map(({ colour }) => colour));
  });

  it('says so where something gets worse', () => {
    const { steps, colourOf } = changeScale(aMeasure({ measure: waits, areas: [areaOf('a', 2, 5)] }));
    expect(steps.map(({ label }) => label)).toEqual(['worse than today', 'no change']);
    expect(colourOf(-3)).toBe(steps[0].colour);
  });

  it('colours points by what is on show', () => {
    const of = (shows: 'today' | 'plan' | 'difference') => pointFigures(wire, shows).get('less');
    expect([of('today'), of('plan'), of('difference')]).toEqual([[20], [6], [14]]);
  });
});
