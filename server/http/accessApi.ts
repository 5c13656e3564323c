import { type Request, type Response, Router } from 'express';
import type { AccessMeasureWire } from '../contract/access.ts';
import type { Plan } from '../core/nouns.ts';
import { type MeasuredAccess, measuredAccess } from '../planning/accessMeasures.ts';
import { MEASURE_NAMES, type MeasureName } from '../shared/accessMeasures.ts';
import { PlannerError } from '../shared/errors.ts';
import { dateAt } from '../shared/time.ts';
import { getPlan } from '../store/plans.ts';
import { getRegion } from '../store/region.ts';
import { areasCsv, equityCsv } from './accessCsv.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import { presentAccessMeasure } from './presentAccessMeasure.ts';

/** Measures of access below /api/: on the wire of contract/access.ts, and as files for a spreadsheet. */
export function accessApi(needs: PlannerNeeds): Router {
  const router = Router();
  const measured = async (request: Request) => {
    const plan = planOf(needs, request);
    return { plan, measured: await measuredAccess(needs, { measure: measureOf(request), plan }) };
  };
  router.get('/access/measures/:name', async (request, response) => {
    const { plan, measured: made } = await measured(request);
    response.json(presentAccessMeasure(made, plan) satisfies AccessMeasureWire);
  });
  const files = { 'areas.csv': areasCsv, 'equity.csv': equityCsv };
  for (const [name, csv] of Object.entries(files)) {
    router.get(`/access/measures/:name/${name}`, async (request, response) => {
      const { plan, measured: made } = await measured(request);
      sendCsv(response, {
        text: csv(made, leastCountShown(made)),
        name: fileName(needs, { made, plan, name }),
      });
    });
  }
  return router;
}

const leastCountShown = ({ access }: MeasuredAccess): number => access.parameters.leastCountShown;

/** "access-visits-cornwall-plan-a-areas-2026-11-24.csv": what it holds, of where, of which plan, and from when. */
function fileName(
  needs: PlannerNeeds,
  { made, plan, name }: { made: MeasuredAccess; plan: Plan | null; name: string },
): string {
  const [kind] = name.split('.');
  const whose = plan === null ? 'today' : `plan-${plan.letter.toLowerCase()}`;
  const { slug } = getRegion(needs.db);
  return `access-${made.figures.measure}-${slug}-${whose}-${kind}-${dateAt(needs.clock())}.csv`;
}

function sendCsv(response: Response, { text, name }: { text: string; name: string }): void {
  response.type('text/csv; charset=utf-8').attachment(name).send(text);
}

function measureOf(request: Request): MeasureName {
  const asked = String(request.params.name);
  const name = MEASURE_NAMES.find((each) => each === asked);
  if (name) return name;
  throw new PlannerError({
    code: 'MEASURE_UNKNOWN',
    category: 'not-found',
    message: `There is no measure of access "${asked.slice(0, 40)}". The measures are ${MEASURE_NAMES.join(', ')}`,
  });
}

/** The plan asked for; null for hubs alone. @throws PLAN_UNKNOWN */
function planOf({ db }: PlannerNeeds, request: Request): Plan | null {
  const { plan } = request.query;
  if (plan === undefined) return null;
  if (typeof plan === 'string' && /^\d{1,9}$/.test(plan)) return getPlan(db, Number(plan));
  throw new PlannerError({
    code: 'PLAN_UNKNOWN',
    category: 'not-found',
    message: `"${String(plan).slice(0, 40)}" is not the number of a plan`,
  });
}
