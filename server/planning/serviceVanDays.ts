import type { Call, RotaRules, TimeWindow, VanDay } from '../core/nouns.ts';
import { plannedLegSeconds } from '../core/rota/plannedLeg.ts';
import { baseId } from '../core/rota/rotaInput.ts';
import { metresAt, secondsAt, type TravelMatrix } from '../core/travelMatrix.ts';
import type { ClockTime, Weekday } from '../shared/time.ts';
import type { Metres, Seconds } from '../shared/units.ts';

/** One stop of an existing service on one day of the cycle. */
export interface ServiceCall {
  readonly siteId: string;
  readonly vanId: string;
  readonly week: number;
  readonly weekday: Weekday;
  /** The published times. */
  readonly open: ClockTime;
  readonly close: ClockTime;
}

/**
 * The van-days of an existing service. Published times stay as they are; what lies between them goes to the drive first, then to
 * pack-down and set-up in their usual proportion, as far as it reaches: the checks then say where it does not.
 * @param matrix  holds every site and `base:<vanId>`, both ways
 * @returns in the order of week, weekday and van
 */
export function serviceVanDays(
  calls: readonly ServiceCall[],
  known: { matrix: TravelMatrix; rules: RotaRules },
): VanDay[] {
  const days = new Map<string, ServiceCall[]>();
  for (const call of calls) {
    const key = `${call.week} ${call.weekday} ${call.vanId}`;
    days.set(key, [...(days.get(key) ?? []), call]);
  }
  const legOf = legFinderIn(known.matrix, known.rules);
  return [...days.values()]
    .map((day) => vanDayOf(day, legOf, known.rules))
    .sort((a, b) => a.week - b.week || a.weekday - b.weekday || (a.vanId < b.vanId ? -1 : 1));
}

type LegOf = (from: string, to: string) => { seconds: Seconds; metres: Metres };

function legFinderIn(matrix: TravelMatrix, rules: RotaRules): LegOf {
  const rows = new Map(matrix.from.map((id, i) => [id, i]));
  const columns = new Map(matrix.to.map((id, j) => [id, j]));
  return (from, to) => {
    const [i, j] = [rows.get(from) ?? -1, columns.get(to) ?? -1];
    return { seconds: plannedLegSeconds(secondsAt(matrix, i, j), rules), metres: metresAt(matrix, i, j) };
  };
}

function vanDayOf(unsorted: readonly ServiceCall[], legOf: LegOf, rules: RotaRules): VanDay {
  const day = [...unsorted].sort((a, b) => a.open - b.open || a.close - b.close);
  const { vanId, week, weekday } = day[0];
  const chain = [baseId(vanId), ...day.map((call) => call.siteId), baseId(vanId)];
  const legs = chain.slice(1).map((to, k) => legOf(chain[k], to));
  const last = day.length - 1;
  const calls = day.map((call, k): Call => {
    const before = k === 0 ? null : workTimes(call.open - day[k - 1].close - legs[k].seconds, rules);
    const after = k === last ? null : workTimes(day[k + 1].open - call.close - legs[k + 1].seconds, rules);
    return {
      siteId: call.siteId,
      arrive: Math.max(0, call.open - (before?.setUp ?? rules.setUpSeconds)),
      open: call.open,
      close: call.close,
      leave: call.close + (after?.packDown ?? rules.packDownSeconds),
      legSeconds: legs[k].seconds,
      legMetres: legs[k].metres,
    };
  });
  const returnLeg = legs[legs.length - 1];
  return withBreak(
    {
      vanId,
      week,
      weekday,
      departBase: Math.max(0, calls[0].arrive - legs[0].seconds),
      calls,
      break: null,
      returnLegSeconds: returnLeg.seconds,
      returnLegMetres: returnLeg.metres,
      returnBase: calls[last].leave + returnLeg.seconds,
    },
    rules,
  );
}

/** What is left beside the drive, shared between pack-down and set-up; nothing when even the drive does not fit. */
function workTimes(spare: Seconds, rules: RotaRules): { packDown: Seconds; setUp: Seconds } {
  const wanted = rules.packDownSeconds + rules.setUpSeconds;
  if (spare >= wanted) return { packDown: rules.packDownSeconds, setUp: rules.setUpSeconds };
  const packDown = Math.floor((Math.max(0, spare) * rules.packDownSeconds) / Math.max(1, wanted));
  return { packDown, setUp: Math.max(0, Math.floor(spare)) - packDown };
}

/** Puts the crew's break where the timetable leaves room for it within its window; a day too short for one has none. */
function withBreak(day: VanDay, rules: RotaRules): VanDay {
  if (day.returnBase - day.departBase <= rules.breakAfterSeconds) return day;
  const windows = day.calls.slice(1).flatMap((call, k): TimeWindow[] => {
    const leave = day.calls[k].leave;
    const from = Math.max(leave, rules.breakWindow.from);
    const to = from + rules.breakSeconds;
    const isRoom = call.arrive - leave >= call.legSeconds + rules.breakSeconds;
    return isRoom && to <= Math.min(call.arrive, rules.breakWindow.to) ? [{ from, to }] : [];
  });
  return { ...day, break: windows[0] ?? null };
}
