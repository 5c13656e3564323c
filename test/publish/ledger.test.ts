import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatedVisit, LedgerVisit, SkippedVisit } from '../../server/core/nouns.ts';
import { isLive, type LedgerChanges, reconcile, withChanges } from '../../server/publish/ledger.ts';
import { clockTime, type Instant, type ServiceDate, serviceDate } from '../../server/shared/time.ts';
import { countedUids } from './support/tinyPublish.ts';

const NOW = '2026-11-24T09:00:00Z' as Instant;
const LATER = '2026-11-25T09:00:00Z' as Instant;

const dated = (date: string, fields: Partial<DatedVisit> = {}): DatedVisit => ({
  siteId: 'site-ashby',
  vanId: 'van-1',
  date: serviceDate(date),
  arrive: clockTime('09:40'),
  open: clockTime('10:00'),
  close: clockTime('11:30'),
  leave: clockTime('11:45'),
  sessionTypeIds: ['drop-in'],
  ...fields,
});

function hold(
  ledger: readonly LedgerVisit[],
  visits: readonly DatedVisit[],
  fields: {
    now?: Instant;
    from?: ServiceDate;
    skipped?: readonly SkippedVisit[];
    release?: number;
    newUid?: () => string;
  } = {},
): LedgerChanges {
  return reconcile({
    ledger,
    timetable: { from: fields.from ?? serviceDate('2026-11-24'), visits, skipped: fields.skipped ?? [] },
    release: fields.release ?? 2,
    now: fields.now ?? LATER,
    newUid: fields.newUid ?? (() => 'new-uid'),
  });
}

const firstPromise = (...visits: DatedVisit[]): LedgerVisit[] => [
  ...hold([], visits, { now: NOW, release: 1, newUid: countedUids() }).added,
];

describe('the ledger', () => {
  it('promises every visit of a first timetable under a uid of its own', () => {
    const [visit] = firstPromise(dated('2026-12-01'), dated('2026-12-08'));
    expect(visit).toEqual({
      uid: '00000000-0000-4000-8000-000000000001',
      sequence: 0,
      status: 'published',
      reason: '',
      siteId: 'site-ashby',
      vanId: 'van-1',
      date: '2026-12-01',
      open: 36_000,
      close: 41_400,
      sessionTypeIds: ['drop-in'],
      originalDate: '2026-12-01',
      originalOpen: 36_000,
      replacesUid: null,
      replacedByUid: null,
      firstRelease: 1,
      lastRelease: 1,
      revisedAt: NOW,
    });
  });

  it('changes nothing when the timetable says the same again', () => {
    const ledger = firstPromise(dated('2026-12-01'), dated('2026-12-08'));
    expect(hold(ledger, [dated('2026-12-01'), dated('2026-12-08')])).toEqual({ added: [], updated: [] });
  });

  it('keeps the uid of a visit whose time changes, counts the change and says what the time was', () => {
    const ledger = firstPromise(dated('2026-12-01'));
    const { added, updated } = hold(ledger, [
      dated('2026-12-01', { open: clockTime('13:00'), close: clockTime('14:30') }),
    ]);
    expect(added).toEqual([]);
    expect(updated).toMatchObject([
      {
        uid: ledger[0].uid,
        sequence: 1,
        status: 'changed',
        reason: 'The time has changed. It was 10am to 11:30am',
        open: 46_800,
        originalOpen: 36_000,
        revisedAt: LATER,
      },
    ]);
  });

  it('moves only the date of revision when something else is on', () => {
    const ledger = firstPromise(dated('2026-12-01'));
    const { updated } = hold(ledger, [dated('2026-12-01', { sessionTypeIds: ['feeding'] })]);
    expect(updated).toMatchObject([
      { sequence: 0, status: 'published', sessionTypeIds: ['feeding'], revisedAt: LATER },
    ]);
  });

  it('cancels a visit that is gone, with a reason, instead of forgetting it', () => {
    const ledger = firstPromise(dated('2026-12-01'));
    expect(hold(ledger, []).updated).toMatchObject([
      {
        uid: ledger[0].uid,
        sequence: 1,
        status: 'cancelled',
        reason: 'The timetable has changed and the van does not come here on this date',
      },
    ]);
  });

  it('gives a bank holiday as the reason when that is why', () => {
    const ledger = firstPromise(dated('2026-12-28'));
    const skipped = [
      { siteId: 'site-ashby', date: serviceDate('2026-12-28'), reason: 'Bank holiday: Boxing Day' },
    ];
    expect(hold(ledger, [], { skipped }).updated[0].reason).toBe(
      'The van does not go out on this date (bank holiday: Boxing Day)',
    );
  });

  it('calls a visit done once it has closed, and leaves it so', () => {
    const ledger = firstPromise(dated('2026-11-24'));
    const over = '2026-11-24T11:30:00Z' as Instant;
    const after = withChanges(ledger, hold(ledger, [dated('2026-11-24')], { now: over }));
    expect(after).toMatchObject([{ status: 'done', sequence: 0 }]);
    expect(hold(after, [], { now: over })).toEqual({ added: [], updated: [] });
  });

  it('leaves a visit promised until the minute it closes', () => {
    const ledger = firstPromise(dated('2026-11-24'));
    const open = '2026-11-24T11:29:59Z' as Instant;
    expect(hold(ledger, [dated('2026-11-24')], { now: open })).toEqual({ added: [], updated: [] });
  });

  it('does not promise what is over already', () => {
    const at = '2026-11-24T11:30:00Z' as Instant;
    expect(hold([], [dated('2026-11-24'), dated('2026-11-23')], { now: at }).added).toEqual([]);
  });

  it('brings a visit that only a timetable had cancelled back under its uid', () => {
    const ledger = firstPromise(dated('2026-12-01'));
    const without = withChanges(ledger, hold(ledger, []));
    const { added, updated } = hold(without, [dated('2026-12-01')], { release: 3 });
    expect(added).toEqual([]);
    expect(updated).toMatchObject([
      {
        uid: ledger[0].uid,
        sequence: 2,
        status: 'changed',
        reason: 'This visit was cancelled and is back on',
      },
    ]);
  });

  it('leaves a visit cancelled that a person cancelled, whatever the timetable says', () => {
    const [visit] = firstPromise(dated('2026-12-01'));
    const cancelled: LedgerVisit = {
      ...visit,
      status: 'cancelled',
      sequence: 1,
      reason: 'Van in for repair',
    };
    expect(hold([cancelled], [dated('2026-12-01')])).toEqual({ added: [], updated: [] });
  });

  it('tells two visits to one stop on one day apart by their times', () => {
    const evening = { open: clockTime('17:00'), close: clockTime('18:00') };
    const ledger = firstPromise(dated('2026-12-01'), dated('2026-12-01', evening));
    const { added, updated } = hold(ledger, [dated('2026-12-01', evening)]);
    expect(added).toEqual([]);
    expect(updated).toMatchObject([{ uid: ledger[0].uid, status: 'cancelled', open: 36_000 }]);
  });

  it('leaves promises for the days before a plan begins as they are, and calls them done in their time', () => {
    const ledger = firstPromise(dated('2026-12-01'), dated('2026-12-08'));
    const from = serviceDate('2026-12-07');
    const { added, updated } = hold(ledger, [dated('2026-12-15')], { from });
    expect(added.map(({ date }) => date)).toEqual(['2026-12-15']);
    expect(updated.map(({ date, status }) => `${date} ${status}`)).toEqual(['2026-12-08 cancelled']);
    const over = hold(ledger, [], { from, now: '2026-12-02T00:00:00Z' as Instant }).updated;
    expect(over.map(({ date, status }) => `${date} ${status}`)).toEqual([
      '2026-12-01 done',
      '2026-12-08 cancelled',
    ]);
  });

  it('keeps every promise through any sequence of timetables', () => {
    const visits = fc.uniqueArray(
      fc.record({
        day: fc.integer({ min: 1, max: 9 }),
        site: fc.constantFrom('a', 'b'),
        hour: fc.integer({ min: 9, max: 12 }),
      }),
      { selector: ({ day, site }) => `${day}${site}`, maxLength: 12 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.record({ visits, day: fc.integer({ min: 1, max: 9 }) }), { maxLength: 6 }),
        (steps) => {
          const newUid = countedUids();
          let ledger: LedgerVisit[] = [];
          let today = 1;
          for (const [at, step] of steps.entries()) {
            today = Math.max(today, step.day);
            const timetable = step.visits.map(({ day, site, hour }) =>
              dated(`2026-12-0${day}`, { siteId: site, open: hour * 3600, close: hour * 3600 + 3600 }),
            );
            const now = `2026-12-0${today}T08:00:00Z` as Instant;
            const after = withChanges(ledger, hold(ledger, timetable, { now, release: at + 1, newUid }));
            const byUid = new Map(after.map((visit) => [visit.uid, visit]));
            for (const before of ledger) {
              const kept = byUid.get(before.uid);
              expect(kept).toBeDefined();
              expect(kept!.sequence).toBeGreaterThanOrEqual(before.sequence);
              expect([kept!.siteId, kept!.originalDate]).toEqual([before.siteId, before.originalDate]);
            }
            const wanted = timetable.filter(({ date }) => date >= `2026-12-0${today}`);
            const live = after.filter(isLive).map(({ siteId, date, open }) => `${date} ${siteId} ${open}`);
            expect(live.sort()).toEqual(
              wanted.map(({ siteId, date, open }) => `${date} ${siteId} ${open}`).sort(),
            );
            expect(new Set(after.map(({ uid }) => uid)).size).toBe(after.length);
            ledger = after;
          }
        },
      ),
      { seed: 20261124, numRuns: 200 },
    );
  });
});
