import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { AskablePlaceWire, ScoreWeightWire, SharedReachWire } from '../contract/choice.ts';
import { sharedReach } from '../core/stops/sharedReach.ts';
import { askablePlaces } from '../planning/askablePlaces.ts';
import { measureAccess } from '../planning/measureAccess.ts';
import { changeScoreWeights, scoreWeights } from '../planning/scoreWeights.ts';
import {
  CHOICE_AIMS,
  CHOICE_LIMITS,
  type ChoiceAim,
  type ChoiceWishes,
  FLOOR_GROUPS,
  type FloorGroup,
} from '../shared/choiceWishes.ts';
import { PlannerError } from '../shared/errors.ts';
import { parsed } from './parsed.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import { allow, type SignedInLocals } from './signIn.ts';

type Answer = Response<unknown, SignedInLocals>;

/** Characters of an identifier or of words to look for, at most. */
const MOST_CHARACTERS = 200;
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
  router.get('/choice/places', (request, response) => {
    const words = String(request.query.words ?? '').slice(0, MOST_CHARACTERS);
    response.json(askablePlaces(needs.db, words) satisfies AskablePlaceWire[]);
  });
  return router;
}

function knownSite(sites: readonly { readonly id: string }[], request: Request, name: string): string {
  const id = String(request.query[name] ?? '');
  if (sites.some((site) => site.id === id)) return id;
  throw new PlannerError({
    code: 'SITE_UNKNOWN',
    category: 'not-found',
    message: `There is no candidate site "${id.slice(0, MOST_CHARACTERS)}" to compare. It may have been closed since; choose another`,
  });
}
