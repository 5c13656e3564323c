import { Router } from 'express';
import type { ReadableDb } from '../store/open.ts';
import { getRegion } from '../store/region.ts';

/** For the machine that watches the service: alive, and able to answer from its database. No detail for strangers. */
export function healthRoutes({ db }: { db: ReadableDb }): Router {
  const router = Router();
  router.use('/health', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'up' });
  });
  router.get('/health/ready', (_request, response) => {
    getRegion(db);
    response.json({ status: 'up' });
  });
  return router;
}
