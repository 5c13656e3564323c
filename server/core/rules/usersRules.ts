import type { RuleOf } from '../../shared/councilRules.ts';
import { ruleFigure } from '../../shared/councilRuleWords.ts';
import { type ReviewState, reduce, remaining, take, usersWords } from './reviewState.ts';

const TOO_OFTEN = 'Visited more often than the rule allows';
const UNCOUNTED = 'Nobody has counted its users.';

/** Stops with fewer users a visit than the rule asks for, the quietest first. */
export function fewUsers(state: ReviewState, rule: RuleOf<'few-users'>): void {
  const { busy } = state;
  const judged = remaining(state).filter((target) => {
    const { users, siteId } = target.stop;
    const isJudged = users !== null && (users.basis === 'counted' || !rule.isCountedOnly);
    if (!isJudged) state.notJudged.push({ siteId, reason: UNCOUNTED, paperReason: UNCOUNTED });
    return isJudged;
  });
  const few = judged.filter(({ stop }) => (stop.users?.perVisit ?? 0) < rule.users);
  for (const target of few.sort((a, b) => busy(b.stop, a.stop).order)) {
    const limit = ruleFigure(rule.users);
    take(state, target, {
      ...rule,
      why: `${usersWords(target.stop)}; fewer than ${limit}`,
      paperWhy: `Fewer than ${limit} users a visit, ${target.stop.users?.basis}`,
    });
  }
}

/** No stop more often than once in so many weeks. */
export function mostOften(state: ReviewState, rule: RuleOf<'most-often'>): void {
  for (const target of remaining(state)) {
    const most = Math.max(1, Math.floor(state.input.cycleWeeks / rule.weeks));
    if (target.visits > most)
      reduce(state, target, { weeks: rule.weeks, why: TOO_OFTEN, paperWhy: TOO_OFTEN });
  }
  if (rule.weeks > state.input.cycleWeeks) {
    state.remarks.push(
      `The rota repeats every ${state.input.cycleWeeks} weeks, so no stop can be visited less often than once in that time.`,
    );
  }
}

/** At most so many stops, in all or on one van-day; the quietest go. */
export function mostStops(state: ReviewState, rule: RuleOf<'most-stops'>): void {
  const { busy } = state;
  const days =
    rule.per === 'service'
      ? [null]
      : [...new Set(state.input.stops.flatMap(({ vanDays }) => vanDays))].sort();
  for (const day of days) {
    const isHere = ({ stop }: { stop: { vanDays: readonly string[] } }) =>
      day === null || stop.vanDays.includes(day);
    const quietFirst = remaining(state)
      .filter(isHere)
      .sort((a, b) => busy(b.stop, a.stop).order);
    let left = quietFirst.length;
    const where = day === null ? 'in all' : `on ${day}`;
    const before = left;
    for (const target of quietFirst) {
      if (left <= rule.most) break;
      const wanted = `${before} stops where at most ${rule.most} are wanted`;
      take(state, target, {
        reduceToWeeks: null,
        why: `${usersWords(target.stop)}, the fewest of the stops left ${where}; ${wanted}`,
        paperWhy: `Fewest users of the stops left ${where}; ${wanted}`,
      });
      if (target.gone !== null) left -= 1;
    }
    if (left > rule.most) {
      state.remarks.push(
        `${left} stops are left ${where}, more than the ${rule.most} wanted: the others are protected.`,
      );
    }
  }
}
