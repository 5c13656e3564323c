import type {
  AbsenceRequestWire,
  CrewRequestWire,
  DatesWire,
  DecisionsRequestWire,
} from '../../server/contract/dates.ts';
import type { ClashKind } from '../../server/shared/clashes.ts';
import type { Answer } from './api.ts';

/** What can be decided and entered of a plan's dates; each answer is the dates as they stand then. */
export interface DatesCalls {
  decide(planId: number, asked: DecisionsRequestWire): Promise<Answer<DatesWire>>;
  takeBest(planId: number): Promise<Answer<DatesWire>>;
  /** No visit takes place that meets something of a kind, now and later. @param reason  for families; '' for the usual words */
  skipAll(planId: number, kind: ClashKind, reason: string): Promise<Answer<DatesWire>>;
  openAll(planId: number, kind: ClashKind): Promise<Answer<DatesWire>>;
  addAbsence(planId: number, absence: AbsenceRequestWire): Promise<Answer<DatesWire>>;
  removeAbsence(planId: number, number: number): Promise<Answer<DatesWire>>;
  saveCrew(planId: number, crew: CrewRequestWire): Promise<Answer<DatesWire>>;
  removeCrew(planId: number, crewId: string): Promise<Answer<DatesWire>>;
}

/** The same over HTTP. @param ask  sends a request and understands its answer */
export function createDatesCalls(
  ask: <Value>(method: string, path: string, body?: unknown) => Promise<Answer<Value>>,
): DatesCalls {
  const at = (planId: number, rest: string) => `/api/plans/${planId}/dates/${rest}`;
  return {
    decide: (planId, asked) => ask('POST', at(planId, 'decisions'), asked),
    takeBest: (planId) => ask('POST', at(planId, 'best'), {}),
    skipAll: (planId, kind, reason) => ask('PUT', at(planId, `standing/${kind}`), { reason }),
    openAll: (planId, kind) => ask('DELETE', at(planId, `standing/${kind}`)),
    addAbsence: (planId, absence) => ask('POST', at(planId, 'absences'), absence),
    removeAbsence: (planId, number) => ask('DELETE', at(planId, `absences/${number}`)),
    saveCrew: (planId, crew) => ask('PUT', at(planId, 'crews'), crew),
    removeCrew: (planId, crewId) => ask('DELETE', at(planId, `crews/${encodeURIComponent(crewId)}`)),
  };
}
