import { Worker } from 'node:worker_threads';
import type { BandFeature } from '../core/access/bandPolygons.ts';
import type { ContactRange } from '../core/demand/contactRanges.ts';
import type { Rota } from '../core/nouns.ts';
import type { ReasonsAnswer } from '../core/rotaReasons/rotaReasons.ts';
import type { StopChoice } from '../core/stops/chooseStops.ts';
import type { CoverageCurve } from '../core/stops/coverageCurve.ts';
import type { WhyNotChosen } from '../core/stops/whyNotChosen.ts';
import { PlannerError } from '../shared/errors.ts';
import type { RotaBound } from '../shared/rotaBound.ts';
import type { RotaFigures } from './context.ts';
import type { PlanWork, PlanWorkMessage } from './planWork.ts';

const START_FILE = new URL('./startPlanWork.mjs', import.meta.url);

type Task<Kind extends PlanWork['kind']> = Omit<Extract<PlanWork, { kind: Kind }>, 'kind'> & {
  readonly onProgress?: (share: number, best?: RotaFigures) => void;
};

/** A thread that chooses stops, builds rotas and estimates contacts, so that the server goes on answering. One task at a time. */
export interface PlanWorker {
  /** @throws what `chooseStops` throws; PLAN_CANCELLED */
  choose(task: Task<'choose'>): Promise<StopChoice>;
  /** @throws what `coverageCurve` throws; PLAN_CANCELLED */
  curve(task: Task<'curve'>): Promise<CoverageCurve>;
  /** @throws what `whyNotChosen` throws; PLAN_CANCELLED */
  whyNot(task: Task<'why-not'>): Promise<WhyNotChosen>;
  /** @throws what `buildRota` throws; PLAN_CANCELLED */
  rota(task: Task<'rota'>): Promise<Rota>;
  /** How far a rota can be from the best. @throws what `boundRota` throws; PLAN_CANCELLED */
  bound(task: Task<'bound'>): Promise<RotaBound>;
  /** Why stops are out or where they are, what rules cost, or locks in conflict. @throws PLAN_CANCELLED */
  reasons(task: Task<'reasons'>): Promise<ReasonsAnswer>;
  /** Contacts a month at every site of the fields, in their order. @throws what `drawContacts` throws; PLAN_CANCELLED */
  demand(task: Task<'demand'>): Promise<readonly ContactRange[]>;
  /** Drive-time bands, nearest first. @throws PLAN_CANCELLED */
  bands(task: Task<'bands'>): Promise<readonly BandFeature[]>;
}

/** Lends a thread to some work and ends it afterwards, or at once when `signal` says so. */
export async function withPlanWorker<Result>(
  signal: AbortSignal | undefined,
  use: (worker: PlanWorker) => Promise<Result>,
): Promise<Result> {
  const thread = new Worker(START_FILE, { execArgv: [] });
  const cancel = () => void thread.terminate();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await use({
      choose: async ({ fields, secondsToHub, onProgress }) => {
        const answer = await ask(thread, { kind: 'choose', fields, secondsToHub }, { signal, onProgress });
        return 'choice' in answer ? answer.choice : Promise.reject(noAnswer());
      },
      curve: async ({ fields, onProgress }) => {
        const answer = await ask(thread, { kind: 'curve', fields }, { signal, onProgress });
        return 'curve' in answer ? answer.curve : Promise.reject(noAnswer());
      },
      whyNot: async ({ fields, onProgress }) => {
        const answer = await ask(thread, { kind: 'why-not', fields }, { signal, onProgress });
        return 'whyNot' in answer ? answer.whyNot : Promise.reject(noAnswer());
      },
      rota: async ({ input, maxMilliseconds, finish, onProgress }) => {
        const work: PlanWork = { kind: 'rota', input, maxMilliseconds, finish };
        const answer = await ask(thread, work, { signal, onProgress });
        return 'rota' in answer ? answer.rota : Promise.reject(noAnswer());
      },
      bound: async ({ onProgress, ...task }) => {
        const answer = await ask(thread, { kind: 'bound', ...task }, { signal, onProgress });
        return 'bound' in answer ? answer.bound : Promise.reject(noAnswer());
      },
      reasons: async ({ of, question, onProgress }) => {
        const answer = await ask(thread, { kind: 'reasons', of, question }, { signal, onProgress });
        return 'reasons' in answer ? answer.reasons : Promise.reject(noAnswer());
      },
      demand: async ({ fields, onProgress }) => {
        const answer = await ask(thread, { kind: 'demand', fields }, { signal, onProgress });
        return 'contacts' in answer ? answer.contacts : Promise.reject(noAnswer());
      },
      bands: async ({ fields, onProgress }) => {
        const answer = await ask(thread, { kind: 'bands', fields }, { signal, onProgress });
        return 'bands' in answer ? answer.bands : Promise.reject(noAnswer());
      },
    });
  } finally {
    signal?.removeEventListener('abort', cancel);
    await thread.terminate();
  }
}

function ask(
  thread: Worker,
  work: PlanWork,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (share: number, best?: RotaFigures) => void },
): Promise<PlanWorkMessage> {
  return new Promise((resolve, reject) => {
    const end = () => {
      thread.removeAllListeners('message');
      thread.removeAllListeners('error');
      thread.removeAllListeners('exit');
    };
    const refuse = (error: unknown) => {
      end();
      reject(error);
    };
    thread.on('message', (message: PlanWorkMessage) => {
      if ('progress' in message) return onProgress?.(message.progress, message.best);
      if ('refusal' in message) return refuse(revived(message.refusal));
      end();
      return resolve(message);
    });
    thread.on('error', refuse);
    thread.on('exit', () => refuse(signal?.aborted ? cancelled() : noAnswer()));
    if (signal?.aborted) refuse(cancelled());
    else thread.postMessage(work);
  });
}

/** The error as it was thrown in the thread. */
function revived(refusal: unknown): unknown {
  const fields = refusal as ConstructorParameters<typeof PlannerError>[0] & { stack?: string };
  if (fields?.category) return new PlannerError(fields);
  return Object.assign(new Error(fields?.message ?? String(refusal)), { stack: fields?.stack });
}

const cancelled = () =>
  new PlannerError({
    code: 'PLAN_CANCELLED',
    category: 'conflict',
    message: 'Planning was cancelled; nothing was changed',
  });

const noAnswer = () =>
  new PlannerError({
    code: 'PLAN_STOPPED',
    category: 'internal',
    message:
      'The planning thread ended without an answer. Try again; if it happens again, plan with fewer stops',
  });
