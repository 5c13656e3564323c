import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Rota } from '../core/nouns.ts';
import { buildRota } from '../core/rota/buildRota.ts';
import type { RotaInput } from '../core/rota/rotaInput.ts';
import { type ChoiceFields, chooseStops, type StopChoice } from '../core/stops/chooseStops.ts';
import { loadHighs } from './highs.ts';

/** What the worker thread is asked: plain values only, since they are copied into it. */
export type PlanWork =
  | { readonly kind: 'choose'; readonly fields: Omit<ChoiceFields, 'solveMip' | 'onProgress'> }
  | { readonly kind: 'rota'; readonly input: Omit<RotaInput, 'onProgress' | 'shouldStop'> };

/** What it says: its progress any number of times, then its answer. */
export type PlanWorkMessage =
  | { readonly progress: number }
  | { readonly choice: StopChoice }
  | { readonly rota: Rota };

const say = (message: PlanWorkMessage) => parentPort?.postMessage(message);

async function work(task: PlanWork): Promise<void> {
  if (task.kind === 'choose') {
    const stages = { prepared: 0.1, constructed: 0.3, proven: 1 };
    const choice = chooseStops({
      ...task.fields,
      solveMip: await loadHighs(),
      onProgress: ({ stage }) => say({ progress: stages[stage] }),
    });
    say({ choice });
    return;
  }
  const rota = buildRota({
    ...task.input,
    onProgress: ({ iteration, iterations }) => say({ progress: iteration / Math.max(1, iterations) }),
  });
  say({ rota });
}

if (!isMainThread) await work(workerData as PlanWork);
