import { parentPort } from 'node:worker_threads';
import type { BandFeature, bandPolygons } from '../core/access/bandPolygons.ts';
import { type DrawFields, drawContacts } from '../core/demand/contactDraws.ts';
import { type ContactRange, countedRange, monthlyDraws } from '../core/demand/contactRanges.ts';
import type { ContactFields } from '../core/demand/expectedContacts.ts';
import type { Rota } from '../core/nouns.ts';
import { buildRota } from '../core/rota/buildRota.ts';
import type { RotaInput } from '../core/rota/rotaInput.ts';
import { boundRota } from '../core/rotaBound/boundRota.ts';
import type { RotaCase } from '../core/rotaReasons/rotaCase.ts';
import { type ReasonsAnswer, type ReasonsQuestion, rotaReasons } from '../core/rotaReasons/rotaReasons.ts';
import { type ChoiceFields, chooseStops, type StopChoice } from '../core/stops/chooseStops.ts';
import { type CoverageCurve, type CurveFields, coverageCurve } from '../core/stops/coverageCurve.ts';
import type { SearchLimits } from '../core/stops/patience.ts';
import { type WhyNotChosen, type WhyNotFields, whyNotChosen } from '../core/stops/whyNotChosen.ts';
import type { RotaBound } from '../shared/rotaBound.ts';
import type { Seconds } from '../shared/units.ts';
import type { RotaFigures } from './context.ts';
import { fillPlaces } from './fillPlaces.ts';
import { loadGrowingHighs } from './growingHighs.ts';
import { loadHighs } from './highs.ts';

/** What the worker thread is asked: plain values only, since they are copied into it. */
export type PlanWork =
  | {
      readonly kind: 'choose';
      readonly fields: Omit<ChoiceFields, 'solveMip' | 'onProgress'> &
        Pick<ContactFields, 'areasToHubsOnFoot' | 'areasToSitesOnFoot' | 'sessionRates'>;
      /** Drive from each site to its nearest hub; UNREACHABLE without one. */
      readonly secondsToHub: ReadonlyMap<string, Seconds>;
    }
  | { readonly kind: 'curve'; readonly fields: Omit<CurveFields, 'solveMip' | 'onPoint'> }
  | { readonly kind: 'why-not'; readonly fields: Omit<WhyNotFields, 'solveMip' | 'onProgress'> }
  | {
      readonly kind: 'rota';
      readonly input: Omit<RotaInput, 'onProgress' | 'shouldStop'>;
      /** Ends the search after this long with the best so far; without it only the iterations count. */
      readonly maxMilliseconds?: number;
      /** Shared memory: the search ends with the best so far once its first number is 1. */
      readonly finish?: Int32Array;
    }
  | {
      readonly kind: 'bound';
      readonly input: Omit<RotaInput, 'onProgress' | 'shouldStop'>;
      readonly rota: Rota;
      /** Ends the work after this long with the best bound so far. */
      readonly maxMilliseconds: number;
      /** As for the rota. */
      readonly finish?: Int32Array;
    }
  | { readonly kind: 'reasons'; readonly of: RotaCase; readonly question: ReasonsQuestion }
  | { readonly kind: 'demand'; readonly fields: DrawFields }
  | { readonly kind: 'bands'; readonly fields: Omit<Parameters<typeof bandPolygons>[0], 'onProgress'> };

/** What it says: its progress any number of times, then its answer or a refusal. */
export type PlanWorkMessage =
  | { readonly progress: number; readonly best?: RotaFigures }
  | { readonly choice: StopChoice }
  | { readonly curve: CoverageCurve }
  | { readonly whyNot: WhyNotChosen }
  | { readonly rota: Rota }
  | { readonly bound: RotaBound }
  | { readonly reasons: ReasonsAnswer }
  | { readonly contacts: readonly ContactRange[] }
  | { readonly bands: readonly BandFeature[] }
  | { readonly refusal: unknown };

/** Shares of the choice when its stages are reached. */
const CHOICE_SHARES = { prepared: 0.1, constructed: 0.3, proven: 1 };

const say = (message: PlanWorkMessage) => parentPort?.postMessage(message);

parentPort?.on('message', (task: PlanWork) => {
  const done = Promise.resolve().then(() => answerTo(task));
  done.then(say, (error) => say({ refusal: plainError(error) }));
});

function answerTo(task: PlanWork): PlanWorkMessage | Promise<PlanWorkMessage> {
  switch (task.kind) {
    case 'choose':
      return choose(task);
    case 'curve':
      return curve(task);
    case 'why-not':
      return whyNot(task);
    case 'rota':
      return rota(task);
    case 'bound':
      return bound(task);
    case 'reasons':
      return { reasons: rotaReasons(task.of, task.question, (progress) => say({ progress })) };
    case 'demand':
      return demand(task);
    case 'bands':
      return bands(task);
  }
}

/** Limits in seconds hold only with a clock, and none can be copied into a worker. */
const timed = (limits: SearchLimits | undefined): SearchLimits => ({
  ...limits,
  clock: () => performance.now(),
});

async function choose({
  fields,
  secondsToHub,
}: Extract<PlanWork, { kind: 'choose' }>): Promise<PlanWorkMessage> {
  const choice = chooseStops({
    ...fields,
    limits: timed(fields.limits),
    solveMip: await loadHighs(),
    onProgress: ({ stage }) => say({ progress: CHOICE_SHARES[stage] }),
  });
  const chosen = choice.chosen.map((stop) => stop.siteId);
  const more = fillPlaces({
    ...fields,
    chosen,
    secondsToHub,
    siteIds: fields.siteIds.filter((id) => !fields.forceOut.includes(id)),
  });
  return { choice: { ...choice, chosen: [...choice.chosen, ...more] } };
}

async function curve({ fields }: Extract<PlanWork, { kind: 'curve' }>): Promise<PlanWorkMessage> {
  const onPoint = ({ stops }: { readonly stops: number }) =>
    say({ progress: stops / Math.max(1, fields.maxStops) });
  return {
    curve: coverageCurve({ ...fields, limits: timed(fields.limits), solveMip: await loadHighs(), onPoint }),
  };
}

async function whyNot({ fields }: Extract<PlanWork, { kind: 'why-not' }>): Promise<PlanWorkMessage> {
  const onProgress = (progress: number) => say({ progress });
  return {
    whyNot: whyNotChosen({
      ...fields,
      limits: timed(fields.limits),
      solveMip: await loadHighs(),
      onProgress,
    }),
  };
}

function rota({ input, maxMilliseconds, finish }: Extract<PlanWork, { kind: 'rota' }>): PlanWorkMessage {
  const end = performance.now() + (maxMilliseconds ?? Number.POSITIVE_INFINITY);
  const visitsAsked = input.stops.reduce((sum, { visitsPerCycle }) => sum + visitsPerCycle, 0);
  return {
    rota: buildRota({
      ...input,
      onProgress: ({ iteration, iterations, drivingSeconds, unservedVisits }) =>
        say({
          progress: iteration / Math.max(1, iterations),
          best: { visits: visitsAsked - unservedVisits, visitsAsked, drivingSeconds },
        }),
      shouldStop: () => isTold(finish) || performance.now() >= end,
    }),
  };
}

const isTold = (finish: Int32Array | undefined): boolean =>
  finish !== undefined && Atomics.load(finish, 0) === 1;

async function bound(task: Extract<PlanWork, { kind: 'bound' }>): Promise<PlanWorkMessage> {
  const { input, maxMilliseconds, finish } = task;
  const end = performance.now() + maxMilliseconds;
  return {
    bound: boundRota(input, task.rota, {
      open: await loadGrowingHighs(),
      onProgress: (progress) => say({ progress }),
      shouldStop: () => isTold(finish) || performance.now() >= end,
    }),
  };
}

function demand({ fields }: Extract<PlanWork, { kind: 'demand' }>): PlanWorkMessage {
  const work = drawContacts(fields);
  let next = work.next();
  for (; !next.done; next = work.next()) say({ progress: next.value });
  const draws = next.value;
  const rates = draws.rates.map((_, k) => k);
  const rangeAt = (j: number) => countedRange(monthlyDraws(draws, { sites: [j], rates }));
  return { contacts: draws.siteIds.map((_, j) => rangeAt(j)) };
}

/** Turf is large, and only this work needs it. */
async function bands({ fields }: Extract<PlanWork, { kind: 'bands' }>): Promise<PlanWorkMessage> {
  const { bandPolygons: draw } = await import('../core/access/bandPolygons.ts');
  return { bands: draw({ ...fields, onProgress: (progress) => say({ progress }) }) };
}

/** Errors lose their own fields on the way between threads; plain values keep them. */
function plainError(error: unknown): unknown {
  return error instanceof Error ? { ...error, message: error.message, stack: error.stack } : error;
}
