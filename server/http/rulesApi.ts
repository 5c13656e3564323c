import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type {
  PlanReviewWire,
  ReviewPlanWire,
  ReviewRequestWire,
  ReviewWire,
  RuleSetsWire,
  UserCountsWire,
  UsersImportWire,
} from '../contract/rules.ts';
import { READY_MADE } from '../core/rules/readyMade.ts';
import { keepRuleSet, reviewService } from '../planning/councilRules.ts';
import { planOfReview } from '../planning/planOfReview.ts';
import { bringStopUsers, keepStopUsers, stopUsersOf } from '../planning/stopUsers.ts';
import { checkedRuleSet } from '../shared/councilRules.ts';
import { PlannerError } from '../shared/errors.ts';
import { slugOf } from '../shared/text.ts';
import {
  findLastReview,
  getReview,
  type KeptReview,
  listRuleSets,
  removeRuleSet,
} from '../store/councilRules.ts';
import { getPlan } from '../store/plans.ts';
import { parsed } from './parsed.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import { presentJob } from './presentJob.ts';
import { reviewEqualityCsv, reviewStopsCsv } from './reviewCsv.ts';
import { leastCountShown } from './reviewPaper.ts';
import { ruleSetSchema } from './ruleSetSchema.ts';
import { allow, type SignedInLocals } from './signIn.ts';

type Answer = Response<unknown, SignedInLocals>;

/** A table of some thousand stops. */
const MOST_TABLE_BYTES = '2mb';

const userCounts = z.strictObject({
  counts: z
    .array(z.strictObject({ siteId: z.string().max(200), perVisit: z.number().nullable() }))
    .max(10_000),
  source: z.string().max(200),
}) satisfies z.ZodType<UserCountsWire>;
const reviewRequest = z.strictObject({
  planId: z.int(),
  set: ruleSetSchema,
}) satisfies z.ZodType<ReviewRequestWire>;
const reviewPlan = z.strictObject({ keepTimes: z.boolean() }) satisfies z.ZodType<ReviewPlanWire>;

/** Council rules below /api/: sets of rules, users by stop, reviews and their papers. Answers are those of contract/rules.ts. */
export function rulesApi(needs: PlannerNeeds): Router {
  const router = Router();
  setRoutes(router, needs);
  userRoutes(router, needs);
  reviewRoutes(router, needs);
  return router;
}

function setRoutes(router: Router, needs: PlannerNeeds): void {
  const { db } = needs;
  router.get('/rules', (_request, response) => {
    response.json(presentSets(needs));
  });
  router.put('/rules/sets', (request, response: Answer) => {
    allow(response, 'coordinator');
    keepRuleSet(needs, parsed(ruleSetSchema, request), response.locals.person.name);
    response.json(presentSets(needs));
  });
  router.delete('/rules/sets/:name', (request, response: Answer) => {
    allow(response, 'coordinator');
    removeRuleSet(db, String(request.params.name));
    response.json(presentSets(needs));
  });
  router.get('/rules/sets/:name.json', (request, response) => {
    const wanted = String(request.params.name);
    const found = [...READY_MADE, ...listRuleSets(db)].find(({ name }) => name === wanted);
    if (!found) throw unknownSet(wanted);
    const { name, source, rules } = found;
    response
      .attachment(`rules-${slugOf(name)}.json`)
      .type('json')
      .send(`${JSON.stringify({ name, source, rules }, null, 2)}\n`);
  });
}

const presentSets = ({ db }: PlannerNeeds): RuleSetsWire => ({
  sets: [
    ...READY_MADE.map((set) => ({ ...set, isReadyMade: true, saved: null })),
    ...listRuleSets(db).map((set) => ({ ...set, isReadyMade: false })),
  ],
});

function userRoutes(router: Router, needs: PlannerNeeds): void {
  const { db } = needs;
  const table = express.raw({ type: () => true, limit: MOST_TABLE_BYTES });
  const planOf = (request: Request) => getPlan(db, numberIn(request.params.id));
  // Counts of people are for those who plan.
  router.get('/plans/:id/users', (request, response: Answer) => {
    allow(response, 'coordinator');
    response.json(stopUsersOf(db, planOf(request)));
  });
  router.put('/plans/:id/users', (request, response: Answer) => {
    allow(response, 'coordinator');
    const plan = planOf(request);
    keepStopUsers(needs, { ...parsed(userCounts, request), by: response.locals.person.name });
    response.json(stopUsersOf(db, plan));
  });
  router.post('/plans/:id/users/imports', table, async (request, response: Answer) => {
    allow(response, 'coordinator');
    const plan = planOf(request);
    const read = await readTable(needs, request);
    const brought = bringStopUsers(needs, plan, {
      rows: read.rows.map(({ line, value }) => ({ line, ...value })),
      source: String(request.query.source ?? '').slice(0, 200),
      by: response.locals.person.name,
    });
    response.json({
      ...stopUsersOf(db, plan),
      taken: brought.taken,
      refused: [...read.refused.map(({ line, reason }) => ({ line, reason })), ...brought.refused].sort(
        (a, b) => a.line - b.line,
      ),
    } satisfies UsersImportWire);
  });
}

function reviewRoutes(router: Router, needs: PlannerNeeds): void {
  const { db } = needs;
  const reviewOf = (request: Request) => presentReview(getReview(db, numberIn(request.params.id)));
  router.post('/reviews', (request, response: Answer) => {
    allow(response, 'coordinator');
    const asked = parsed(reviewRequest, request);
    checkedRuleSet(asked.set);
    getPlan(db, asked.planId);
    const by = response.locals.person.name;
    const job = needs.jobs.start('review', async (progress) => ({
      planId: asked.planId,
      releaseNumber: null,
      imported: null,
      reviewId: await reviewService(needs, { ...asked, by }, progress),
    }));
    response.status(202).json(presentJob(job));
  });
  router.get('/reviews/:id', (request, response: Answer) => {
    allow(response, 'coordinator');
    response.json(reviewOf(request));
  });
  router.get('/plans/:id/review', (request, response: Answer) => {
    allow(response, 'coordinator');
    const last = findLastReview(db, numberIn(request.params.id));
    response.json({ review: last ? presentReview(last) : null } satisfies PlanReviewWire);
  });
  router.post('/reviews/:id/plan', (request, response: Answer) => {
    allow(response, 'coordinator');
    const { keepTimes } = parsed(reviewPlan, request);
    const { id: reviewId } = reviewOf(request);
    const job = needs.jobs.start('plan', async (progress) => {
      const plan = await planOfReview(needs, { reviewId, keepTimes }, progress);
      return { planId: plan.id, releaseNumber: null, imported: null };
    });
    response.status(202).json(presentJob(job));
  });
  const csv = (name: string, textOf: (review: ReviewWire, threshold: number) => string) =>
    router.get(`/reviews/:id/${name}.csv`, (request, response: Answer) => {
      allow(response, 'coordinator');
      const review = reviewOf(request);
      response
        .type('text/csv; charset=utf-8')
        .attachment(`review-${review.id}-plan-${review.planLetter.toLowerCase()}-${name}.csv`)
        .send(textOf(review, leastCountShown(db)));
    });
  csv('stops', reviewStopsCsv);
  csv('equality', reviewEqualityCsv);
}

/** A kept review with its number and who made it when. */
export const presentReview = ({ id, made, review }: KeptReview): ReviewWire => ({
  ...(review as Omit<ReviewWire, 'id' | 'madeAt' | 'madeBy'>),
  id,
  madeAt: made.at,
  madeBy: made.by,
});

/** Tables are read from files, so that every form of them is; this one is gone when it has been read. */
async function readTable({ readStopUsers }: PlannerNeeds, { body }: Request) {
  if (!Buffer.isBuffer(body) || body.length === 0) throw noFile();
  const folder = await mkdtemp(join(tmpdir(), 'hub-rounds-'));
  try {
    const path = join(folder, 'users.csv');
    await writeFile(path, body);
    return await readStopUsers(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The number in an address part; −1, which nothing has, for anything else. */
const numberIn = (text: unknown): number => (/^\d{1,9}$/.test(String(text)) ? Number(text) : -1);

const noFile = (): PlannerError =>
  new PlannerError({
    code: 'REQUEST_INVALID',
    category: 'input',
    message: 'There is nothing in the file. Choose a table with a column "stop" and a column "users"',
  });

const unknownSet = (name: string): PlannerError =>
  new PlannerError({
    code: 'RULES_UNKNOWN',
    category: 'not-found',
    message: `There is no set of rules called "${name.slice(0, 80)}". It may have been deleted`,
  });
