import { setImmediate } from 'node:timers/promises';
import type { StageProgress } from './context.ts';

/**
 * Does long work step by step on this thread, letting everything else have its turn in between.
 * @param work  yields the share done, 0..1, and returns the result
 * @throws what the signal was aborted with, at the next step
 */
export async function inSlices<Result>(
  work: Generator<number, Result>,
  { signal, onShare }: Pick<StageProgress, 'signal'> & { readonly onShare?: (share: number) => void } = {},
): Promise<Result> {
  for (;;) {
    signal?.throwIfAborted();
    const next = work.next();
    if (next.done) return next.value;
    onShare?.(next.value);
    await setImmediate();
  }
}
