import { describe, expect, it } from 'vitest';
import type { LedgerVisit, Notice, Release } from '../../server/core/nouns.ts';
import { parseInstant, serviceDate } from '../../server/shared/time.ts';
import type { WritableDb } from '../../server/store/open.ts';
import { addPlan } from '../../server/store/plans.ts';
import {
  addRelease,
  findNewestRelease,
  listNotices,
  listReleases,
  listReleaseVisits,
  saveNotice,
} from '../../server/store/releases.ts';
import { addVisit, getVisit, listVisits, updateVisit } from '../../server/store/visits.ts';
import { NOW, townStore } from '../support/tinyRegion.ts';
import { rules } from '../support/tinyTown.ts';

const TUESDAY = serviceDate('2027-01-05');

const visit = (fields: Partial<LedgerVisit> & { uid: string }): LedgerVisit => ({
  sequence: 0,
  status: 'published',
  reason: '',
  siteId: 'site-ashby',
  vanId: 'van-1',
  date: TUESDAY,
  open: 36_000,
  close: 41_400,
  sessionTypeIds: ['drop-in', 'play'],
  originalDate: TUESDAY,
  originalOpen: 36_000,
  replacesUid: null,
  replacedByUid: null,
  firstRelease: null,
  lastRelease: null,
  revisedAt: NOW(),
  ...fields,
});

/** Tiny town with these visits in its ledger. */
function ledger(...visits: LedgerVisit[]): WritableDb {
  const db = townStore();
  for (const each of visits) addVisit(db, each);
  return db;
}

const uids = (visits: readonly LedgerVisit[]) => visits.map(({ uid }) => uid);

describe('the ledger', () => {
  it('gives a visit back as it was promised, and as it changed', () => {
    const moved = visit({
      uid: 'moved',
      sequence: 3,
      status: 'cancelled',
      reason: 'The car park is closed.',
      sessionTypeIds: [],
      originalDate: serviceDate('2026-12-29'),
      originalOpen: 34_200,
      replacesUid: 'older',
      replacedByUid: 'newer',
      firstRelease: 1,
      lastRelease: 4,
      revisedAt: parseInstant('2026-12-01T08:00:00Z'),
    });
    const db = ledger(visit({ uid: 'plain' }), moved);
    expect(getVisit(db, 'plain')).toStrictEqual(visit({ uid: 'plain' }));
    expect(getVisit(db, 'moved')).toStrictEqual(moved);
    const changed = { ...visit({ uid: 'plain' }), sequence: 1, status: 'changed' as const, open: 37_800 };
    updateVisit(db, changed);
    expect(getVisit(db, 'plain')).toStrictEqual(changed);
    expect(getVisit(db, 'moved')).toStrictEqual(moved);
  });

  it('lists by date, then clock, then uid', () => {
    const db = ledger(
      visit({ uid: 'd', date: serviceDate('2027-01-06'), open: 32_400 }),
      visit({ uid: 'c' }),
      visit({ uid: 'b' }),
      visit({ uid: 'a', open: 50_400 }),
    );
    expect(uids(listVisits(db))).toEqual(['b', 'c', 'a', 'd']);
  });

  it('lists from a date on, that date included', () => {
    const db = ledger(
      visit({ uid: 'before', date: serviceDate('2027-01-04') }),
      visit({ uid: 'on' }),
      visit({ uid: 'after', date: serviceDate('2027-01-06') }),
    );
    expect(uids(listVisits(db, TUESDAY))).toEqual(['on', 'after']);
    expect(uids(listVisits(db, serviceDate('2027-01-07')))).toEqual([]);
  });

  it('refuses a visit under a uid that is taken, at an unknown site, or in an unknown state', () => {
    const db = ledger(visit({ uid: 'a' }));
    expect(() => addVisit(db, visit({ uid: 'a' }))).toThrow('UNIQUE');
    expect(() => addVisit(db, visit({ uid: 'b', siteId: 'site-nowhere' }))).toThrow('FOREIGN KEY');
    expect(() => addVisit(db, visit({ uid: 'c', status: 'lost' as never }))).toThrow('CHECK');
    expect(uids(listVisits(db))).toEqual(['a']);
  });

  it('says which visit it does not know', () => {
    const db = ledger();
    const unknown = expect.objectContaining({
      code: 'VISIT_UNKNOWN',
      category: 'not-found',
      details: { uid: 'nobody' },
    });
    expect(() => getVisit(db, 'nobody')).toThrow(unknown);
    expect(() => updateVisit(db, visit({ uid: 'nobody' }))).toThrow(unknown);
    expect(listVisits(db)).toEqual([]);
  });

  it('never lets a site go that a visit was promised at', () => {
    const db = ledger(visit({ uid: 'a' }));
    expect(() => db.prepare("DELETE FROM site WHERE id = 'site-ashby'").run()).toThrow('FOREIGN KEY');
  });
});

describe('releases', () => {
  const release = (number: number, planId: number): Release => ({
    number,
    planId,
    publishedAt: NOW(),
    publishedBy: 'Ann',
    from: serviceDate('2026-11-30'),
    to: serviceDate('2027-05-30'),
    visits: 1,
    folder: String(number),
  });

  /** Tiny town with a plan and these visits. */
  function planned(...visits: LedgerVisit[]) {
    const db = ledger(...visits);
    const plan = addPlan(db, {
      parameters: { maxStops: 1, vans: 1, cycleWeeks: 1, seed: 1, iterations: 0, forceIn: [], forceOut: [] },
      rules: rules(),
      vans: [],
      stops: [],
      rota: { cycleWeeks: 1, vanDays: [], unserved: [], seed: 1, iterations: 0 },
      cycleAnchor: serviceDate('2026-11-30'),
      travelSource: { engine: 'tiny town', dataVersion: '1', isEstimate: false },
      children: 0,
      beyondReachBefore: 0,
      beyondReachAfter: 0,
      isChoiceProven: true,
      choiceGap: 0,
      createdAt: NOW(),
    });
    return { db, planId: plan.id };
  }

  it('are none at first', () => {
    const db = townStore();
    expect(listReleases(db)).toEqual([]);
    expect(findNewestRelease(db)).toBeUndefined();
    expect(listReleaseVisits(db, 1)).toEqual([]);
  });

  it('come back oldest first, and the newest by its number', () => {
    const { db, planId } = planned();
    for (const number of [1, 2, 10]) addRelease(db, release(number, planId), []);
    expect(listReleases(db)).toStrictEqual([1, 2, 10].map((number) => release(number, planId)));
    expect(findNewestRelease(db)?.number).toBe(10);
  });

  it('say for ever what they said, whatever becomes of the visits', () => {
    const late = visit({ uid: 'late', open: 50_400 });
    const early = visit({ uid: 'early', open: 34_200 });
    const { db, planId } = planned(late, early);
    addRelease(db, release(1, planId), [late, early]);
    updateVisit(db, { ...early, sequence: 1, status: 'cancelled', reason: 'Snow.' });
    addRelease(db, release(2, planId), [late]);
    expect(listReleaseVisits(db, 1)).toStrictEqual([early, late]);
    expect(listReleaseVisits(db, 2)).toStrictEqual([late]);
  });

  it('are refused for a plan or a visit that nobody knows, or under a number that is taken', () => {
    const { db, planId } = planned(visit({ uid: 'a' }));
    const publish = (
      ...given: Parameters<typeof addRelease> extends [unknown, ...infer Rest] ? Rest : never
    ) => db.transaction(() => addRelease(db, ...given)).immediate();
    expect(() => publish(release(1, 99), [])).toThrow('FOREIGN KEY');
    expect(() => publish(release(1, planId), [visit({ uid: 'unknown' })])).toThrow('FOREIGN KEY');
    expect(listReleases(db)).toEqual([]);
    publish(release(1, planId), []);
    expect(() => publish(release(1, planId), [])).toThrow('UNIQUE');
  });
});

describe('same-day news', () => {
  const notice = (fields: Partial<Notice>): Notice => ({
    visitUid: 'a',
    date: TUESDAY,
    kind: 'late',
    minutesLate: 15,
    words: 'Running about 15 minutes late',
    at: parseInstant('2027-01-05T10:05:00Z'),
    ...fields,
  });

  it('comes back newest first, for its date only', () => {
    const db = ledger(visit({ uid: 'a' }), visit({ uid: 'b' }), visit({ uid: 'c' }));
    const older = notice({});
    const newer = notice({
      visitUid: 'b',
      kind: 'cancelled',
      minutesLate: 0,
      at: parseInstant('2027-01-05T11:00:00Z'),
    });
    const other = notice({ visitUid: 'c', date: serviceDate('2027-01-06') });
    for (const each of [older, newer, other]) saveNotice(db, each);
    expect(listNotices(db, TUESDAY)).toStrictEqual([newer, older]);
    expect(listNotices(db, serviceDate('2027-01-07'))).toEqual([]);
  });

  it('of one visit is replaced by the last word on it', () => {
    const db = ledger(visit({ uid: 'a' }));
    saveNotice(db, notice({}));
    const last = notice({ kind: 'on', minutesLate: 0, words: '', at: parseInstant('2027-01-05T10:20:00Z') });
    saveNotice(db, last);
    expect(listNotices(db, TUESDAY)).toStrictEqual([last]);
  });

  it('is refused about a visit that was never promised', () => {
    expect(() => saveNotice(ledger(), notice({}))).toThrow('FOREIGN KEY');
  });
});
