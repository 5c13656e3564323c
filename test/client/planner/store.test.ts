import { describe, expect, it } from 'vitest';
import type { Answer, PlannerApi } from '../../../client/planner/api.ts';
import { type ResourceKey, resource } from '../../../client/planner/state.ts';
import { createStore } from '../../../client/planner/store.ts';
import type { JobWire } from '../../../server/contract/planner.ts';
import { aJob, anAccess, aPlan, aRegion, aRequest, aSite, aSummary } from '../../support/plannerWire.ts';

const OFFLINE = {
  isOk: false,
  trouble: { kind: 'offline', code: 'OFFLINE', message: 'No answer.' },
} as const;
const SIGNED_OUT = {
  isOk: false,
  trouble: { kind: 'signed-out', code: 'SIGN_IN_NEEDED', message: 'Sign in.' },
} as const;
const ok = <Value>(value: Value): Answer<Value> => ({ isOk: true, value });

/** A server with one plan, whose answers about jobs come from a list. */
function world(fields: { jobs?: Answer<JobWire>[]; start?: Answer<JobWire>; kept?: string | null } = {}) {
  const values: Partial<Record<ResourceKey, unknown>> = {
    region: aRegion(),
    access: anAccess(),
    sites: [aSite()],
    plans: [aSummary()],
    'plan/1': aPlan(),
    'plan/2': aPlan({ id: 2, letter: 'B' }),
    releases: { releases: [], nextPublishAt: null, lastRuns: [] },
  };
  const log = {
    fetched: [] as string[],
    waits: [] as number[],
    signedOut: 0,
    regionChanged: 0,
    kept: fields.kept ?? null,
  };
  const jobs = [...(fields.jobs ?? [])];
  const nextJob = async (): Promise<Answer<JobWire>> =>
    jobs.shift() ?? ok(aJob({ state: 'done', planId: 1 }));
  const api: PlannerApi = {
    async fetchResource(key) {
      log.fetched.push(key);
      return key in values
        ? (ok(values[key]) as never)
        : { isOk: false, trouble: { kind: 'refused', code: 'NONE', message: 'None.' } };
    },
    startPlan: async () => fields.start ?? ok(aJob()),
    publish: async () => fields.start ?? ok(aJob({ kind: 'publish' })),
    startBands: async () => fields.start ?? ok(aJob({ kind: 'bands' })),
    approvePlan: async () => ok(aSummary({ status: 'approved' })),
    job: nextJob,
    cancelJob: async () => ok(aJob({ state: 'cancelled' })),
    checkImport: async () => fields.start ?? ok(aJob({ kind: 'check' })),
    applyImport: async () => fields.start ?? ok(aJob({ kind: 'import' })),
    restoreVersion: async () => ok({}),
    openRegion: async () => SIGNED_OUT,
    removeUpload: async () => ok([]),
    timetables: {
      inspect: async () => SIGNED_OUT,
      preview: async () => SIGNED_OUT,
      plan: async () => fields.start ?? ok(aJob()),
      sources: async () => ok([]),
    },
    rota: {
      again: async () => fields.start ?? ok(aJob()),
      finish: async () => ok(aJob({ state: 'done', planId: 2 })),
      changes: async () => SIGNED_OUT,
      reasons: async () => SIGNED_OUT,
    },
    dates: {
      decide: async () => SIGNED_OUT,
      takeBest: async () => SIGNED_OUT,
      skipAll: async () => SIGNED_OUT,
      openAll: async () => SIGNED_OUT,
      addAbsence: async () => SIGNED_OUT,
      removeAbsence: async () => SIGNED_OUT,
      saveCrew: async () => SIGNED_OUT,
      removeCrew: async () => SIGNED_OUT,
    },
    demand: {
      why: async () => SIGNED_OUT,
      inputs: async () => ok([]),
      whatIf: async () => SIGNED_OUT,
      keep: async () => SIGNED_OUT,
    },
    choice: {
      weights: async () => SIGNED_OUT,
      changeWeights: async () => SIGNED_OUT,
      compare: async () => SIGNED_OUT,
      places: async () => ok([]),
      knownCurve: async () => ok({ curve: null }),
      curve: async () => fields.start ?? ok(aJob({ kind: 'curve' })),
      knownWhyNot: async () => ok({ answer: null }),
      whyNot: async () => fields.start ?? ok(aJob({ kind: 'why-not' })),
    },
    rules: {
      saveSet: async () => SIGNED_OUT,
      removeSet: async () => SIGNED_OUT,
      run: async () => fields.start ?? ok(aJob({ kind: 'review' })),
      planOf: async () => fields.start ?? ok(aJob()),
      saveUsers: async () => SIGNED_OUT,
      bringUsers: async () => SIGNED_OUT,
    },
  };
  const store = createStore(
    { step: 'access', planId: null, selected: null, isAfterPlan: false },
    {
      api,
      wait: async (milliseconds) => void log.waits.push(milliseconds),
      onSignedOut: () => void log.signedOut++,
      onRegionChanged: () => void log.regionChanged++,
      memory: { read: () => log.kept, write: (id) => Object.assign(log, { kept: id }) },
    },
  );
  return { store, log, values, api };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('fetching', () => {
  it('asks at once for all that needs no other answer, then for the newest plan', async () => {
    const { store, log } = world();
    store.start();
    expect(log.fetched).toEqual(['region', 'access', 'plans', 'sites']);
    await settled();
    expect(log.fetched.slice(4)).toEqual(['plan/1', 'access-measure/nearest/1', 'register']);
    expect(resource(store.state(), 'plan/1').value?.letter).toBe('A');
  });

  it('drops an answer that a newer question has overtaken', async () => {
    const { store, api } = world();
    const answers: ((value: Answer<never>) => void)[] = [];
    api.fetchResource = () => new Promise((resolve) => answers.push(resolve as never));
    store.start();
    store.retry(['plans']);
    const [older, newer] = [answers[2], answers[4]];
    newer(ok([aSummary({ letter: 'new' })]) as never);
    older(ok([aSummary({ letter: 'old' })]) as never);
    await settled();
    expect(resource(store.state(), 'plans').value?.[0].letter).toBe('new');
  });

  it('goes to the sign-in page when signed out', async () => {
    const { store, log, api } = world();
    api.fetchResource = async () => SIGNED_OUT;
    store.start();
    await settled();
    expect(log.signedOut).toBeGreaterThan(0);
  });
});

describe('planning', () => {
  it('asks less and less often, opens the new plan and fetches the list again', async () => {
    const running = [0.2, 0.4, 0.9].map((share) => ok(aJob({ share })));
    const { store, log, values } = world({
      jobs: [...running, ok(aJob({ state: 'done', share: 1, planId: 2 }))],
    });
    store.start();
    await settled();
    values.plans = [aSummary(), aSummary({ id: 2, letter: 'B' })];
    await store.makePlan(aRequest);
    await settled();
    expect(log.waits.map(Math.round)).toEqual([250, 325, 423, 549]);
    expect(store.state().view.planId).toBe(2);
    expect(resource(store.state(), 'plan/2').value?.letter).toBe('B');
    expect(store.state().work?.state).toBe('done');
    expect(log.kept).toBeNull();
  });

  it('keeps asking while nobody answers, ever less often, and goes on when somebody does', async () => {
    const silence = Array.from({ length: 8 }, () => OFFLINE);
    const { store, log } = world({ jobs: [...silence, ok(aJob({ state: 'done', planId: 1 }))] });
    await store.makePlan(aRequest);
    expect(log.waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    expect(store.state().work?.state).toBe('done');
  });

  it('says why the server refuses, and starts nothing', async () => {
    const refusal = { kind: 'refused', code: 'JOB_RUNNING', message: 'Other work is under way.' } as const;
    const { store, log } = world({ start: { isOk: false, trouble: refusal } });
    await store.makePlan(aRequest);
    expect(store.state().work).toMatchObject({
      state: 'failed',
      trouble: { message: 'Other work is under way.' },
    });
    expect(log.waits).toEqual([]);
  });

  it('starts one piece of work at a time', async () => {
    const { store, api } = world();
    let starts = 0;
    api.startPlan = async () => {
      starts++;
      return ok(aJob());
    };
    await Promise.all([store.makePlan(aRequest), store.makePlan(aRequest)]);
    expect(starts).toBe(1);
  });

  it('stops asking once the work is cancelled', async () => {
    const { store, api } = world();
    api.job = async () => {
      await store.cancelWork();
      return ok(aJob({ share: 0.5 }));
    };
    await store.makePlan(aRequest);
    expect(store.state().work?.state).toBe('cancelled');
  });

  it('keeps work away that was cancelled and put away before a late answer came', async () => {
    const { store, api } = world();
    api.job = async () => {
      await store.cancelWork();
      store.dispatch({ type: 'work-dismissed' });
      return ok(aJob({ state: 'cancelled' }));
    };
    await store.makePlan(aRequest);
    expect(store.state().work).toBeNull();
  });

  it('takes up the work that was under way before the page was loaded again', async () => {
    const jobs = [ok(aJob({ share: 0.5 })), ok(aJob({ state: 'done', planId: 1 }))];
    const { store, log } = world({ kept: 'job-1', jobs });
    store.start();
    await settled();
    expect(store.state().work?.state).toBe('done');
    expect(log.kept).toBeNull();
  });

  it('forgets work that the server no longer knows', async () => {
    const unknown = {
      isOk: false,
      trouble: { kind: 'refused', code: 'JOB_UNKNOWN', message: 'Gone.' },
    } as const;
    const { store, log } = world({ kept: 'job-0', jobs: [unknown] });
    store.start();
    await settled();
    expect(log.kept).toBeNull();
    expect(store.state().work).toBeNull();
  });
});

describe('approving and publishing', () => {
  it('fetches the plan and the list again after an approval', async () => {
    const { store, log, values } = world();
    store.start();
    await settled();
    values['plan/1'] = aPlan({ status: 'approved' });
    await store.approvePlan(1);
    await settled();
    expect(log.fetched.slice(-2).sort()).toEqual(['plan/1', 'plans']);
    expect(resource(store.state(), 'plan/1').value?.status).toBe('approved');
    expect(store.state().approving).toBeNull();
  });

  it('says why a plan was not approved', async () => {
    const { store, api } = world();
    api.approvePlan = async () => OFFLINE;
    await store.approvePlan(1);
    expect(store.state().approving).toMatchObject({ planId: 1, trouble: { message: 'No answer.' } });
  });

  it('fetches the releases again once published', async () => {
    const { store, log } = world({ jobs: [ok(aJob({ kind: 'publish', state: 'done', releaseNumber: 1 }))] });
    store.start();
    store.dispatch({ type: 'step-opened', step: 'publish' });
    await settled();
    const before = log.fetched.filter((key) => key === 'releases').length;
    await store.publish(1);
    await settled();
    expect(before).toBe(1);
    expect(log.fetched.filter((key) => key === 'releases').length).toBe(2);
  });
});

describe('bringing files', () => {
  const report = { importedAt: '2026-11-24T09:00:00Z', files: [], totals: [], warnings: [] };
  const imported = (slug: string, isApplied = true) =>
    ({ slug, name: slug, isApplied, report, changes: null }) as never;

  it('keeps what a check found, and loads nothing again', async () => {
    const done = aJob({ kind: 'check', state: 'done', imported: imported('tiny', false) });
    const { store, log } = world({ jobs: [ok(done)] });
    store.start();
    await settled();
    await store.checkImport('Tiny');
    expect(store.state().work?.job?.imported).toMatchObject({ slug: 'tiny', isApplied: false });
    expect(log.regionChanged).toBe(0);
  });

  it('loads the page again when the region on show was imported, not when another one was', async () => {
    const { slug } = aRegion();
    for (const [into, times] of [
      [slug, 1],
      ['elsewhere', 0],
    ] as const) {
      const done = aJob({ kind: 'import', state: 'done', imported: imported(into) });
      const { store, log } = world({ jobs: [ok(done)] });
      store.start();
      await settled();
      await store.applyImport('Any');
      expect(log.regionChanged, into).toBe(times);
    }
  });

  it('loads the page again once a version is restored; signed out, it goes to sign in', async () => {
    const { store, log } = world();
    await store.restoreVersion(3);
    expect([log.regionChanged, log.signedOut]).toEqual([1, 0]);
    await store.openRegion('rutland');
    expect([log.regionChanged, log.signedOut]).toEqual([1, 1]);
  });
});
