import { describe, expect, it } from 'vitest';
import { parseClockSpan } from '../../../server/import/timetable/clockSpan.ts';
import { inspectStopTable, missingColumns } from '../../../server/import/timetable/stopColumns.ts';
import { readStopTable, type StopTableOptions } from '../../../server/import/timetable/stopTable.ts';
import { parseVisitDays } from '../../../server/import/timetable/visitDays.ts';
import { lonLat } from '../../../server/shared/coordinates.ts';
import { recurrenceText } from '../../../server/shared/recurrence.ts';
import { clockText, serviceDate } from '../../../server/shared/time.ts';
import { tempFile } from '../support/tempFile.ts';
import { workbookFile } from '../support/workbookFile.ts';

describe('a span of times', () => {
  const span = (text: string) => {
    const found = parseClockSpan(text);
    return found && `${clockText(found.from)} ${clockText(found.to)}${found.isGuessed ? ' guessed' : ''}`;
  };

  it.each([
    ['10-11.30am', '10:00 11:30'],
    ['10:00–11:30', '10:00 11:30'],
    ['10am to 11.30am', '10:00 11:30'],
    ['9.30 - 12 noon', '09:30 12:00'],
    ['11am-1pm', '11:00 13:00'],
    ['11-1pm', '11:00 13:00'],
    ['10am-1', '10:00 13:00'],
    ['1400 - 1530', '14:00 15:30'],
    ['2-3.30pm', '14:00 15:30'],
    ['2 p.m. until 3.30 p.m.', '14:00 15:30'],
    ['09:30:00-10:30:00', '09:30 10:30'],
    ['2-3.30', '14:00 15:30 guessed'],
    ['10 till 2', '10:00 14:00'],
    ['midday to 1', '12:00 13:00'],
    ['12-2', '12:00 14:00'],
    ['01:00-02:00', '01:00 02:00'],
  ])('%s is %s', (text, expected) => {
    expect(span(text)).toBe(expected);
  });

  it.each([
    '',
    '10',
    '10-',
    'morning',
    '10-9.30am',
    '3pm-2pm',
    '10:75-11',
    '25:00-26:00',
    '13pm-2pm',
    '10-11-12',
    '6-5',
  ])('"%s" is none', (text) => {
    expect(parseClockSpan(text)).toBeUndefined();
  });
});

describe('days in words', () => {
  it.each([
    ['Mon', { kind: 'interval', weekdays: [1], weeks: null }],
    ['Mondays', { kind: 'interval', weekdays: [1], weeks: null }],
    ['every other Tuesday', { kind: 'interval', weekdays: [2], weeks: 2 }],
    ['Alternate Weds', { kind: 'interval', weekdays: [3], weeks: 2 }],
    ['Fortnightly on Thursdays', { kind: 'interval', weekdays: [4], weeks: 2 }],
    ['4-weekly, Fri', { kind: 'interval', weekdays: [5], weeks: 4 }],
    ['Every three weeks on a Tues.', { kind: 'interval', weekdays: [2], weeks: 3 }],
    ['every second Tuesday', { kind: 'interval', weekdays: [2], weeks: 2 }],
    ['weekly Mon & Thu', { kind: 'interval', weekdays: [1, 4], weeks: 1 }],
    [
      '1st & 3rd Thu',
      {
        kind: 'monthly',
        weekdays: [
          { weekday: 4, ordinal: 1 },
          { weekday: 4, ordinal: 3 },
        ],
      },
    ],
    ['every second Tuesday of the month', { kind: 'monthly', weekdays: [{ weekday: 2, ordinal: 2 }] }],
    ['Last Friday of each month', { kind: 'monthly', weekdays: [{ weekday: 5, ordinal: -1 }] }],
    ['Tuesday, weeks 1 and 3', { kind: 'weeks', weekdays: [2], weeks: [1, 3], of: null }],
    ['Wk 2 of 4 Wed', { kind: 'weeks', weekdays: [3], weeks: [2], of: 4 }],
    [
      '24/11/2026, 8.12.26 and 5 Jan 2027',
      { kind: 'dates', dates: ['2026-11-24', '2026-12-08', '2027-01-05'] },
    ],
    ['Tue 24th November 2026', { kind: 'dates', dates: ['2026-11-24'] }],
  ])('%s', (text, expected) => {
    expect(parseVisitDays(text)).toEqual(expected);
  });

  it.each([
    '',
    'Someday',
    'monthly',
    'Tuesday monthly',
    'Tuesday or Thursday if dry',
    '1st and 3rd',
    'every other Tuesday weeks 1 and 3',
    '31/02/2026',
    'Tue 7',
  ])('"%s" is not understood', (text) => {
    expect(parseVisitDays(text)).toBeUndefined();
  });
});

const options = (fields: Partial<StopTableOptions> & Pick<StopTableOptions, 'columns' | 'mapping'>) => ({
  firstMonday: serviceDate('2026-11-30'),
  cycleWeeks: 4,
  intervalWeeks: 2,
  vanName: 'Van 1',
  organisation: 'Smallshire',
  ...fields,
});

const places = {
  pointOfPostcode: (postcode: string) => (postcode === 'TA22 9NL' ? lonLat(-3.4991, 51.0731) : undefined),
  pointOfSite: (name: string) => (name === 'Village Hall' ? lonLat(-3.5, 51.1) : undefined),
};

async function readAsGuessed(text: string, fields: Partial<StopTableOptions> = {}) {
  const path = tempFile('own.csv', text);
  const { columns, guess } = await inspectStopTable(path);
  return readStopTable(path, options({ columns, mapping: guess, ...fields }), places);
}

describe('a coordinator’s own table', () => {
  const OWN = [
    'Mobile Family Hub stops 2027,,,,',
    'Where,Village,When,Opening times,Postcode',
    'Village Hall,Ashby,Every other Tuesday,10-11.30am,',
    'The Inn,Brook,1st & 3rd Thu,2-3.30,TA22 9NL',
    'School,Carn,Friday weeks 1 and 4,9.30am to 11am,TA22 9NL',
    'Playground,Dean,soon,10-11am,TA22 9NL',
    'Car park,Dean,Monday,all day,TA22 9NL',
    'Library,Dean,"7/12/2026, 21/12/2026",10-11am,TA22 9NL',
  ].join('\n');

  it('shows its columns, first rows, and a guess by name and by content', async () => {
    const found = await inspectStopTable(tempFile('own.csv', OWN));
    expect(found.columns).toEqual(['Where', 'Village', 'When', 'Opening times', 'Postcode']);
    expect(found.sample[0]).toEqual({
      line: 3,
      cells: ['Village Hall', 'Ashby', 'Every other Tuesday', '10-11.30am', ''],
    });
    expect(found.guess).toEqual({ name: 0, community: 1, days: 2, times: 3, postcode: 4 });
    const nameless = await inspectStopTable(
      tempFile('own.csv', 'Hall name,Round,Slot,Notes\nHall,Tuesday,10-11am,\nInn,Thursday,2-3pm,\n'),
    );
    expect(nameless.guess).toEqual({ route: 1, times: 2 });
  });

  it('gives stops with rules, first dates and places, and refuses what it does not understand', async () => {
    const found = await readAsGuessed(OWN);
    expect(found.rowsRead).toBe(6);
    expect(
      found.rows.map(({ line, value }) => [
        line,
        value.map((stop) => [
          stop.name,
          stop.weekday,
          recurrenceText(stop.recurrence),
          stop.start,
          `${clockText(stop.arrival)} ${clockText(stop.departure)}`,
        ]),
      ]),
    ).toEqual([
      [3, [['Village Hall', 2, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-12-01', '10:00 11:30']]],
      [4, [['The Inn', 4, 'FREQ=MONTHLY;BYDAY=1TH,3TH', '2026-12-03', '14:00 15:30']]],
      [
        5,
        [
          ['School', 5, 'FREQ=WEEKLY;INTERVAL=4;BYDAY=FR', '2026-12-04', '09:30 11:00'],
          ['School', 5, 'FREQ=WEEKLY;INTERVAL=4;BYDAY=FR', '2026-12-25', '09:30 11:00'],
        ],
      ],
      [8, [['Library', 1, '2026-12-07,2026-12-21', '2026-12-07', '10:00 11:00']]],
    ]);
    expect(found.rows[0].value[0].lonLat).toEqual([-3.5, 51.1]);
    expect(found.refused.map(({ line, reason, value }) => [line, reason, value])).toEqual([
      [
        6,
        'When is not understood: expected days such as Monday, every other Tuesday, 1st and 3rd Thu, Fri weeks 1 and 3, or dates',
        'soon',
      ],
      [7, 'Opening times is not a span of times such as 10:00-11:30 or 2pm to 3.30pm', 'all day'],
    ]);
    expect(found.notes).toEqual([
      'Line 3: the stop is put where the site register has its name.',
      'Line 3: the stop does not say its first date: weeks are counted from the first Monday.',
      'Lines 4, 5, 8: each of 3 stops has no coordinates: the middle of its postcode is taken.',
      'Line 4: the stop does not say am or pm: the afternoon is taken.',
    ]);
  });

  it('takes how often, weeks, times and dates from columns of their own', async () => {
    const found = await readAsGuessed(
      [
        'Stop,Day,How often,Week,Arrive,Depart,Start date,Lat,Long',
        'A,Tuesday,Fortnightly,,10:00,11:00,08/12/2026,51.1,-3.4',
        'B,Tuesday,,1 & 3,10:00,11:00,,51.1,-3.4',
        'C,Tuesday,,,10:00,11:00,,51.1,-3.4',
        'D,,FREQ=WEEKLY;INTERVAL=4;BYDAY=WE,,10:00,11:00,,51.1,-3.4',
      ].join('\n'),
    );
    expect(
      found.rows.map(({ value: [stop] }) => [stop.name, recurrenceText(stop.recurrence), stop.start]),
    ).toEqual([
      ['A', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-12-08'],
      ['B', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-12-01'],
      ['C', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-12-01'],
      ['D', 'FREQ=WEEKLY;INTERVAL=4;BYDAY=WE', '2026-12-02'],
    ]);
    expect(found.notes).toContain('Line 4: the stop does not say how often: every 2 weeks is taken.');
    expect(found.refused).toEqual([]);
  });

  it('may be a workbook, with dates and times as Excel keeps them', async () => {
    const path = tempFile(
      'own.xlsx',
      workbookFile([
        { name: 'Notes', rows: [['Stops of 2027']] },
        {
          name: 'Stops',
          rows: [
            ['Hub stops'],
            ['Stop', 'Day', 'How often', 'First date', 'Arrive', 'Depart', 'Lat', 'Long'],
            // 46,364 is 8 December 2026; 0.4375 of a day is 10:30.
            [
              'Hall',
              'Tuesday',
              'Fortnightly',
              { value: 46_364, style: 1 },
              '10:30',
              { value: 0.5, style: 3 },
              51.1,
              -3.4,
            ],
          ],
        },
      ]),
    );
    const { columns, guess } = await inspectStopTable(path);
    const found = await readStopTable(path, options({ columns, mapping: guess }), places);
    expect(found.refused).toEqual([]);
    const [{ line, value }] = found.rows;
    expect([line, value[0].start, clockText(value[0].arrival), clockText(value[0].departure)]).toEqual([
      3,
      '2026-12-08',
      '10:30',
      '12:00',
    ]);
  });

  it('refuses weeks beyond the round', async () => {
    const text = 'Stop,Day,Week,Times\nA,Tuesday,1 and 5,10-11am\n';
    expect((await readAsGuessed(text)).refused).toMatchObject([
      { line: 2, reason: 'the weeks are not between 1 and 4', value: '1, 5' },
    ]);
    expect((await readAsGuessed(text, { cycleWeeks: 5 })).rows[0].value).toHaveLength(2);
  });

  it('is not read with columns matched for another table', async () => {
    const columns = ['Stop', 'Day', 'Times'];
    const path = tempFile('own.csv', 'Day,Stop,Times\nTuesday,A,10-11am\n');
    await expect(
      readStopTable(path, options({ columns, mapping: { name: 0, days: 1, times: 2 } }), places),
    ).rejects.toMatchObject({ code: 'IMPORT_FILE' });
  });

  it('says what a mapping lacks', () => {
    expect(missingColumns({ lon: 1 })).toEqual([
      'the name of the stop',
      'the days',
      'the times, in one column or in two',
      'longitude and latitude together',
    ]);
    expect(missingColumns({ name: 0, frequency: 1, arrival: 2, departure: 3 })).toEqual([]);
  });
});
