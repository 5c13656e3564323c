import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkTimetable } from '../../../server/core/check/checkTimetable.ts';
import { DATED_RULES } from '../../../server/core/check/datedRuleBook.ts';
import type { CheckedTimetable } from '../../../server/core/check/timetableFacts.ts';
import type { DatedVisit, Site } from '../../../server/core/nouns.ts';
import type { StopWishes } from '../../../server/shared/rotaWishes.ts';
import { clockTime, serviceDate } from '../../../server/shared/time.ts';
import { shifts, site, stop, tinyTown, van } from '../../support/tinyTown.ts';

/** A visit to Ashby hall on Tuesday 5 January 2027, there 08:40 to 10:45. */
const visit = (fields: Partial<DatedVisit> = {}): DatedVisit => ({
  siteId: 'site-ashby',
  vanId: 'van-1',
  date: serviceDate('2027-01-05'),
  arrive: clockTime('08:40'),
  open: clockTime('09:00'),
  close: clockTime('10:30'),
  leave: clockTime('10:45'),
  sessionTypeIds: ['drop-in'],
  ...fields,
});

const brookAt = (times: string, fields: Partial<DatedVisit> = {}): DatedVisit => {
  const [arrive, open, close, leave] = times.split(' ').map(clockTime);
  return visit({ siteId: 'site-brook', arrive, open, close, leave, ...fields });
};

const checked = (
  visits: readonly DatedVisit[],
  fields: Partial<CheckedTimetable> = {},
): CheckedTimetable => ({
  timetable: {
    from: serviceDate('2027-01-05'),
    to: serviceDate('2027-02-02'),
    visits,
    skipped: [],
    warnings: [],
  },
  sites: tinyTown.sites,
  vans: [van({ shifts: shifts([2], '08:40', '13:00') })],
  bankHolidays: new Set(),
  ...fields,
});

const findings = (of: CheckedTimetable) =>
  checkTimetable(of).map(({ rule, message }) => `${rule} ${message}`);
const ashbyWith = (fields: Partial<Site>): Site[] => [
  site({ id: 'site-ashby', name: 'Ashby hall', ...fields }),
  ...tinyTown.sites.slice(1),
];

describe('checkTimetable', () => {
  it('finds nothing in visits that touch the ends of timetable, shift and each other', () => {
    const visits = [visit(), brookAt('10:45 11:05 12:35 13:00'), visit({ date: serviceDate('2027-02-02') })];
    expect(checkTimetable(checked(visits))).toEqual([]);
    expect(checkTimetable(checked([]))).toEqual([]);
  });

  it('finds a visit on a bank holiday', () => {
    const bankHolidays = new Set([serviceDate('2027-01-05')]);
    expect(checkTimetable(checked([visit()], { bankHolidays }))).toEqual([
      {
        rule: 'ON_BANK_HOLIDAY',
        severity: 'hard',
        message: 'Tuesday 5 January 2027, Van 1, Ashby hall: this is a bank holiday, expected no visit',
        vanId: 'van-1',
        siteId: 'site-ashby',
        date: '2027-01-05',
      },
    ]);
  });

  it('finds a van at two places at once', () => {
    expect(findings(checked([brookAt('10:44 11:05 12:35 13:00'), visit()]))).toEqual([
      'VAN_IN_TWO_PLACES Tuesday 5 January 2027, Van 1, Brook hall: there 10:44 to 13:00, while at Ashby hall 08:40 to 10:45',
    ]);
  });

  it('lets two vans be out at once', () => {
    const vans = [van(), { ...tinyTown.vans[1] }];
    expect(
      findings(checked([visit(), brookAt('09:00 09:20 10:00 10:20', { vanId: 'van-2' })], { vans })),
    ).toEqual([]);
  });

  it('finds one site visited twice on a day', () => {
    expect(findings(checked([visit(), visit()]))).toEqual([
      'DUPLICATE_VISIT Tuesday 5 January 2027, Van 1, Ashby hall: open 09:00 to 10:30 and 09:00 to 10:30 on one day, expected one visit',
    ]);
  });

  it('finds a visit outside the site’s hours', () => {
    const sites = ashbyWith({ opening: { 2: [{ from: clockTime('08:45'), to: clockTime('17:00') }] } });
    expect(findings(checked([visit()], { sites }))).toEqual([
      'OUTSIDE_OPENING Tuesday 5 January 2027, Van 1, Ashby hall: the van is there 08:40 to 10:45, the site can be used 08:45 to 17:00',
    ]);
  });

  it('finds a visit outside the van’s shift or on its day off', () => {
    const early = van({ shifts: shifts([2], '09:00', '13:00') });
    expect(findings(checked([visit()], { vans: [early] }))).toEqual([
      'OUTSIDE_SHIFT Tuesday 5 January 2027, Van 1, Ashby hall: the van is there 08:40 to 10:45, its shift is 09:00 to 13:00',
    ]);
    expect(findings(checked([visit({ date: serviceDate('2027-01-06') })]))).toEqual([
      'OUTSIDE_SHIFT Wednesday 6 January 2027, Van 1, Ashby hall: the van does not work on Wednesdays',
    ]);
  });

  it('allows the last day of a permission and finds visits after it', () => {
    const sites = ashbyWith({ permissionExpiresOn: serviceDate('2027-01-12') });
    const onDates = (...dates: string[]) => dates.map((date) => visit({ date: serviceDate(date) }));
    expect(findings(checked(onDates('2027-01-05', '2027-01-12'), { sites }))).toEqual([]);
    expect(findings(checked(onDates('2027-01-12', '2027-01-26', '2027-01-19'), { sites }))).toEqual([
      'PERMISSION_EXPIRED Ashby hall: permission ends on Tuesday 12 January 2027, with 2 visits after it, the first on Tuesday 19 January 2027; have it renewed, or leave the site out',
    ]);
  });

  it('advises against a site not approved, and refuses it when approval is required', () => {
    const sites = ashbyWith({ status: 'surveyed' });
    const expected = {
      rule: 'SITE_NOT_APPROVED',
      siteId: 'site-ashby',
      message: 'Ashby hall: the site is surveyed, with 1 visit in the timetable; approve it, or leave it out',
    };
    expect(checkTimetable(checked([visit()], { sites }))).toEqual([{ ...expected, severity: 'soft' }]);
    expect(checkTimetable(checked([visit()], { sites, requireApproved: true }))).toEqual([
      { ...expected, severity: 'hard' },
    ]);
  });

  it('advises against a site without a risk assessment', () => {
    const sites = ashbyWith({ riskAssessedOn: null });
    expect(checkTimetable(checked([visit()], { sites }))).toEqual([
      {
        rule: 'RISK_ASSESSMENT_MISSING',
        severity: 'soft',
        siteId: 'site-ashby',
        message:
          'Ashby hall: no date of a risk assessment is known; have the site assessed before the first visit, and record the date',
      },
    ]);
  });

  it('names the visits before a permission begins, and allows its first day', () => {
    const sites = ashbyWith({ facts: { permissionStartsOn: serviceDate('2027-01-12') } });
    const dates = ['2027-01-05', '2027-01-12'].map((date) => visit({ date: serviceDate(date) }));
    expect(findings(checked(dates, { sites }))).toEqual([
      'PERMISSION_NOT_BEGUN Ashby hall: permission begins on Tuesday 12 January 2027, with 1 visit before it, the first on Tuesday 5 January 2027; ask for an earlier start, or leave the site out',
    ]);
  });

  it('asks for a permission where none is on record', () => {
    const sites = ashbyWith({ permissionOwner: null, permissionReference: null });
    expect(checkTimetable(checked([visit()], { sites, requireApproved: true }))).toEqual([
      {
        rule: 'PERMISSION_MISSING',
        severity: 'hard',
        siteId: 'site-ashby',
        message:
          'Ashby hall: no permission is on record, with 1 visit in the timetable; ask the owner, and record who allows it',
      },
    ]);
  });

  it('allows the day on which a risk assessment is due and finds visits after it', () => {
    const sites = ashbyWith({ facts: { riskAssessmentDueOn: serviceDate('2027-01-05') } });
    const dates = ['2027-01-05', '2027-01-12'].map((date) => visit({ date: serviceDate(date) }));
    expect(findings(checked(dates, { sites }))).toEqual([
      'RISK_ASSESSMENT_OVERDUE Ashby hall: the next risk assessment is due on Tuesday 5 January 2027, with 1 visit after it, the first on Tuesday 12 January 2027; have the site assessed again, or leave it out',
    ]);
  });

  it('does not take an assessment after a visit for one before it', () => {
    const sites = ashbyWith({ riskAssessedOn: serviceDate('2027-01-12') });
    const dates = ['2027-01-05', '2027-01-12'].map((date) => visit({ date: serviceDate(date) }));
    expect(findings(checked(dates, { sites }))).toEqual([
      'RISK_ASSESSMENT_MISSING Ashby hall: the risk assessment is of Tuesday 12 January 2027, with 1 visit before it; have the site assessed before the first visit, and record the date',
    ]);
  });

  it('finds visits outside the season, over New Year too', () => {
    const sites = ashbyWith({ facts: { seasons: [{ from: '11-01', to: '01-05' }] } });
    const dates = ['2027-01-05', '2027-01-12', '2027-01-19'].map((date) =>
      visit({ date: serviceDate(date) }),
    );
    expect(findings(checked(dates, { sites }))).toEqual([
      'OUT_OF_SEASON Ashby hall: the site may be used 1 Nov-5 Jan, with 2 visits outside of it, the first on Tuesday 12 January 2027; agree a longer season, or leave the site out',
    ]);
  });

  it('finds visits between terms to a site for term time, and advises of dates beyond the terms known', () => {
    const sites = ashbyWith({ facts: { isTermTimeOnly: true } });
    const dates = ['2027-01-05', '2027-01-12', '2027-01-19', '2027-01-26'].map((date) =>
      visit({ date: serviceDate(date) }),
    );
    const term = (from: string, to: string) => ({
      title: 'Term',
      from: serviceDate(from),
      to: serviceDate(to),
    });
    const schoolTerms = [term('2027-01-13', '2027-01-19'), term('2026-11-02', '2027-01-05')];
    expect(
      checkTimetable(checked(dates, { sites, schoolTerms })).map(({ severity, message }) => [
        severity,
        message,
      ]),
    ).toEqual([
      [
        'hard',
        'Ashby hall: the site may be used in school terms only, with 1 visit between terms, the first on Tuesday 12 January 2027; agree the use of holidays too, or leave the site out',
      ],
      [
        'soft',
        'Ashby hall: the site may be used in school terms only, with 1 visit on dates of which no terms are known, the first on Tuesday 26 January 2027; hold them against the school’s term dates',
      ],
    ]);
  });

  it('makes papers that do not hold advice in a study, never the status of a site out of use', () => {
    const sites = ashbyWith({ permissionExpiresOn: serviceDate('2027-01-04'), status: 'closed' });
    expect(
      checkTimetable(checked([visit()], { sites, isStudy: true })).map(({ rule, severity }) => [
        rule,
        severity,
      ]),
    ).toEqual([
      ['SITE_OUT_OF_USE', 'hard'],
      ['PERMISSION_EXPIRED', 'soft'],
    ]);
  });

  it('finds visits to a suspended site', () => {
    const sites = ashbyWith({ status: 'suspended' });
    expect(findings(checked([visit()], { sites }))).toEqual([
      'SITE_OUT_OF_USE Ashby hall: the site is suspended, with 1 visit in the timetable; take it out of the plan, or bring it back into use',
    ]);
  });

  it('finds visits past the end of the timetable and before its start', () => {
    const dates = [serviceDate('2026-12-29'), serviceDate('2027-02-09')];
    expect(findings(checked(dates.map((date) => visit({ date }))))).toEqual([
      'OUTSIDE_TIMETABLE Tuesday 29 December 2026, Van 1, Ashby hall: expected a date from Tuesday 5 January 2027 to Tuesday 2 February 2027',
      'OUTSIDE_TIMETABLE Tuesday 9 February 2027, Van 1, Ashby hall: expected a date from Tuesday 5 January 2027 to Tuesday 2 February 2027',
    ]);
  });

  it('finds a visit whose times are out of order', () => {
    expect(findings(checked([visit({ open: clockTime('10:30') })]))).toEqual([
      'ORDER_OF_CALL Tuesday 5 January 2027, Van 1, Ashby hall: arrive 08:40, open 10:30, close 10:30, leave 10:45: expected in this order within the day',
    ]);
  });

  it('finds sites and vans it does not know', () => {
    expect(findings(checked([visit({ siteId: 'site-x', vanId: 'van-x' })]))).toEqual([
      'UNKNOWN_PLACE Tuesday 5 January 2027, "van-x", "site-x": there is no such site',
      'UNKNOWN_PLACE Tuesday 5 January 2027, "van-x", "site-x": there is no such van',
    ]);
  });
});

describe('checkTimetable on days between visits', () => {
  const on = (...dates: readonly string[]) => dates.map((date) => visit({ date: serviceDate(date) }));
  const asking = (wishes: StopWishes, minDaysBetweenVisits = 0) => ({
    stops: [stop({ siteId: 'site-ashby', wishes })],
    minDaysBetweenVisits,
  });

  it('finds a gap that a holiday has made too long', () => {
    const visits = on('2027-01-05', '2027-01-12', '2027-02-02');
    expect(checkTimetable(checked(visits, asking({ maxDaysBetween: 21 })))).toEqual([]);
    expect(checkTimetable(checked(visits, asking({ maxDaysBetween: 20 })))).toEqual([
      {
        rule: 'TOO_LONG_UNTIL_NEXT',
        severity: 'hard',
        siteId: 'site-ashby',
        date: '2027-01-12',
        message:
          'Ashby hall: 21 days from Tuesday 12 January 2027 to Tuesday 2 February 2027, at most 20 days between visits wanted; choose a date in between, or ask for less',
      },
    ]);
    expect(checkTimetable(checked(visits, asking({ maxDaysBetween: 6 })))[0].message).toContain(
      '7 days from Tuesday 5 January 2027 to Tuesday 12 January 2027, the first of 2 such gaps',
    );
  });

  it('finds that the timetable ends too long after the last visit', () => {
    const visits = on('2027-01-05', '2027-01-12');
    expect(checkTimetable(checked(visits, asking({ maxDaysBetween: 22 })))).toEqual([]);
    expect(findings(checked(visits, asking({ maxDaysBetween: 21 })))).toEqual([
      'TOO_LONG_UNTIL_NEXT Ashby hall: no visit after Tuesday 12 January 2027 until the timetable ends, 21 days later, at most 21 days between visits wanted; choose a date in between, or ask for less',
    ]);
  });

  it('finds visits too close together, and only advises where nobody but the working rules asks for more', () => {
    const visits = on('2027-01-05', '2027-01-12');
    const found = (fields: object) =>
      checkTimetable(checked(visits, fields)).map(({ rule, severity, message }) => [rule, severity, message]);
    expect(found(asking({ minDaysBetween: 7 }, 7))).toEqual([]);
    const words = (least: number) =>
      `Ashby hall: 7 days from Tuesday 5 January 2027 to Tuesday 12 January 2027, at least ${least} wanted; move or leave out one of the two visits`;
    expect(found(asking({ minDaysBetween: 8 }))).toEqual([['TOO_SOON_AGAIN', 'hard', words(8)]]);
    expect(found(asking({}, 14))).toEqual([['TOO_SOON_AGAIN', 'soft', words(14)]]);
    expect(found({ sites: ashbyWith({ facts: { minDaysBetweenVisits: 14 } }) })).toEqual([
      ['TOO_SOON_AGAIN', 'hard', words(14)],
    ]);
  });
});

/** A single fault for each rule, in a timetable that is valid without it. */
const DATED_FAULTS: Readonly<Record<string, CheckedTimetable>> = {
  OUTSIDE_TIMETABLE: checked([visit({ date: serviceDate('2027-02-09') })]),
  UNKNOWN_PLACE: checked([visit({ siteId: 'nowhere' })]),
  ORDER_OF_CALL: checked([visit({ close: clockTime('09:00') })]),
  DUPLICATE_VISIT: checked([visit(), visit()]),
  VAN_IN_TWO_PLACES: checked([visit(), brookAt('10:44 11:05 12:35 13:00')]),
  ON_BANK_HOLIDAY: checked([visit()], { bankHolidays: new Set([serviceDate('2027-01-05')]) }),
  OUTSIDE_OPENING: checked([visit()], { sites: ashbyWith({ opening: {} }) }),
  OUTSIDE_SHIFT: checked([visit({ arrive: clockTime('08:39') })]),
  SITE_OUT_OF_USE: checked([visit()], { sites: ashbyWith({ status: 'closed' }) }),
  OUT_OF_SEASON: checked([visit()], {
    sites: ashbyWith({ facts: { seasons: [{ from: '04-01', to: '09-30' }] } }),
  }),
  OUT_OF_TERM: checked([visit()], { sites: ashbyWith({ facts: { isTermTimeOnly: true } }) }),
  TOO_SOON_AGAIN: checked([visit(), visit({ date: serviceDate('2027-01-12') })], { minDaysBetweenVisits: 8 }),
  TOO_LONG_UNTIL_NEXT: checked([visit()], {
    stops: [stop({ siteId: 'site-ashby', wishes: { maxDaysBetween: 28 } })],
  }),
  PERMISSION_MISSING: checked([visit()], {
    sites: ashbyWith({ permissionOwner: null, permissionReference: null }),
  }),
  PERMISSION_NOT_BEGUN: checked([visit()], {
    sites: ashbyWith({ facts: { permissionStartsOn: serviceDate('2027-01-06') } }),
  }),
  PERMISSION_EXPIRED: checked([visit()], {
    sites: ashbyWith({ permissionExpiresOn: serviceDate('2027-01-04') }),
  }),
  SITE_NOT_APPROVED: checked([visit()], { sites: ashbyWith({ status: 'proposed' }) }),
  RISK_ASSESSMENT_MISSING: checked([visit()], { sites: ashbyWith({ riskAssessedOn: null }) }),
  RISK_ASSESSMENT_OVERDUE: checked([visit()], {
    sites: ashbyWith({ facts: { riskAssessmentDueOn: serviceDate('2027-01-04') } }),
  }),
};

describe('the book of dated rules', () => {
  it('lists every file of dated rules, and says what each asks', () => {
    const files = readdirSync('server/core/check/datedRules').map((file) => file.replace(/\.ts$/, ''));
    expect(DATED_RULES.map(({ check }) => check.name).sort()).toEqual(files.sort());
    expect(new Set(DATED_RULES.map(({ asks }) => asks)).size).toBe(DATED_RULES.length);
  });

  it.each(DATED_RULES)('has $rule, which finds its fault alone, and names it', ({ rule }) => {
    expect(checkTimetable(DATED_FAULTS[rule]).map((each) => each.rule)).toEqual([rule]);
  });
});
