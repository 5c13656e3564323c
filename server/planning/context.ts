import type { Engine, EngineProgress } from '../engines/engine.ts';
import type { Clock } from '../shared/time.ts';
import type { Seconds } from '../shared/units.ts';
import type { WritableDb } from '../store/open.ts';

/** What every use-case works with: one region's store, its engine, and the time. */
export interface PlanningContext {
  readonly db: WritableDb;
  readonly engine: Engine;
  readonly clock: Clock;
}

/** Progress of a use-case in stages, and the way to stop it. */
export interface StageProgress {
  /** Told what is being done, in words, and the share 0..1 of the whole. */
  readonly onStage?: (stage: string, share: number) => void;
  readonly signal?: AbortSignal;
  /** Told the figures of the best rota so far while one is searched for. */
  readonly onRota?: (best: RotaFigures) => void;
  /** Its first number becomes 1 when a search is to end with the best it has; shared memory, for the thread that searches. */
  readonly finish?: Int32Array;
}

/** A rota in three figures. */
export interface RotaFigures {
  readonly visits: number;
  /** Visits asked for, those made included. */
  readonly visitsAsked: number;
  /** Planned driving in a cycle. */
  readonly drivingSeconds: Seconds;
}

/** The part of a whole, from one share to another, as an engine reports it. */
export function engineProgress(
  progress: StageProgress,
  part: { stage: string; from: number; to: number },
): EngineProgress {
  return {
    onProgress: (share) => progress.onStage?.(part.stage, part.from + share * (part.to - part.from)),
    signal: progress.signal,
  };
}
