import type { RotaProblem } from '../rota/rotaProblem.ts';

/** Van-weekdays on which every day tour is worth the same: the bound need not tell them apart. */
export interface DayClass {
  /** One of them, as an index into `problem.vanWeekdays`. */
  readonly day: number;
  /** Van-days of all of them in a cycle. */
  readonly vanDays: number;
  /** Stops that may be called at on them. */
  readonly stops: readonly number[];
}

/** Where each van-weekday is: `classes[classOf[day]]`. */
export interface DayClasses {
  readonly classes: readonly DayClass[];
  readonly classOf: readonly number[];
}

/** Gathers van-weekdays with the same roads, shift, hours and limits. */
export function dayClasses(problem: RotaProblem): DayClasses {
  const known = new Map<string, number>();
  const members: number[][] = [];
  const classOf = problem.vanWeekdays.map((_, day) => {
    const name = nameOf(problem, day);
    const index = known.get(name) ?? members.length;
    known.set(name, index);
    members[index] = [...(members[index] ?? []), day];
    return index;
  });
  const classes = members.map((days) => ({
    day: days[0],
    vanDays: days.length * problem.rules.cycleWeeks,
    stops: problem.stops.flatMap((_, s) => (mayCall(problem, days[0], s) ? [s] : [])),
  }));
  return { classes, classOf };
}

const mayCall = (problem: RotaProblem, day: number, stop: number): boolean =>
  problem.starts[day * problem.stops.length + stop].length > 0 && problem.weekSetVisits[stop].length > 0;

/** All that the tours of a van-weekday depend on, as text. */
function nameOf(problem: RotaProblem, day: number): string {
  const n = problem.stops.length;
  const { base } = problem.vanWeekdays[day];
  const legs = problem.legsOn[day];
  const ofStops = <T>(table: ArrayLike<T>) => Array.from({ length: n }, (_, s) => table[day * n + s]);
  const baseLegs = Array.from({ length: n }, (_, s) => [
    legs.seconds[base * legs.nodes + s],
    legs.seconds[s * legs.nodes + base],
    legs.driving[base * legs.nodes + s],
    legs.driving[s * legs.nodes + base],
  ]);
  return JSON.stringify([
    problem.legsOn.indexOf(legs),
    problem.followOn.indexOf(problem.followOn[day]),
    problem.followWithBreakOn.indexOf(problem.followWithBreakOn[day]),
    problem.departuresOn[day] === null ? null : problem.departuresOn[day]?.map((each) => each && [...each]),
    baseLegs.map((each) => each.map(String)),
    ofStops(problem.starts).map((each) => [...each]),
    [problem.first, problem.firstWithBreak, problem.last, problem.lastWithBreak].map((table) =>
      ofStops(table),
    ),
    Object.values(problem.limits[day]).map(String),
    problem.vanWeekdays[day].shift,
  ]);
}
