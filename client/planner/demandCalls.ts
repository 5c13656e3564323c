import type {
  DemandInputsWire,
  WhatIfRequestWire,
  WhatIfWire,
  WhySiteWire,
} from '../../server/contract/demand.ts';
import type { Answer } from './api.ts';

/** What can be asked about expected contacts. */
export interface DemandCalls {
  why(siteId: string): Promise<Answer<WhySiteWire>>;
  inputs(): Promise<Answer<DemandInputsWire>>;
  /** Nothing is kept. @param signal  takes the question back: a newer one is asked */
  whatIf(asked: WhatIfRequestWire, signal: AbortSignal): Promise<Answer<WhatIfWire>>;
  keep(changes: Readonly<Record<string, number>>): Promise<Answer<DemandInputsWire>>;
}

/** The same over HTTP. @param ask  sends a request and understands its answer */
export function createDemandCalls(
  ask: <Value>(method: string, path: string, body?: unknown, signal?: AbortSignal) => Promise<Answer<Value>>,
): DemandCalls {
  return {
    why: (siteId) => ask('GET', `/api/demand/sites/${encodeURIComponent(siteId)}`),
    inputs: () => ask('GET', '/api/demand/inputs'),
    whatIf: (asked, signal) => ask('POST', '/api/demand/what-if', asked, signal),
    keep: (changes) => ask('PUT', '/api/demand/inputs', { changes }),
  };
}
