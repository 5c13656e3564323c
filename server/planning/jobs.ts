import { randomUUID } from 'node:crypto';
import { PlannerError } from '../shared/errors.ts';
import type { RotaFigures, StageProgress } from './context.ts';

/** Long work somebody asked for, as it stands. */
export interface Job<Result> {
  readonly id: string;
  readonly kind: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** 0..1, never falling. */
  readonly share: number;
  readonly stage: string;
  /** The best rota so far, while one is searched for: what `finish` would keep. */
  readonly best: RotaFigures | null;
  readonly result: Result | null;
  readonly error: unknown;
}

/** Work of this process: one of a kind at a time, with progress, cancelled by its identifier. */
export interface Jobs<Result> {
  /**
   * @param options.isAlone  nothing else may run beside it
   * @throws JOB_RUNNING while another of the same kind runs, or one that must be alone
   */
  start(
    kind: string,
    run: (progress: StageProgress) => Promise<Result>,
    options?: { readonly isAlone?: boolean },
  ): Job<Result>;
  /** @throws JOB_UNKNOWN */
  get(id: string): Job<Result>;
  /** Asks it to stop; ended work stays as it is. @throws JOB_UNKNOWN */
  cancel(id: string): Job<Result>;
  /** Asks a search to end with the best it has; work that has none to keep goes on to its end. @throws JOB_UNKNOWN */
  finish(id: string): Job<Result>;
  /** Cancels all, and waits until they have ended. */
  close(): Promise<void>;
}

/** Ended jobs remembered at most, so that a page can still ask how its own ended. */
const REMEMBERED = 50;

export function createJobs<Result>(): Jobs<Result> {
  const jobs = new Map<string, Job<Result>>();
  const stops = new Map<
    string,
    { controller: AbortController; finish: Int32Array; ended: Promise<void>; isAlone: boolean }
  >();

  const get = (id: string): Job<Result> => {
    const job = jobs.get(id);
    if (job) return job;
    throw new PlannerError({
      code: 'JOB_UNKNOWN',
      category: 'not-found',
      message: 'This work is no longer known: the planner was restarted since. Start it again',
    });
  };
  const change = (id: string, fields: Partial<Job<Result>>) => jobs.set(id, { ...get(id), ...fields });

  return {
    get,
    start(kind, run, { isAlone = false } = {}) {
      const running = [...stops].flatMap(([id, other]) =>
        isAlone || other.isAlone || get(id).kind === kind ? [get(id)] : [],
      )[0];
      if (running) {
        throw new PlannerError({
          code: 'JOB_RUNNING',
          category: 'conflict',
          message: `Other work is under way (${running.stage.toLowerCase() || 'starting'}). Wait for it, or cancel it first`,
          details: { jobId: running.id },
        });
      }
      const id = randomUUID();
      const controller = new AbortController();
      const finish = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      const first = { share: 0, stage: 'Starting', best: null, result: null, error: null };
      jobs.set(id, { id, kind, state: 'running', ...first });
      const onRota = (best: RotaFigures) => {
        if (get(id).state === 'running') change(id, { best });
      };
      const onStage = (stage: string, share: number) => {
        if (get(id).state === 'running')
          change(id, { stage, share: Math.max(get(id).share, Math.min(1, share)) });
      };
      const ended = run({ onStage, onRota, finish, signal: controller.signal }).then(
        (result) => void change(id, { state: 'done', share: 1, result }),
        (error) => void change(id, { state: controller.signal.aborted ? 'cancelled' : 'failed', error }),
      );
      stops.set(id, { controller, finish, ended, isAlone });
      void ended.then(() => {
        stops.delete(id);
        for (const old of [...jobs.keys()].slice(0, Math.max(0, jobs.size - REMEMBERED))) {
          if (jobs.get(old)?.state !== 'running') jobs.delete(old);
        }
      });
      return get(id);
    },
    cancel(id) {
      get(id);
      stops.get(id)?.controller.abort();
      return get(id);
    },
    finish(id) {
      const { best } = get(id);
      const running = stops.get(id);
      if (running && best !== null) Atomics.store(running.finish, 0, 1);
      return get(id);
    },
    async close() {
      for (const { controller } of stops.values()) controller.abort();
      await Promise.all([...stops.values()].map(({ ended }) => ended));
    },
  };
}
