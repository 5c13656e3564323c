import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { BandsWire } from '../contract/bands.ts';
import type { Plan } from '../core/nouns.ts';
import { type DriveBands, measureBands } from '../planning/bands.ts';
import { PlannerError } from '../shared/errors.ts';
import { getPlan } from '../store/plans.ts';
import { getRegion } from '../store/region.ts';
import { parsed } from './parsed.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import { presentJob } from './presentJob.ts';

/** Drive-time bands below /api/bands: on the wire of contract/bands.ts, and as a file for a map program. */
export function bandsApi(needs: PlannerNeeds): Router {
  const router = Router();
  router.get('/bands', async (request, response) => {
    const plan = planOf(needs, request);
    const wire = presentBands(needs, plan, await measureBands(needs, plan));
    if (request.query.download === undefined) response.json(wire);
    else sendFile(response, { wire, name: fileName(needs, plan) });
  });
  router.post('/bands', (request, response) => {
    const { planId } = parsed(z.strictObject({ planId: z.int().nullable() }), request);
    const plan = planId === null ? null : getPlan(needs.db, planId);
    const job = needs.jobs.start('bands', async (progress) => {
      await measureBands(needs, plan, progress);
      return { planId, releaseNumber: null, imported: null };
    });
    response.status(202).json(presentJob(job));
  });
  return router;
}

function planOf({ db }: PlannerNeeds, request: Request): Plan | null {
  const asked = request.query.plan;
  if (asked === undefined) return null;
  if (typeof asked === 'string' && /^\d{1,9}$/.test(asked)) return getPlan(db, Number(asked));
  throw new PlannerError({
    code: 'PLAN_UNKNOWN',
    category: 'not-found',
    message: `"${String(asked).slice(0, 40)}" is not the number of a plan. Leave it out for the hubs alone`,
  });
}

function presentBands({ db }: PlannerNeeds, plan: Plan | null, bands: DriveBands): BandsWire {
  const region = getRegion(db);
  const whose = plan === null ? 'hubs' : `hubs and stops of plan ${plan.letter}`;
  return {
    type: 'FeatureCollection',
    name: `Drive-time bands of ${region.name}: ${whose}`,
    attribution: [...region.attribution, `Drive times: ${region.roadsLabel}, ${bands.source.engine}`],
    isEstimate: bands.source.isEstimate,
    features: [...bands.features],
  };
}

function fileName({ db }: PlannerNeeds, plan: Plan | null): string {
  const whose = plan === null ? 'hubs' : `plan-${plan.letter.toLowerCase()}`;
  return `drive-time-bands-${getRegion(db).slug}-${whose}.geojson`;
}

function sendFile(response: Response, { wire, name }: { wire: BandsWire; name: string }): void {
  response.type('application/geo+json').attachment(name).send(JSON.stringify(wire));
}
