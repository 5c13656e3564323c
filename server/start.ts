import type { Config } from './config.ts';
import { DEFAULT_ROTA_ITERATIONS } from './core/rota/buildRota.ts';
import { isImported } from './openRegion.ts';
import { DEFAULT_PLAN, makePlan } from './planning/makePlan.ts';
import { measureAccess } from './planning/measureAccess.ts';
import type { Services } from './services.ts';
import { counted } from './shared/text.ts';
import type { Clock } from './shared/time.ts';
import { minutes } from './shared/units.ts';
import { saveStandingDecision } from './store/clashDecisions.ts';
import { addSignInLink, ensurePerson } from './store/people.ts';
import { approvePlan, listPlans } from './store/plans.ts';
import { SAMPLE_SLUG } from './store/regionFolder.ts';
import { findNewestRelease } from './store/releases.ts';

/** Says what is done, once it is done, with how long it took and what came of it. */
export type Stages = <Result>(
  stage: string,
  work: () => Result | Promise<Result>,
  outcome?: (result: Result) => string,
) => Promise<Result>;

/** How long the link printed at the start can be used. */
const LINK_SECONDS = minutes(24 * 60);

/** Loads the sample region when it is the one to serve and is not there yet. */
export async function ensureSample(config: Config, needs: { clock: Clock; stage: Stages }): Promise<void> {
  if (config.region !== SAMPLE_SLUG || isImported(config)) return;
  await needs.stage(
    'Loading the sample region and building its road graph',
    async () => {
      // Loaded here: every later start does without the whole room of imports.
      const { loadSample } = await import('./import/loadSample.ts');
      return loadSample(
        { dataDir: config.dataDir },
        { clock: needs.clock, routingEngine: config.routingEngine, osrmBin: config.osrmBin },
      );
    },
    (report) => report.totals.join(', '),
  );
}

/**
 * The sample's first journey: access, a plan, its approval and release 1. Steps already taken are not taken again, so a
 * start that was broken off goes on where it stopped. Only the sample is planned and published without a person.
 */
export async function ensureFirstRelease(services: Services, stage: Stages): Promise<void> {
  const { db, clock } = services;
  if (services.config.region !== SAMPLE_SLUG || findNewestRelease(db)) return;
  await stage(
    'Measuring who can reach a hub',
    () => measureAccess(services),
    ({ reach }) =>
      `${counted(Math.round(reach.childrenBeyond), 'child', 'children')} of ${Math.round(reach.children).toLocaleString('en-GB')} live more than ${Math.round(reach.cutoffSeconds / 60)} minutes away`,
  );
  const plan =
    listPlans(db).at(-1) ??
    (await stage(
      'Choosing stops and building the rota',
      () => makePlan(services, { ...DEFAULT_PLAN, iterations: DEFAULT_ROTA_ITERATIONS }),
      ({ stops, rota }) => `${counted(stops.length, 'stop')}, ${counted(rota.vanDays.length, 'van-day')}`,
    ));
  // As most services do; a person may decide otherwise for all or for one.
  saveStandingDecision(db, { kind: 'bank-holiday', reason: '', by: 'First start', at: clock() });
  approvePlan(db, { id: plan.id, by: 'First start', at: clock() });
  await stage(
    'Publishing release 1',
    () => services.publish({ planId: plan.id, by: 'First start' }),
    (number) => `release ${number} is public`,
  );
}

/** A one-time address that signs the coordinator in. */
export function signInAddress({ db, clock, identity }: Services): string {
  const at = clock();
  const person = ensurePerson(db, { name: 'Coordinator', role: 'admin', at });
  const token = addSignInLink(db, { personId: person.id, at, validSeconds: LINK_SECONDS });
  return `${identity.publicUrl}/planner/sign-in/${token}`;
}
