import { describe, expect, it } from 'vitest';
import { readSchoolTerms } from '../../server/import/schoolTerms.ts';
import { tempFile } from './support/tempFile.ts';

const calendar = (...entries: string[]) =>
  tempFile(
    'terms.ics',
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      ...entries.map((entry) => `BEGIN:VEVENT\r\n${entry}\r\nEND:VEVENT`),
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );

describe('a calendar of school terms', () => {
  it.each([
    [
      'dates; the end is the day after the last',
      'SUMMARY:Autumn term\r\nDTSTART;VALUE=DATE:20260903\r\nDTEND;VALUE=DATE:20261024',
      ['Autumn term', '2026-09-03', '2026-10-23'],
    ],
    ['no end', 'SUMMARY:INSET day\r\nDTSTART;VALUE=DATE:20260902', ['INSET day', '2026-09-02', '2026-09-02']],
    [
      'a duration',
      'SUMMARY:Half term\r\nDTSTART;VALUE=DATE:20261026\r\nDURATION:P1W',
      ['Half term', '2026-10-26', '2026-11-01'],
    ],
    [
      'times of the day',
      'SUMMARY:Term\r\nDTSTART;TZID=Europe/London:20260903T084500\r\nDTEND;TZID=Europe/London:20261023T153000',
      ['Term', '2026-09-03', '2026-10-23'],
    ],
    [
      'moments that are the next day in summer time',
      'SUMMARY:Term\r\nDTSTART:20260902T230000Z\r\nDTEND:20261023T143000Z',
      ['Term', '2026-09-03', '2026-10-23'],
    ],
    [
      'folded lines and escapes',
      'SUMMARY:Half term\\, all schools \r\n and academies\r\nDTSTART;VALUE=DATE:20261026\r\nDTEND;VALUE=DATE:20261031',
      ['Half term, all schools and academies', '2026-10-26', '2026-10-30'],
    ],
    [
      'an alarm inside',
      'BEGIN:VALARM\r\nSUMMARY:Beep\r\nDTSTART:19700101\r\nEND:VALARM\r\nSUMMARY:Term\r\nDTSTART;VALUE=DATE:20260903',
      ['Term', '2026-09-03', '2026-09-03'],
    ],
  ])('is read with %s', async (_, entry, [title, from, to]) => {
    const { rows, refused } = await readSchoolTerms(calendar(entry));
    expect([rows.map((row) => row.value), refused]).toEqual([[{ title, from, to }], []]);
  });

  it('says which entries it cannot take, with their lines, and loses none', async () => {
    const read = await readSchoolTerms(
      calendar(
        'SUMMARY:Term\r\nDTSTART;VALUE=DATE:20260903',
        'SUMMARY:Term\r\nDTSTART;VALUE=DATE:20260903',
        'DTSTART;VALUE=DATE:20260903',
        'SUMMARY:Term\r\nDTSTART;VALUE=DATE:20260231',
        'SUMMARY:Term\r\nDTSTART;VALUE=DATE:20260903\r\nDTEND;VALUE=DATE:20260901',
        'SUMMARY:Term\r\nDTSTART;VALUE=DATE:20260903\r\nRRULE:FREQ=YEARLY',
      ),
    );
    expect([read.rowsRead, read.rows.length]).toEqual([6, 1]);
    expect(read.refused.map(({ line, reason, isFault }) => [line, reason, isFault])).toEqual([
      [7, 'the entry is there twice', false],
      [11, 'the entry has no title (SUMMARY)', true],
      [14, 'the start is not a date such as 20260901', true],
      [18, 'the entry ends before it begins', true],
      [23, 'the entry repeats, which a term does not', true],
    ]);
    expect(read.notes).toEqual(['From 2026-09-03 to 2026-09-03.']);
  });

  it('that was cut off names the entry that has no end', async () => {
    const path = tempFile('cut.ics', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Term\nDTSTART:20260903');
    const { rows, refused } = await readSchoolTerms(path);
    expect([rows, refused.map((each) => [each.line, each.reason])]).toEqual([
      [],
      [[2, 'the entry has no end: the file was cut off']],
    ]);
  });

  it.each([
    ['Term,From,To\nAutumn,1,2', 'this is not a calendar'],
    ['BEGIN:VCALENDAR\nEND:VCALENDAR', 'there is no entry in this calendar'],
  ])('that is none is told in words', async (content, message) => {
    await expect(readSchoolTerms(tempFile('terms.ics', content))).rejects.toThrow(`terms.ics: ${message}`);
  });
});
