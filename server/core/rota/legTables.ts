import type { Ferry } from '../../shared/rotaRules.ts';
import type { RotaRules, Stop, TimeWindow } from '../nouns.ts';
import { submatrix, type TravelMatrix } from '../travelMatrix.ts';
import { plannedLegSeconds, travelFactorOn } from './plannedLeg.ts';
import { baseId, type RotaInput } from './rotaInput.ts';
import { openWindows } from './startTimes.ts';
import type { VanWeekday } from './workingDays.ts';

/** Times per leg between nodes on one weekday: stops first, then bases. Flat rows of `nodes`. */
export interface Legs {
  readonly nodes: number;
  /** Planned seconds, whole, with waits and crossings of ferries; UNREACHABLE where there is no way. */
  readonly seconds: Float64Array;
  /** The same without the ferries: what counts as driving. */
  readonly driving: Float64Array;
  readonly metres: Float64Array;
  /** What the search keeps small: planned seconds, and kilometres at their weight. */
  readonly cost: Float64Array;
}

/**
 * When a leg may be begun so that its ferries are met while they go, wherever on the way their slips lie: flat pairs of
 * seconds of the day, by leg; null for a leg that may be begun at any time of the shift.
 */
export type Departures = readonly (Int32Array | null)[];

/** Legs and departures of every van-weekday; those that are equal are one object. */
export interface LegTables {
  /** Without factors of weekdays: for what is near to what. */
  readonly legs: Legs;
  readonly legsOn: readonly Legs[];
  /** By van-weekday; null where no leg is bound to hours. */
  readonly departuresOn: readonly (Departures | null)[];
}

/** Planned legs of every van-weekday. @throws MATRIX_PLACE for a place the matrix lacks */
export function legTables(
  input: Pick<RotaInput, 'matrix' | 'vans' | 'rules'>,
  stops: readonly Stop[],
  vanWeekdays: readonly VanWeekday[],
): LegTables {
  const { rules } = input;
  const ids = [...stops.map((stop) => stop.siteId), ...input.vans.map((van) => baseId(van.id))];
  const routed = submatrix(input.matrix, { from: ids, to: ids });
  const crossed = crossedFerries(rules.ferries, ids);
  const known = new Map<number, Legs>();
  const legsAt = (factor: number): Legs => {
    const made = known.get(factor) ?? plannedLegs(routed, { rules, factor, crossed });
    known.set(factor, made);
    return made;
  };
  const legsOn = vanWeekdays.map(({ weekday }) => legsAt(travelFactorOn(rules, weekday)));
  return {
    legs: legsAt(travelFactorOn({ ...rules, travelFactorByWeekday: {} }, 1)),
    legsOn,
    departuresOn: vanWeekdays.map((day, k) => departures(legsOn[k], crossed, day)),
  };
}

/** Ferries between every two nodes, waits and crossings; undefined where there is none. */
function crossedFerries(ferries: readonly Ferry[], ids: readonly string[]): (readonly Ferry[] | undefined)[] {
  const beyond = ferries.map((ferry) => ids.map((id) => ferry.siteIds.includes(id)));
  if (ferries.length === 0) return new Array(ids.length * ids.length).fill(undefined);
  return ids.flatMap((_, i) =>
    ids.map((__, j) => {
      const crossed = ferries.filter((___, f) => beyond[f][i] !== beyond[f][j]);
      return crossed.length > 0 ? crossed : undefined;
    }),
  );
}

const ferrySeconds = (ferries: readonly Ferry[] | undefined): number =>
  (ferries ?? []).reduce((sum, ferry) => sum + Math.ceil(ferry.waitSeconds + ferry.crossingSeconds), 0);

function plannedLegs(
  routed: TravelMatrix,
  at: { rules: RotaRules; factor: number; crossed: readonly (readonly Ferry[] | undefined)[] },
): Legs {
  const planned = { travelFactor: at.factor, travelAllowanceSeconds: at.rules.travelAllowanceSeconds };
  const driving = routed.seconds.map((value) => plannedLegSeconds(value, planned));
  const seconds = driving.map((value, k) => value + ferrySeconds(at.crossed[k]));
  const weight = at.rules.weights.kilometreSeconds / 1000;
  return {
    nodes: routed.from.length,
    seconds,
    driving,
    metres: routed.metres,
    cost: seconds.map(
      (value, k) => value + (Number.isFinite(routed.metres[k]) ? routed.metres[k] * weight : 0),
    ),
  };
}

function departures(
  legs: Legs,
  crossed: readonly (readonly Ferry[] | undefined)[],
  day: VanWeekday,
): Departures | null {
  const spells = new Map<Ferry, TimeWindow[]>();
  for (const ferry of new Set(crossed.flatMap((ferries) => ferries ?? []))) {
    if (ferry.hours) spells.set(ferry, openWindows({ opening: ferry.hours }, day.weekday));
  }
  const ranges = crossed.map((ferries, k) => {
    if (!ferries || !Number.isFinite(legs.seconds[k])) return null;
    const leg = legs.seconds[k];
    const always = { from: day.shift.from, to: day.shift.to - leg };
    const allowed = ferries.reduce(
      (left, ferry) => meetsFerry(left, { ferry, leg, spells: spells.get(ferry) }),
      [always],
    );
    if (allowed.length === 1 && allowed[0].from === always.from && allowed[0].to === always.to) return null;
    return Int32Array.from(allowed.flatMap(({ from, to }) => [from, to]));
  });
  return ranges.some((each) => each !== null) ? ranges : null;
}

/**
 * What is left of the times to begin a leg when a ferry must be met: the crossing begins from the leg's beginning and the
 * wait to the leg's end less the crossing, and all of that must lie in one spell of its hours.
 */
function meetsFerry(
  left: readonly TimeWindow[],
  at: { ferry: Ferry; leg: number; spells: readonly TimeWindow[] | undefined },
): TimeWindow[] {
  const { waitSeconds, crossingSeconds } = at.ferry;
  if (!at.spells) return [...left];
  return at.spells
    .flatMap((spell) =>
      left.map(({ from, to }) => ({
        from: Math.max(from, Math.ceil(spell.from - waitSeconds)),
        to: Math.min(to, Math.floor(spell.to - at.leg + crossingSeconds)),
      })),
    )
    .filter(({ from, to }) => from <= to);
}
