import compression from 'compression';
import express, { type Express } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { readAssets } from './http/assets.ts';
import { driverPages } from './http/driverPages.ts';
import { errorHandler } from './http/errorHandler.ts';
import { healthRoutes } from './http/health.ts';
import { parametersPage } from './http/parametersPage.ts';
import { plannerApi } from './http/plannerApi.ts';
import { plannerPages } from './http/plannerPages.ts';
import { publicSite } from './http/publicSite.ts';
import { regionApi, uploadRoutes } from './http/regionApi.ts';
import { createRenderPage } from './http/renderPage.ts';
import { reviewPages } from './http/reviewPages.ts';
import { refuseForeignChanges, requireSignIn, signInRoutes, tokenOf } from './http/signIn.ts';
import { tileRoutes } from './http/tiles.ts';
import { timetableApi } from './http/timetableApi.ts';
import type { Services } from './services.ts';

/** Requests to the planner's API from one address in a minute: a page that follows a job makes far fewer. */
const API_REQUESTS_A_MINUTE = 600;
/** Hashed files never change under their address. */
const ONE_YEAR_MS = 365 * 24 * 3600 * 1000;

/** What happens to a request, in order. */
export function createApp(services: Services): Express {
  const app = express();
  const assets = readAssets(services.clientBuild);
  const renderPage = createRenderPage({ assets, serviceName: services.identity.serviceName });
  const isHttps = services.identity.publicUrl.startsWith('https://');
  const needs = {
    ...services,
    renderPage,
    tokenOf: (request: express.Request) => tokenOf(services, request),
  };

  app.disable('x-powered-by');
  app.set('trust proxy', services.config.trustProxyHops);
  app.set('query parser', 'simple');
  app.use(securityHeaders(isHttps));
  app.use(compression());
  app.use(healthRoutes(services));
  app.use(refuseForeignChanges());
  app.use(
    '/assets',
    express.static(services.clientBuild, {
      immutable: true,
      maxAge: ONE_YEAR_MS,
      dotfiles: 'ignore',
      index: false,
    }),
  );
  app.use(signInRoutes(needs));
  app.use(['/planner', '/driver'], requireSignIn(needs));
  app.use(plannerPages(needs));
  app.use(parametersPage(needs));
  app.use(driverPages(needs));
  app.use(reviewPages({ ...needs, logoFile: services.identity.logoFile }));
  app.use(
    '/api',
    rateLimit({
      windowMs: 60_000,
      limit: API_REQUESTS_A_MINUTE,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      message: { code: 'TOO_MANY_REQUESTS', message: 'Too many requests. Wait a minute, then go on' },
    }),
    requireSignIn(needs),
    uploadRoutes(needs),
    express.json({ limit: '100kb' }),
    regionApi(needs),
    timetableApi(needs),
    plannerApi(needs),
  );
  app.use('/tiles', requireSignIn(needs), tileRoutes(needs));
  app.use(publicSite(services));
  app.use(errorHandler(needs));
  return app;
}

/** As in OWASP's and MHCLG's lists. No inline script and no inline style anywhere, so no nonce. */
function securityHeaders(isHttps: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        workerSrc: ["'self'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: isHttps && { maxAge: 31_536_000, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: false,
  });
}
