import type { RuleOf } from '../../shared/councilRules.ts';
import { ruleFigure } from '../../shared/councilRuleWords.ts';
import { childrenAged0to4 } from '../access/children.ts';
import { secondsAt } from '../travelMatrix.ts';
import { type ReviewState, remaining, type StopState, take } from './reviewState.ts';

/**
 * Stops that bring fewer children aged 0 to 4 newly within reach than the rule asks for: children beyond reach of every hub.
 * `alone` counts all of them within reach of the stop; `only-here` leaves out those whom another remaining stop reaches, and looks again
 * after each stop that goes, those with the fewest first.
 */
export function fewReached(state: ReviewState, rule: RuleOf<'few-reached'>): void {
  const reach = reachOfStops(state);
  const whom = rule.counting === 'alone' ? '' : ' whom no other stop reaches';
  const limit = ruleFigure(rule.children);
  const verdictOn = (target: StopState, children: number) =>
    take(state, target, {
      ...rule,
      why: `Newly reaches ${ruleFigure(children)} children under 5${whom}; fewer than ${limit}`,
      paperWhy: `Newly reaches fewer than ${limit} children under 5${whom}`,
    });
  const countOf = rule.counting === 'alone' ? reach.alone : reach.onlyHere;
  const looked = new Set<StopState>();
  for (;;) {
    const [next] = remaining(state)
      .filter((target) => !looked.has(target))
      .map((target) => ({ target, children: countOf(target) }))
      .filter(({ children }) => children < rule.children)
      .sort((a, b) => a.children - b.children || state.busy(b.target.stop, a.target.stop).order);
    if (!next) return;
    looked.add(next.target);
    verdictOn(next.target, next.children);
    if (next.target.gone !== null) reach.remove(next.target);
  }
}

/** Which points beyond reach of every hub each stop reaches, and how many remaining stops reach each point. */
function reachOfStops(state: ReviewState): {
  alone: (target: StopState) => number;
  onlyHere: (target: StopState) => number;
  remove: (target: StopState) => void;
} {
  const { points, pointsToStops, secondsToHub, cutoffSeconds } = state.input;
  const column = new Map(pointsToStops.to.map((id, j) => [id, j]));
  const beyond = points.flatMap((_, i) => (secondsToHub[i] > cutoffSeconds ? [i] : []));
  const reached = new Map(
    remaining(state).map((target) => {
      const j = column.get(target.stop.siteId);
      const own =
        j === undefined ? [] : beyond.filter((i) => secondsAt(pointsToStops, i, j) <= cutoffSeconds);
      return [target, own] as const;
    }),
  );
  const stopsAt = new Map<number, number>();
  for (const own of reached.values()) for (const i of own) stopsAt.set(i, (stopsAt.get(i) ?? 0) + 1);
  const sum = (own: readonly number[]) => own.reduce((total, i) => total + childrenAged0to4(points[i]), 0);
  const of = (target: StopState) => reached.get(target) ?? [];
  return {
    alone: (target) => sum(of(target)),
    onlyHere: (target) => sum(of(target).filter((i) => stopsAt.get(i) === 1)),
    remove: (target) => {
      for (const i of of(target)) stopsAt.set(i, (stopsAt.get(i) ?? 0) - 1);
    },
  };
}
