import express, { type Express } from 'express';
import pino from 'pino';
import type { Assets } from '../../server/http/assets.ts';
import { driverPages } from '../../server/http/driverPages.ts';
import { errorHandler } from '../../server/http/errorHandler.ts';
import { parametersPage } from '../../server/http/parametersPage.ts';
import { plannerApi } from '../../server/http/plannerApi.ts';
import type { JobResult, PlannerNeeds, RegionWork } from '../../server/http/plannerNeeds.ts';
import { plannerPages } from '../../server/http/plannerPages.ts';
import { regionApi, uploadRoutes } from '../../server/http/regionApi.ts';
import { createRenderPage } from '../../server/http/renderPage.ts';
import { reviewPages } from '../../server/http/reviewPages.ts';
import { refuseForeignChanges, requireSignIn, signInRoutes, tokenOf } from '../../server/http/signIn.ts';
import { tileRoutes } from '../../server/http/tiles.ts';
import { readEditedRegister } from '../../server/import/sites.ts';
import { readStopUsers } from '../../server/import/stopUsers.ts';
import { createJobs } from '../../server/planning/jobs.ts';
import type { Clock } from '../../server/shared/time.ts';
import { minutes } from '../../server/shared/units.ts';
import { addSignInLink, ensurePerson, type Role, useSignInLink } from '../../server/store/people.ts';
import { NOW, townContext } from './tinyRegion.ts';

const ASSETS: Assets = {
  'pages/pages.css': { script: '/assets/pages.css', styles: ['/assets/pages.css'] },
  'planner/main.tsx': { script: '/assets/planner.js', styles: ['/assets/planner.css'] },
};

/** For tests that import nothing. */
const notHere = async () => {
  throw new Error('not part of this test');
};
const NO_REGION_WORK: RegionWork = {
  uploadsFolder: '/nonexistent/uploads',
  recognise: async (paths) => paths.map(() => ({ kind: 'unknown', inWords: 'a file', problem: null })),
  unpack: async () => undefined,
  check: notHere,
  apply: notHere,
  restore: notHere,
  regions: () => [{ slug: 'tiny-town', name: 'Tiny town' }],
  open: notHere,
};

/** The planner's pages and API over tiny town, in the order of the real app. */
export function plannerApp(fields: Partial<PlannerNeeds> & { clock?: Clock } = {}): {
  app: Express;
  needs: PlannerNeeds;
  /** A cookie of somebody signed in with this role. */
  cookieOf: (role: Role) => string;
} {
  const needs: PlannerNeeds = {
    ...townContext(),
    jobs: createJobs<JobResult>(),
    serviceName: 'Mobile Family Hub',
    councilName: 'Tiny council',
    tiles: undefined,
    timetableWeeks: 26,
    study: 'auto',
    readSiteRegister: readEditedRegister,
    readStopUsers,
    publish: async () => 1,
    nextPublishAt: () => null,
    regionWork: NO_REGION_WORK,
    ...fields,
  };
  const renderPage = createRenderPage({ assets: ASSETS, serviceName: needs.serviceName });
  const signIn = { ...needs, renderPage, hasSecureCookies: true };
  const app = express();
  app.use(refuseForeignChanges());
  app.use(signInRoutes(signIn));
  app.use(['/planner', '/driver'], requireSignIn(signIn));
  app.use(plannerPages(signIn));
  app.use(parametersPage(signIn));
  app.use(driverPages(signIn));
  app.use(reviewPages(signIn));
  const regionNeeds = { ...signIn, tokenOf: (request: express.Request) => tokenOf(signIn, request) };
  app.use(
    '/api',
    requireSignIn(signIn),
    uploadRoutes(regionNeeds),
    express.json({ limit: '100kb' }),
    regionApi(regionNeeds),
    plannerApi(needs),
  );
  app.use('/tiles', requireSignIn(signIn), tileRoutes(needs));
  app.use(errorHandler({ log: pino({ level: 'silent' }), renderPage }));
  return {
    app,
    needs,
    cookieOf: (role) => {
      const at = NOW();
      const person = ensurePerson(needs.db, { name: `A ${role}`, role, at });
      const link = addSignInLink(needs.db, { personId: person.id, at, validSeconds: minutes(10) });
      return `__Host-hub-rounds=${useSignInLink(needs.db, { token: link, at })}`;
    },
  };
}
