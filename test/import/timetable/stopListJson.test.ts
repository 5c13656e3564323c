import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognise } from '../../../server/import/recognise.ts';
import { readMobileLibrary } from '../../../server/import/timetable/mobileLibrary.ts';
import { PlannerError } from '../../../server/shared/errors.ts';
import { datesOf, recurrenceText } from '../../../server/shared/recurrence.ts';
import { clockText, serviceDate } from '../../../server/shared/time.ts';
import { tempFile } from '../support/tempFile.ts';

/** A stop as the API answers it: every fourth Tuesday, one of them left out; say only what matters. */
const apiStop = (fields: object = {}) => ({
  id: 7,
  route_ids: [3],
  route_names: ['Tuesday A'],
  mobile_ids: [1],
  mobile_names: ['Van 1'],
  organisation_id: 1,
  organisation_name: 'Smallshire',
  service_code: 'E1',
  name: 'Village hall',
  community: 'Ashby',
  address: 'Main Road',
  postcode: 'TA22 9NU',
  arrival_times: ['10:05:00'],
  departure_times: ['10:20:00'],
  route_start: '2026-11-24T00:00:00.000Z',
  route_end: null,
  route_days: ['Tuesday'],
  route_frequencies: ['FREQ=WEEKLY;INTERVAL=4'],
  route_schedule: ['2026-11-24T10:05:00.000Z', '2027-01-19T10:05:00.000Z', '2027-02-16T10:05:00.000Z'],
  timetable: 'https://smallshire.example/stops',
  longitude: -3.47537,
  latitude: 51.064823,
  ...fields,
});

const fileOf = (value: unknown) => tempFile('stops.json', JSON.stringify(value));
const read = (...stops: unknown[]) => readMobileLibrary(fileOf(stops), () => undefined);
/** "10:05 to 10:20, rule from start without exceptions". */
const rows = async (...stops: unknown[]) =>
  (await read(...stops)).rows.map(({ value }) => {
    const { arrival, departure, recurrence, start, exceptions } = value;
    const left = exceptions.length > 0 ? ` without ${exceptions.join(', ')}` : '';
    return `${clockText(arrival)} to ${clockText(departure)}, ${recurrenceText(recurrence)} from ${start}${left}`;
  });
const refusals = async (...stops: unknown[]) =>
  (await read(...stops)).refused.map(({ line, reason, value }) => [line, reason, value]);

describe('the stops of the mobile-library API', () => {
  it('are known by what stands in the file, one of them or a list', async () => {
    for (const value of [[apiStop()], apiStop()]) {
      expect(await recognise(fileOf(value))).toMatchObject({
        kind: 'timetable',
        inWords: 'a timetable of a mobile library',
      });
    }
    expect((await recognise(fileOf([{ name: 'A place' }]))).kind).toBe('unknown');
  });

  it('are read like a timetable, with dates that are left out as exceptions', async () => {
    const found = await read(apiStop());
    expect(found.refused).toEqual([]);
    expect(found.rows[0].value).toMatchObject({
      organisation: 'Smallshire',
      vanName: 'Van 1',
      route: 'Tuesday A',
      community: 'Ashby',
      name: 'Village hall',
      address: 'Main Road',
      postcode: 'TA22 9NU',
      lonLat: [-3.47537, 51.064823],
      weekday: 2,
      type: 'public',
      start: '2026-11-24',
      end: null,
      exceptions: ['2026-12-22'],
      timetableUrl: 'https://smallshire.example/stops',
    });
    expect(found.notes.join(' ')).toContain('every stop is taken as public');
  });

  it('of two calls find their dates again by the time that each date has', async () => {
    const twice = apiStop({
      arrival_times: ['10:05:00', '14:00:00'],
      departure_times: ['10:20:00', '14:30:00'],
      route_days: ['Thursday', 'Tuesday'],
      route_frequencies: ['FREQ=WEEKLY;INTERVAL=2', 'FREQ=WEEKLY;INTERVAL=4'],
      route_schedule: [
        ...['2026-11-24', '2026-12-22', '2027-01-19'].map((date) => `${date}T10:05:00.000Z`),
        ...['2026-11-26', '2026-12-10', '2026-12-24', '2027-01-07'].map((date) => `${date}T14:00:00.000Z`),
      ],
    });
    expect(await rows(twice)).toEqual([
      '10:05 to 10:20, FREQ=WEEKLY;INTERVAL=4 from 2026-11-24',
      '14:00 to 14:30, FREQ=WEEKLY;INTERVAL=2 from 2026-11-26',
    ]);
    const { rows: found } = await read(twice);
    const span = { from: serviceDate('2026-11-01'), to: serviceDate('2027-01-10') };
    expect(found.map(({ value }) => value.weekday)).toEqual([2, 4]);
    expect(datesOf(found[0].value, span)).toEqual(['2026-11-24', '2026-12-22']);
  });

  it('have the dates of London’s clock where the API’s own stands an hour apart', async () => {
    const summer = apiStop({
      arrival_times: ['09:05:00', '10:05:00'],
      departure_times: ['09:20:00', '10:20:00'],
      route_start: '2027-05-31T23:00:00.000Z',
      route_schedule: ['2027-06-01T08:05:00.000Z', '2027-06-29T08:05:00.000Z', '2027-06-08T09:05:00.000Z'],
    });
    expect(await rows(summer)).toEqual([
      '09:05 to 09:20, FREQ=WEEKLY;INTERVAL=4 from 2027-06-01',
      '10:05 to 10:20, FREQ=WEEKLY;INTERVAL=4 from 2027-06-08',
    ]);
  });

  it('keep their dates as they are where no rule gives them', async () => {
    const odd = apiStop({ route_schedule: ['2026-11-24T10:05:00Z', '2026-12-03T10:05:00Z'] });
    expect(await rows(odd)).toEqual(['10:05 to 10:20, 2026-11-24,2026-12-03 from 2026-11-24']);
  });

  it('of an older answer have one value where newer ones have a list', async () => {
    const { arrival_times: _, departure_times: __, route_frequencies: ___, ...others } = apiStop();
    const older = {
      ...others,
      arrival: '10:05:00',
      departure: '10:20:00',
      route_frequency: 'FREQ=WEEKLY;INTERVAL=4',
    };
    expect(await rows(older)).toEqual([
      '10:05 to 10:20, FREQ=WEEKLY;INTERVAL=4 from 2026-11-24 without 2026-12-22',
    ]);
  });

  it('are refused with their number where it cannot be told what belongs together', async () => {
    expect(
      await refusals(
        apiStop({ departure_times: ['10:20:00', '11:00:00'] }),
        apiStop({ arrival_times: ['10:05:00', '10:15:00'], departure_times: ['10:20:00', '10:30:00'] }),
        apiStop({ route_schedule: null, route_frequencies: ['FREQ=WEEKLY', 'FREQ=MONTHLY;BYDAY=2MO'] }),
        apiStop({ arrival_times: null }),
        'not a stop',
      ),
    ).toEqual([
      [1, 'departure is not a time such as 09:30', '10:20:00 or 11:00:00'],
      [2, 'departure is not a time such as 09:30', '10:20:00 or 10:30:00'],
      [2, 'departure is not a time such as 09:30', '10:20:00 or 10:30:00'],
      [3, expect.stringContaining('frequency is not understood'), 'FREQ=WEEKLY or FREQ=MONTHLY;BYDAY=2MO'],
      [4, 'no arrival is given', ''],
      [5, expect.stringContaining('the row has 1 cells'), ''],
    ]);
  });

  it('are read, or refused by number, whatever one of their fields holds', async () => {
    const keys = Object.keys(apiStop());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 2 }), async (key, value) => {
        try {
          const found = await read(apiStop(), apiStop({ [key]: value }));
          expect(found.rows.length + found.refused.length).toBeGreaterThanOrEqual(2);
          expect(found.rows[0].line).toBe(1);
        } catch (error) {
          expect(error).toBeInstanceOf(PlannerError);
        }
      }),
      { numRuns: 150 },
    );
  });
});
