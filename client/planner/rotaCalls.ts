import type { JobWire } from '../../server/contract/planner.ts';
import type { PlanChangesWire, RotaRequestWire } from '../../server/contract/rota.ts';
import type { RotaReasonsAnswerWire, RotaReasonsRequestWire } from '../../server/contract/rotaReasons.ts';
import type { Answer } from './api.ts';

/** What can be asked about a rota. */
export interface RotaCalls {
  again(planId: number, asked: RotaRequestWire): Promise<Answer<JobWire>>;
  /** Ends a search with the best rota it has. */
  finish(jobId: string): Promise<Answer<JobWire>>;
  /** @param fromId  null: the plan it was planned again from */
  changes(planId: number, fromId: number | null): Promise<Answer<PlanChangesWire>>;
  /** Why a rota is as it is: the answer, or the work that finds it. */
  reasons(planId: number, asked: RotaReasonsRequestWire): Promise<Answer<RotaReasonsAnswerWire | JobWire>>;
}

/** The same over HTTP. @param ask  sends a request and understands its answer */
export function createRotaCalls(
  ask: <Value>(method: string, path: string, body?: unknown) => Promise<Answer<Value>>,
): RotaCalls {
  return {
    again: (planId, asked) => ask('POST', `/api/plans/${planId}/rota`, asked),
    finish: (jobId) => ask('POST', `/api/jobs/${encodeURIComponent(jobId)}/finish`, {}),
    changes: (planId, fromId) =>
      ask('GET', `/api/plans/${planId}/changes${fromId === null ? '' : `?from=${fromId}`}`),
    reasons: (planId, asked) => ask('POST', `/api/plans/${planId}/reasons`, asked),
  };
}
