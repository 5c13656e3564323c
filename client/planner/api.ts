import type { JobWire, PlanRequestWire, PlanSummaryWire, UploadWire } from '../../server/contract/planner.ts';
import { type ChoiceCalls, createChoiceCalls } from './choiceCalls.ts';
import { createDatesCalls, type DatesCalls } from './datesCalls.ts';
import { createDemandCalls, type DemandCalls } from './demandCalls.ts';
import { createRotaCalls, type RotaCalls } from './rotaCalls.ts';
import { createRuleCalls, type RuleCalls } from './ruleCalls.ts';
import type { ResourceKey, ResourceValue, Trouble } from './state.ts';
import { createTimetableCalls, type TimetableCalls } from './timetableCalls.ts';

/** A refusal in words for the coordinator. */
export interface ApiTrouble extends Trouble {
  /** signed-out: 401; offline: no answer; refused: a 4xx in our words; broken: anything else. */
  readonly kind: 'signed-out' | 'offline' | 'refused' | 'broken';
}

/** An answer, or why there is none. Never thrown. */
export type Answer<Value> =
  | { readonly isOk: true; readonly value: Value }
  | { readonly isOk: false; readonly trouble: ApiTrouble };

/** What the page asks the server for. */
export interface PlannerApi {
  fetchResource<Key extends ResourceKey>(key: Key): Promise<Answer<ResourceValue<Key>>>;
  startPlan(request: PlanRequestWire): Promise<Answer<JobWire>>;
  approvePlan(planId: number): Promise<Answer<PlanSummaryWire>>;
  publish(planId: number): Promise<Answer<JobWire>>;
  /** Measures drive-time bands; of the hubs alone for null. */
  startBands(planId: number | null): Promise<Answer<JobWire>>;
  job(id: string): Promise<Answer<JobWire>>;
  cancelJob(id: string): Promise<Answer<JobWire>>;
  checkImport(name: string): Promise<Answer<JobWire>>;
  applyImport(name: string): Promise<Answer<JobWire>>;
  restoreVersion(id: number): Promise<Answer<unknown>>;
  openRegion(slug: string): Promise<Answer<unknown>>;
  removeUpload(name: string): Promise<Answer<readonly UploadWire[]>>;
  readonly timetables: TimetableCalls;
  readonly choice: ChoiceCalls;
  readonly rules: RuleCalls;
  readonly demand: DemandCalls;
  readonly dates: DatesCalls;
  readonly rota: RotaCalls;
}

/** The part of `fetch` that is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Pick<Response, 'status' | 'text'>>;

/** Where a fetched thing lives: "plan/3" → "/api/plans/3", "routes/3" → "/api/plans/3/routes". */
export function pathOf(key: ResourceKey): string {
  const [kind, id, plan] = key.split('/');
  if (kind === 'access-measure') {
    return `/api/access/measures/${id}${plan === 'today' ? '' : `?plan=${plan}`}`;
  }
  if (kind === 'plan-demand') return `/api/demand/plans/${id}`;
  if (kind === 'bands') return id === 'hubs' ? '/api/bands' : `/api/bands?plan=${id}`;
  if (kind === 'region-data') return '/api/region/data';
  if (id === undefined) return `/api/${kind}`;
  return kind === 'plan' ? `/api/plans/${id}` : `/api/plans/${id}/${kind}`;
}

/** The API over HTTP, same origin. */
export function createApi(fetch: Fetch): PlannerApi {
  const ask = <Value>(method: string, path: string, body?: unknown, signal?: AbortSignal) =>
    call<Value>(fetch, { method, path, body, signal });
  return {
    fetchResource: (key) => ask('GET', pathOf(key)),
    startPlan: (request) => ask('POST', '/api/plans', request),
    approvePlan: (planId) => ask('POST', `/api/plans/${planId}/approve`, {}),
    startBands: (planId) => ask('POST', '/api/bands', { planId }),
    publish: (planId) => ask('POST', '/api/releases', { planId }),
    job: (id) => ask('GET', `/api/jobs/${encodeURIComponent(id)}`),
    cancelJob: (id) => ask('DELETE', `/api/jobs/${encodeURIComponent(id)}`),
    checkImport: (name) => ask('POST', '/api/region/checks', { name }),
    applyImport: (name) => ask('POST', '/api/region/imports', { name }),
    restoreVersion: (id) => ask('POST', `/api/region/versions/${id}/restore`, {}),
    openRegion: (slug) => ask('POST', '/api/region/open', { slug }),
    removeUpload: (name) => ask('DELETE', `/api/uploads/${encodeURIComponent(name)}`),
    timetables: createTimetableCalls(ask),
    choice: createChoiceCalls(ask),
    rules: createRuleCalls(ask),
    demand: createDemandCalls(ask),
    dates: createDatesCalls(ask),
    rota: createRotaCalls(ask),
  };
}

const OFFLINE: ApiTrouble = {
  kind: 'offline',
  code: 'OFFLINE',
  message: 'The planner does not answer. Check the connection, then try again.',
};
const SIGNED_OUT: ApiTrouble = {
  kind: 'signed-out',
  code: 'SIGN_IN_NEEDED',
  message: 'You are signed out. Sign in again to go on.',
};
const BROKEN: ApiTrouble = {
  kind: 'broken',
  code: 'BROKEN_ANSWER',
  message: 'Something went wrong on the server. Try again; if it goes on, tell whoever runs the planner.',
};

async function call<Value>(
  fetch: Fetch,
  request: { method: string; path: string; body?: unknown; signal?: AbortSignal },
): Promise<Answer<Value>> {
  let response: Pick<Response, 'status' | 'text'>;
  let text: string;
  const { body } = request;
  try {
    response = await fetch(request.path, {
      method: request.method,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...(body === undefined
          ? {}
          : { 'Content-Type': body instanceof Blob ? 'text/csv' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    text = await response.text();
  } catch {
    return { isOk: false, trouble: OFFLINE };
  }
  if (response.status === 401) return { isOk: false, trouble: SIGNED_OUT };
  const answered = parsed(text);
  if (response.status >= 200 && response.status < 300 && answered !== undefined) {
    return { isOk: true, value: answered as Value };
  }
  return { isOk: false, trouble: troubleOf(response.status, answered) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The server's own words where it gave some. */
export function troubleOf(status: number, answered: unknown): ApiTrouble {
  const { code, message } = (answered ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== 'string' || typeof message !== 'string') return BROKEN;
  return { kind: status < 500 ? 'refused' : 'broken', code, message };
}
