import { type Response, Router } from 'express';
import type { PlannerNeeds } from './plannerNeeds.ts';
import type { RenderPage } from './renderPage.ts';
import { runSheet } from './runSheet.ts';
import { mayDo, type SignedInLocals } from './signIn.ts';

/** Pages for signed-in staff: the planner itself and the run sheets. */
export function plannerPages(needs: PlannerNeeds & { renderPage: RenderPage }): Router {
  const router = Router();
  router.get('/planner', (_request, response) => {
    response.type('html').send(needs.renderPage('planner.njk', {}));
  });
  router.get(
    '/planner/plans/:planId/van-days/:index',
    async (request, response: Response<unknown, SignedInLocals>) => {
      const sheet = await runSheet(needs, {
        planId: numberIn(request.params.planId),
        index: numberIn(request.params.index),
        isForCrew: mayDo(response, 'driver'),
      });
      response.type('html').send(needs.renderPage('run-sheet.njk', { sheet }));
    },
  );
  return router;
}

/** The number in an address part; −1, which nothing has, for anything else. */
const numberIn = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : -1);
