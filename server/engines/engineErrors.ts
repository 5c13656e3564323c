import { PlannerError } from '../shared/errors.ts';

/** Codes of everything that can go wrong behind the engine interface; category `engine`. */
export type EngineErrorCode =
  | 'ENGINE_CANCELLED'
  | 'ENGINE_UNAVAILABLE'
  | 'ENGINE_TIMEOUT'
  | 'ENGINE_CRASHED'
  | 'ENGINE_ANSWER'
  | 'ENGINE_REFUSED'
  | 'ENGINE_LIMIT'
  | 'ENGINE_NO_ROUTE'
  | 'ENGINE_NO_ROAD'
  | 'ENGINE_DATA_CHANGED'
  | 'ENGINE_CONFIGURATION'
  | 'ENGINE_EXTRACT'
  | 'ENGINE_BUILD';

/** A refusal of an engine, in our words. */
export function engineError(
  code: EngineErrorCode,
  message: string,
  more: { details?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
): PlannerError {
  return new PlannerError({ code, category: 'engine', message, ...more });
}

/** @throws ENGINE_CANCELLED when the signal has been given */
export function stopIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelledError(signal);
}

export function cancelledError(signal: AbortSignal): PlannerError {
  return engineError('ENGINE_CANCELLED', 'The calculation of road times was cancelled', {
    cause: signal.reason,
  });
}
