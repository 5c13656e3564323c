import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { PlanRequestWire, RegionWire, ReleasesWire } from '../contract/planner.ts';
import { reachAfter } from '../core/access/reach.ts';
import { DEFAULT_ROTA_ITERATIONS } from '../core/rota/buildRota.ts';
import { submatrix } from '../core/travelMatrix.ts';
import { checkPlanOnDates } from '../planning/checkPlan.ts';
import { DEFAULT_PLAN, makePlan, PLAN_LIMITS, servedSiteIds } from '../planning/makePlan.ts';
import { measureAccess, measureReach } from '../planning/measureAccess.ts';
import { proposedStops } from '../planning/planRotaBase.ts';
import { routeVanDays } from '../planning/planRoutes.ts';
import { timetableOf } from '../planning/timetableOf.ts';
import { PlannerError } from '../shared/errors.ts';
import { dateAt } from '../shared/time.ts';
import { listJobRuns } from '../store/jobRuns.ts';
import { approvePlan, getPlan, listPlans } from '../store/plans.ts';
import { getRegion } from '../store/region.ts';
import { listReleases } from '../store/releases.ts';
import { listSessionTypes } from '../store/service.ts';
import { listEverySite } from '../store/sites.ts';
import { accessApi } from './accessApi.ts';
import { bandsApi } from './bandsApi.ts';
import { choiceApi, choiceWishes } from './choiceApi.ts';
import { datesApi } from './datesApi.ts';
import { demandApi } from './demandApi.ts';
import { parsed } from './parsed.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import { presentJob } from './presentJob.ts';
import { presentPlan, presentPlanSummary, presentTimetable } from './presentPlan.ts';
import { presentAccess, presentParameters, presentSites } from './presentRegion.ts';
import { rotaApi } from './rotaApi.ts';
import { rotaReasonsApi } from './rotaReasonsApi.ts';
import { rulesApi } from './rulesApi.ts';
import { allow, type SignedInLocals } from './signIn.ts';
import { sitesApi } from './sitesApi.ts';
import { presentMap } from './tiles.ts';

/** Runs of the schedule that the planner shows. */
const RUNS_SHOWN = 5;
/** Identifiers in a list of a request, at most: more sites than any register has. */
const MOST_IDENTIFIERS = 10_000;

type Answer = Response<unknown, SignedInLocals>;

/** The planner's API below /api/; every caller is signed in. Answers are those of contract/planner.ts. */
export function plannerApi(needs: PlannerNeeds): Router {
  const router = Router();
  regionRoutes(router, needs);
  planRoutes(router, needs);
  jobRoutes(router, needs);
  releaseRoutes(router, needs);
  router.use(accessApi(needs));
  router.use(bandsApi(needs));
  router.use(sitesApi(needs));
  router.use(rulesApi(needs));
  router.use(rotaApi(needs));
  router.use(choiceApi(needs));
  router.use(demandApi(needs));
  router.use(rotaReasonsApi(needs));
  router.use(datesApi(needs));
  router.use((request) => {
    throw new PlannerError({
      code: 'ROUTE_UNKNOWN',
      category: 'not-found',
      message: `There is no ${request.method} ${request.originalUrl.split('?')[0]} in the planner's API`,
    });
  });
  return router;
}

function regionRoutes(router: Router, needs: PlannerNeeds): void {
  router.get('/region', (_request, response: Answer) => {
    response.json(presentRegion(needs, response.locals));
  });
  router.get('/access', async (_request, response) => {
    response.json(presentAccess(await measureReach(needs)));
  });
  router.get('/sites', async (_request, response) => {
    response.json(presentSites(await measureAccess(needs)));
  });
  router.get('/parameters', async (_request, response) => {
    response.json(presentParameters((await measureReach(needs)).parameters));
  });
}

function presentRegion(needs: PlannerNeeds, { person }: SignedInLocals): RegionWire {
  const { db, engine } = needs;
  const region = getRegion(db);
  return {
    slug: region.slug,
    name: region.name,
    serviceName: needs.serviceName,
    councilName: needs.councilName,
    isSample: region.isSample,
    roadsLabel: region.roadsLabel,
    bounds: region.bounds,
    map: presentMap(needs.tiles),
    attribution: region.attribution,
    engine: {
      name: engine.source.engine,
      description: engine.description,
      isEstimate: engine.source.isEstimate,
    },
    signedInAs: { name: person.name, role: person.role },
    defaults: DEFAULT_PLAN,
    limits: PLAN_LIMITS,
  };
}

const planRequest = z.strictObject({
  maxStops: z.int(),
  vans: z.int(),
  cycleWeeks: z.int(),
  repeats: z.enum(['weeks', 'month']).optional(),
  seed: z.int(),
  forceIn: z.array(z.string().max(200)).max(MOST_IDENTIFIERS),
  forceOut: z.array(z.string().max(200)).max(MOST_IDENTIFIERS),
  choice: choiceWishes.optional(),
}) satisfies z.ZodType<PlanRequestWire>;

function planRoutes(router: Router, needs: PlannerNeeds): void {
  const { db } = needs;
  const sitesById = () => new Map(listEverySite(db).map((site) => [site.id, site]));
  router.get('/plans', (_request, response) => {
    response.json(listPlans(db).map((plan) => presentPlanSummary(plan, needs.engine.source.dataVersion)));
  });
  router.post('/plans', (request, response: Answer) => {
    allow(response, 'coordinator');
    const asked = parsed(planRequest, request);
    const job = needs.jobs.start('plan', async (progress) => {
      const plan = await makePlan(needs, { ...asked, iterations: DEFAULT_ROTA_ITERATIONS }, progress);
      return { planId: plan.id, releaseNumber: null, imported: null };
    });
    response.status(202).json(presentJob(job));
  });
  router.get('/plans/:id', async (request, response) => {
    const plan = getPlan(db, idOf(request));
    const [access, check] = [await measureAccess(needs), await checkPlanOnDates(needs, plan)];
    const known = new Set(access.sites.map((site) => site.id));
    response.json(
      presentPlan(plan, {
        dataVersion: needs.engine.source.dataVersion,
        sites: sitesById(),
        sessionTypeNames: new Map(listSessionTypes(db).map((type) => [type.id, type.publicName])),
        check,
        areas: access.areas,
        proposed: proposedStops(db, plan),
        reachAfter: reachAfter({
          areas: access.points,
          toHubs: access.areasToHubs,
          toStops: submatrix(access.areasToSites, {
            from: access.areasToSites.from,
            to: servedSiteIds(plan.rota).filter((id) => known.has(id)),
          }),
          cutoffSeconds: access.parameters.withinReachSeconds,
        }),
      }),
    );
  });
  router.post('/plans/:id/approve', (request, response: Answer) => {
    allow(response, 'publisher');
    const plan = approvePlan(db, { id: idOf(request), by: response.locals.person.name, at: needs.clock() });
    response.json(presentPlanSummary(plan, needs.engine.source.dataVersion));
  });
  router.get('/plans/:id/timetable', (request, response) => {
    const timetable = timetableOf(db, getPlan(db, idOf(request)), {
      from: dateAt(needs.clock()),
      weeks: needs.timetableWeeks,
    });
    response.json(presentTimetable(timetable, sitesById()));
  });
  router.get('/plans/:id/routes', async (request, response) => {
    const routes = await routeVanDays(needs, getPlan(db, idOf(request)));
    response.json({
      type: 'FeatureCollection',
      features: routes.map(({ index, vanDay, route }) => ({
        type: 'Feature',
        properties: { index, vanId: vanDay.vanId, week: vanDay.week, weekday: vanDay.weekday },
        geometry: { type: 'LineString', coordinates: route.line },
      })),
    });
  });
}

function jobRoutes(router: Router, { jobs }: PlannerNeeds): void {
  router.get('/jobs/:id', (request, response) => {
    response.json(presentJob(jobs.get(request.params.id)));
  });
  router.delete('/jobs/:id', (request, response: Answer) => {
    allow(response, 'coordinator');
    response.json(presentJob(jobs.cancel(String(request.params.id))));
  });
  router.post('/jobs/:id/finish', (request, response: Answer) => {
    allow(response, 'coordinator');
    response.json(presentJob(jobs.finish(String(request.params.id))));
  });
}

function releaseRoutes(router: Router, needs: PlannerNeeds): void {
  const { db } = needs;
  router.get('/releases', (_request, response) => {
    const letters = new Map(listPlans(db).map((plan) => [plan.id, plan.letter]));
    const releases = listReleases(db).reverse();
    response.json({
      releases: releases.map(({ folder: _, ...release }, i) => ({
        ...release,
        planLetter: letters.get(release.planId) ?? '',
        isCurrent: i === 0,
      })),
      nextPublishAt: needs.nextPublishAt(),
      lastRuns: listJobRuns(db, { job: 'publish', limit: RUNS_SHOWN }).map(({ dueAt, outcome }) => ({
        dueAt,
        outcome,
      })),
    } satisfies ReleasesWire);
  });
  router.post('/releases', (request, response: Answer) => {
    allow(response, 'publisher');
    const { planId } = parsed(z.strictObject({ planId: z.int() }), request);
    getPlan(db, planId);
    const by = response.locals.person.name;
    const job = needs.jobs.start('publish', async (progress) => ({
      planId,
      releaseNumber: await needs.publish({ planId, by, ...progress }),
      imported: null,
    }));
    response.status(202).json(presentJob(job));
  });
}

function idOf(request: Request): number {
  const id = String(request.params.id);
  if (/^\d{1,9}$/.test(id)) return Number(id);
  throw new PlannerError({
    code: 'PLAN_UNKNOWN',
    category: 'not-found',
    message: `"${id.slice(0, 40)}" is not the number of a plan`,
  });
}
