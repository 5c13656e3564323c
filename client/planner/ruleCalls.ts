import type { JobWire } from '../../server/contract/planner.ts';
import type {
  ReviewPlanWire,
  ReviewRequestWire,
  RuleSetsWire,
  StopUsersWire,
  UserCountsWire,
  UsersImportWire,
} from '../../server/contract/rules.ts';
import type { RuleSet } from '../../server/shared/councilRules.ts';
import type { Answer } from './api.ts';

/** What can be asked about council rules and reviews. */
export interface RuleCalls {
  saveSet(set: RuleSet): Promise<Answer<RuleSetsWire>>;
  removeSet(name: string): Promise<Answer<RuleSetsWire>>;
  run(asked: ReviewRequestWire): Promise<Answer<JobWire>>;
  planOf(reviewId: number, asked: ReviewPlanWire): Promise<Answer<JobWire>>;
  saveUsers(planId: number, counts: UserCountsWire): Promise<Answer<StopUsersWire>>;
  bringUsers(planId: number, file: File): Promise<Answer<UsersImportWire>>;
}

/** The same over HTTP. @param ask  sends a request, a file as it is, and understands its answer */
export function createRuleCalls(
  ask: <Value>(method: string, path: string, body?: unknown) => Promise<Answer<Value>>,
): RuleCalls {
  return {
    saveSet: (set) => ask('PUT', '/api/rules/sets', set),
    removeSet: (name) => ask('DELETE', `/api/rules/sets/${encodeURIComponent(name)}`),
    run: (asked) => ask('POST', '/api/reviews', asked),
    planOf: (reviewId, asked) => ask('POST', `/api/reviews/${reviewId}/plan`, asked),
    saveUsers: (planId, counts) => ask('PUT', `/api/plans/${planId}/users`, counts),
    bringUsers: (planId, file) =>
      ask('POST', `/api/plans/${planId}/users/imports?source=${encodeURIComponent(file.name)}`, file),
  };
}

/** Where a set can be downloaded. */
export const ruleFilePath = (name: string): string => `/api/rules/sets/${encodeURIComponent(name)}.json`;

/** A set alone, as it is sent and kept: without what the server tells beside it. */
export const bareSet = ({ name, source, rules }: RuleSet): RuleSet => ({ name, source, rules });
