import { stopIfCancelled } from './importErrors.ts';
import type { ImportOptions } from './importRegion.ts';

/** Runs a step, tells its progress, and keeps how long it took. */
export type TimedStep = ReturnType<typeof stepTimer>;

/**
 * Times the steps of an import, one after another.
 * @throws IMPORT_CANCELLED before a step, when it was asked to stop
 */
export function stepTimer(options: Pick<ImportOptions, 'onProgress' | 'signal'>) {
  const steps: { step: string; seconds: number }[] = [];
  const timed = async <T>(
    step: string,
    work: (onProgress: (share: number) => void) => Promise<T>,
  ): Promise<T> => {
    stopIfCancelled(options.signal);
    const start = performance.now();
    options.onProgress?.({ step, share: 0 });
    const result = await work((share) => options.onProgress?.({ step, share }));
    options.onProgress?.({ step, share: 1 });
    steps.push({ step, seconds: Math.round(performance.now() - start) / 1000 });
    return result;
  };
  return Object.assign(timed, { steps: () => [...steps] });
}
