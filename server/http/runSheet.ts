import type { Call, Plan, Site, VanDay } from '../core/nouns.ts';
import { weekOfRota } from '../core/timetable/weekOfRota.ts';
import type { PlanningContext } from '../planning/context.ts';
import { routeVanDay } from '../planning/planRoutes.ts';
import { timetableOf } from '../planning/timetableOf.ts';
import { PlannerError } from '../shared/errors.ts';
import { counted } from '../shared/text.ts';
import { clockWords, dateAt, dateWords, WEEKDAY_NAMES, weekdayOf } from '../shared/time.ts';
import { distanceWords, durationWords } from '../shared/words.ts';
import { getPlan } from '../store/plans.ts';
import { getRegion } from '../store/region.ts';
import { listEverySite } from '../store/sites.ts';
import { siteNotes } from './siteNotes.ts';

/** A printable day of one van: all words, ready for its template. */
export interface RunSheet {
  readonly regionName: string;
  readonly planLetter: string;
  readonly status: Plan['status'];
  readonly isSample: boolean;
  readonly isEstimate: boolean;
  readonly roadsLabel: string;
  readonly attribution: readonly string[];
  readonly vanName: string;
  readonly baseName: string;
  /** "Tuesday of week 2". */
  readonly dayWords: string;
  readonly departWords: string;
  readonly returnWords: string;
  readonly callsWords: string;
  readonly milesWords: string;
  readonly allowanceWords: string;
  /** The next dates on which this day is driven, at most four. */
  readonly nextDates: readonly string[];
  readonly timeline: readonly { readonly time: string; readonly what: string; readonly where: string }[];
  readonly legs: readonly RunSheetLeg[];
}

export interface RunSheetLeg {
  readonly title: string;
  readonly summary: string;
  readonly instructions: readonly { readonly text: string; readonly distance: string }[];
  readonly notes: readonly string[];
}

/** Weeks looked ahead for the next dates of a van-day: two of the longest cycles and a holiday. */
const WEEKS_AHEAD = 13;
const DATES_SHOWN = 4;

/**
 * The run sheet of one van-day of a plan, with turn-by-turn text from the engine in use.
 * @param asked.isForCrew  whether what is private of its stops is on it
 * @throws PLAN_UNKNOWN, VAN_DAY_UNKNOWN; ENGINE_NO_ROUTE
 */
export async function runSheet(
  context: PlanningContext,
  asked: { planId: number; index: number; isForCrew: boolean },
): Promise<RunSheet> {
  const plan = getPlan(context.db, asked.planId);
  const vanDay = plan.rota.vanDays[asked.index];
  if (!vanDay) throw unknownVanDay(plan, asked.index);
  const region = getRegion(context.db);
  const van = plan.vans.find(({ id }) => id === vanDay.vanId);
  const sites = new Map(listEverySite(context.db).map((site) => [site.id, site]));
  const { route } = await routeVanDay(context, plan, asked.index);
  const metres = route.legs.reduce((sum, leg) => sum + leg.metres, 0);
  const baseName = van?.base.name ?? 'the base';
  return {
    regionName: region.name,
    planLetter: plan.letter,
    status: plan.status,
    isSample: region.isSample,
    isEstimate: route.source.isEstimate,
    roadsLabel: region.roadsLabel,
    attribution: region.attribution,
    vanName: van?.name ?? vanDay.vanId,
    baseName,
    dayWords: `${WEEKDAY_NAMES[vanDay.weekday - 1]} of week ${vanDay.week + 1}`,
    departWords: clockWords(vanDay.departBase),
    returnWords: clockWords(vanDay.returnBase),
    callsWords: counted(vanDay.calls.length, 'stop'),
    milesWords: distanceWords(metres),
    allowanceWords: `${Math.round((plan.rules.travelFactor - 1) * 100)} % and ${durationWords(plan.rules.travelAllowanceSeconds)} added to each drive`,
    nextDates: nextDates(context, plan, vanDay),
    timeline: timelineOf(vanDay, { sites, baseName }),
    legs: route.legs.map((leg, i) => {
      const call = vanDay.calls[i] as Call | undefined;
      const site = call && sites.get(call.siteId);
      const planned = call ? call.legSeconds : vanDay.returnLegSeconds;
      return {
        title: call ? `Drive to ${nameOf(sites, call.siteId)}` : `Drive back to ${baseName}`,
        summary: `${distanceWords(leg.metres)}, ${durationWords(planned)} planned (${durationWords(leg.seconds)} on the road).`,
        instructions: leg.instructions.map((turn) => ({
          text: turn.text,
          distance: turn.metres > 0 ? `for ${distanceWords(turn.metres)}` : '',
        })),
        notes: site ? siteNotes(site, asked.isForCrew) : [],
      };
    }),
  };
}

const nameOf = (sites: ReadonlyMap<string, Site>, id: string): string => sites.get(id)?.name ?? id;

/** Every event of the day in clock order; the break stands where it is taken. */
function timelineOf(
  vanDay: VanDay,
  known: { sites: ReadonlyMap<string, Site>; baseName: string },
): RunSheet['timeline'] {
  const events: { at: number; what: string; where: string }[] = [
    { at: vanDay.departBase, what: 'Leave', where: known.baseName },
    ...vanDay.calls.flatMap((call) => {
      const where = nameOf(known.sites, call.siteId);
      return [
        { at: call.arrive, what: 'Arrive and set up', where },
        { at: call.open, what: 'Open to families', where },
        { at: call.close, what: 'Close and pack down', where },
        { at: call.leave, what: 'Leave', where },
      ];
    }),
    { at: vanDay.returnBase, what: 'Arrive', where: known.baseName },
  ];
  if (vanDay.break) {
    const { from, to } = vanDay.break;
    events.push({ at: from, what: `Break until ${clockWords(to)}`, where: '' });
  }
  return events
    .map((event, order) => ({ ...event, order }))
    .sort((a, b) => a.at - b.at || a.order - b.order)
    .map(({ at, what, where }) => ({ time: clockWords(at), what, where }));
}

function nextDates({ db, clock }: PlanningContext, plan: Plan, vanDay: VanDay): string[] {
  const first = vanDay.calls[0]?.siteId;
  const cycle = { ...plan.rota, cycleAnchor: plan.cycleAnchor };
  const { visits } = timetableOf(db, plan, { from: dateAt(clock()), weeks: WEEKS_AHEAD });
  const dates = visits
    .filter((visit) => visit.siteId === first && visit.vanId === vanDay.vanId)
    .map((visit) => visit.date)
    .filter((date) => weekdayOf(date) === vanDay.weekday)
    .filter((date) => weekOfRota(date, cycle) === vanDay.week);
  return dates.slice(0, DATES_SHOWN).map(dateWords);
}

const unknownVanDay = (plan: Plan, index: number) =>
  new PlannerError({
    code: 'VAN_DAY_UNKNOWN',
    category: 'not-found',
    message: `Plan ${plan.letter} has no van-day ${index}: it has ${counted(plan.rota.vanDays.length, 'van-day')}, numbered from 0`,
  });
