import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkTimetables } from '../../../server/checkTimetables.ts';

/** Published timetables beside the repository on the machines of those who work on it; not part of it. */
const SHARED = fileURLToPath(new URL('../../../../shared/data/mobile_libraries/', import.meta.url));
const isThere = existsSync(SHARED);
if (!isThere) console.log('Left out: tests on published timetables, because ../shared is not there.');

/** Service, stops, legs with a road time, and how many of them are shorter than the road alone. */
const SERVICES: readonly (readonly [string, number, number, number])[] = [
  ['angus', 170, 154, 3],
  ['bath_and_north_east_somerset', 74, 61, 7],
  ['norfolk', 1269, 1166, 47],
  ['north_somerset', 36, 26, 3],
  ['somerset', 126, 108, 12],
  ['suffolk', 562, 467, 81],
  ['west_berkshire', 82, 69, 4],
  ['worcestershire', 210, 135, 23],
];

describe.runIf(isThere)('eight published services', () => {
  it('are read whole, and have as many impossible legs as another program counted', async () => {
    const checks = await checkTimetables({
      files: SERVICES.map(([name]) => `${SHARED}${name}.csv`),
      legs: SERVICES.map(([name]) => `${SHARED}${name}_routes.csv`),
      year: 2026,
    });
    expect(
      checks.map(({ name, check: { figures } }) => [
        name,
        figures.stops,
        figures.legsWithRoad,
        figures.impossible[0].count,
      ]),
    ).toEqual(SERVICES);
    expect(checks.flatMap((check) => check.refused)).toEqual([]);
    expect(checks.map(({ check }) => check.figures.weekdayFaults)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });
});
