import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type {
  DemandInputsWire,
  DemandWire,
  PlanDemandWire,
  WhatIfWire,
  WhySiteWire,
} from '../contract/demand.ts';
import type { Plan } from '../core/nouns.ts';
import { measureDemand, planDemand } from '../planning/demandMeasures.ts';
import { demandInputsOf, keepDemandInputs, siteReasons, whatIf } from '../planning/demandReasons.ts';
import { measureAccess } from '../planning/measureAccess.ts';
import { PlannerError } from '../shared/errors.ts';
import { dateAt } from '../shared/time.ts';
import { getPlan } from '../store/plans.ts';
import { getRegion } from '../store/region.ts';
import { listEverySite } from '../store/sites.ts';
import { planDemandCsv, siteDemandCsv } from './demandCsv.ts';
import { parsed } from './parsed.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import { presentDemand, presentInput, presentPlanDemand, presentReasons } from './presentDemand.ts';
import { allow, type SignedInLocals } from './signIn.ts';

type Answer = Response<unknown, SignedInLocals>;

/** Characters of an identifier, at most. */
const MOST_CHARACTERS = 200;
const changes = z.record(z.string().max(MOST_CHARACTERS), z.number());
const whatIfRequest = z.strictObject({
  changes,
  siteId: z.string().max(MOST_CHARACTERS).nullable(),
  planId: z.int().nullable(),
});

/** Expected contacts below /api/demand/: on the wire of contract/demand.ts, and as files. Never for public pages. */
export function demandApi(needs: PlannerNeeds): Router {
  const router = Router();
  router.get('/demand', async (_request, response) => {
    response.json(presentDemand(await measureDemand(needs)) satisfies DemandWire);
  });
  router.get('/demand/inputs', async (_request, response) => {
    response.json((await demandInputsOf(needs)).map(presentInput) satisfies DemandInputsWire);
  });
  router.put('/demand/inputs', async (request, response: Answer) => {
    allow(response, 'coordinator');
    await keepDemandInputs(needs, parsed(z.strictObject({ changes }), request).changes);
    response.json((await demandInputsOf(needs)).map(presentInput) satisfies DemandInputsWire);
  });
  router.get('/demand/sites/:id', async (request, response) => {
    const reasons = await siteReasons(needs, String(request.params.id), goneSignal(response));
    response.json(presentReasons(reasons) satisfies WhySiteWire);
  });
  router.get('/demand/plans/:id', async (request, response) => {
    const plan = planOf(needs, request);
    const demand = await planDemand(needs, plan, goneSignal(response));
    response.json(presentPlanDemand(plan.id, demand) satisfies PlanDemandWire);
  });
  router.post('/demand/what-if', async (request, response) => {
    const asked = parsed(whatIfRequest, request);
    const plan = asked.planId === null ? null : getPlan(needs.db, asked.planId);
    const { site, plan: whole } = await whatIf(needs, { ...asked, plan }, goneSignal(response));
    response.json({ site, plan: whole } satisfies WhatIfWire);
  });
  fileRoutes(router, needs);
  return router;
}

function fileRoutes(router: Router, needs: PlannerNeeds): void {
  const send = (response: Response, { text, name }: { text: string; name: string }) => {
    const file = `${name}-${getRegion(needs.db).slug}-${dateAt(needs.clock())}.csv`;
    response.type('text/csv; charset=utf-8').attachment(file).send(text);
  };
  router.get('/demand.csv', async (_request, response) => {
    const { sites, parameters } = await measureAccess(needs);
    const text = siteDemandCsv(await measureDemand(needs), sites, parameters.leastCountShown);
    send(response, { text, name: 'expected-contacts' });
  });
  router.get('/demand/plans/:id/demand.csv', async (request, response) => {
    const plan = planOf(needs, request);
    const text = planDemandCsv(await planDemand(needs, plan), listEverySite(needs.db));
    send(response, { text, name: `expected-contacts-plan-${plan.letter.toLowerCase()}` });
  });
}

/** Says so when nobody waits for the answer any more: a newer question has been asked, or the page was closed. */
function goneSignal(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) controller.abort(superseded());
  });
  return controller.signal;
}

const superseded = (): PlannerError =>
  new PlannerError({
    code: 'ANSWER_NOT_NEEDED',
    category: 'conflict',
    message: 'The question was taken back before it was answered',
  });

/** @throws PLAN_UNKNOWN */
function planOf({ db }: PlannerNeeds, request: Request): Plan {
  const id = String(request.params.id);
  if (/^\d{1,9}$/.test(id)) return getPlan(db, Number(id));
  throw new PlannerError({
    code: 'PLAN_UNKNOWN',
    category: 'not-found',
    message: `"${id.slice(0, 40)}" is not the number of a plan`,
  });
}
