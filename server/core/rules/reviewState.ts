import type { Consequence, KeptGroup } from '../../shared/councilRules.ts';
import { GROUP_WORDS, ruleFigure } from '../../shared/councilRuleWords.ts';
import { counted } from '../../shared/text.ts';
import { metresAt, secondsAt, type TravelMatrix } from '../travelMatrix.ts';
import { type CompareBusy, compareBusy } from './busier.ts';
import type { ReviewedStop, ReviewInput } from './reviewInput.ts';

/** What a rule did to a stop, with its figure. */
export interface StopChange {
  readonly siteId: string;
  readonly change: 'dropped' | 'merged' | 'reduced';
  /** The stop it was merged into. */
  readonly intoSiteId: string | null;
  readonly visitsBefore: number;
  /** 0 for a stop that is gone. */
  readonly visitsAfter: number;
  /** A sentence with the figure, for the coordinator. */
  readonly reason: string;
  /** The same for papers that leave the planner: without figures of people. */
  readonly paperReason: string;
}

/** A stop that a rule was against and that stays, or that it could not judge; with the reason. */
export interface StopRemark {
  readonly siteId: string;
  readonly reason: string;
  readonly paperReason: string;
}

/** Why a rule is against a stop, without a full stop: with figures of people, and without. */
export interface Why {
  /** "1.5 users a visit, counted; fewer than 3". */
  readonly why: string;
  /** "Fewer than 3 users a visit, counted". */
  readonly paperWhy: string;
}

/** What one rule did. */
export interface RuleEffect {
  readonly ruleId: string;
  readonly stopsBefore: number;
  readonly stopsAfter: number;
  readonly changes: readonly StopChange[];
  /** Stops it was against that stay: protected, or visited no more often already. */
  readonly spared: readonly StopRemark[];
  /** Stops it could say nothing about. */
  readonly notJudged: readonly StopRemark[];
  /** What else is to be known. */
  readonly remarks: readonly string[];
}

/** One stop as the review stands. */
export interface StopState {
  readonly stop: ReviewedStop;
  visits: number;
  /** null while it stays. */
  gone: { readonly change: 'dropped' | 'merged'; readonly intoSiteId: string | null } | null;
}

/** The review between two rules; each rule changes it in its turn. */
export interface ReviewState {
  readonly input: ReviewInput;
  /** In the order of the input. */
  readonly stops: readonly StopState[];
  readonly busy: CompareBusy;
  readonly named: Set<string>;
  readonly groups: Set<KeptGroup>;
  /** Of the rule whose turn it is. */
  readonly changes: StopChange[];
  readonly spared: StopRemark[];
  readonly notJudged: StopRemark[];
  readonly remarks: string[];
}

export const newState = (input: ReviewInput): ReviewState => ({
  input,
  stops: input.stops.map((stop) => ({ stop, visits: stop.visitsPerCycle, gone: null })),
  busy: compareBusy(input),
  named: new Set(),
  groups: new Set(),
  changes: [],
  spared: [],
  notJudged: [],
  remarks: [],
});

/** The stops that are left, in the order of the input. */
export const remaining = (state: ReviewState): StopState[] => state.stops.filter(({ gone }) => gone === null);

/** Why a stop may not go, in words that follow its name; null when it may. */
export function protection(state: ReviewState, { stop }: StopState): string | null {
  if (state.named.has(stop.siteId)) return 'is on the list of stops to keep';
  for (const group of state.groups) {
    const own = stop.groups[group];
    if (own === null) continue;
    const others = remaining(state).filter(
      (other) => other.stop.siteId !== stop.siteId && other.stop.groups[group] === own,
    );
    if (others.length === 0) return `is the last stop in its ${GROUP_WORDS[group]} (${own})`;
  }
  return null;
}

/**
 * A rule's verdict against a stop: it goes, is visited less often, or is spared because it is protected or is visited no more
 * often already.
 */
export function take(
  state: ReviewState,
  target: StopState,
  verdict: Consequence & Why & { readonly into?: StopState },
): void {
  const { stop } = target;
  if (verdict.reduceToWeeks !== null) {
    reduce(state, target, { weeks: verdict.reduceToWeeks, ...verdict });
    return;
  }
  const kept = protection(state, target);
  if (kept !== null) {
    state.spared.push({ siteId: stop.siteId, ...reasons(verdict, `; but it ${kept}.`) });
    return;
  }
  const change = verdict.into ? 'merged' : 'dropped';
  const intoSiteId = verdict.into?.stop.siteId ?? null;
  state.changes.push({
    siteId: stop.siteId,
    change,
    intoSiteId,
    visitsBefore: target.visits,
    visitsAfter: 0,
    ...reasons(verdict, '.'),
  });
  target.gone = { change, intoSiteId };
}

/** At most one visit in so many weeks: never less than one in the cycle. */
export function reduce(
  state: ReviewState,
  target: StopState,
  verdict: Why & { readonly weeks: number },
): void {
  const { cycleWeeks } = state.input;
  const most = Math.max(1, Math.floor(cycleWeeks / verdict.weeks));
  const { siteId } = target.stop;
  const inCycle = (visits: number) => `${counted(visits, 'visit')} in ${counted(cycleWeeks, 'week')}`;
  if (target.visits <= most) {
    const already = `; but it has only ${inCycle(target.visits)} already.`;
    state.spared.push({ siteId, ...reasons(verdict, already) });
    return;
  }
  state.changes.push({
    siteId,
    change: 'reduced',
    intoSiteId: null,
    visitsBefore: target.visits,
    visitsAfter: most,
    ...reasons(verdict, `; from ${target.visits} to ${inCycle(most)}.`),
  });
  target.visits = most;
}

const reasons = ({ why, paperWhy }: Why, end: string): Pick<StopRemark, 'reason' | 'paperReason'> => ({
  reason: `${why}${end}`,
  paperReason: `${paperWhy}${end}`,
});

/** "2.5 users a visit, counted"; "4 users a visit, expected (about 2 to 7 contacts a visit)"; "no users are known". */
export function usersWords({ users }: ReviewedStop): string {
  if (users === null) return 'no users are known';
  const figure = ruleFigure(Math.round(users.perVisit * 100) / 100);
  const range = users.range === null ? '' : ` (${users.range})`;
  return `${figure} ${figure === '1' ? 'user' : 'users'} a visit, ${users.basis}${range}`;
}

/** Looks places up in a matrix by their identifiers. */
export function finderIn(
  matrix: TravelMatrix,
): (from: string, to: string) => { seconds: number; metres: number } {
  const rows = new Map(matrix.from.map((id, i) => [id, i]));
  const columns = new Map(matrix.to.map((id, j) => [id, j]));
  return (from, to) => {
    const [i, j] = [rows.get(from), columns.get(to)];
    if (i === undefined || j === undefined)
      return { seconds: Number.POSITIVE_INFINITY, metres: Number.POSITIVE_INFINITY };
    return { seconds: secondsAt(matrix, i, j), metres: metresAt(matrix, i, j) };
  };
}
