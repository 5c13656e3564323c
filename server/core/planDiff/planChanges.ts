import { daysBetween, type ServiceDate, type Weekday } from '../../shared/time.ts';
import type { Metres, Seconds } from '../../shared/units.ts';
import type { Rota } from '../nouns.ts';
import { type StopPattern, stopPatterns } from '../timetable/patternWords.ts';

/** What of a plan is compared. */
export interface DiffedPlan {
  readonly rota: Rota;
  /** Monday of week 0 of its cycle. */
  readonly cycleAnchor: ServiceDate;
}

/** When a stop is visited, and by whom. */
export interface StopSlot {
  /** By weekday and clock time, at least one. */
  readonly patterns: readonly StopPattern[];
  readonly vanIds: readonly string[];
  readonly visits: number;
}

export type ChangedPart = 'weekday' | 'weeks' | 'time' | 'van' | 'more-visits' | 'fewer-visits' | 'length';

/** A stop that one rota serves otherwise than the other. */
export interface StopChange {
  readonly siteId: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** At least one of a changed stop; none of the others. */
  readonly parts: readonly ChangedPart[];
  /** null: not served. */
  readonly before: StopSlot | null;
  readonly after: StopSlot | null;
}

/** Totals of a rota in one cycle. */
export interface RotaTotals {
  readonly cycleWeeks: number;
  readonly stops: number;
  readonly visits: number;
  readonly vanDays: number;
  readonly drivingSeconds: Seconds;
  readonly drivingMetres: Metres;
  /** From leaving the base to being back. */
  readonly vanSeconds: Seconds;
}

export interface PlanChanges {
  /** By site. */
  readonly stops: readonly StopChange[];
  /** Stops served as they were. */
  readonly unchanged: number;
  readonly before: RotaTotals;
  readonly after: RotaTotals;
}

/** Weeks in which every cycle of 1, 2, 3, 4 or 6 weeks ends: rotas of different cycles are compared week by week over them. */
const COMMON_WEEKS = 12;
/** Mean length of a month in weeks, for rotas that repeat by it. */
const WEEKS_PER_MONTH = 365.25 / 12 / 7;

/**
 * What one rota changes against another, stop by stop. Weeks are those of the calendar: cycles of another length or another
 * beginning that come to the same weeks are no change.
 * @returns empty lists and zeros where neither has a van-day; a stop that both leave unserved is no change
 */
export function planChanges({ before, after }: { before: DiffedPlan; after: DiffedPlan }): PlanChanges {
  const slots = { before: slotsOf(before.rota), after: slotsOf(after.rota) };
  const siteIds = [...new Set([...slots.before.keys(), ...slots.after.keys()])].sort();
  const shift = daysBetween({ from: before.cycleAnchor, to: after.cycleAnchor }) / 7;
  const stops = siteIds.flatMap((siteId): StopChange[] => {
    const pair = { before: slots.before.get(siteId) ?? null, after: slots.after.get(siteId) ?? null };
    if (pair.before === null) return [{ siteId, kind: 'added', parts: [], ...pair }];
    if (pair.after === null) return [{ siteId, kind: 'removed', parts: [], ...pair }];
    const parts = changedParts(pair.before, pair.after, shift);
    return parts.length === 0 ? [] : [{ siteId, kind: 'changed', parts, ...pair }];
  });
  return {
    stops,
    unchanged: siteIds.length - stops.length,
    before: totalsOf(before.rota),
    after: totalsOf(after.rota),
  };
}

/** Stops on another weekday than before, of which nothing was asked. */
export const movedUnasked = (changes: PlanChanges, asked: ReadonlySet<string>): StopChange[] =>
  changes.stops.filter(({ siteId, parts }) => parts.includes('weekday') && !asked.has(siteId));

/** The weekdays of a slot, ascending. */
export const weekdaysOf = (slot: StopSlot): Weekday[] =>
  [...new Set(slot.patterns.map(({ weekday }) => weekday))].sort((a, b) => a - b);

function slotsOf(rota: Rota): Map<string, StopSlot> {
  const vans = new Map<string, Set<string>>();
  for (const { vanId, calls } of rota.vanDays) {
    for (const { siteId } of calls) vans.set(siteId, (vans.get(siteId) ?? new Set()).add(vanId));
  }
  const slots = new Map<string, StopSlot>();
  for (const pattern of stopPatterns(rota)) {
    const { siteId } = pattern;
    const known = slots.get(siteId);
    slots.set(siteId, {
      patterns: [...(known?.patterns ?? []), pattern],
      vanIds: [...(vans.get(siteId) ?? [])].sort(),
      visits: (known?.visits ?? 0) + pattern.weeks.length,
    });
  }
  return slots;
}

function changedParts(before: StopSlot, after: StopSlot, shift: number): ChangedPart[] {
  const isSame = (of: (slot: StopSlot) => unknown) =>
    JSON.stringify(of(before)) === JSON.stringify(of(after));
  const more = visitsPerWeek(after) - visitsPerWeek(before);
  const isAsOften = Math.abs(more) < 1e-9;
  const parts: ChangedPart[] = [];
  if (!isSame(weekdaysOf)) parts.push('weekday');
  if (isAsOften && calendarWeeks(before, 0) !== calendarWeeks(after, shift)) parts.push('weeks');
  if (!isSame((slot) => distinct(slot.patterns.map(({ open }) => open)))) parts.push('time');
  if (!isSame((slot) => distinct(slot.patterns.map(({ open, close }) => close - open)))) parts.push('length');
  if (!isAsOften) parts.push(more > 0 ? 'more-visits' : 'fewer-visits');
  if (!isSame(({ vanIds }) => vanIds)) parts.push('van');
  return parts;
}

const distinct = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

const isByMonth = ({ patterns: [{ repeats }] }: StopSlot): boolean => repeats === 'month';

const visitsPerWeek = (slot: StopSlot): number =>
  slot.visits / (isByMonth(slot) ? WEEKS_PER_MONTH : slot.patterns[0].cycleWeeks);

/** The weeks with a visit among twelve of the calendar; those of a month by their own numbers. */
function calendarWeeks(slot: StopSlot, shift: number): string {
  const weeks = slot.patterns.flatMap(({ weeks, cycleWeeks }) =>
    isByMonth(slot) ? weeks : repeated(weeks, cycleWeeks).map((week) => inTwelve(week + shift)),
  );
  return JSON.stringify([isByMonth(slot), distinct(weeks)]);
}

const inTwelve = (week: number): number => ((week % COMMON_WEEKS) + COMMON_WEEKS) % COMMON_WEEKS;

const repeated = (weeks: readonly number[], cycleWeeks: number): number[] =>
  Array.from({ length: COMMON_WEEKS / cycleWeeks }, (_, k) =>
    weeks.map((week) => week + k * cycleWeeks),
  ).flat();

function totalsOf(rota: Rota): RotaTotals {
  const calls = rota.vanDays.flatMap((day) => day.calls);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    cycleWeeks: rota.cycleWeeks,
    stops: new Set(calls.map(({ siteId }) => siteId)).size,
    visits: calls.length,
    vanDays: rota.vanDays.length,
    drivingSeconds: sum([
      ...calls.map(({ legSeconds }) => legSeconds),
      ...rota.vanDays.map(({ returnLegSeconds }) => returnLegSeconds),
    ]),
    drivingMetres: sum([
      ...calls.map(({ legMetres }) => legMetres),
      ...rota.vanDays.map(({ returnLegMetres }) => returnLegMetres),
    ]),
    vanSeconds: sum(rota.vanDays.map(({ departBase, returnBase }) => returnBase - departBase)),
  };
}
