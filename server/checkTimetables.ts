import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';
import { checkService, type ServiceCheck } from './core/check/service/checkService.ts';
import type { CheckedService } from './core/check/service/serviceFacts.ts';
import type { RoadLeg, RotaRules, ServiceStop } from './core/nouns.ts';
import { DEFAULT_ROTA_RULES } from './core/rotaRules.ts';
import { bankHolidaysBetween, type PublishedBankHoliday } from './core/timetable/bankHolidays.ts';
import { readBankHolidays } from './import/bankHolidays.ts';
import type { Refusal } from './import/report.ts';
import { readMobileLibrary } from './import/timetable/mobileLibrary.ts';
import { legFinder, readRoadLegs } from './import/timetable/roadLegs.ts';
import { serviceOfTimetable } from './planning/plannedService.ts';
import { serviceTravel } from './planning/serviceTravel.ts';
import { timetableOf } from './planning/timetableOf.ts';
import { createLog, createServices, type Services } from './services.ts';
import { PlannerError } from './shared/errors.ts';
import { listed, slugOf } from './shared/text.ts';
import {
  type Clock,
  dateAt,
  daysBetween,
  type ServiceDate,
  serviceDate,
  systemClock,
} from './shared/time.ts';
import { ensureSample } from './start.ts';
import { listPlans } from './store/plans.ts';
import { listBankHolidays } from './store/service.ts';
import { listEverySite } from './store/sites.ts';
import { pointFinder } from './timetables.ts';

/** One timetable, read and checked. */
export interface TimetableCheck {
  /** "somerset", "plan A". */
  readonly name: string;
  readonly check: ServiceCheck;
  /** Line of the file of each stop; null for a plan of ours. */
  readonly lines: readonly number[] | null;
  readonly refused: readonly Refusal[];
  readonly notes: readonly string[];
  readonly from: ServiceDate;
  readonly to: ServiceDate;
}

/** What is to be checked, and against what. */
export interface AskedCheck {
  readonly files: readonly string[];
  /** Files of road legs; they come before the region's engine. */
  readonly legs: readonly string[];
  /** Name of an imported region, for its roads, postcodes and bank holidays. */
  readonly region?: string;
  /** Letter of a plan of the region that is checked too. */
  readonly plan?: string;
  /** Whose dates are looked at; this year when missing. */
  readonly year?: number;
  /** Ratio of a reserved to a routed time; the usual one when missing. */
  readonly factor?: number;
  readonly clock?: Clock;
}

/** The program's own list, used where no region brings one. */
const OWN_BANK_HOLIDAYS = fileURLToPath(new URL('../data/bank-holidays.json', import.meta.url));

interface Known {
  readonly services: Services | undefined;
  readonly legs: readonly RoadLeg[];
  readonly rules: RotaRules;
  readonly bankHolidays: ReadonlyMap<ServiceDate, string>;
  readonly span: { readonly from: ServiceDate; readonly to: ServiceDate };
}

/**
 * The truth check of any timetables, others' and ours.
 * @returns one answer a file, in the order given, then the plan's
 * @throws IMPORT_FILE, REGION_UNKNOWN, PLAN_UNKNOWN, ENGINE_*
 */
export async function checkTimetables(asked: AskedCheck): Promise<TimetableCheck[]> {
  const clock = asked.clock ?? systemClock;
  const legs = (await Promise.all(asked.legs.map(readRoadLegs))).flatMap((read) =>
    read.rows.map((row) => row.value),
  );
  const year = asked.year ?? Number(dateAt(clock()).slice(0, 4));
  const span = { from: serviceDate(`${year}-01-01`), to: serviceDate(`${year}-12-31`) };
  const services = asked.region === undefined ? undefined : await openServices(asked.region, clock);
  try {
    const published = services
      ? listBankHolidays(services.db)
      : (await readBankHolidays(OWN_BANK_HOLIDAYS)).rows.map((row) => row.value);
    const rules = { ...DEFAULT_ROTA_RULES, travelFactor: asked.factor ?? DEFAULT_ROTA_RULES.travelFactor };
    const known: Known = { services, legs, rules, bankHolidays: holidayTitles(span, published), span };
    const checks: TimetableCheck[] = [];
    for (const file of asked.files) checks.push(await checkFile(file, known));
    if (services && asked.plan !== undefined) checks.push(await checkOwnPlan(services, asked.plan, known));
    return checks;
  } finally {
    await services?.close();
  }
}

/** The served region of a command that names one; the caller closes it. @throws REGION_UNKNOWN, ENGINE_* */
export async function openServices(region: string, clock: Clock): Promise<Services> {
  const config = readConfig({ ...process.env, REGION: slugOf(region) });
  await ensureSample(config, { clock, stage: (_name, work) => Promise.resolve(work()) });
  return createServices(config, { clock, log: createLog(config) });
}

async function checkFile(file: string, known: Known): Promise<TimetableCheck> {
  const { services } = known;
  const read = await readMobileLibrary(file, services ? pointFinder(services.db) : () => undefined);
  const stops = read.rows.map((row) => row.value);
  return {
    name: basename(file).replace(/\.(csv|xlsx|json)$/i, ''),
    check: await checkStops(stops, known),
    lines: read.rows.map((row) => row.line),
    refused: read.refused,
    notes: read.notes,
    ...known.span,
  };
}

/** A plan's own visits, as anybody else's timetable. @throws PLAN_UNKNOWN naming the plans there are */
async function checkOwnPlan(services: Services, letter: string, known: Known): Promise<TimetableCheck> {
  const { db } = services;
  const plans = listPlans(db);
  const plan = plans.find((each) => each.letter === letter.toUpperCase());
  if (!plan) {
    throw new PlannerError({
      code: 'PLAN_UNKNOWN',
      category: 'not-found',
      message: `There is no plan ${letter.toUpperCase()} in this region. There: ${listed(plans.map((each) => each.letter)) || 'none'}`,
    });
  }
  const weeks = Math.ceil((daysBetween(known.span) + 1) / 7);
  const { visits } = timetableOf(db, plan, { from: known.span.from, weeks });
  const stops = serviceOfTimetable(
    { visits: visits.filter((visit) => visit.date <= known.span.to) },
    { sites: listEverySite(db), vans: plan.vans, organisation: services.councilName },
  );
  const check = await checkStops(stops, known);
  return { name: `plan ${plan.letter}`, check, lines: null, refused: [], notes: [], ...known.span };
}

async function checkStops(stops: readonly ServiceStop[], known: Known): Promise<ServiceCheck> {
  const { services, span, rules, bankHolidays } = known;
  const byLegs = secondsByLegs(known.legs);
  const byEngine = services ? await serviceTravel(services.engine, stops, span) : () => undefined;
  const routedSeconds: CheckedService['routedSeconds'] = (from, to) => byLegs(from, to) ?? byEngine(from, to);
  return checkService({ stops, routedSeconds, rules, bankHolidays, ...span });
}

/** Road times as some files have them. */
function secondsByLegs(legs: readonly RoadLeg[]): CheckedService['routedSeconds'] {
  const find = legFinder(legs);
  return (from, to) => (from.lonLat && to.lonLat ? find(from.lonLat, to.lonLat)?.seconds : undefined);
}

const holidayTitles = (
  span: { from: ServiceDate; to: ServiceDate },
  published: readonly PublishedBankHoliday[],
): ReadonlyMap<ServiceDate, string> =>
  new Map(bankHolidaysBetween({ ...span, published }).holidays.map(({ date, title }) => [date, title]));
