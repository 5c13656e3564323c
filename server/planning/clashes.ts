import type { Plan } from '../core/nouns.ts';
import { plannedLegSeconds, travelFactorOn } from '../core/rota/plannedLeg.ts';
import { DEFAULT_ROTA_RULES } from '../core/rotaRules.ts';
import { takePlace } from '../core/timetable/datedState.ts';
import type { DatedRota, ExpandFields } from '../core/timetable/expandRota.ts';
import { type ClashOffers, type DateOffer, offersFor, stateForOffers } from '../core/timetable/offerDates.ts';
import { type DatedClash, isOpen, replacement } from '../core/timetable/settleClashes.ts';
import { secondsAt } from '../core/travelMatrix.ts';
import type { ClashOutcome, ReplacementVisit } from '../shared/clashes.ts';
import { PlannerError } from '../shared/errors.ts';
import { addDays, dateAt, dateWords, type ServiceDate, weekdayOf } from '../shared/time.ts';
import { saveClashDecisions } from '../store/clashDecisions.ts';
import type { PlanningContext, StageProgress } from './context.ts';
import { inSlices } from './inSlices.ts';
import { planTravel } from './makePlan.ts';
import { expandFields, timetableOf } from './timetableOf.ts';

/** A clash with what could become of its visit; none once it is decided of this visit. */
export interface OfferedClash extends DatedClash {
  readonly offers: ClashOffers;
}

/** A plan's dates from today on, with offers for every clash. */
export interface PlanClashes {
  readonly timetable: DatedRota;
  readonly clashes: readonly OfferedClash[];
}

/** What somebody decides of one visit: an offer made for it, that it does not take place, or that it is open again. */
export interface AskedDecision {
  readonly siteId: string;
  readonly date: ServiceDate;
  readonly outcome: ClashOutcome | null;
}

/** Offers for so many clashes take some milliseconds. */
const CLASHES_A_SLICE = 4;

const NO_OFFERS: ClashOffers = { dates: [], crewIds: [] };

/**
 * A plan's dates as they stand, held against the roads, with the dates and crews offered for each visit that meets something.
 * @param asked.weeks  whole weeks from today, at least 1
 * @throws ENGINE_*
 */
export async function planClashes(
  context: PlanningContext,
  plan: Plan,
  asked: { weeks: number } & StageProgress,
): Promise<PlanClashes> {
  const legSeconds = await datedLegs(context, plan, asked);
  const today = dateAt(context.clock());
  const timetable = timetableOf(context.db, plan, { from: today, weeks: asked.weeks, legSeconds });
  const { state, span } = offering(context, plan, { ...asked, today, legSeconds });
  const clashes = await inSlices(
    (function* () {
      const offered: OfferedClash[] = [];
      for (const [k, clash] of timetable.clashes.entries()) {
        const offers = isOpen(clash) || clash.isStanding ? offersFor(state, clash, span) : NO_OFFERS;
        offered.push({ ...clash, offers });
        if (k % CLASHES_A_SLICE === CLASHES_A_SLICE - 1) yield k / timetable.clashes.length;
      }
      return offered;
    })(),
    asked,
  );
  return { timetable, clashes };
}

/**
 * Decides the best offer for every open clash, in the order of their dates: another crew on the very day before another date.
 * @returns how many were decided; the others have no offer
 */
export async function takeBestOffers(
  context: PlanningContext,
  plan: Plan,
  asked: { weeks: number; by: string },
): Promise<number> {
  const legSeconds = await datedLegs(context, plan, {});
  const { state, span } = offering(context, plan, { ...asked, today: dateAt(context.clock()), legSeconds });
  const { timetable } = await planClashes(context, plan, asked);
  const decisions: AskedDecision[] = [];
  for (const clash of timetable.clashes.filter(isOpen)) {
    const { dates, crewIds } = offersFor(state, clash, span);
    const outcome = bestOutcome(dates, crewIds);
    if (!outcome) continue;
    const { siteId, date } = clash.visit;
    decisions.push({ siteId, date, outcome });
    takePlace(state, outcome.take === 'replacement' ? replacement(clash.visit, outcome.visit) : clash.visit);
  }
  keep(context, plan, { decisions, by: asked.by });
  return decisions.length;
}

/** Decides that no visit takes place of whose clash nobody has decided, with the usual words for families. @returns how many */
export function skipOpenClashes(
  context: PlanningContext,
  plan: Plan,
  asked: { weeks: number; by: string },
): number {
  const { clashes } = timetableOf(context.db, plan, { from: dateAt(context.clock()), weeks: asked.weeks });
  const decisions = clashes.filter(isOpen).map(({ visit: { siteId, date }, familyWords }): AskedDecision => {
    return { siteId, date, outcome: { take: 'no-visit', reason: familyWords } };
  });
  keep(context, plan, { decisions, by: asked.by });
  return decisions.length;
}

/**
 * Keeps what was decided of visits. A crew that stands in takes the whole day of the van: every visit it can cover is decided with it.
 * @throws CLASH_GONE when a visit meets nothing any more, OFFER_GONE when what was chosen is not possible any more
 */
export async function decideClashes(
  context: PlanningContext,
  plan: Plan,
  asked: { decisions: readonly AskedDecision[]; weeks: number; by: string },
): Promise<void> {
  const { clashes } = await planClashes(context, plan, { weeks: asked.weeks });
  const decisions = asked.decisions.flatMap((decision): AskedDecision[] => {
    const clash = clashes.find(
      ({ visit }) => visit.siteId === decision.siteId && visit.date === decision.date,
    );
    if (!clash) throw clashGone(decision.date);
    const { outcome } = decision;
    if (outcome === null || outcome.take === 'no-visit') return [decision];
    if (outcome.take === 'replacement') {
      if (!clash.offers.dates.some(({ visit }) => isSameVisit(visit, outcome.visit))) throw offerGone();
      return [decision];
    }
    if (!clash.offers.crewIds.includes(outcome.crewId)) throw offerGone();
    const { date, vanId } = clash.visit;
    return clashes
      .filter(
        ({ visit, offers }) =>
          visit.date === date && visit.vanId === vanId && offers.crewIds.includes(outcome.crewId),
      )
      .map(({ visit }) => ({ siteId: visit.siteId, date, outcome }));
  });
  keep(context, plan, { decisions, by: asked.by });
}

/** Planned seconds of a plan's legs on a date: what the rota allows on such a weekday, ferries included. @throws ENGINE_* */
export async function datedLegs(
  context: PlanningContext,
  plan: Plan,
  progress: StageProgress,
): Promise<NonNullable<ExpandFields['legSeconds']>> {
  const matrix = await planTravel(context, plan, progress);
  const rows = new Map(matrix.from.map((id, i) => [id, i]));
  const columns = new Map(matrix.to.map((id, j) => [id, j]));
  const rules = { ...DEFAULT_ROTA_RULES, ...plan.rules };
  return (from, to, date) => {
    const [i, j] = [rows.get(from), columns.get(to)];
    if (i === undefined || j === undefined) return Number.POSITIVE_INFINITY;
    const crossed = rules.ferries.filter(({ siteIds }) => siteIds.includes(from) !== siteIds.includes(to));
    const afloat = crossed.reduce((sum, ferry) => sum + ferry.waitSeconds + ferry.crossingSeconds, 0);
    const travelFactor = travelFactorOn(rules, weekdayOf(date));
    return plannedLegSeconds(secondsAt(matrix, i, j), { ...rules, travelFactor }) + Math.ceil(afloat);
  };
}

/** What offers are held against, and the dates that may be offered: from tomorrow to the end of the timetable. */
function offering(
  { db }: PlanningContext,
  plan: Plan,
  asked: { weeks: number; today: ServiceDate; legSeconds: NonNullable<ExpandFields['legSeconds']> },
) {
  const { today, weeks, legSeconds } = asked;
  const state = stateForOffers({ ...expandFields(db, plan, { from: today, weeks }), legSeconds });
  const tomorrow = addDays(today, 1);
  // biome-ignore lint/complexity/useMathMinMax: dates are text, and compare as such
  const from = tomorrow > plan.cycleAnchor ? tomorrow : plan.cycleAnchor;
  return { state, span: { from, to: addDays(today, weeks * 7 - 1), legSeconds } };
}

function bestOutcome(dates: readonly DateOffer[], crewIds: readonly string[]): ClashOutcome | null {
  if (crewIds.length > 0) return { take: 'crew', crewId: crewIds[0] };
  return dates.length > 0 ? { take: 'replacement', visit: dates[0].visit } : null;
}

function keep(
  { db, clock }: PlanningContext,
  plan: Plan,
  fields: { decisions: readonly AskedDecision[]; by: string },
): void {
  saveClashDecisions(db, fields.decisions, { planId: plan.id, at: clock(), by: fields.by });
}

const isSameVisit = (a: ReplacementVisit, b: ReplacementVisit): boolean =>
  a.date === b.date && a.vanId === b.vanId && a.open === b.open && a.close === b.close;

const clashGone = (date: ServiceDate): PlannerError =>
  new PlannerError({
    code: 'CLASH_GONE',
    category: 'conflict',
    message: `The visit on ${dateWords(date)} meets nothing any more. Load the timetable again`,
  });

const offerGone = (): PlannerError =>
  new PlannerError({
    code: 'OFFER_GONE',
    category: 'conflict',
    message: 'What was chosen is not possible any more. Load the timetable again and choose anew',
  });
