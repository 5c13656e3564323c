import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { RotaReasonsAnswerWire } from '../contract/rotaReasons.ts';
import { knownReasons, type RotaQuestion, workOutReasons } from '../planning/rotaReasons.ts';
import { parsed } from './parsed.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import { presentJob } from './presentJob.ts';
import { allow, type SignedInLocals } from './signIn.ts';

type Answer = Response<unknown, SignedInLocals>;

const isOnlyKnown = z.boolean().default(false);
const reasonsRequest = z.discriminatedUnion('about', [
  z.strictObject({ about: z.literal('stop'), siteId: z.string().max(200), isOnlyKnown }),
  z.strictObject({ about: z.literal('unserved'), isOnlyKnown }),
  z.strictObject({ about: z.literal('rules'), isOnlyKnown }),
  z.strictObject({ about: z.literal('locks'), isOnlyKnown }),
]);

const NOT_KNOWN: RotaReasonsAnswerWire = { stops: null, rules: null, locks: null };

/** Reasons of a rota below /api/plans/:id/reasons. Answers are those of contract/rotaReasons.ts. */
export function rotaReasonsApi(needs: PlannerNeeds): Router {
  const router = Router();
  router.get('/plans/:id/reasons', (request, response) => {
    const siteId = String(request.query.site ?? '').slice(0, 200);
    const known = knownReasons(needs, { about: 'stop', siteId, planId: planIn(request) });
    response.json(known ?? NOT_KNOWN);
  });
  router.post('/plans/:id/reasons', (request, response: Answer) => {
    const { isOnlyKnown, ...asked } = parsed(reasonsRequest, request);
    const question: RotaQuestion = { ...asked, planId: planIn(request) };
    const known = knownReasons(needs, question);
    if (known !== null || isOnlyKnown) return void response.json(known ?? NOT_KNOWN);
    allow(response, 'coordinator');
    const job = needs.jobs.start('reasons', async (progress) => {
      await workOutReasons(needs, question, progress);
      return { planId: question.planId, releaseNumber: null, imported: null };
    });
    response.status(202).json(presentJob(job));
  });
  return router;
}

/** The plan's number in the address; −1, which no plan has, for anything else. */
const planIn = ({ params }: Request): number =>
  /^\d{1,9}$/.test(String(params.id)) ? Number(params.id) : -1;
