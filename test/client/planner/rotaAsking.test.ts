import { describe, expect, it } from 'vitest';
import { askedItems, stopWishWords } from '../../../client/planner/askedWords.ts';
import { reduce } from '../../../client/planner/reduce.ts';
import {
  askedOf,
  hasNoNumber,
  isAskedAnew,
  isDayLocked,
  isOrderLocked,
  orderOf,
  placeOf,
  requestOf,
  withLeft,
  withLockedDay,
  withLockedOrder,
  withLockedStop,
  withOffer,
  withRule,
  withStopWish,
} from '../../../client/planner/rotaAsking.ts';
import { initialState } from '../../../client/planner/state.ts';
import { DEFAULT_ROTA_RULES } from '../../../server/core/rotaRules.ts';
import { NO_ROTA_WISHES } from '../../../server/shared/rotaWishes.ts';
import { clockTime, type Weekday } from '../../../server/shared/time.ts';
import { aPlan, aPlanRota, aVanDay } from '../../support/plannerWire.ts';

const callAt = (siteId: string, open: string) => ({
  siteId,
  siteName: siteId,
  arrive: clockTime(open) - 1200,
  open: clockTime(open),
  close: clockTime(open) + 5400,
  leave: clockTime(open) + 6300,
  legSeconds: 600,
  legMetres: 9000,
});
const dayWith = (week: number, weekday: Weekday, ...calls: ReturnType<typeof callAt>[]) =>
  aVanDay({ week, weekday, calls });

const PLAN = aPlan({
  vanDays: [dayWith(0, 2, callAt('hall', '10:00')), dayWith(2, 2, callAt('hall', '10:00'))],
});
const asked = askedOf({ rotaAsked: null }, PLAN);
const STATE = initialState({ step: 'rota', planId: null, selected: null, isAfterPlan: false });

describe('what is asked of a rota', () => {
  it('is what the plan was made with, until something else is asked of this very plan', () => {
    expect(asked).toEqual({ planId: 1, wishes: NO_ROTA_WISHES, vans: PLAN.rota.vans });
    const changed = { ...asked, wishes: withLeft(asked.wishes, 'hall', true) };
    const state = reduce(STATE, { type: 'rota-asked', asked: changed });
    expect(askedOf(state, PLAN)).toBe(changed);
    expect(askedOf(state, aPlan({ id: 2 })).wishes).toBe(NO_ROTA_WISHES);
    expect(askedOf(reduce(state, { type: 'rota-unasked' }), PLAN).wishes).toBe(NO_ROTA_WISHES);
  });

  it('draws nothing again when the same is asked once more', () => {
    const state = reduce(STATE, { type: 'rota-asked', asked });
    expect(reduce(state, { type: 'rota-asked', asked: { ...asked } })).toBe(state);
    expect(reduce(STATE, { type: 'rota-unasked' })).toBe(STATE);
  });

  it('forgets a stop of which nothing is asked any more', () => {
    const once = withStopWish(NO_ROTA_WISHES, 'hall', { weekdays: [2], isRequired: true });
    expect(once.stops).toEqual({ hall: { weekdays: [2], isRequired: true } });
    expect(withStopWish(once, 'hall', { weekdays: undefined, isRequired: undefined }).stops).toEqual({});
  });

  it('forgets a rule that is as usual again', () => {
    const changed = withRule(NO_ROTA_WISHES, DEFAULT_ROTA_RULES, { maxCallsPerDay: 3 });
    expect(changed.rules).toEqual({ maxCallsPerDay: 3 });
    expect(withRule(changed, DEFAULT_ROTA_RULES, { maxCallsPerDay: 4 }).rules).toEqual({});
  });

  it('sends only vans that are changed, and a seed only when another is wanted', () => {
    expect(requestOf(asked, PLAN, 'quick')).toEqual({ wishes: NO_ROTA_WISHES, effort: 'quick' });
    const [van] = asked.vans;
    const longer = { ...asked, vans: [{ ...van, shifts: { 2: { from: 28_800, to: 61_200 } } }] };
    expect(isAskedAnew(longer, PLAN)).toBe(true);
    expect(requestOf(longer, PLAN, 'thorough', 5)).toEqual({
      wishes: NO_ROTA_WISHES,
      vans: [{ id: 'van', shifts: { 2: { from: 28_800, to: 61_200 } }, skills: {}, size: null }],
      effort: 'thorough',
      seed: 5,
    });
  });

  it('knows where a number is missing', () => {
    expect(hasNoNumber([{ a: [1, 2] }, 'x', null])).toBe(false);
    expect(hasNoNumber([{ a: [1, Number.NaN] }])).toBe(true);
  });
});

describe('keeping', () => {
  it('a stop: its van, weekday, weeks and time in the plan', () => {
    const place = placeOf(PLAN, 'hall');
    expect(place).toEqual({ siteId: 'hall', vanId: 'van', weekday: 2, weeks: [0, 2], open: 36_000 });
    const kept = withLockedStop(NO_ROTA_WISHES, 'hall', place);
    expect(kept.lockedStops).toEqual([place]);
    expect(withLockedStop(kept, 'hall', null).lockedStops).toEqual([]);
  });

  it('no stop that is not served, or at more than one time', () => {
    expect(placeOf(PLAN, 'elsewhere')).toBeNull();
    const days = [dayWith(0, 2, callAt('hall', '10:00')), dayWith(1, 2, callAt('hall', '11:00'))];
    expect(placeOf({ vanDays: days }, 'hall')).toBeNull();
  });

  it('a day or an order once, however often it is asked', () => {
    const day = { vanId: 'van', weekday: 2 as const };
    const kept = withLockedDay(withLockedDay(NO_ROTA_WISHES, day, true), day, true);
    expect(kept.lockedDays).toEqual([day]);
    expect([isDayLocked(kept, day), isDayLocked(withLockedDay(kept, day, false), day)]).toEqual([
      true,
      false,
    ]);
    const order = orderOf(dayWith(0, 2, callAt('hall', '10:00'), callAt('inn', '14:00')));
    const ordered = withLockedOrder(withLockedOrder(NO_ROTA_WISHES, order, true), order, true);
    expect(ordered.lockedOrders).toEqual([{ siteIds: ['hall', 'inn'] }]);
    expect(isOrderLocked(ordered, ['inn', 'hall'])).toBe(false);
    expect(isOrderLocked(withLockedOrder(ordered, order, false), order)).toBe(false);
  });

  it('not what is left out', () => {
    const kept = withLockedStop(NO_ROTA_WISHES, 'hall', placeOf(PLAN, 'hall'));
    const left = withLeft(kept, 'hall', true);
    expect([left.left, left.lockedStops]).toEqual([['hall'], []]);
    expect(withLeft(left, 'hall', false).left).toEqual([]);
  });
});

describe('an offer taken', () => {
  it('makes its change and puts the stop before all others', () => {
    const shift = { from: 28_800, to: 61_200 };
    const offer = {
      changes: [{ kind: 'shift' as const, vanId: 'van', weekday: 2 as const, shift }],
      isOurs: true,
      words: 'Tuesdays start at 8am',
      costWords: '30 minutes more',
      cost: { vanSeconds: 1800, needLost: 0, changedSiteIds: [] },
    };
    const taken = withOffer(asked, 'hall', offer);
    expect(taken.wishes.stops).toEqual({ hall: { isRequired: true } });
    expect(taken.vans[0]).toMatchObject({ id: 'van', name: 'Van 1', shifts: { 2: shift } });
  });
});

describe('what is asked, in words', () => {
  const wishes = {
    rules: { setUpSeconds: 1800, weights: { ...DEFAULT_ROTA_RULES.weights, changeSeconds: 0 } },
    stops: { hall: { weekdays: [2 as const, 5 as const], visitsPerCycle: 1 } },
    left: [],
    lockedStops: [{ siteId: 'hall', vanId: 'van', weekday: 2 as const, weeks: [0, 2], open: 36_000 }],
    lockedDays: [{ vanId: 'van', weekday: 2 as const }],
    lockedOrders: [{ siteIds: ['hall', 'inn'] }],
  };

  it('is one item each, with what is asked without it', () => {
    const items = askedItems({ ...asked, wishes }, PLAN);
    expect(items.map(({ words }) => words)).toEqual([
      'Far Hall: 1 visit in a cycle; only on Tuesdays or Fridays',
      'Far Hall stays on Tuesdays at 10am, in weeks 1 and 3',
      'Van 1: Tuesdays stay as they are',
      'Always in this order: Far Hall, then inn',
      'Set-up: 30 minutes instead of 20',
      'Keeping a stop’s day, weeks, van and time is worth: 0 minutes of van time instead of 60',
    ]);
    for (const item of items) {
      const left = askedItems(item.without, PLAN).map(({ id }) => id);
      expect(left).toEqual(items.map(({ id }) => id).filter((id) => id !== item.id));
    }
  });

  it('names what is different about a van, and takes it back whole', () => {
    const [van] = asked.vans;
    const changed = { ...asked, vans: [{ ...van, skills: { 2: ['champion'] }, size: null, shifts: {} }] };
    const [item] = askedItems(changed, PLAN);
    expect(item.words).toBe('Van 1: other hours and skills aboard');
    expect(item.without.vans).toEqual(aPlanRota().vans);
  });

  it('says every part of a stop’s wishes', () => {
    expect(
      stopWishWords({
        isRequired: true,
        sessionSeconds: 3600,
        weekSets: [
          [0, 2],
          [1, 3],
        ],
        within: { from: 36_000, to: 50_400 },
        toleranceSeconds: 900,
        minDaysBetween: 7,
        maxDaysBetween: 21,
        skills: ['perinatal champion'],
        series: { meetings: 6, everyWeeks: 1 },
      }),
    ).toBe(
      'served before all others; open for 1 hour; in weeks 1 and 3, or in weeks 2 and 4; open between 10am and 2pm; openings up to 15 minutes apart; at least 7 days between visits; at most 21 days between visits; with perinatal champion aboard; groups of 6 meetings, every week',
    );
  });
});
