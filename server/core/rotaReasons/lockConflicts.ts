import { isSameLock, type LockRef, locksOf } from '../../shared/rotaChange.ts';
import type { RotaWishes } from '../../shared/rotaWishes.ts';
import { counted, listed } from '../../shared/text.ts';
import type { Rota } from '../nouns.ts';
import { dayName, sentence } from './caseWords.ts';
import { lockWords } from './changeWords.ts';
import { callsOn, type VanWeekdayRef } from './dayTrial.ts';
import { planAgain, type RotaCase, rotaInputOf } from './rotaCase.ts';
import { placements } from './served.ts';

/** Locks that cannot all be kept, while any of them left out lets the others be kept. */
export interface LockConflict {
  readonly locks: readonly LockRef[];
  readonly words: string;
}

/** Subsets tried by size before a conflict is only made smaller lock by lock. */
const MOST_SUBSETS = 1500;

/**
 * Locks that no plan can keep together: of each van's weekday the smallest set that conflicts.
 * @returns exactly the fewest locks for up to some dozen of them on a day; beyond that a set from which none can be left out.
 *          Empty when all locks can be kept
 */
export function lockConflicts(of: RotaCase): LockConflict[] {
  const conflicts: LockConflict[] = [];
  for (const group of groupsOf(of)) {
    let rest = group;
    while (rest.length > 0 && !canKeep(of, rest)) {
      const locks = smallestIn(of, rest);
      conflicts.push({ locks, words: conflictWords(of, locks) });
      // A lock of each conflict is put aside, so that further ones are found beside it.
      rest = rest.filter((lock) => !isSameLock(lock, locks[locks.length - 1]));
    }
  }
  return conflicts;
}

/** Locks that bear on each other: they share a van's weekday or a stop. */
function groupsOf(of: RotaCase): LockRef[][] {
  const groups: { locks: LockRef[]; marks: Set<string> }[] = [];
  for (const lock of locksOf(of.wishes)) {
    const marks = new Set(marksOf(of, lock));
    const joined = groups.filter((group) => [...marks].some((mark) => group.marks.has(mark)));
    for (const group of joined) {
      groups.splice(groups.indexOf(group), 1);
      for (const mark of group.marks) marks.add(mark);
    }
    groups.push({ locks: [...joined.flatMap(({ locks }) => locks), lock], marks });
  }
  return groups.map(({ locks }) => locks);
}

function marksOf(of: RotaCase, lock: LockRef): string[] {
  const dayMark = ({ vanId, weekday }: VanWeekdayRef) => `day ${vanId} ${weekday}`;
  switch (lock.kind) {
    case 'stop':
      return [
        `site ${lock.siteId}`,
        ...of.wishes.lockedStops.filter(({ siteId }) => siteId === lock.siteId).map(dayMark),
      ];
    case 'day':
      return [dayMark(lock), ...callsOn(of.rota, lock).map((siteId) => `site ${siteId}`)];
    case 'order':
      return lock.siteIds.map((siteId) => `site ${siteId}`);
  }
}

/** The fewest locks that cannot be kept together. @param locks  a set that cannot */
function smallestIn(of: RotaCase, locks: readonly LockRef[]): LockRef[] {
  let tried = 0;
  for (let size = 1; size < locks.length; size++) {
    for (const subset of subsetsOf(locks, size)) {
      if (++tried > MOST_SUBSETS) return withoutSpare(of, locks);
      if (!canKeep(of, subset)) return subset;
    }
  }
  return [...locks];
}

function* subsetsOf(locks: readonly LockRef[], size: number, from = 0): Iterable<LockRef[]> {
  if (size === 0) yield [];
  else {
    for (let k = from; k <= locks.length - size; k++) {
      for (const rest of subsetsOf(locks, size - 1, k + 1)) yield [locks[k], ...rest];
    }
  }
}

/** Leaves out every lock without which the others still conflict. */
function withoutSpare(of: RotaCase, locks: readonly LockRef[]): LockRef[] {
  let kept = [...locks];
  for (const lock of locks) {
    const fewer = kept.filter((other) => other !== lock);
    if (!canKeep(of, fewer)) kept = fewer;
  }
  return kept;
}

/** Whether a rota of the stops these locks speak of alone can keep them all. */
function canKeep(of: RotaCase, locks: readonly LockRef[]): boolean {
  const wishes = onlyLocks(of.wishes, locks);
  const named = new Set(
    locks.flatMap((lock) =>
      lock.kind === 'stop' ? [lock.siteId] : lock.kind === 'day' ? callsOn(of.rota, lock) : lock.siteIds,
    ),
  );
  const input = rotaInputOf(of, { ...of, wishes });
  const stops = input.stops.filter(({ siteId }) => named.has(siteId));
  const vanDays = of.rota.vanDays
    .map((day) => ({ ...day, calls: day.calls.filter(({ siteId }) => named.has(siteId)) }))
    .filter(({ calls }) => calls.length > 0);
  const rota = planAgain({ ...input, stops, previous: { ...of.rota, vanDays, unserved: [] } });
  return locks.every((lock) => isKept(of, rota, lock));
}

function onlyLocks(wishes: RotaWishes, locks: readonly LockRef[]): RotaWishes {
  const isIn = (lock: LockRef) => locks.some((other) => isSameLock(other, lock));
  return {
    ...wishes,
    lockedStops: wishes.lockedStops.filter(({ siteId }) => isIn({ kind: 'stop', siteId })),
    lockedDays: wishes.lockedDays.filter(({ vanId, weekday }) => isIn({ kind: 'day', vanId, weekday })),
    lockedOrders: wishes.lockedOrders.filter(({ siteIds }) => isIn({ kind: 'order', siteIds })),
  };
}

function isKept(of: RotaCase, rota: Rota, lock: LockRef): boolean {
  switch (lock.kind) {
    case 'stop':
      return of.wishes.lockedStops
        .filter(({ siteId }) => siteId === lock.siteId)
        .every((asked) => {
          const at = placements(rota).get(asked.siteId);
          const weeks = [...asked.weeks].sort((a, b) => a - b).join();
          return (
            at?.vanId === asked.vanId &&
            at.weekday === asked.weekday &&
            at.visits.map(({ week }) => week).join() === weeks &&
            at.visits.every(({ open }) => open === asked.open)
          );
        });
    case 'day':
      return callsOf(rota, lock) === callsOf(of.rota, lock);
    case 'order':
      return (
        rota.vanDays.every(({ calls }) => {
          const places = calls
            .map(({ siteId }) => lock.siteIds.indexOf(siteId))
            .filter((place) => place >= 0);
          return places.every((place, k) => k === 0 || places[k - 1] < place);
        }) && lock.siteIds.every((siteId) => !placements(of.rota).has(siteId) || placements(rota).has(siteId))
      );
  }
}

const callsOf = (rota: Rota, at: VanWeekdayRef): string =>
  JSON.stringify(
    rota.vanDays
      .filter(({ vanId, weekday }) => vanId === at.vanId && weekday === at.weekday)
      .map(({ week, calls }) => [week, calls.map(({ siteId, open }) => [siteId, open])]),
  );

function conflictWords(of: RotaCase, locks: readonly LockRef[]): string {
  const names = locks.map((lock) => lockWords(of, lock));
  if (locks.length === 1) return sentence(`${names[0]} cannot be kept${whereWords(of, locks[0])}.`);
  const loose =
    locks.length === 2
      ? 'Either can be kept without the other.'
      : `Any ${counted(locks.length - 1, 'of them', 'of them')} can be kept.`;
  return `${sentence(listed(names))} cannot ${locks.length === 2 ? 'both' : 'all'} be kept. ${loose}`;
}

/** What stands in the way of a lock by itself, as far as it can be told. */
function whereWords(of: RotaCase, lock: LockRef): string {
  if (lock.kind !== 'stop') return ', whatever else is planned';
  const asked = of.wishes.lockedStops.find(({ siteId }) => siteId === lock.siteId);
  const van = of.vans.find(({ id }) => id === asked?.vanId);
  if (!asked || !van) return ': there is no such van';
  if (!van.shifts[asked.weekday]) return `: the van does not work on ${dayName(of, asked)}`;
  return ", whatever else is planned: the site's hours, the van's shift, the drive or the spacing of its visits do not allow it";
}
