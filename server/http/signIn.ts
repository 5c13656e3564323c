import { type NextFunction, type Request, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { PlannerError } from '../shared/errors.ts';
import type { Clock } from '../shared/time.ts';
import { minutes } from '../shared/units.ts';
import type { WritableDb } from '../store/open.ts';
import { endSignIn, findSignedIn, type Person, ROLES, type Role, useSignInLink } from '../store/people.ts';
import type { RenderPage } from './renderPage.ts';

/** OWASP session management: 15 to 30 minutes idle, 4 to 8 hours at most. A coordinator reads maps: the upper ends. */
const IDLE_SECONDS = minutes(30);
const ABSOLUTE_SECONDS = minutes(8 * 60);

/** Tries to sign in, for one address, in 15 minutes. */
const SIGN_IN_TRIES = 20;

export interface SignInNeeds {
  readonly db: WritableDb;
  readonly clock: Clock;
  readonly renderPage: RenderPage;
  /** False only on plain http outside this machine, where browsers refuse secure cookies. */
  readonly hasSecureCookies: boolean;
}

/** Requests of somebody signed in carry who it is. */
export interface SignedInLocals extends Record<string, unknown> {
  person: Person;
}

const cookieName = (needs: Pick<SignInNeeds, 'hasSecureCookies'>) =>
  needs.hasSecureCookies ? '__Host-hub-rounds' : 'hub-rounds';

/** Who sent a request; undefined when nobody is signed in. */
export function signedInPerson(needs: SignInNeeds, request: Request): Person | undefined {
  const token = tokenOf(needs, request);
  if (!token) return undefined;
  return findSignedIn(needs.db, {
    token,
    at: needs.clock(),
    idleSeconds: IDLE_SECONDS,
    absoluteSeconds: ABSOLUTE_SECONDS,
  });
}

/** Lets only signed-in people pass: others get 401 under /api/, and the sign-in page elsewhere. */
export function requireSignIn(needs: SignInNeeds) {
  return (request: Request, response: Response, next: NextFunction) => {
    const person = signedInPerson(needs, request);
    response.set('Cache-Control', 'no-store');
    if (person) {
      response.locals.person = person;
      return next();
    }
    if (/^\/(api|tiles)\//.test(request.originalUrl)) {
      return response
        .status(401)
        .json({ code: 'SIGN_IN_NEEDED', message: 'You are signed out. Sign in again to go on' });
    }
    return response.redirect(303, '/planner/sign-in');
  };
}

/** Whether the person signed in may do what needs at least this role. */
export const mayDo = ({ locals }: Response<unknown, SignedInLocals>, least: Role): boolean =>
  ROLES.indexOf(locals.person.role) >= ROLES.indexOf(least);

/** @throws ROLE_NEEDED when the person signed in may not do this */
export function allow(response: Response<unknown, SignedInLocals>, least: Role): void {
  if (mayDo(response, least)) return;
  const { person } = response.locals;
  throw new PlannerError({
    code: 'ROLE_NEEDED',
    category: 'forbidden',
    message: `${person.name} is signed in as ${person.role}; this needs a ${least}. Ask an administrator to change the role`,
  });
}

/**
 * Sign-in with a one-time link, and sign-out. The link shows a page with a button, so that a mail scanner that
 * follows it does not use it up.
 */
export function signInRoutes(needs: SignInNeeds): Router {
  const router = Router();
  const tries = rateLimit({
    windowMs: 15 * 60 * 1000,
    limit: SIGN_IN_TRIES,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    message: needs.renderPage('sign-in.njk', {
      token: null,
      problem: 'There were too many tries to sign in. Wait 15 minutes, then try again.',
    }),
  });
  const page = (
    response: Response,
    status: number,
    values: { token: string | null; problem: string | null },
  ) =>
    response
      .status(status)
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(needs.renderPage('sign-in.njk', values));

  router.get('/planner/sign-in', (request, response) => {
    if (signedInPerson(needs, request)) response.redirect(303, '/planner/');
    else page(response, 200, { token: null, problem: null });
  });
  router.get('/planner/sign-in/:token', (request, response) => {
    page(response, 200, { token: request.params.token, problem: null });
  });
  router.post('/planner/sign-in/:token', tries, (request, response) => {
    const token = useSignInLink(needs.db, { token: String(request.params.token), at: needs.clock() });
    if (!token) {
      page(response, 403, {
        token: null,
        problem: 'This sign-in link has been used or has run out. Ask for a new one.',
      });
      return;
    }
    response.cookie(cookieName(needs), token, {
      httpOnly: true,
      secure: needs.hasSecureCookies,
      sameSite: 'lax',
      path: '/',
    });
    response.redirect(303, '/planner/');
  });
  router.post('/planner/sign-out', (request, response) => {
    const token = tokenOf(needs, request);
    if (token) endSignIn(needs.db, token);
    response.clearCookie(cookieName(needs), { path: '/', secure: needs.hasSecureCookies });
    response.redirect(303, '/planner/sign-in');
  });
  return router;
}

/**
 * Refuses requests that change something when another site's page sent them. Browsers say so in Sec-Fetch-Site; older
 * ones in Origin. A request with neither is from no browser, so no cookie of ours rides on it.
 */
export function refuseForeignChanges() {
  return (request: Request, _response: Response, next: NextFunction) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return next();
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    const isForeign =
      site !== undefined
        ? !['same-origin', 'none'].includes(site)
        : origin !== undefined && origin !== `${request.protocol}://${request.get('host')}`;
    if (!isForeign) return next();
    return next(
      new PlannerError({
        code: 'FOREIGN_REQUEST',
        category: 'forbidden',
        message: 'The request came from another site and was refused. Open the planner itself and try again',
      }),
    );
  };
}

/** The token of a request's sign-in; undefined when it carries none. */
export const tokenOf = (needs: Pick<SignInNeeds, 'hasSecureCookies'>, request: Request): string | undefined =>
  cookieOf(request, cookieName(needs));

function cookieOf(request: Request, name: string): string | undefined {
  const pair = (request.get('cookie') ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
