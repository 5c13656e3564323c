import type { JobWire, PlanRequestWire } from '../../server/contract/planner.ts';
import type { RotaRequestWire } from '../../server/contract/rota.ts';
import type { PlanFromTableWire } from '../../server/contract/timetables.ts';
import type { Action } from './actions.ts';
import type { Answer, ApiTrouble, PlannerApi } from './api.ts';
import type { ChoiceCalls } from './choiceCalls.ts';
import type { DatesCalls } from './datesCalls.ts';
import type { DemandCalls } from './demandCalls.ts';
import { reduce } from './reduce.ts';
import type { RotaCalls } from './rotaCalls.ts';
import type { RuleCalls } from './ruleCalls.ts';
import {
  type BandsKey,
  initialState,
  missingResources,
  type PlannerState,
  type ResourceKey,
  resource,
  type View,
} from './state.ts';
import type { TimetableCalls } from './timetableCalls.ts';

/** What the store needs of the world. */
export interface StoreNeeds {
  readonly api: PlannerApi;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Goes to the sign-in page. */
  readonly onSignedOut: () => void;
  /** Loads the page again: everything on it, the map included, is of other data now. */
  readonly onRegionChanged: () => void;
  /** The work under way, kept while the page is loaded again. */
  readonly memory: { read(): string | null; write(jobId: string | null): void };
}

/** The page's state, and what can be asked of it. */
export interface Store {
  state(): PlannerState;
  /** @returns  a function that ends the subscription */
  subscribe(onChange: () => void): () => void;
  dispatch(action: Action): void;
  /** Fetches what the view needs, and takes up the work that was under way. */
  start(): void;
  retry(keys: readonly ResourceKey[]): void;
  makePlan(request: PlanRequestWire): Promise<void>;
  approvePlan(planId: number): Promise<void>;
  publish(planId: number): Promise<void>;
  cancelWork(): Promise<void>;
  /** What an import of the uploaded files would do. */
  checkImport(name: string): Promise<void>;
  applyImport(name: string): Promise<void>;
  restoreVersion(id: number): Promise<Answer<unknown>>;
  openRegion(slug: string): Promise<Answer<unknown>>;
  removeUpload(name: string): Promise<void>;
  /** Looking at uploaded timetables. */
  readonly timetables: TimetableCalls;
  planFromTable(name: string, asked: PlanFromTableWire): Promise<void>;
  /** Looking at candidates and their choice. */
  readonly choice: ChoiceCalls;
  /** Council rules and reviews. */
  readonly rules: RuleCalls;
  /** Planning a rota again, comparing plans, and why a rota is as it is. */
  readonly rota: RotaCalls;
  /** Plans again with what was asked; forgets what was asked once it is planned. */
  planAgain(planId: number, asked: RotaRequestWire): Promise<void>;
  /** Ends a search with the best it has. */
  finishWork(): Promise<void>;
  /** Why contacts are expected, and what would change them. */
  readonly demand: DemandCalls;
  /** What visits meet on their dates, and who and what is away. */
  readonly dates: DatesCalls;
  /** Follows work that an answer turned out to be; over when it has ended. Other work under way goes on, and this is not begun. */
  work(kind: JobWire['kind'], ask: () => Promise<Answer<JobWire>>): Promise<void>;
}

/** Milliseconds between questions about work: quick at first, then slower; doubled while nobody answers. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 2000;
const LONGEST_OFFLINE_WAIT = 15_000;

/** State that changes only in `reduce`, with everything that talks to the server around it. */
export function createStore(view: View, needs: StoreNeeds): Store {
  let state = initialState(view);
  const listeners = new Set<() => void>();
  const asked = new Map<ResourceKey, number>();
  let isStarted = false;
  let isAsking = false;

  const dispatch = (action: Action): void => {
    const next = reduce(state, action);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
    if (isStarted) fetchMissing();
  };
  const fetchMissing = (): void => {
    if (isAsking) return;
    isAsking = true;
    for (let [key] = missingResources(state); key !== undefined; [key] = missingResources(state)) {
      dispatch({ type: 'fetching', key });
      const turn = (asked.get(key) ?? 0) + 1;
      asked.set(key, turn);
      const asking = key;
      const isLatest = () => asked.get(asking) === turn;
      if (isBands(asking)) void fetchBands(long, asking, isLatest);
      else void fetchOne(long, asking, isLatest);
    }
    isAsking = false;
  };
  const long = { dispatch, needs, current: () => state };

  return {
    state: () => state,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    dispatch,
    start() {
      isStarted = true;
      fetchMissing();
      const jobId = needs.memory.read();
      if (jobId !== null) void resume(long, jobId);
    },
    retry: (keys) => dispatch({ type: 'stale', keys }),
    makePlan: (request) => run(long, 'plan', () => needs.api.startPlan(request)),
    publish: (planId) => run(long, 'publish', () => needs.api.publish(planId)),
    checkImport: (name) => run(long, 'check', () => needs.api.checkImport(name)),
    applyImport: (name) => run(long, 'import', () => needs.api.applyImport(name)),
    restoreVersion: (id) => changeRegion(needs, () => needs.api.restoreVersion(id)),
    openRegion: (slug) => changeRegion(needs, () => needs.api.openRegion(slug)),
    async removeUpload(name) {
      const answer = await needs.api.removeUpload(name);
      if (!answer.isOk) refused(needs, answer.trouble, () => undefined);
      dispatch({ type: 'stale', keys: ['region-data'] });
    },
    timetables: needs.api.timetables,
    planFromTable: (name, asked) => run(long, 'plan', () => needs.api.timetables.plan(name, asked)),
    choice: needs.api.choice,
    rules: needs.api.rules,
    demand: needs.api.demand,
    dates: needs.api.dates,
    rota: needs.api.rota,
    async planAgain(planId, asked) {
      await run(long, 'plan', () => needs.api.rota.again(planId, asked));
      if (state.work?.kind === 'plan' && state.work.state === 'done') dispatch({ type: 'rota-unasked' });
    },
    finishWork: () => endWork(long, needs.api.rota.finish),
    work: (kind, ask) => run(long, kind, ask),
    approvePlan: (planId) => approve({ dispatch, needs }, planId),
    cancelWork: () => endWork(long, needs.api.cancelJob),
  };
}

interface Talk {
  readonly dispatch: (action: Action) => void;
  readonly needs: StoreNeeds;
}
interface LongTalk extends Talk {
  readonly current: () => PlannerState;
}

/** Asks the work under way to end in one way or another. */
async function endWork(talk: LongTalk, ask: (jobId: string) => Promise<Answer<JobWire>>): Promise<void> {
  const job = talk.current().work?.job;
  if (!job) return;
  const answer = await ask(job.id);
  if (answer.isOk) changed(talk, answer.value);
  else if (answer.trouble.kind === 'signed-out') talk.needs.onSignedOut();
}

/** An answer that has been overtaken by a newer question is dropped. */
async function fetchOne({ dispatch, needs }: Talk, key: ResourceKey, isLatest: () => boolean): Promise<void> {
  const answer = await needs.api.fetchResource(key);
  if (!isLatest()) return;
  if (answer.isOk) dispatch({ type: 'fetched', key, value: answer.value });
  else refused(needs, answer.trouble, (trouble) => dispatch({ type: 'not-fetched', key, trouble }));
}

const isBands = (key: ResourceKey): key is BandsKey => key.startsWith('bands/');

/** Bands take a while to be measured: that is followed as long work, and then they are fetched. */
async function fetchBands(talk: LongTalk, key: BandsKey, isLatest: () => boolean): Promise<void> {
  const planId = key === 'bands/hubs' ? null : Number(key.slice('bands/'.length));
  await run(talk, 'bands', () => talk.needs.api.startBands(planId));
  const { work } = talk.current();
  if (work?.kind === 'bands' && work.state !== 'done') {
    const trouble = work.trouble ?? { code: 'CANCELLED', message: 'They were not measured to the end.' };
    if (isLatest()) talk.dispatch({ type: 'not-fetched', key, trouble });
    return;
  }
  await fetchOne(talk, key, isLatest);
  // They are on the map now: nothing more to say.
  if (talk.current().work?.kind === 'bands') talk.dispatch({ type: 'work-dismissed' });
}

/** Signed out is the same everywhere; the rest is told where it happened. */
function refused(needs: StoreNeeds, trouble: ApiTrouble, tell: (trouble: ApiTrouble) => void): void {
  if (trouble.kind === 'signed-out') needs.onSignedOut();
  tell(trouble);
}

async function approve({ dispatch, needs }: Talk, planId: number): Promise<void> {
  dispatch({ type: 'approving', planId });
  const answer = await needs.api.approvePlan(planId);
  if (answer.isOk) {
    dispatch({ type: 'approval-ended', trouble: null });
    dispatch({ type: 'stale', keys: ['plans', `plan/${planId}`] });
  } else {
    refused(needs, answer.trouble, (trouble) => dispatch({ type: 'approval-ended', trouble }));
  }
}

/** A region that was changed is shown from the start. */
async function changeRegion(
  needs: StoreNeeds,
  ask: () => Promise<Answer<unknown>>,
): Promise<Answer<unknown>> {
  const answer = await ask();
  if (answer.isOk) needs.onRegionChanged();
  else if (answer.trouble.kind === 'signed-out') needs.onSignedOut();
  return answer;
}

async function run(
  talk: LongTalk,
  kind: JobWire['kind'],
  ask: () => Promise<Answer<JobWire>>,
): Promise<void> {
  const running = talk.current().work;
  if (running && (running.state === 'asking' || running.state === 'running')) return;
  talk.dispatch({ type: 'work-asked', kind });
  const answer = await ask();
  if (answer.isOk) await follow(talk, answer.value);
  else
    refused(talk.needs, answer.trouble, (trouble) => talk.dispatch({ type: 'work-refused', kind, trouble }));
}

/** Takes up work started before the page was loaded; forgets what the server no longer knows. */
async function resume(talk: LongTalk, jobId: string): Promise<void> {
  const answer = await talk.needs.api.job(jobId);
  if (answer.isOk && answer.value.state === 'running') await follow(talk, answer.value);
  else talk.needs.memory.write(null);
}

/** Asks how the work goes until it has ended. */
async function follow(talk: LongTalk, first: JobWire): Promise<void> {
  talk.needs.memory.write(first.id);
  changed(talk, first);
  let pause = FIRST_WAIT;
  while (isFollowed(talk, first.id)) {
    await talk.needs.wait(pause);
    const answer = await talk.needs.api.job(first.id);
    // Cancelled and put away meanwhile: a late answer must not bring it back.
    if (!isFollowed(talk, first.id)) return;
    if (answer.isOk) {
      pause = Math.min(LONGEST_WAIT, pause * 1.3);
      changed(talk, answer.value);
    } else if (answer.trouble.kind === 'offline') {
      pause = Math.min(LONGEST_OFFLINE_WAIT, pause * 2);
      talk.dispatch({ type: 'work-unheard' });
    } else {
      talk.needs.memory.write(null);
      const { kind } = first;
      refused(talk.needs, answer.trouble, (trouble) =>
        talk.dispatch({ type: 'work-refused', kind, trouble }),
      );
    }
  }
}

const isFollowed = (talk: LongTalk, jobId: string): boolean => {
  const { work } = talk.current();
  return work?.job?.id === jobId && work.state === 'running';
};

/** Notes how the work stands; when it has ended well, what it made is opened and fetched. */
function changed(talk: LongTalk, job: JobWire): void {
  const before = talk.current().work;
  if (before?.job?.id === job.id && before.state !== 'running') return;
  talk.dispatch({ type: 'work-changed', job });
  if (job.state === 'running') return;
  talk.needs.memory.write(null);
  if (job.state !== 'done') return;
  if (job.kind === 'plan') {
    talk.dispatch({ type: 'stale', keys: ['plans'] });
    if (job.planId !== null) talk.dispatch({ type: 'plan-opened', planId: job.planId });
  } else if (job.kind === 'import') {
    const served = resource(talk.current(), 'region').value?.slug;
    if (job.imported?.slug === served) talk.needs.onRegionChanged();
    talk.dispatch({ type: 'stale', keys: ['region-data'] });
  } else if (job.kind === 'review') {
    if (job.planId !== null) talk.dispatch({ type: 'stale', keys: [`review/${job.planId}`] });
  } else if (job.kind === 'publish') {
    talk.dispatch({ type: 'stale', keys: ['releases', 'plans'] });
  }
}
