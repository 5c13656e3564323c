import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type {
  AbsenceRequestWire,
  CrewRequestWire,
  DecisionsRequestWire,
  StandingRequestWire,
} from '../contract/dates.ts';
import type { Plan } from '../core/nouns.ts';
import { enterAbsence, keepCrew } from '../planning/absences.ts';
import { decideClashes, planClashes, takeBestOffers } from '../planning/clashes.ts';
import { ABSENCE_KINDS, ABSENT_THINGS } from '../shared/absences.ts';
import { CLASH_KINDS, type ClashKind } from '../shared/clashes.ts';
import { PlannerError } from '../shared/errors.ts';
import { dateAt, type ServiceDate, serviceDate, type Weekday } from '../shared/time.ts';
import { removeAbsence, removeCrew } from '../store/absences.ts';
import { removeStandingDecision, saveStandingDecision } from '../store/clashDecisions.ts';
import { getPlan } from '../store/plans.ts';
import { parsed } from './parsed.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import { presentDates } from './presentDates.ts';
import { allow, mayDo, type SignedInLocals } from './signIn.ts';

type Answer = Response<unknown, SignedInLocals>;

/** Decisions in one request, at most: more visits than half a year of any service meets something on. */
const MOST_DECISIONS = 5000;
const id = z.string().max(200);
/** A sentence for families or a note for staff. */
const words = z.string().max(300);
const date = z
  .string()
  .max(10)
  .transform((text): ServiceDate => serviceDate(text));
const clock = z.int().min(0).max(86_400);
const outcome = z.discriminatedUnion('take', [
  z.strictObject({ take: z.literal('no-visit'), reason: words.min(1) }),
  z.strictObject({ take: z.literal('crew'), crewId: id }),
  z.strictObject({
    take: z.literal('replacement'),
    visit: z.strictObject({ date, vanId: id, arrive: clock, open: clock, close: clock, leave: clock }),
  }),
]);
const decisionsRequest = z.strictObject({
  decisions: z.array(z.strictObject({ siteId: id, date, outcome: outcome.nullable() })).max(MOST_DECISIONS),
}) satisfies z.ZodType<DecisionsRequestWire>;
const standingRequest = z.strictObject({ reason: words }) satisfies z.ZodType<StandingRequestWire>;
const absenceRequest = z.strictObject({
  kind: z.enum(ABSENCE_KINDS),
  of: z.enum(ABSENT_THINGS),
  id,
  from: z.string().max(10),
  to: z.string().max(10),
  note: words,
}) satisfies z.ZodType<AbsenceRequestWire>;
const crewRequest = z.strictObject({
  id,
  name: z.string().max(100),
  skills: z.array(z.string().max(100)).max(50),
  weekdays: z
    .array(
      z
        .int()
        .min(1)
        .max(7)
        .transform((day) => day as Weekday),
    )
    .max(7),
  vanId: id.nullable(),
}) satisfies z.ZodType<CrewRequestWire>;

/** A plan's dates below /api/: what visits meet, what is decided of it, who and what is away. Answers are those of contract/dates.ts. */
export function datesApi(needs: PlannerNeeds): Router {
  const router = Router();
  const path = '/plans/:id/dates';
  router.get(path, (request, response: Answer) => answer(needs, response, planOf(needs, request)));
  decisionRoutes(router, needs, path);
  absenceRoutes(router, needs, path);
  return router;
}

function decisionRoutes(router: Router, needs: PlannerNeeds, path: string): void {
  const { db } = needs;
  const weeks = needs.timetableWeeks;
  router.post(`${path}/decisions`, async (request, response: Answer) => {
    const { plan, by } = planner(needs, request, response);
    await decideClashes(needs, plan, { ...parsed(decisionsRequest, request), weeks, by });
    await answer(needs, response, plan);
  });
  router.post(`${path}/best`, async (request, response: Answer) => {
    const { plan, by } = planner(needs, request, response);
    await takeBestOffers(needs, plan, { weeks, by });
    await answer(needs, response, plan);
  });
  router.put(`${path}/standing/:kind`, async (request, response: Answer) => {
    const { plan, by } = planner(needs, request, response);
    const { reason } = parsed(standingRequest, request);
    saveStandingDecision(db, { kind: kindOf(request), reason: reason.trim(), by, at: needs.clock() });
    await answer(needs, response, plan);
  });
  router.delete(`${path}/standing/:kind`, async (request, response: Answer) => {
    const { plan } = planner(needs, request, response);
    removeStandingDecision(db, kindOf(request));
    await answer(needs, response, plan);
  });
}

function absenceRoutes(router: Router, needs: PlannerNeeds, path: string): void {
  const { db } = needs;
  router.post(`${path}/absences`, async (request, response: Answer) => {
    const { plan, by } = planner(needs, request, response);
    enterAbsence(needs, plan, { ...parsed(absenceRequest, request), by });
    await answer(needs, response, plan);
  });
  router.delete(`${path}/absences/:number`, async (request, response: Answer) => {
    const { plan } = planner(needs, request, response);
    removeAbsence(db, Number(request.params.number));
    await answer(needs, response, plan);
  });
  router.put(`${path}/crews`, async (request, response: Answer) => {
    const { plan } = planner(needs, request, response);
    keepCrew(needs, plan, parsed(crewRequest, request));
    await answer(needs, response, plan);
  });
  router.delete(`${path}/crews/:crewId`, async (request, response: Answer) => {
    const { plan } = planner(needs, request, response);
    removeCrew(db, String(request.params.crewId));
    await answer(needs, response, plan);
  });
}

async function answer(needs: PlannerNeeds, response: Answer, plan: Plan): Promise<void> {
  const dates = await planClashes(needs, plan, { weeks: needs.timetableWeeks });
  const today = dateAt(needs.clock());
  response.json(presentDates(needs.db, { plan, dates, today, showsNotes: mayDo(response, 'coordinator') }));
}

/** The plan of a request, and who asks; only those who plan may. */
function planner(needs: PlannerNeeds, request: Request, response: Answer): { plan: Plan; by: string } {
  allow(response, 'coordinator');
  return { plan: planOf(needs, request), by: response.locals.person.name };
}

function planOf({ db }: PlannerNeeds, request: Request): Plan {
  const number = Number(request.params.id);
  return getPlan(db, Number.isSafeInteger(number) ? number : 0);
}

function kindOf(request: Request): ClashKind {
  const kind = CLASH_KINDS.find((each) => each === request.params.kind);
  if (kind) return kind;
  throw new PlannerError({
    code: 'CLASH_KIND_UNKNOWN',
    category: 'not-found',
    message: `There is no such kind of clash. Expected one of ${CLASH_KINDS.join(', ')}`,
  });
}
