import type { Rota } from '../core/nouns.ts';
import type { StageProgress } from './context.ts';
import type { PlanWorker } from './planWorker.ts';

/** Longest time that is spent on a rota's bound. Its own effort ends it sooner, on all but a very busy machine. */
const MOST_BOUND_MILLISECONDS = 20_000;

/**
 * The rota of some input and how far from the best it can be, with progress that tells the best so far; the last three tenths of
 * the whole.
 */
export async function searchedRota(
  worker: PlanWorker,
  input: Parameters<PlanWorker['rota']>[0]['input'],
  progress: StageProgress & { readonly maxMilliseconds?: number },
): Promise<Rota> {
  const { finish } = progress;
  const rota = await worker.rota({
    input,
    maxMilliseconds: progress.maxMilliseconds,
    finish,
    onProgress: (share, best) => {
      progress.onStage?.('Building the rota', 0.7 + 0.25 * share);
      if (best) progress.onRota?.(best);
    },
  });
  const bound = await worker.bound({
    input,
    rota,
    maxMilliseconds: Math.min(MOST_BOUND_MILLISECONDS, progress.maxMilliseconds ?? MOST_BOUND_MILLISECONDS),
    finish,
    onProgress: (share) => progress.onStage?.('Proving how good the rota is', 0.95 + 0.05 * share),
  });
  return { ...rota, bound };
}
