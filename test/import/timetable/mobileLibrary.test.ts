import { describe, expect, it } from 'vitest';
import type { ServiceStop } from '../../../server/core/nouns.ts';
import type { ReadRows } from '../../../server/import/report.ts';
import { readMobileLibrary } from '../../../server/import/timetable/mobileLibrary.ts';
import { lonLat } from '../../../server/shared/coordinates.ts';
import { recurrenceText } from '../../../server/shared/recurrence.ts';
import { clockText } from '../../../server/shared/time.ts';
import { tempFile } from '../support/tempFile.ts';

const HEADER =
  'organisation,mobile,route,community,stop,address,postcode,geox,geoy,day,type,arrival,departure,frequency,start,end,exceptions,timetable';

/** A sound row of the 18 columns; say only what matters. */
function line(fields: Readonly<Record<string, string>> = {}): string {
  const sound: Record<string, string> = {
    organisation: 'Smallshire',
    mobile: 'Van 1',
    route: 'Tuesday A',
    community: 'Ashby',
    stop: 'Village hall',
    address: '"Village hall, Ashby"',
    postcode: 'TA22 9NU',
    geox: '-3.47537',
    geoy: '51.064823',
    day: 'Tuesday',
    type: 'Public',
    arrival: '10:05',
    departure: '10:20',
    frequency: 'FREQ=WEEKLY;INTERVAL=4',
    start: '2026-11-24',
    end: '',
    exceptions: '',
    timetable: 'https://smallshire.example/stops',
    ...fields,
  };
  return HEADER.split(',')
    .map((name) => sound[name])
    .join(',');
}

const POINTS: Readonly<Record<string, [number, number]>> = { 'TA22 9NL': [-3.4991, 51.0731] };

const read = (text: string): Promise<ReadRows<ServiceStop>> =>
  readMobileLibrary(tempFile('stops.csv', text), (postcode) => {
    const point = POINTS[postcode];
    return point && lonLat(...point);
  });
const readLines = (...lines: string[]) => read([HEADER, ...lines].join('\n'));
const only = async (...lines: string[]) => (await readLines(...lines)).rows[0].value;
const refusals = async (...lines: string[]) =>
  (await readLines(...lines)).refused.map(({ line: at, reason, value }) => [at, reason, value]);

describe('the 18-column form', () => {
  it('is read column by column', async () => {
    const found = await readLines(line({ exceptions: '"2026-12-22, 2027-01-19"', end: '2027-06-30' }));
    expect(found).toMatchObject({ kind: 'timetable', rowsRead: 1, refused: [], notes: [] });
    expect(found.rows).toEqual([
      {
        line: 2,
        value: {
          organisation: 'Smallshire',
          vanName: 'Van 1',
          route: 'Tuesday A',
          community: 'Ashby',
          name: 'Village hall',
          address: 'Village hall, Ashby',
          postcode: 'TA22 9NU',
          lonLat: [-3.47537, 51.064823],
          weekday: 2,
          type: 'public',
          arrival: 36_300,
          departure: 37_200,
          recurrence: { kind: 'weekly', interval: 4, weekdays: [], count: null, until: null },
          start: '2026-11-24',
          end: '2027-06-30',
          exceptions: ['2026-12-22', '2027-01-19'],
          timetableUrl: 'https://smallshire.example/stops',
        },
      },
    ]);
  });

  it('takes times without a leading nought and with seconds', async () => {
    const stop = await only(line({ arrival: '9:30', departure: '09:45:00' }));
    expect([clockText(stop.arrival), clockText(stop.departure)]).toEqual(['09:30', '09:45']);
  });

  it('takes several weekdays of a month', async () => {
    const stop = await only(line({ frequency: '"FREQ=MONTHLY;BYDAY=2TU,4TU"' }));
    expect(recurrenceText(stop.recurrence)).toBe('FREQ=MONTHLY;BYDAY=2TU,4TU');
  });

  it('takes dates with the day first, and the text that spreadsheets guard', async () => {
    const stop = await only(line({ start: '24/11/2026', stop: "'=Hall" }));
    expect([stop.start, stop.name]).toEqual(['2026-11-24', '=Hall']);
  });

  it('puts a stop without coordinates at its postcode, and says so', async () => {
    const found = await readLines(
      line({ geox: '', geoy: '', postcode: 'ta229nl' }),
      line({ geox: '', geoy: '', postcode: 'TA22 9NL', stop: 'Inn' }),
      line({ geox: '', geoy: '', postcode: 'TA22 9ZZ' }),
      line({ geox: '', geoy: '', postcode: '' }),
    );
    expect(found.rows.map(({ value }) => value.lonLat)).toEqual([
      [-3.4991, 51.0731],
      [-3.4991, 51.0731],
      null,
      null,
    ]);
    expect(found.notes).toEqual([
      'Lines 2, 3: each of 2 stops has no coordinates: the middle of its postcode is taken.',
      'Line 4: the stop has no coordinates, and its postcode is not known here, so it is not on the map.',
      'Line 5: the stop has neither coordinates nor a postcode, so it is not on the map.',
    ]);
  });

  it('keeps a weekday that disagrees with the start as it is, and says so', async () => {
    const found = await readLines(line({ day: 'Wednesday' }), line());
    expect(found.rows.map(({ value }) => [value.weekday, value.start])).toEqual([
      [3, '2026-11-24'],
      [2, '2026-11-24'],
    ]);
    expect(found.notes).toEqual([
      'Line 2: the stop states a weekday that disagrees with its dates (line 2: stated for Wednesday, but its first visit is Tuesday 24 November 2026).',
    ]);
  });

  it('names exceptions that are no visits, and stops that never take place', async () => {
    const found = await readLines(
      line({ exceptions: '2026-12-23' }),
      line({ end: '2026-11-24', exceptions: '2026-11-24' }),
    );
    expect(found.notes).toEqual([
      'Line 2: the stop leaves out a date on which its frequency has no visit anyway.',
      'Line 3: the stop never takes place.',
    ]);
  });

  it('keeps stops that are not public, and says what they are', async () => {
    const found = await readLines(
      line({ type: 'Private' }),
      line({ type: 'dynamic' }),
      line({ type: 'OTHER' }),
      line({ type: '' }),
    );
    expect(found.rows.map(({ value }) => value.type)).toEqual(['private', 'dynamic', 'other', 'public']);
    expect(found.notes).toEqual([
      'Line 2: the stop is private: it is never published.',
      'Line 3: the stop is by arrangement: its times are not promised to anyone.',
      'Line 4: the stop is of type Other: it is never published.',
    ]);
  });

  it('refuses rows that cannot be meant, with line, reason and value', async () => {
    expect(
      await refusals(
        line(),
        line({ departure: '10:05' }),
        line({ arrival: '25:00' }),
        line({ day: 'Someday' }),
        line({ type: 'Hidden' }),
        line({ frequency: 'fortnightly' }),
        line({ start: '2026-02-30' }),
        line({ start: '1900-01-01' }),
        line({ end: '2026-11-23' }),
        line({ exceptions: 'Christmas' }),
        line({ postcode: 'TA22' }),
        line({ geox: '51.064823', geoy: '-3.47537' }),
        line({ geox: '' }),
        line({ timetable: 'see noticeboard' }),
        line({ stop: '' }),
        `${line()},more`,
      ),
    ).toEqual([
      [3, 'departure is not after arrival', '10:05 to 10:05'],
      [4, 'arrival is not a time such as 09:30', '25:00'],
      [5, 'day is not a weekday such as Tuesday', 'Someday'],
      [6, 'type is none of Public, Private, Dynamic and Other', 'Hidden'],
      [7, 'frequency is not understood: "FORTNIGHTLY" is not NAME=VALUE', 'fortnightly'],
      [8, 'start is not a date such as 2026-12-31', '2026-02-30'],
      [9, 'start is not between 1990 and 2100', '1900-01-01'],
      [10, 'the end date is before the start date', '2026-11-24 to 2026-11-23'],
      [11, 'exceptions is not a date such as 2026-12-31', 'Christmas'],
      [12, 'the postcode is not a full postcode such as TA22 9NU', 'TA22'],
      [
        13,
        'the coordinates are not in the British Isles: expected longitude, then latitude',
        '51.064823, -3.47537',
      ],
      [14, 'only one of the two coordinates is given: geox is missing', ''],
      [15, 'timetable is not the address of a web page', 'see noticeboard'],
      [16, 'no stop is given', ''],
      [17, 'the row has 19 cells where the header row has 18', ''],
    ]);
  });
});

describe('older and other forms', () => {
  it('may lack type and exceptions: then every stop is public', async () => {
    const columns = HEADER.split(',');
    const without = (text: string) =>
      text
        .split(',')
        .filter((_, k) => columns[k] !== 'type' && columns[k] !== 'exceptions')
        .join(',');
    const found = await read([without(HEADER), without(line({ address: 'Hall' }))].join('\r\n'));
    expect(found.rows.map(({ value }) => [value.type, value.exceptions])).toEqual([['public', []]]);
    expect(found.notes).toEqual(['The file has no column type: every stop is taken as public.']);
  });

  it('may be the library hub’s own download: padded days, times with seconds, dates as moments', async () => {
    const header =
      '"organisation","mobile","route","community","stop","address","postcode","geox","geoy","day","arrival","departure","frequency","start","""end""","timetable"';
    const row = (day: string, start: string) =>
      `"Smallshire","Van 1","A","Ashby","Hall","","",-3.47,51.06,"${day}","10:05:00","10:20:00","FREQ=WEEKLY;INTERVAL=4","${start}",,"https://smallshire.example"`;
    const found = await read(
      [
        header,
        row('tuesday  ', '2026-11-24T00:00:00.000Z'),
        // Midnight of British Summer Time, told in UTC: Tuesday 4 August.
        row('tuesday  ', '2026-08-03T23:00:00.000Z'),
        row('wednesday', '2026-11-24T00:00:00.000Z'),
      ].join('\n'),
    );
    expect(found.rows.map(({ value }) => [value.weekday, value.start, value.end])).toEqual([
      [2, '2026-11-24', null],
      [2, '2026-08-04', null],
      [3, '2026-11-24', null],
    ]);
    expect(found.notes[1]).toMatch(/^Line 4: the stop states a weekday that disagrees with its dates/);
  });

  it('may be Somerset’s 13 columns, with the month first and Start and End as times', async () => {
    const found = await read(
      [
        'Id,Mobile,Route,Day,StartDate,Location,Postcode,Start,End,Address,Place,Lat,Lng',
        '1,Taunton,A,Tuesday,4/12/2016,Week Lane,TA22 9JN,9:40,10:45,"Spring Cottages, UK",Dulverton,51.0886034,-3.5499436',
        '2,Taunton,L,Tuesday,4/5/2016,Hall & Playgroup,TA22 9NL,10:30,11:15,TODO,TODO,TODO,TODO',
        '3,Taunton,M,Friday,4/6/2016,School,TA4 4AA,10:00,10:30,,Taunton,51.1217334,-3.2297398',
        '4,Taunton,M,Friday,13/4/2016,School,TA4 4AA,10:00,10:30,,Taunton,51.1217334,-3.2297398',
        '5,Taunton,M,Friday,4/8/2016,School,TA4 4AA,10:30,10:00,,Taunton,51.1217334,-3.2297398',
      ].join('\n'),
    );
    expect(
      found.rows.map(({ value }) => [
        value.name,
        value.community,
        value.start,
        clockText(value.arrival),
        value.lonLat,
      ]),
    ).toEqual([
      ['Week Lane', 'Dulverton', '2016-04-12', '09:40', [-3.5499436, 51.0886034]],
      ['Hall & Playgroup', '', '2016-04-05', '10:30', [-3.4991, 51.0731]],
      ['School', 'Taunton', '2016-04-06', '10:00', [-3.2297398, 51.1217334]],
    ]);
    expect(found.refused.map(({ line: at, reason }) => [at, reason])).toEqual([
      [5, 'StartDate is not a date with the month first, such as 4/26/2016'],
      [6, 'departure is not after arrival'],
    ]);
    expect(found.notes).toEqual([
      'The file says neither how often the van comes nor who runs it: every fourth week is assumed. Its dates are read with the month first.',
      'Line 3: the stop has no coordinates: the middle of its postcode is taken.',
      'Line 4: the stop states a weekday that disagrees with its dates (line 4: stated for Friday, but its first visit is Wednesday 6 April 2016).',
    ]);
    expect(recurrenceText(found.rows[0].value.recurrence)).toBe('FREQ=WEEKLY;INTERVAL=4');
  });

  it('is refused as a whole when it is another kind of file', async () => {
    await expect(read('id,name,lon,lat\n1,Hall,-3,51\n')).rejects.toMatchObject({
      code: 'IMPORT_FILE',
      message: expect.stringContaining(
        'this is not a timetable of a mobile library, or columns of it have other names. Missing: mobile; route; stop; day; arrival; departure; frequency; start',
      ),
    });
  });
});
