import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { RotaRequestWire, VanAskedWire } from '../contract/rota.ts';
import { planRotaAgain } from '../planning/planRota.ts';
import { changesBetween } from '../planning/planRotaChanges.ts';
import { rotaTerms } from '../planning/planRotaTerms.ts';
import { PlannerError } from '../shared/errors.ts';
import type { RotaRules } from '../shared/rotaRules.ts';
import type { RotaWishes, StopWishes } from '../shared/rotaWishes.ts';
import { serviceDate, type Weekday, weekdayOf } from '../shared/time.ts';
import { getPlan } from '../store/plans.ts';
import { parsed } from './parsed.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import { presentJob } from './presentJob.ts';
import { allow, type SignedInLocals } from './signIn.ts';

type Answer = Response<unknown, SignedInLocals>;

const MOST_STOPS = 1000;
const MOST_WINDOWS = 20;
const identifier = z.string().min(1).max(200);
const words = z.string().max(80);
const seconds = z.number().min(0).max(86_400);
const clock = z.int().min(0).max(86_400);
const window = z.strictObject({ from: clock, to: clock });
const weekday = z.union([1, 2, 3, 4, 5, 6, 7].map((day) => z.literal(day as Weekday)));
const weeks = z.array(z.int().min(0).max(30)).max(31);
/** By weekday, whose numbers are the keys. */
const byWeekday = <Value>(value: z.ZodType<Value>) =>
  z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), value) as z.ZodType<
    Partial<Record<Weekday, Value>>
  >;

const ferry = z.strictObject({
  id: identifier,
  name: words,
  waitSeconds: seconds,
  crossingSeconds: seconds,
  hours: byWeekday(z.array(window).max(MOST_WINDOWS)).nullable(),
  maxLengthMetres: z.number().nullable(),
  maxWeightTonnes: z.number().nullable(),
  siteIds: z.array(identifier).max(MOST_STOPS),
});

const rules = z
  .strictObject({
    cycleWeeks: z.int(),
    repeats: z.enum(['weeks', 'month']),
    setUpSeconds: z.number(),
    packDownSeconds: z.number(),
    travelFactor: z.number(),
    travelAllowanceSeconds: z.number(),
    travelFactorByWeekday: byWeekday(z.number()),
    travelSeasons: z
      .array(z.strictObject({ name: words, from: words, to: words, factor: z.number() }))
      .max(100),
    ferries: z.array(ferry).max(100),
    maxCallsPerDay: z.number(),
    breakSeconds: z.number(),
    breakAfterSeconds: z.number(),
    breakWindow: window,
    driversHours: z.enum(['none', 'gb-domestic', 'assimilated-eu']),
    roundingSeconds: z.number(),
    minDaysBetweenVisits: z.number(),
    noticeDays: z.number(),
    weights: z.strictObject({
      changeSeconds: z.number(),
      kilometreSeconds: z.number(),
      unevenSeconds: z.number(),
    }),
  })
  .partial() satisfies z.ZodType<Partial<RotaRules>>;

const stopWishes = z
  .strictObject({
    visitsPerCycle: z.number(),
    sessionSeconds: z.number(),
    weekdays: z.array(weekday).max(7),
    weekSets: z.array(weeks).max(31),
    within: window,
    toleranceSeconds: z.number(),
    minDaysBetween: z.number(),
    maxDaysBetween: z.number(),
    skills: z.array(words).max(20),
    series: z.strictObject({ meetings: z.int(), everyWeeks: z.int() }),
    isRequired: z.boolean(),
  })
  .partial() satisfies z.ZodType<StopWishes>;

const wishes = z.strictObject({
  rules,
  stops: z.record(identifier, stopWishes),
  left: z.array(identifier).max(MOST_STOPS),
  lockedStops: z
    .array(z.strictObject({ siteId: identifier, vanId: identifier, weekday, weeks, open: clock }))
    .max(MOST_STOPS),
  lockedDays: z.array(z.strictObject({ vanId: identifier, weekday })).max(100),
  lockedOrders: z.array(z.strictObject({ siteIds: z.array(identifier).max(MOST_STOPS) })).max(MOST_STOPS),
}) satisfies z.ZodType<RotaWishes>;

const van = z.strictObject({
  id: identifier,
  shifts: byWeekday(window),
  skills: byWeekday(z.array(words).max(100)),
  size: z
    .strictObject({
      lengthMetres: z.number(),
      widthMetres: z.number(),
      heightMetres: z.number(),
      weightTonnes: z.number(),
    })
    .nullable(),
}) satisfies z.ZodType<VanAskedWire>;

const rotaRequest = z.strictObject({
  wishes,
  vans: z.array(van).max(100).optional(),
  effort: z.enum(['quick', 'thorough']),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .optional(),
}) satisfies z.ZodType<RotaRequestWire>;

/** Planning a rota again and comparing plans, below /api/plans/:id/. Answers are those of contract/rota.ts. */
export function rotaApi(needs: PlannerNeeds): Router {
  const router = Router();
  const planOf = (id: unknown) => getPlan(needs.db, numberIn(id));
  router.post('/plans/:id/rota', (request, response: Answer) => {
    allow(response, 'coordinator');
    const plan = planOf(request.params.id);
    const asked = parsed(rotaRequest, request);
    rotaTerms(needs.db, plan, asked);
    const job = needs.jobs.start('plan', async (progress) => {
      const { id } = await planRotaAgain(needs, { ...asked, planId: plan.id }, progress);
      return { planId: id, releaseNumber: null, imported: null };
    });
    response.status(202).json(presentJob(job));
  });
  router.get('/plans/:id/changes', async (request, response) => {
    const to = planOf(request.params.id);
    const from = planOf(request.query.from ?? to.previousPlanId);
    response.json(await changesBetween(needs, { from, to, start: startIn(request) }));
  });
  return router;
}

/** The Monday on which the new times begin; undefined when none is asked for. */
function startIn({ query }: Request) {
  if (query.start === undefined) return undefined;
  try {
    const date = serviceDate(String(query.start));
    if (weekdayOf(date) === 1) return date;
  } catch {
    // Said below.
  }
  throw new PlannerError({
    code: 'REQUEST_INVALID',
    category: 'input',
    message: '"start": expected the date of a Monday, such as 2027-01-04',
  });
}

function numberIn(text: unknown): number {
  if (/^\d{1,9}$/.test(String(text))) return Number(text);
  throw new PlannerError({
    code: 'PLAN_UNKNOWN',
    category: 'not-found',
    message:
      text === undefined
        ? 'This plan was not planned again from another. Choose a plan to compare it with'
        : `"${String(text).slice(0, 40)}" is not the number of a plan`,
  });
}
