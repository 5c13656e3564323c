import { describe, expect, it } from 'vitest';
import type { SessionType } from '../../../server/core/nouns.ts';
import { DEFAULT_PARAMETERS, parametersWith } from '../../../server/core/parameters.ts';
import {
  evenFrequencies,
  type FrequencyFields,
  stopsFromChoice,
  visitRoom,
} from '../../../server/core/stops/frequency.ts';
import { shifts } from '../../support/tinyTown.ts';

const type = (id: string, isPublic = true): SessionType => ({
  id,
  publicName: id,
  publicDescription: id,
  minutes: 90,
  isPublic,
  isUsual: true,
  demandKind: null,
  contactsPerBaby: null,
});

/** Chosen sites with their expected contacts a month; 43.48 contacts a month are 40 in a cycle of four weeks. */
function propose(contacts: Readonly<Record<string, number>>, changes: Partial<FrequencyFields> = {}) {
  return stopsFromChoice({
    choice: {
      chosen: Object.keys(contacts).map((siteId) => ({
        siteId,
        isForced: false,
        need: 30,
        children: 40,
        areaIds: [],
      })),
    },
    contacts: Object.entries(contacts).map(([siteId, contactsPerMonth]) => ({ siteId, contactsPerMonth })),
    cycleWeeks: 4,
    vans: [{ shifts: shifts([1, 2, 3, 4, 5]) }],
    parameters: DEFAULT_PARAMETERS,
    sessionTypes: [type('drop-in'), type('feeding'), type('circle', false)],
    ...changes,
  });
}

const visitsOf = (stops: readonly { siteId: string; visitsPerCycle: number }[]) =>
  Object.fromEntries(stops.map(({ siteId, visitsPerCycle }) => [siteId, visitsPerCycle]));

describe('stopsFromChoice', () => {
  it('visits a stop as often as every visit still sees 5 contacts, at even spacing', () => {
    const stops = propose({ few: 3, some: 12, many: 24 });
    expect(visitsOf(stops)).toEqual({ few: 1, some: 2, many: 4 });
  });

  it('raises at exactly 5 contacts a visit and not below', () => {
    const perMonth = (perCycle: number) => (perCycle * 30.4375) / 28;
    const parameters = parametersWith({ contactsWorthAVisit: 4 });
    expect(visitsOf(propose({ at: perMonth(8), below: perMonth(7.99) }, { parameters }))).toEqual({
      at: 2,
      below: 1,
    });
  });

  it('makes two visits on every working day of every van, or has the room it is given', () => {
    const vans = [{ shifts: shifts([1, 2, 3, 4, 5]) }, { shifts: shifts([2]) }];
    expect(visitRoom({ vans, cycleWeeks: 4, parameters: DEFAULT_PARAMETERS })).toBe(48);
    expect(visitsOf(propose({ many: 24, more: 25 }, { room: 3 }))).toEqual({ many: 1, more: 2 });
  });

  it('gives a stop that reaches nobody newly next to no weight, but some', () => {
    const chosen = [{ siteId: 'near', isForced: false, need: 0, children: 0, areaIds: [] }];
    const [stop] = propose({ near: 43.48 }, { choice: { chosen } });
    expect(stop.need).toBeCloseTo(0.04, 3);
  });

  it('gives what room there is to the stops with most contacts a visit', () => {
    const parameters = parametersWith({ visitsPerVanDay: 1 });
    const monday = { shifts: shifts([1]) };
    expect(visitsOf(propose({ a: 40, b: 30, c: 20 }, { parameters, vans: [monday] }))).toEqual({
      a: 2,
      b: 1,
      c: 1,
    });
    expect(visitsOf(propose({ a: 40, b: 30, c: 20 }, { parameters, vans: [monday, monday] }))).toEqual({
      a: 4,
      b: 2,
      c: 2,
    });
  });

  it('keeps one visit for every stop even where there is no room', () => {
    const parameters = parametersWith({ visitsPerVanDay: 1 });
    const monday = { shifts: shifts([1]) };
    const many = Object.fromEntries(Array.from({ length: 6 }, (_, k) => [`s${k}`, 50]));
    expect(Object.values(visitsOf(propose(many, { parameters, vans: [monday] })))).toEqual([
      1, 1, 1, 1, 1, 1,
    ]);
  });

  it('visits once in a cycle of one week', () => {
    expect(visitsOf(propose({ many: 400 }, { cycleWeeks: 1 }))).toEqual({ many: 1 });
  });

  it('opens from 90 to 150 minutes, on 5 minutes, as long as two people need at 20 minutes a contact', () => {
    const parameters = parametersWith({ contactsWorthAVisit: 1000 });
    const perMonth = (perVisit: number) => (perVisit * 30.4375) / 28;
    const seconds = propose(
      { quiet: perMonth(1), nine: perMonth(9), ten: perMonth(10.1), busy: perMonth(40) },
      { parameters },
    ).map(({ sessionSeconds }) => sessionSeconds);
    expect(seconds).toEqual([5400, 5400, 6300, 9000]);
  });

  it('offers every public type, weighs by newly reached children, and takes 0 for a site without figures', () => {
    expect(propose({ a: 3 }, { contacts: [] })).toEqual([
      {
        siteId: 'a',
        visitsPerCycle: 1,
        sessionSeconds: 5400,
        sessionTypeIds: ['drop-in', 'feeding'],
        need: 40,
      },
    ]);
  });

  it('proposes nothing for an empty choice', () => {
    expect(propose({})).toEqual([]);
  });
});

describe('even spacing', () => {
  it.each([
    [1, [1]],
    [2, [1, 2]],
    [4, [1, 2, 4]],
    [6, [1, 2, 3, 6]],
  ])('in a cycle of %i weeks allows %j visits', (weeks, visits) => {
    expect(evenFrequencies(weeks)).toEqual(visits);
  });
});
