import { describe, expect, it } from 'vitest';
import { serviceDate, weekdayOf } from '../../server/shared/time.ts';
import { parseWeeklyTimes } from '../../server/shared/weeklyTimes.ts';
import { documentedColumns, duplicates, table, textOf } from './sampleTables.ts';

const sessionTypes = table('session-types.csv');
const vans = table('vans.csv');

describe('the bank holidays', () => {
  const division = JSON.parse(textOf('bank-holidays.json'))['england-and-wales'];
  const events: { title: string; date: string; notes: string; bunting: boolean }[] = division.events;
  const datesIn = (year: string) => events.map((event) => event.date).filter((date) => date.startsWith(year));

  it('have the shape of gov.uk, in date order, none of them at a weekend', () => {
    expect(division.division).toBe('england-and-wales');
    expect(events.map((event) => event.date)).toEqual([...new Set(events.map((event) => event.date))].sort());
    for (const event of events) {
      expect(Object.keys(event)).toEqual(['title', 'date', 'notes', 'bunting']);
      expect(weekdayOf(serviceDate(event.date)), event.date).toBeLessThan(6);
    }
  });

  it('are the published days from 2026 to 2028, with the substitute days', () => {
    expect(datesIn('2026').join(' ')).toBe(
      '2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28',
    );
    expect(datesIn('2027').join(' ')).toBe(
      '2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28',
    );
    expect(datesIn('2028').join(' ')).toBe(
      '2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26',
    );
    const substitutes = events.filter((event) => event.notes === 'Substitute day').map((event) => event.date);
    expect(substitutes.slice(-4)).toEqual(['2026-12-28', '2027-12-27', '2027-12-28', '2028-01-03']);
  });

  it('carry the days that were moved or added by proclamation', () => {
    const titleOn = (date: string) => events.find((event) => event.date === date)?.title;
    expect(titleOn('2020-05-08')).toBe('Early May bank holiday (VE day)');
    expect(titleOn('2020-05-04')).toBeUndefined();
    expect(titleOn('2022-06-02')).toBe('Spring bank holiday');
    expect(titleOn('2022-06-03')).toBe('Platinum Jubilee bank holiday');
    expect(titleOn('2022-09-19')).toBe('Bank Holiday for the State Funeral of Queen Elizabeth II');
    expect(titleOn('2023-05-08')).toBe('Bank holiday for the coronation of King Charles III');
    expect(
      ['2019', '2020', '2021', '2022', '2023', '2024', '2025'].map((year) => datesIn(year).length),
    ).toEqual([8, 8, 8, 10, 9, 8, 8]);
  });
});

describe('the sample service', () => {
  it('names no condition to the public and keeps one type by invitation', () => {
    expect(sessionTypes.filter((type) => type.is_public === 'no')).toHaveLength(1);
    expect(duplicates(sessionTypes.map((type) => type.id))).toEqual([]);
    for (const type of sessionTypes) {
      expect(`${type.public_name} ${type.public_description}`).not.toMatch(
        /depress|anxi|perinatal|mental|psycho|attachment|trauma/i,
      );
      expect(Number(type.minutes) % 5, type.id).toBe(0);
    }
  });

  it('has one van, Monday to Friday, whose base is left to the planner', () => {
    expect(vans).toHaveLength(1);
    expect(parseWeeklyTimes(vans[0].shifts)).toEqual({
      1: [{ from: 28_800, to: 63_000 }],
      2: [{ from: 28_800, to: 63_000 }],
      3: [{ from: 28_800, to: 63_000 }],
      4: [{ from: 28_800, to: 63_000 }],
      5: [{ from: 28_800, to: 63_000 }],
    });
    expect(vans[0].base_lon + vans[0].base_lat).toBe('');
  });

  it('is marked as a sample, with phone numbers that reach nobody', () => {
    const region = JSON.parse(textOf('region.json'));
    expect(region).toMatchObject({ name: 'Cornwall', isSample: true, roadsLabel: 'sample roads' });
    // The ranges that Ofcom keeps for drama.
    expect(region.phone.number).toMatch(/^01632 960\d{3}$/);
    expect(region.textLine.number).toMatch(/^07700 900\d{3}$/);
    expect(
      documentedColumns('region.json')
        .filter((key) => key in region)
        .sort(),
    ).toEqual(Object.keys(region).sort());
  });
});
