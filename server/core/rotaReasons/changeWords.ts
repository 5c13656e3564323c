import type { LockRef, RotaChange } from '../../shared/rotaChange.ts';
import { counted, listed } from '../../shared/text.ts';
import { clockWords } from '../../shared/time.ts';
import { durationWords } from '../../shared/words.ts';
import type { Stop } from '../nouns.ts';
import { ofVan, siteName, underFives, vanName, weekdayName, weeksName, windowWords } from './caseWords.ts';
import { needServed } from './offer.ts';
import { type RotaCase, rotaInputOf } from './rotaCase.ts';

/** A change as what follows "it fits if": "Tuesday starts at 8:45am instead of 9am". @param stop  as asked now, for which it is offered */
export function changeWords(of: RotaCase, stop: Stop, change: RotaChange): string {
  switch (change.kind) {
    case 'shift':
      return shiftWords(of, change);
    case 'session':
      return `its session is ${durationWords(change.sessionSeconds)} instead of ${durationWords(stop.sessionSeconds)}`;
    case 'visits':
      return visitsWords(stop.visitsPerCycle, change.visitsPerCycle, rotaInputOf(of).rules.cycleWeeks);
    case 'leave':
      return leaveWords(of, stop, change.siteId);
    case 'unlock':
      return `${lockWords(of, change.lock)} is released`;
    case 'weekdays':
      return weekdaysWords(stop, change.weekdays);
    case 'weeks':
      return `it may come in any weeks instead of ${listed((stop.wishes?.weekSets ?? []).map(weeksName)) || 'those asked for'}`;
    case 'within':
      return `it may be open ${change.within ? windowWords(change.within) : 'at any time of day'}${stop.wishes?.within ? ` instead of ${windowWords(stop.wishes.within)}` : ''}`;
    case 'tolerance':
      return `its opening may differ by up to ${durationWords(change.toleranceSeconds)} from week to week`;
    case 'calls':
      return `a van may make ${counted(change.maxCallsPerDay, 'call')} a day instead of ${rotaInputOf(of).rules.maxCallsPerDay}`;
    case 'skills':
      return `${listed(change.skills)} ${change.skills.length === 1 ? 'is' : 'are'} aboard on ${weekdayName(change.weekday)}s${ofVan(of, change.vanId)}`;
    case 'require':
      return 'it is planned before the others: there is room for it';
    case 'opening':
      return `${siteName(of, change.siteId)} can be used on ${weekdayName(change.weekday)}s from ${listed(change.windows.map(windowWords))}`;
  }
}

function shiftWords(of: RotaCase, change: Extract<RotaChange, { kind: 'shift' }>): string {
  const { vanId, weekday, shift } = change;
  const before = of.vans.find(({ id }) => id === vanId)?.shifts[weekday];
  const day = weekdayName(weekday);
  if (!before) return `${vanName(of, vanId)} also works on ${day}s, ${windowWords(shift)}`;
  const starts =
    shift.from !== before.from && `starts at ${clockWords(shift.from)} instead of ${clockWords(before.from)}`;
  const ends =
    shift.to !== before.to && `ends at ${clockWords(shift.to)} instead of ${clockWords(before.to)}`;
  return `${day}${ofVan(of, vanId)} ${listed([starts, ends].filter((part) => part !== false))}`;
}

const NUMBERS = ['', '', 'two', 'three', 'four', 'five', 'six'];

/** "it is visited every four weeks instead of every two"; for uneven spacings in visits a cycle. */
function visitsWords(before: number, after: number, cycleWeeks: number): string {
  const every = (visits: number) => {
    const weeks = cycleWeeks / visits;
    return weeks === 1 ? 'every week' : NUMBERS[weeks] ? `every ${NUMBERS[weeks]} weeks` : null;
  };
  const [now, then] = [every(before), every(after)];
  if (now && then) return `it is visited ${then} instead of ${now.replace(/ weeks$/, '')}`;
  return `it has ${counted(after, 'visit')} in ${counted(cycleWeeks, 'week')} instead of ${before}`;
}

function leaveWords(of: RotaCase, stop: Stop, siteId: string): string {
  const fewer = Math.round(stop.need) - Math.round(needServed(of, siteId));
  const than =
    fewer > 0
      ? `, which serves ${fewer} fewer under-5${fewer === 1 ? '' : 's'}`
      : ` (${underFives(needServed(of, siteId))})`;
  return `it takes the place of ${siteName(of, siteId)}${than}`;
}

function weekdaysWords(stop: Stop, weekdays: readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[] | null): string {
  if (weekdays === null) return 'it may come on any weekday';
  const more = weekdays.filter((weekday) => !stop.wishes?.weekdays?.includes(weekday));
  return `it may come on ${listed(more.map((weekday) => `${weekdayName(weekday)}s`))} as well`;
}

/** "the lock of Bude Library", "the lock of Tuesday (Van 2)", "the fixed order of Bude, Stratton and Poughill". */
export function lockWords(of: RotaCase, lock: LockRef): string {
  switch (lock.kind) {
    case 'stop': {
      const found = of.wishes.lockedStops.find(({ siteId }) => siteId === lock.siteId);
      const where = found ? ` on ${weekdayName(found.weekday)} at ${clockWords(found.open)}` : '';
      return `the lock of ${siteName(of, lock.siteId)}${where}`;
    }
    case 'day':
      return `the lock of ${weekdayName(lock.weekday)}${ofVan(of, lock.vanId)}`;
    case 'order':
      return `the fixed order of ${listed(lock.siteIds.map((siteId) => siteName(of, siteId)))}`;
  }
}
