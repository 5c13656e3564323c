import type { DatedVisit, LedgerVisit, SkippedVisit, Timetable } from '../core/nouns.ts';
import { clockAt, dateAt, type Instant, type ServiceDate } from '../shared/time.ts';
import type { WritableDb } from '../store/open.ts';
import { addVisit, updateVisit } from '../store/visits.ts';
import { english } from './messages/en.ts';

/** What a timetable means for the promises made so far. Nothing is ever deleted. */
export interface LedgerChanges {
  /** Visits promised for the first time, in date and clock order. */
  readonly added: readonly LedgerVisit[];
  /** Known visits with something new about them; a visit that stays as it was is not among them. */
  readonly updated: readonly LedgerVisit[];
}

export interface ReconcileFields {
  /** Every visit of the ledger. */
  readonly ledger: readonly LedgerVisit[];
  /** The new timetable; it must reach at least as far as the last visit that is still promised. */
  readonly timetable: Pick<Timetable, 'from' | 'visits' | 'skipped'>;
  /** Number of the release that will say so. */
  readonly release: number;
  readonly now: Instant;
  /** Source of random UUIDs. */
  readonly newUid: () => string;
}

type When = Pick<DatedVisit, 'date' | 'close'>;
type Moment = Pick<ReconcileFields, 'release' | 'now'>;

/**
 * Holds a new timetable against the promises made.
 *
 * A visit at the same site on the same date is the same visit and keeps its uid: with other times it is "changed" and its
 * sequence goes up by one, with other session types only `revisedAt` moves. A promised visit that the timetable no longer
 * has is "cancelled" with a reason, one that is over is "done", and the rest of the timetable is promised under new uids.
 * Promises for days before the timetable begins stay: a new plan takes over on its first day.
 * A visit that stands in for a cancelled one of another date says so, and the cancelled one names it.
 * Visits that would be over already are not promised. A visit that a person cancelled stays cancelled; one cancelled only
 * because an earlier timetable left it out comes back under its uid.
 */
export function reconcile(fields: ReconcileFields): LedgerChanges {
  const isOver = overAt(fields.now);
  const wanted = bySiteAndDate(fields.timetable.visits.filter((visit) => !isOver(visit)));
  const reasons = skipReasons(fields.timetable.skipped);
  const updated: LedgerVisit[] = [];
  for (const [key, promises] of bySiteAndDate(fields.ledger)) {
    const { pairs, unpaired, left } = pairUp(promises, wanted.get(key) ?? []);
    wanted.set(key, left);
    const after = [
      ...pairs.map(({ before, visit }) => follow(before, visit, fields)),
      ...unpaired.map((before) =>
        before.date < fields.timetable.from && !isOver(before)
          ? before
          : letGo(before, { isOver: isOver(before), reason: reasons.get(key), now: fields.now }),
      ),
    ];
    updated.push(...after.filter((visit) => !promises.includes(visit)));
  }
  const added = [...wanted.values()].flat().map((visit) => {
    const before = movedFrom(visit, withChanges(fields.ledger, { added: [], updated }));
    if (!before) return promise(visit, fields);
    const after = { ...promise(visit, fields), replacesUid: before.uid };
    const changed = { ...before, replacedByUid: after.uid };
    const at = updated.indexOf(before);
    if (at < 0) updated.push(changed);
    else updated[at] = changed;
    return after;
  });
  return { added: added.sort(inTime), updated: updated.sort(inTime) };
}

/** The cancelled promise of the date in whose place a visit is; undefined when none was made, or another one replaces it already. */
const movedFrom = (
  { siteId, replaces }: DatedVisit,
  ledger: readonly LedgerVisit[],
): LedgerVisit | undefined =>
  ledger.find(
    (visit) =>
      visit.siteId === siteId &&
      visit.date === replaces &&
      visit.status === 'cancelled' &&
      visit.replacedByUid === null,
  );

/** The ledger with changes taken in, in date and clock order. */
export function withChanges(ledger: readonly LedgerVisit[], changes: LedgerChanges): LedgerVisit[] {
  const updated = new Map(changes.updated.map((visit) => [visit.uid, visit]));
  return [...ledger.map((visit) => updated.get(visit.uid) ?? visit), ...changes.added].sort(inTime);
}

/** Writes changes into the ledger. Call inside a transaction. */
export function saveChanges(db: WritableDb, changes: LedgerChanges): void {
  for (const visit of changes.added) addVisit(db, visit);
  for (const visit of changes.updated) updateVisit(db, visit);
}

/** Still to come and not cancelled, by what the ledger says. */
export const isLive = (visit: LedgerVisit): boolean =>
  visit.status === 'planned' || visit.status === 'published' || visit.status === 'changed';

/** Whether a visit has ended at a moment; one that closes at this very second has. */
export function overAt(now: Instant): (visit: When) => boolean {
  const [today, clock] = [dateAt(now), clockAt(now)];
  return ({ date, close }) => date < today || (date === today && close <= clock);
}

/** A promise goes on as the timetable says; the same object when nothing is new. */
function follow(before: LedgerVisit, visit: DatedVisit, { release, now }: Moment): LedgerVisit {
  const isCancelled = before.status === 'cancelled';
  if (isCancelled && !english.reasons.isAutomatic(before.reason)) return before;
  const facts = {
    vanId: visit.vanId,
    open: visit.open,
    close: visit.close,
    sessionTypeIds: visit.sessionTypeIds,
    firstRelease: before.firstRelease ?? release,
  };
  const hasOtherTimes = before.open !== visit.open || before.close !== visit.close;
  if (hasOtherTimes || isCancelled) {
    const reason = hasOtherTimes ? english.reasons.otherTimes(before) : english.reasons.backOn;
    const sequence = before.sequence + 1;
    return { ...before, ...facts, status: 'changed', sequence, reason, revisedAt: now };
  }
  const hasOtherTypes = before.sessionTypeIds.join('\n') !== visit.sessionTypeIds.join('\n');
  const isNew = before.status === 'planned';
  if (!hasOtherTypes && !isNew && before.vanId === visit.vanId) return before;
  const status = isNew ? 'published' : before.status;
  return { ...before, ...facts, status, revisedAt: hasOtherTypes ? now : before.revisedAt };
}

/** A promise without a visit in the timetable: over, or cancelled with a reason. */
function letGo(
  before: LedgerVisit,
  fields: { isOver: boolean; reason: string | undefined; now: Instant },
): LedgerVisit {
  if (!isLive(before)) return before;
  if (fields.isOver) return { ...before, status: 'done' };
  const reason =
    fields.reason === undefined ? english.reasons.notInTimetable : english.reasons.skipped(fields.reason);
  return { ...before, status: 'cancelled', sequence: before.sequence + 1, reason, revisedAt: fields.now };
}

function promise(visit: DatedVisit, fields: Moment & Pick<ReconcileFields, 'newUid'>): LedgerVisit {
  return {
    uid: fields.newUid(),
    sequence: 0,
    status: 'published',
    reason: '',
    siteId: visit.siteId,
    vanId: visit.vanId,
    date: visit.date,
    open: visit.open,
    close: visit.close,
    sessionTypeIds: visit.sessionTypeIds,
    originalDate: visit.date,
    originalOpen: visit.open,
    replacesUid: null,
    replacedByUid: null,
    firstRelease: fields.release,
    lastRelease: fields.release,
    revisedAt: fields.now,
  };
}

/**
 * Which promise is which visit, at one site on one date: first those with the same opening time, then in clock order,
 * promises that stand before cancelled ones. What is over is nobody's.
 */
function pairUp(promises: readonly LedgerVisit[], visits: readonly DatedVisit[]) {
  const left = [...visits].sort((a, b) => a.open - b.open);
  const open = promises
    .filter((visit) => visit.status !== 'done')
    .sort((a, b) => Number(isLive(b)) - Number(isLive(a)) || a.open - b.open);
  const pairs: { before: LedgerVisit; visit: DatedVisit }[] = [];
  const take = (before: LedgerVisit, at: number) => {
    if (at < 0) return;
    pairs.push({ before, visit: left.splice(at, 1)[0] });
  };
  for (const before of open) {
    take(
      before,
      left.findIndex((visit) => visit.open === before.open),
    );
  }
  for (const before of open) {
    if (!pairs.some((pair) => pair.before === before)) take(before, left.length > 0 ? 0 : -1);
  }
  const unpaired = promises.filter((visit) => !pairs.some((pair) => pair.before === visit));
  return { pairs, unpaired, left };
}

function bySiteAndDate<T extends { siteId: string; date: ServiceDate }>(visits: readonly T[]) {
  const groups = new Map<string, T[]>();
  for (const visit of visits) {
    const key = keyOf(visit);
    const group = groups.get(key);
    if (group) group.push(visit);
    else groups.set(key, [visit]);
  }
  return groups;
}

const skipReasons = (skipped: readonly SkippedVisit[]): Map<string, string> =>
  new Map(skipped.map((skip) => [keyOf(skip), skip.reason]));

const keyOf = ({ siteId, date }: { siteId: string; date: ServiceDate }): string => `${date} ${siteId}`;

const inTime = (a: LedgerVisit, b: LedgerVisit): number =>
  a.date < b.date ? -1 : a.date > b.date ? 1 : a.open - b.open || (a.uid < b.uid ? -1 : 1);
