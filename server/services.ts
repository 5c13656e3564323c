import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino, { type Logger } from 'pino';
import type { Config } from './config.ts';
import { chooseEngine } from './engines/chooseEngine.ts';
import type { JobResult, PlannerNeeds } from './http/plannerNeeds.ts';
import type { TimetableWork } from './http/timetableApi.ts';
import { identityOf } from './identity.ts';
import { readEditedRegister } from './import/sites.ts';
import { readStopUsers } from './import/stopUsers.ts';
import { openRegion } from './openRegion.ts';
import { checkPlan } from './planning/checkPlan.ts';
import { datedLegs } from './planning/clashes.ts';
import { createJobs, type Jobs } from './planning/jobs.ts';
import { measureLookup } from './planning/measureLookup.ts';
import type { PublishNeeds } from './publish/draftRelease.ts';
import type { ServiceIdentity } from './publish/identity.ts';
import { publishRelease } from './publish/publishRelease.ts';
import { recoverReleases } from './publish/recoverReleases.ts';
import { nextPublishAt, startSchedule } from './publish/schedule.ts';
import { createRegionWork } from './regionWork.ts';
import type { Clock } from './shared/time.ts';
import { getRegion } from './store/region.ts';
import { regionFolder } from './store/regionFolder.ts';
import { openTiles } from './store/tiles.ts';
import { createTimetableWork } from './timetableWork.ts';

/** Everything that requests, schedules and the command line work with, made once for one region. */
export interface Services extends PlannerNeeds {
  readonly timetableWork: TimetableWork;
  readonly config: Config;
  readonly log: Logger;
  /** Folder of the served region. */
  readonly folder: string;
  /** Folder of the built client. */
  readonly clientBuild: string;
  /** Why this engine, in words. */
  readonly engineReason: string;
  readonly identity: ServiceIdentity;
  readonly hasSecureCookies: boolean;
  /** Starts publishing at the configured time; the answer stops it. */
  startSchedule(): () => Promise<void>;
  close(): Promise<void>;
}

/** Where `vite build` puts the client. */
export const CLIENT_BUILD = fileURLToPath(new URL('../.build/client/', import.meta.url));

/** Browsers take secure cookies from these over plain http too. */
const THIS_MACHINE = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/;

/** Log lines carry no address, cookie or query of a request: a postcode must never get into them. */
export function createLog(config: Pick<Config, 'logLevel'>): Logger {
  return pino({ level: config.logLevel, timestamp: pino.stdTimeFunctions.isoTime, base: undefined });
}

/**
 * Opens the served region and chooses its engine.
 * @param needs.jobs    work of this process; when missing, work of these services alone, which ends with them
 * @param needs.reopen  serves a region anew; when missing, nothing is served
 * @throws REGION_UNKNOWN naming the regions there are; ENGINE_*; STORE_*
 */
export async function createServices(
  config: Config,
  needs: {
    clock: Clock;
    log: Logger;
    jobs?: Jobs<JobResult>;
    reopen?: (slug: string) => Promise<void>;
  },
): Promise<Services> {
  const folder = regionFolder(config.dataDir, config.region);
  const db = openRegion(config);
  const region = getRegion(db);
  const { engine, reason } = await chooseEngine({
    routingEngine: config.routingEngine,
    osrmUrl: config.osrmUrl,
    osrmFootUrl: config.osrmFootUrl,
    roadsFolder: join(folder, region.roadsFolder),
    dataVersion: region.dataVersion,
  });
  const tiles = region.tilesFile === '' ? undefined : openTiles(join(folder, region.tilesFile));
  const identity = identityOf(config, region);
  const jobs = needs.jobs ?? createJobs<JobResult>();
  const context = { db, engine, clock: needs.clock };
  await recoverReleases({ db, regionFolder: folder });
  const regionWork = createRegionWork(config, {
    db,
    clock: needs.clock,
    reopen: needs.reopen ?? (async () => undefined),
  });
  const services: Services = {
    ...context,
    config,
    log: needs.log,
    folder,
    clientBuild: CLIENT_BUILD,
    engineReason: reason,
    identity,
    hasSecureCookies: identity.publicUrl.startsWith('https://') || THIS_MACHINE.test(identity.publicUrl),
    jobs,
    tiles,
    serviceName: identity.serviceName,
    councilName: identity.councilName,
    timetableWeeks: config.timetableWeeks,
    study: config.study,
    readSiteRegister: readEditedRegister,
    readStopUsers,
    publish: async (asked) => (await publishRelease(publishNeeds(services), asked)).number,
    nextPublishAt: () => nextPublishAt(needs.clock, config.publishAt),
    regionWork,
    timetableWork: createTimetableWork(
      { ...context, councilName: identity.councilName },
      regionWork.uploadsFolder,
    ),
    startSchedule: () =>
      startSchedule({ publish: publishNeeds(services), publishAt: config.publishAt, log: needs.log }),
    async close() {
      if (needs.jobs === undefined) await jobs.close();
      await engine.close();
      tiles?.close();
      db.close();
    },
  };
  return services;
}

/** What publishing works with. */
export function publishNeeds(services: Services): PublishNeeds {
  const { db, clock, identity, clientBuild, config, folder } = services;
  return {
    db,
    clock,
    identity,
    clientBuild,
    regionFolder: folder,
    weeks: config.timetableWeeks,
    study: config.study,
    newUid: randomUUID,
    check: (plan, progress) => checkPlan(services, plan, progress),
    datedLegs: (plan, progress) => datedLegs(services, plan, progress),
    lookupTimes: (asked) => measureLookup(services, asked),
  };
}
