import { describe, expect, it } from 'vitest';
import { instructionsOf } from '../../server/engines/instructions.ts';
import type { OsrmStep } from '../../server/engines/osrmAnswers.ts';

const HALL = 'St Keverne village hall';
const step = (maneuver: OsrmStep['maneuver'], more: Partial<OsrmStep> = {}): OsrmStep => ({
  ...{ maneuver, mode: 'driving', driving_side: 'left', name: '', distance: 100, duration: 10 },
  ...more,
});
const textOf = (maneuver: OsrmStep['maneuver'], more: Partial<OsrmStep> = {}): string =>
  instructionsOf([step(maneuver, more)], HALL)[0].text;

describe('turns', () => {
  it.each<[string, OsrmStep['maneuver'], Partial<OsrmStep>, string]>([
    [
      'a numbered road has its article',
      { type: 'turn', modifier: 'left' },
      { ref: 'A390' },
      'Turn left on to the A390',
    ],
    [
      'a named road has none',
      { type: 'turn', modifier: 'right' },
      { name: 'Fore Street' },
      'Turn right on to Fore Street',
    ],
    [
      'a road with both is told by both',
      { type: 'turn', modifier: 'right' },
      { name: 'Fore Street', ref: 'B3289;B3275' },
      'Turn right on to Fore Street (B3289)',
    ],
    [
      'a number written as the name is told once',
      { type: 'turn', modifier: 'left' },
      { name: 'A30', ref: 'A30' },
      'Turn left on to the A30',
    ],
    ['a lane without a name is just turned into', { type: 'turn', modifier: 'left' }, {}, 'Turn left'],
    [
      'slight turns are bends',
      { type: 'turn', modifier: 'slight left' },
      { name: 'Chapel Hill' },
      'Bear left on to Chapel Hill',
    ],
    ['sharp turns are said to be so', { type: 'turn', modifier: 'sharp right' }, {}, 'Turn sharp right'],
    [
      'the end of a road',
      { type: 'end of road', modifier: 'left' },
      { ref: 'A3047' },
      'Turn left on to the A3047',
    ],
    [
      'a crossing',
      { type: 'turn', modifier: 'straight' },
      { name: 'Back Lane' },
      'Go straight on along Back Lane',
    ],
    [
      'a change of name',
      { type: 'new name', modifier: 'straight' },
      { ref: 'A39' },
      'Continue on to the A39',
    ],
    ['a fork', { type: 'fork', modifier: 'slight right' }, {}, 'Keep right at the fork'],
    ['turning round', { type: 'continue', modifier: 'uturn' }, {}, 'Make a U-turn'],
    ['the start', { type: 'depart', bearing_after: 45 }, { ref: 'A390' }, 'Head north-east on the A390'],
    [
      'a slip road',
      { type: 'off ramp', modifier: 'slight left' },
      { destinations: 'A38: Plymouth' },
      'Take the slip road towards A38: Plymouth',
    ],
    [
      'a slip road to a named road',
      { type: 'on ramp', modifier: 'left' },
      { ref: 'A30' },
      'Take the slip road on the left to the A30',
    ],
    [
      'a motorway junction',
      { type: 'off ramp', modifier: 'slight left' },
      { exits: '31' },
      'Leave at junction 31',
    ],
    ['joining a main road', { type: 'merge', modifier: 'slight right' }, { ref: 'A30' }, 'Join the A30'],
    [
      'a motorway goes by its number',
      { type: 'merge', modifier: 'straight' },
      { name: 'Devon Expressway', ref: 'M5', intersections: [{ classes: ['motorway'] }] },
      'Join the M5',
    ],
    [
      'arriving',
      { type: 'arrive', modifier: 'left' },
      { name: 'The Square' },
      'Arrive at St Keverne village hall, on the left',
    ],
    [
      'arriving at the end of the road',
      { type: 'arrive', modifier: 'straight' },
      {},
      'Arrive at St Keverne village hall, ahead',
    ],
    ['arriving on no known side', { type: 'arrive' }, {}, 'Arrive at St Keverne village hall'],
  ])('%s', (_case, maneuver, more, text) => {
    expect(textOf(maneuver, more)).toBe(text);
  });
});

describe('roundabouts', () => {
  const enter = step(
    { type: 'roundabout', modifier: 'left', exit: 2 },
    { name: 'Ring', distance: 40, duration: 4 },
  );
  const leave = step(
    { type: 'exit roundabout', modifier: 'left', exit: 2 },
    { ref: 'A39', distance: 60, duration: 6 },
  );

  it('are one line with the exit and the road beyond, and keep the metres of both steps', () => {
    expect(instructionsOf([enter, leave], HALL)).toEqual([
      { text: 'At the roundabout take the 2nd exit on to the A39', metres: 100, seconds: 10 },
    ]);
  });

  it('are told by name where they have one', () => {
    const named = {
      ...enter,
      rotary_name: 'Chiverton Cross',
      maneuver: { ...enter.maneuver, type: 'rotary' },
    };
    const left = { ...leave, maneuver: { ...leave.maneuver, type: 'exit rotary' } };
    expect(instructionsOf([named, left], HALL)[0].text).toBe(
      'At Chiverton Cross take the 2nd exit on to the A39',
    );
    const park = { ...named, rotary_name: 'Trafalgar' };
    expect(instructionsOf([park, left], HALL)[0].text).toBe(
      'At Trafalgar roundabout take the 2nd exit on to the A39',
    );
  });

  it('without a number of the exit are told by the road', () => {
    expect(textOf({ type: 'roundabout', modifier: 'left' }, { ref: 'A38' })).toBe(
      'At the roundabout take the exit on to the A38',
    );
    expect(textOf({ type: 'roundabout', modifier: 'left', exit: 12 })).toBe('Go round the roundabout');
  });
});

describe('ferries', () => {
  it.each([
    ['Torpoint Ferry', 'Take the Torpoint Ferry'],
    ['The King Harry Ferry', 'Take the King Harry Ferry'],
    ['Cremyll – Plymouth', 'Take the ferry (Cremyll – Plymouth)'],
    ['', 'Take the ferry'],
  ])('named "%s" are taken', (name, text) => {
    expect(textOf({ type: 'turn', modifier: 'straight' }, { mode: 'ferry', name })).toBe(text);
  });
});

describe('whatever an engine sends', () => {
  it('a turn without its modifier is read from the bearings', () => {
    const turn = (bearing_before: number, bearing_after: number) =>
      textOf({ type: 'turn', bearing_before, bearing_after });
    expect(turn(0, 90)).toBe('Turn right');
    expect(turn(350, 260)).toBe('Turn left');
    expect(turn(10, 55)).toBe('Bear right');
    expect(turn(0, 140)).toBe('Turn sharp right');
    expect(turn(90, 90)).toBe('Go straight on');
    expect(textOf({ type: 'turn' })).toBe('Go straight on');
  });

  it('gives a line in British English and never throws', () => {
    const types = [
      'turn',
      'new name',
      'depart',
      'arrive',
      'merge',
      'on ramp',
      'off ramp',
      'fork',
      'end of road',
    ];
    const more = ['continue', 'roundabout', 'rotary', 'roundabout turn', 'notification', 'exit roundabout'];
    const odd = ['exit rotary', 'use lane', 'teleport', undefined];
    const modifiers = ['uturn', 'sharp right', 'right', 'slight right', 'straight', 'slight left', 'left'];
    const roads = [
      {},
      { name: 'High Street' },
      { ref: 'A30' },
      { destinations: 'Truro' },
      { name: '{name}$&' },
    ];
    for (const type of [...types, ...more, ...odd]) {
      for (const modifier of [...modifiers, 'sharp left', 'sideways', undefined]) {
        for (const road of roads) {
          for (const bearing_after of [0, 361, -5, Number.NaN, undefined]) {
            const text = textOf({ type, modifier, bearing_after, exit: 3 }, road);
            expect(text).toMatch(/^[A-Z]\S* ?/);
            expect(text).not.toMatch(/\bonto\b|\bramp\b|Make a (?!U-turn)|northeast|undefined|\{|\}| {2}/);
          }
        }
      }
    }
  });

  it('gives no lines for no steps', () => {
    expect(instructionsOf([], HALL)).toEqual([]);
  });
});
