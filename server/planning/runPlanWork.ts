import { Worker } from 'node:worker_threads';
import type { Rota } from '../core/nouns.ts';
import type { StopChoice } from '../core/stops/chooseStops.ts';
import { PlannerError } from '../shared/errors.ts';
import type { PlanWork, PlanWorkMessage } from './planWork.ts';

const WORKER_FILE = new URL('./planWorker.mjs', import.meta.url);

/** Chooses stops in a worker thread, so that the server goes on answering. @throws what `chooseStops` throws; PLAN_CANCELLED */
export async function chooseInWorker(
  fields: Extract<PlanWork, { kind: 'choose' }>['fields'],
  progress: WorkProgress,
): Promise<StopChoice> {
  const answer = await runInWorker({ kind: 'choose', fields }, progress);
  if ('choice' in answer) return answer.choice;
  throw noAnswer();
}

/** Builds a rota in a worker thread. @throws what `buildRota` throws; PLAN_CANCELLED */
export async function rotaInWorker(
  input: Extract<PlanWork, { kind: 'rota' }>['input'],
  progress: WorkProgress,
): Promise<Rota> {
  const answer = await runInWorker({ kind: 'rota', input }, progress);
  if ('rota' in answer) return answer.rota;
  throw noAnswer();
}

interface WorkProgress {
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

function runInWorker(work: PlanWork, { onProgress, signal }: WorkProgress): Promise<PlanWorkMessage> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled());
    const worker = new Worker(WORKER_FILE, { workerData: work, execArgv: [] });
    const cancel = () => {
      reject(cancelled());
      void worker.terminate();
    };
    signal?.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: PlanWorkMessage) => {
      if ('progress' in message) onProgress?.(message.progress);
      else resolve(message);
    });
    worker.on('error', (error) => reject(revived(error)));
    worker.on('exit', () => {
      signal?.removeEventListener('abort', cancel);
      reject(noAnswer());
    });
  });
}

/** Errors lose their class when they are copied between threads, not their fields. */
function revived(error: unknown): unknown {
  if (error instanceof PlannerError || !(error instanceof Error) || !('code' in error)) return error;
  if (!('category' in error)) return error;
  return new PlannerError({ ...(error as unknown as PlannerError), message: error.message });
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
