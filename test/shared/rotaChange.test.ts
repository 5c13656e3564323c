import { describe, expect, it } from 'vitest';
import {
  applyRotaChange,
  isSameLock,
  locksOf,
  sitesAfter,
  takeOffer,
} from '../../server/shared/rotaChange.ts';
import { NO_ROTA_WISHES, type RotaWishes } from '../../server/shared/rotaWishes.ts';
import { shifts, site, van } from '../support/tinyTown.ts';

const vans = [van({ shifts: shifts([2]) })];
const locked: RotaWishes = {
  ...NO_ROTA_WISHES,
  lockedStops: [{ siteId: 'a', vanId: 'van-1', weekday: 2, weeks: [0], open: 36_000 }],
  lockedDays: [{ vanId: 'van-1', weekday: 2 }],
  lockedOrders: [{ siteIds: ['a', 'b'] }],
};

describe('a change to what is asked of a rota', () => {
  it('changes hours and skills of the van it names, and no other day', () => {
    const longer = { from: 28_800, to: 61_200 };
    const after = applyRotaChange(NO_ROTA_WISHES, vans, {
      kind: 'shift',
      vanId: 'van-1',
      weekday: 2,
      shift: longer,
    });
    expect(after.vans[0].shifts).toEqual({ 2: longer });
    const skilled = applyRotaChange(NO_ROTA_WISHES, vans, {
      kind: 'skills',
      vanId: 'van-1',
      weekday: 2,
      skills: ['x'],
    });
    expect(skilled.vans[0].skills).toEqual({ 2: ['x'] });
    const other = applyRotaChange(NO_ROTA_WISHES, vans, {
      kind: 'shift',
      vanId: 'van-9',
      weekday: 2,
      shift: longer,
    });
    expect(other.vans).toEqual(vans);
  });

  it('adds to what a stop asks for, and takes away what is asked no longer', () => {
    const asked: RotaWishes = {
      ...NO_ROTA_WISHES,
      stops: { a: { weekdays: [2], within: { from: 0, to: 3600 } } },
    };
    const { wishes } = applyRotaChange(asked, vans, { kind: 'within', siteId: 'a', within: null });
    expect(wishes.stops).toEqual({ a: { weekdays: [2] } });
    expect(
      applyRotaChange(wishes, vans, { kind: 'visits', siteId: 'b', visitsPerCycle: 1 }).wishes.stops,
    ).toEqual({
      a: { weekdays: [2] },
      b: { visitsPerCycle: 1 },
    });
    expect(asked.stops.a.within).toEqual({ from: 0, to: 3600 });
  });

  it('leaves a stop out once, and its lock with it', () => {
    const once = applyRotaChange(locked, vans, { kind: 'leave', siteId: 'a' });
    const twice = applyRotaChange(once.wishes, vans, { kind: 'leave', siteId: 'a' });
    expect(twice.wishes.left).toEqual(['a']);
    expect(twice.wishes.lockedStops).toEqual([]);
  });

  it('releases the one lock that is meant', () => {
    expect(locksOf(locked).map(({ kind }) => kind)).toEqual(['stop', 'day', 'order']);
    for (const lock of locksOf(locked)) {
      const { wishes } = applyRotaChange(locked, vans, { kind: 'unlock', lock });
      expect(locksOf(wishes)).toEqual(locksOf(locked).filter((other) => !isSameLock(other, lock)));
    }
  });

  it('is no wish when it is for the owner of a site to grant', () => {
    const windows = [{ from: 32_400, to: 43_200 }];
    const change = { kind: 'opening', siteId: 'a', weekday: 2, windows } as const;
    expect(applyRotaChange(locked, vans, change)).toEqual({ wishes: locked, vans });
    const sites = [site({ id: 'a', opening: {} }), site({ id: 'b', opening: {} }), site({ id: 'c' })];
    expect(sitesAfter(sites, change).map(({ opening }) => opening)).toEqual([{ 2: windows }, {}, null]);
  });

  it('comes with the stop before all others when it is taken as an offer', () => {
    const taken = takeOffer(NO_ROTA_WISHES, vans, {
      siteId: 'b',
      changes: [
        { kind: 'leave', siteId: 'a' },
        { kind: 'calls', maxCallsPerDay: 5 },
      ],
    });
    expect(taken.wishes).toEqual({
      ...NO_ROTA_WISHES,
      rules: { maxCallsPerDay: 5 },
      left: ['a'],
      stops: { b: { isRequired: true } },
    });
  });
});
