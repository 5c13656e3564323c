import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkTimetables } from '../../server/checkTimetables.ts';
import { timetableTable, violationLines } from '../../server/cli/timetableText.ts';
import { fixedClock } from '../../server/shared/time.ts';
import { tempFile } from '../import/support/tempFile.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HEADER =
  'organisation,mobile,route,community,stop,address,postcode,geox,geoy,day,type,arrival,departure,frequency,start,end,exceptions,timetable';
const row = (stop: string, lon: string, times: string, day = 'Monday') =>
  `Small,Van 1,A,Ashby,${stop},,,${lon},51.06,${day},Public,${times},FREQ=WEEKLY;INTERVAL=4,2026-01-05,,,`;
const SERVICE = [
  HEADER,
  row('Hall', '-3.47', '10:00,10:30'),
  row('Inn', '-3.49', '10:35,11:00'),
  row('School', '-3.51', '10:50,11:30', 'Tuesday'),
  row('Shop', '-3.53', '12:00,12:00'),
].join('\n');
const LEGS = [
  'origin_stop_latitude,origin_stop_longitude,destination_stop_latitude,destination_stop_longitude,distance,duration',
  '51.06,-3.47,51.06,-3.49,4000,360',
].join('\n');

describe('npm run timetable -- check', () => {
  it('prints a line a service, and what is broken with the lines of the file', async () => {
    const checks = await checkTimetables({
      files: [tempFile('small.csv', SERVICE)],
      legs: [tempFile('legs.csv', LEGS)],
      clock: fixedClock('2026-11-24T09:00:00Z'),
    });
    const cells = timetableTable(checks)
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(Object.fromEntries(cells[0].map((title, k) => [title, cells[1][k]]))).toEqual({
      Service: 'small',
      Stops: '3',
      Visits: '39',
      Legs: '2',
      'with road': '1',
      Impossible: '1 (100.0%)',
      'with reserve': '1 (100.0%)',
      'with set-up': '1 (100.0%)',
      Overlaps: '1',
      Weekday: '1',
      'Bank holidays': '3 (3)',
      Departure: '1',
      Refused: '1',
    });
    const lines = violationLines(checks[0], false);
    expect(lines).toContain('Refused 1 row (line 5): departure is not after arrival ("12:00 to 12:00")');
    expect(lines).toContain(
      '  lines 2 and 3: Van 1, A, first on Monday 5 January 2026: Hall, Ashby to Inn, Ashby has 5 minutes, needs 6 minutes on the road alone',
    );
    expect(lines).toContain(
      '  lines 3 and 4: Van 1, A, first on Monday 5 January 2026: at Inn, Ashby 10:35 to 11:00 and at School, Ashby 10:50 to 11:30',
    );
    expect(lines).toContain(
      '  line 4: Van 1, A: School, Ashby is stated for Tuesday, but its first visit is Monday 5 January 2026',
    );
  });

  it('ends with status 1 and one line for bad input', () => {
    const hubs = tempFile('hubs.csv', 'name,postcode\nHub,TA22 9NU\n');
    const args = ['--import', 'tsx', 'server/cli/timetable.ts', 'check', hubs];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    expect([status, stdout, stderr.split('\n').length]).toEqual([1, '', 2]);
  });
});
