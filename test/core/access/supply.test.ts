import { describe, expect, it } from 'vitest';
import { hubWeek } from '../../../server/core/access/hubWeek.ts';
import {
  cyclesInFourWeeks,
  sessionHours,
  supplyOfHubs,
  supplyOfRota,
} from '../../../server/core/access/supply.ts';
import { call, hub, vanDay } from '../../support/tinyTown.ts';

const USUAL = { daysPerWeek: 5, hoursPerDay: 7.5 };

describe('hubWeek', () => {
  it.each([
    ['Mon-Fri 09:00-17:00', [0, 1, 2, 3, 4], 40],
    ['Monday to Friday 9am to 5pm', [0, 1, 2, 3, 4], 40],
    ['Monday 9am to 5pm; Tuesday closed; Wednesday 9.30am - 12.30pm', [0, 2], 11],
    ['Monday: 9:00am–4:30pm; Thursday: noon to 6 p.m.', [0, 3], 13.5],
    ['Mon and Thu 9am to 12pm and 1pm to 4pm', [0, 3], 12],
    ['Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH off', [0, 1, 2, 3, 4, 5], 42],
    ['24/7', [0, 1, 2, 3, 4, 5, 6], 168],
    ['closed', [], 0],
  ])('reads "%s"', (opening, days, hours) => {
    expect(hubWeek(opening, USUAL)).toEqual({ days, seconds: hours * 3600, isKnown: true });
  });

  it.each(['', '  ', 'by appointment', 'Mon-Fri mornings', 'Mon 17:00-09:00', '99am to 5pm'])(
    'takes the usual week for "%s"',
    (opening) => {
      expect(hubWeek(opening, USUAL)).toEqual({
        days: [0, 1, 2, 3, 4],
        seconds: 37.5 * 3600,
        isKnown: false,
      });
    },
  );
});

describe('supplyOfHubs', () => {
  it('repeats a hub’s week to the length of the cycle', () => {
    const supply = supplyOfHubs({
      hubs: [hub({ id: 'west', opening: 'Tue 10:00-12:00; Sat 10:00-11:00' })],
      cycleWeeks: 2,
      usual: USUAL,
    });
    expect(supply).toEqual({
      cycleDays: 14,
      places: [{ placeId: 'west', kind: 'hub', days: [1, 5, 8, 12], sessionSeconds: 21600 }],
    });
    expect(cyclesInFourWeeks(supply)).toBe(2);
    expect(sessionHours(supply, supply.places[0])).toBe(12);
  });

  it('has no places where there are no hubs', () => {
    expect(supplyOfHubs({ hubs: [], cycleWeeks: 4, usual: USUAL })).toEqual({ cycleDays: 28, places: [] });
  });
});

describe('supplyOfRota', () => {
  it('counts every call: its day of the cycle and the time it is open', () => {
    const supply = supplyOfRota({
      cycleWeeks: 2,
      vanDays: [
        vanDay({ week: 1, weekday: 3 }, [call('hall', { from: '10:00', to: '11:30' })]),
        vanDay({ week: 0, weekday: 2 }, [
          call('hall', { from: '10:00', to: '11:30' }),
          call('green', { from: '13:00', to: '15:00' }),
        ]),
      ],
    });
    expect(supply).toEqual({
      cycleDays: 14,
      places: [
        { placeId: 'green', kind: 'stop', days: [1], sessionSeconds: 7200 },
        { placeId: 'hall', kind: 'stop', days: [1, 9], sessionSeconds: 10800 },
      ],
    });
  });

  it('has no places for a rota without calls', () => {
    expect(supplyOfRota({ cycleWeeks: 4, vanDays: [] })).toEqual({ cycleDays: 28, places: [] });
  });
});
