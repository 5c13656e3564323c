import { describe, expect, it } from 'vitest';
import {
  changesOf,
  changeWords,
  contactsAlone,
  inputFigure,
  inputProblem,
  planStops,
  siteContacts,
  sliderRange,
} from '../../../client/planner/demandView.ts';
import { initialState, missingResources, type PlannerState } from '../../../client/planner/state.ts';
import type { DemandInputWire } from '../../../server/contract/demand.ts';
import { aPlan, aSite, aSummary } from '../../support/plannerWire.ts';

const INPUT: DemandInputWire = {
  name: 'feedingPerBaby',
  label: 'Feeding: contacts for each baby',
  value: 0.12,
  usualValue: 0.12,
  low: 0.06,
  high: 0.2,
  least: 0,
  most: 31,
  unit: 'contacts a month per child under 1',
  explanation: 'Infant feeding support',
  source: 'Planning assumption',
  isAssumed: true,
};
const range = (p10: number, p90: number) => ({ p10, p50: (p10 + p90) / 2, p90 });

const ready = (value: unknown) => ({ status: 'ready' as const, value, trouble: null });

function known(resources: PlannerState['resources']): PlannerState {
  return {
    ...initialState({ step: 'stops', planId: null, selected: null, isAfterPlan: false }),
    resources,
  };
}

const BASE = {
  region: ready({}),
  access: ready({}),
  sites: ready([aSite()]),
  plans: ready([aSummary()]),
  'plan/1': ready(aPlan()),
  register: ready({}),
};
const DEMAND = ready({ sites: [{ siteId: 'hall', month: range(5, 15), lowConfidence: [] }] });
const STOP = {
  siteId: 'hall',
  month: range(3, 9),
  visit: range(1, 4),
  sessions: [],
  lowConfidence: ['few-babies'],
};

describe('contacts at a site', () => {
  it('are those of the plan’s stop where it is one, and else as if it were the only stop', () => {
    expect(siteContacts(known(BASE), 'hall')).toBeNull();
    const alone = known({ ...BASE, demand: DEMAND });
    expect(siteContacts(alone, 'hall')).toMatchObject({ month: range(5, 15), stop: null });
    const both = known({ ...BASE, demand: DEMAND, 'plan-demand/1': ready({ stops: [STOP] }) });
    expect(siteContacts(both, 'hall')).toMatchObject({ month: range(3, 9), stop: STOP });
    expect(contactsAlone(both, 'hall')).toEqual(range(5, 15));
    expect(planStops(both).get('hall')).toEqual(STOP);
    expect(siteContacts(both, 'nowhere')).toBeNull();
  });

  it('are asked for once what comes first is here, and only where they are shown', () => {
    expect(missingResources(known(BASE))).toEqual(['demand', 'plan-demand/1']);
    expect(missingResources(known({ ...BASE, sites: ready(null) })).includes('demand')).toBe(true);
    const elsewhere = known(BASE);
    const rota: PlannerState = { ...elsewhere, view: { ...elsewhere.view, step: 'rota' } };
    expect(missingResources(rota)).toEqual(['routes/1']);
    const picked: PlannerState = { ...rota, view: { ...rota.view, selected: { kind: 'site', id: 'hall' } } };
    expect(missingResources(picked)).toEqual(['routes/1', 'demand', 'plan-demand/1']);
  });
});

describe('what-if', () => {
  it('has sliders over the plausible range, widened to hold the value', () => {
    expect(sliderRange(INPUT, 0.12)).toEqual({ min: 0.06, max: 0.2, step: 0.0014 });
    expect(sliderRange(INPUT, 5)).toMatchObject({ min: 0.06, max: 5 });
    expect(sliderRange({ ...INPUT, low: 1, high: 1, usualValue: 1 }, 1).step).toBe(1);
  });

  it('takes any number that is accepted, and says what is when one is not', () => {
    expect(inputProblem('31', INPUT)).toBeNull();
    expect(inputProblem('0', INPUT)).toBeNull();
    for (const text of ['', ' ', 'many', '-0.1', '31.1']) {
      expect(inputProblem(text, INPUT)).toBe('Type a number from 0 to 31');
    }
  });

  it('sends only what differs from what is in use, and nothing while a value is wrong', () => {
    expect(changesOf([INPUT], {})).toEqual({});
    expect(changesOf([INPUT], { feedingPerBaby: '0.12' })).toEqual({});
    expect(changesOf([INPUT], { feedingPerBaby: '0.2' })).toEqual({ feedingPerBaby: 0.2 });
    expect(changesOf([INPUT], { feedingPerBaby: 'x' })).toBeNull();
  });
});

describe('figures in words', () => {
  it('say a change as more or fewer', () => {
    expect(changeWords(-0.22)).toBe('22\u00a0% fewer');
    expect(changeWords(0.184)).toBe('18\u00a0% more');
    expect(changeWords(0)).toBe('no change');
  });

  it('show a constant with no more figures than count', () => {
    expect([0.12, 15, 1 / 3, 1234.5].map(inputFigure)).toEqual(['0.12', '15', '0.3333', '1235']);
  });
});
