import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type {
  AskablePlaceWire,
  CurveAnswerWire,
  ScoreWeightWire,
  SharedReachWire,
  WhyNotAnswerWire,
} from '../contract/choice.ts';
import { parametersWith } from '../core/parameters.ts';
import { sharedReach } from '../core/stops/sharedReach.ts';
import { askablePlaces } from '../planning/askablePlaces.ts';
import { curveByKey, knownCurve, workOutCurve } from '../planning/choiceCurve.ts';
import type { StageProgress } from '../planning/context.ts';
import { measureAccess } from '../planning/measureAccess.ts';
import { changeScoreWeights, scoreWeights } from '../planning/scoreWeights.ts';
import { knownWhyNot, workOutWhyNot } from '../planning/whyNot.ts';
import {
  CHOICE_AIMS,
  CHOICE_LIMITS,
  type ChoiceAim,
  type ChoiceWishes,
  FLOOR_GROUPS,
  type FloorGroup,
} from '../shared/choiceWishes.ts';
import { PlannerError } from '../shared/errors.ts';
import { listParameterOverrides } from '../store/parameters.ts';
import { getRegion } from '../store/region.ts';
import { listEverySite } from '../store/sites.ts';
import { curveCsv } from './curveCsv.ts';
import { parsed } from './parsed.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import { presentJob } from './presentJob.ts';
import { allow, type SignedInLocals } from './signIn.ts';

type Answer = Response<unknown, SignedInLocals>;

/** Characters of an identifier or of words to look for, at most. */
const MOST_CHARACTERS = 200;
/** Identifiers in a list of a request, at most: more sites than any register has. */
const MOST_IDENTIFIERS = 10_000;
const identifier = z.string().max(MOST_CHARACTERS);

/** What may be wished for in a plan's request; ranges are checked by planning, which has the words for it. */
export const choiceWishes = z.strictObject({
  aim: z.enum(Object.keys(CHOICE_AIMS) as [ChoiceAim]),
  withinSeconds: z.number(),
  floorBy: z.enum(Object.keys(FLOOR_GROUPS) as [FloorGroup]),
  floorShare: z.number(),
  backupWeight: z.number(),
  isOneAVillage: z.boolean(),
  exclusions: z
    .array(z.array(identifier).max(CHOICE_LIMITS.exclusions.high))
    .max(CHOICE_LIMITS.exclusions.high),
  vanHours: z.number().nullable(),
}) satisfies z.ZodType<ChoiceWishes>;

const exclusions = z
  .array(z.array(identifier).max(CHOICE_LIMITS.exclusions.high))
  .max(CHOICE_LIMITS.exclusions.high);
const identifiers = z.array(identifier).max(MOST_IDENTIFIERS);
const isOnlyKnown = z.boolean().default(false);
const curveRequest = z.strictObject({
  forceIn: identifiers,
  forceOut: identifiers,
  isOneAVillage: z.boolean(),
  exclusions,
  isOnlyKnown,
});
const whyNotRequest = z.strictObject({
  planId: z.int(),
  kind: z.enum(['site', 'area', 'village']),
  id: identifier,
  isOnlyKnown,
});

/** Scores, comparison, coverage curve and "why not us?" below /api/choice/. Answers are those of contract/choice.ts. */
export function choiceApi(needs: PlannerNeeds): Router {
  const router = Router();
  router.get('/choice/weights', (_request, response) => {
    response.json(scoreWeights(needs.db) satisfies ScoreWeightWire[]);
  });
  router.put('/choice/weights', (request, response: Answer) => {
    allow(response, 'coordinator');
    const { weights } = parsed(z.strictObject({ weights: z.record(identifier, z.number()) }), request);
    response.json(changeScoreWeights(needs.db, weights) satisfies ScoreWeightWire[]);
  });
  router.get('/choice/compare', async (request, response) => {
    const access = await measureAccess(needs);
    const [first, second] = [
      knownSite(access.sites, request, 'first'),
      knownSite(access.sites, request, 'second'),
    ];
    const shared = sharedReach({ ...access, areas: access.points, first, second });
    response.json({ first, second, ...shared } satisfies SharedReachWire);
  });
  router.post('/choice/curve', (request, response: Answer) => {
    const { isOnlyKnown, ...wishes } = parsed(curveRequest, request);
    const curve = knownCurve(needs, wishes);
    if (curve !== null || isOnlyKnown) return void response.json({ curve } satisfies CurveAnswerWire);
    startWork(needs, response, 'curve', (progress) => workOutCurve(needs, wishes, progress));
  });
  router.get('/choice/curve.csv', async (request, response: Answer) => {
    allow(response, 'coordinator');
    const curve = curveByKey(needs, String(request.query.key ?? '').slice(0, MOST_CHARACTERS));
    if (curve === null) throw goneCurve();
    const names = new Map(listEverySite(needs.db).map((site) => [site.id, site.name]));
    const { leastCountShown } = parametersWith(listParameterOverrides(needs.db));
    response
      .type('text/csv; charset=utf-8')
      .attachment(`coverage-curve-${getRegion(needs.db).slug}.csv`)
      .send(curveCsv(curve, (id) => names.get(id) ?? id, leastCountShown));
  });
  router.post('/choice/why-not', (request, response: Answer) => {
    const { isOnlyKnown, ...question } = parsed(whyNotRequest, request);
    const answer = knownWhyNot(needs, question);
    if (answer !== null || isOnlyKnown) return void response.json({ answer } satisfies WhyNotAnswerWire);
    startWork(needs, response, 'why-not', (progress) => workOutWhyNot(needs, question, progress));
  });
  router.get('/choice/places', (request, response) => {
    const words = String(request.query.words ?? '').slice(0, MOST_CHARACTERS);
    response.json(askablePlaces(needs.db, words) satisfies AskablePlaceWire[]);
  });
  return router;
}

/** Starts work that leaves its answer in the store, where it is asked for again. */
function startWork(
  needs: PlannerNeeds,
  response: Answer,
  kind: 'curve' | 'why-not',
  run: (progress: StageProgress) => Promise<unknown>,
): void {
  allow(response, 'coordinator');
  const job = needs.jobs.start(kind, async (progress) => {
    await run(progress);
    return { planId: null, releaseNumber: null, imported: null };
  });
  response.status(202).json(presentJob(job));
}

const goneCurve = () =>
  new PlannerError({
    code: 'CURVE_UNKNOWN',
    category: 'not-found',
    message: 'This curve is no longer kept. Work it out again, then download it',
  });

function knownSite(sites: readonly { readonly id: string }[], request: Request, name: string): string {
  const id = String(request.query[name] ?? '');
  if (sites.some((site) => site.id === id)) return id;
  throw new PlannerError({
    code: 'SITE_UNKNOWN',
    category: 'not-found',
    message: `There is no candidate site "${id.slice(0, MOST_CHARACTERS)}" to compare. It may have been closed since; choose another`,
  });
}
