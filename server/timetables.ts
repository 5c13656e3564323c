import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';
import { checkService, type ServiceCheck } from './core/check/service/checkService.ts';
import type { CheckedService } from './core/check/service/serviceFacts.ts';
import type { RoadLeg, ServiceStop } from './core/nouns.ts';
import { DEFAULT_ROTA_RULES } from './core/rotaRules.ts';
import { bankHolidaysBetween, type PublishedBankHoliday } from './core/timetable/bankHolidays.ts';
import { readBankHolidays } from './import/bankHolidays.ts';
import { refuseFaults } from './import/faults.ts';
import { groupRefusals, type ReadRows } from './import/report.ts';
import { readMobileLibrary } from './import/timetable/mobileLibrary.ts';
import { legFinder, readRoadLegs } from './import/timetable/roadLegs.ts';
import type { PlanningContext, StageProgress } from './planning/context.ts';
import { importExistingService } from './planning/existingService.ts';
import type { ServiceReport } from './planning/serviceReport.ts';
import { serviceTravel } from './planning/serviceTravel.ts';
import { createLog, createServices, type Services } from './services.ts';
import type { LonLat } from './shared/coordinates.ts';
import { slugOf } from './shared/text.ts';
import { type Clock, dateAt, type ServiceDate, serviceDate, systemClock } from './shared/time.ts';
import { ensureSample } from './start.ts';
import type { ReadableDb } from './store/open.ts';
import { listPostcodes } from './store/places.ts';
import { listBankHolidays } from './store/service.ts';

/** One timetable, read and checked. */
export interface TimetableCheck {
  readonly read: ReadRows<ServiceStop>;
  readonly check: ServiceCheck;
  readonly from: ServiceDate;
  readonly to: ServiceDate;
}

/** The program's own list, used where no region brings one. */
const OWN_BANK_HOLIDAYS = fileURLToPath(new URL('../data/bank-holidays.json', import.meta.url));

/**
 * The truth check of any timetables.
 * @param asked.legs    files of road legs; they come before the region's engine
 * @param asked.region  name of an imported region, for its roads, postcodes and bank holidays
 * @param asked.year    whose dates are looked at; this year when missing
 * @returns one answer a file, in the order given
 * @throws IMPORT_FILE, REGION_UNKNOWN, ENGINE_*
 */
export async function checkTimetables(asked: {
  files: readonly string[];
  legs: readonly string[];
  region?: string;
  year?: number;
  clock?: Clock;
}): Promise<TimetableCheck[]> {
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
    const checks: TimetableCheck[] = [];
    for (const file of asked.files) checks.push(await checkFile(file, { legs, services, span, published }));
    return checks;
  } finally {
    await services?.close();
  }
}

/**
 * Takes over an existing service from its timetable: see `importExistingService`.
 * @param options.skipBadRows  leaves broken rows out, with a line in the report, instead of stopping at them
 * @throws IMPORT_FILE, IMPORT_ROWS (broken rows), SERVICE_EMPTY, ENGINE_*
 */
export async function importService(
  context: PlanningContext,
  path: string,
  options: StageProgress & { readonly skipBadRows?: boolean } = {},
): Promise<ServiceReport> {
  const read = await readMobileLibrary(path, pointFinder(context.db));
  return importRead(context, read, options);
}

/** The same for a timetable that has been read. */
export async function importRead(
  context: PlanningContext,
  read: ReadRows<ServiceStop>,
  options: StageProgress & { readonly skipBadRows?: boolean } = {},
): Promise<ServiceReport> {
  if (!options.skipBadRows) refuseFaults([read]);
  const service = {
    file: basename(read.path),
    sha256: read.sha256,
    rowsRead: read.rowsRead,
    rows: read.rows,
    refused: groupRefusals(read.refused),
    notes: read.notes,
  };
  return importExistingService(context, service, options);
}

/** The same for a region by its name. @throws REGION_UNKNOWN too */
export async function importServiceInto(
  region: string,
  path: string,
  options: StageProgress & { readonly skipBadRows?: boolean; readonly clock?: Clock } = {},
): Promise<ServiceReport> {
  const services = await openServices(region, options.clock ?? systemClock);
  try {
    return await importService(services, path, options);
  } finally {
    await services.close();
  }
}

function pointFinder(db: ReadableDb): (postcode: string) => LonLat | undefined {
  const points = new Map(listPostcodes(db).map(({ postcode, lonLat }) => [postcode, lonLat]));
  return (postcode) => points.get(postcode);
}

async function openServices(region: string, clock: Clock): Promise<Services> {
  const config = readConfig({ ...process.env, REGION: slugOf(region) });
  await ensureSample(config, { clock, stage: (_name, work) => Promise.resolve(work()) });
  return createServices(config, { clock, log: createLog(config) });
}

async function checkFile(
  file: string,
  known: {
    legs: readonly RoadLeg[];
    services: Services | undefined;
    span: { from: ServiceDate; to: ServiceDate };
    published: readonly PublishedBankHoliday[];
  },
): Promise<TimetableCheck> {
  const { services, span } = known;
  const read = await readMobileLibrary(file, services ? pointFinder(services.db) : () => undefined);
  const stops = read.rows.map((row) => row.value);
  const check = checkService({
    stops,
    routedSeconds: firstOf(
      secondsByLegs(known.legs),
      services ? await serviceTravel(services.engine, stops, span) : () => undefined,
    ),
    rules: DEFAULT_ROTA_RULES,
    bankHolidays: holidayTitles(span, known.published),
    ...span,
  });
  return { read, check, ...span };
}

/** Road times as some files have them. */
function secondsByLegs(legs: readonly RoadLeg[]): CheckedService['routedSeconds'] {
  const find = legFinder(legs);
  return (from, to) => (from.lonLat && to.lonLat ? find(from.lonLat, to.lonLat)?.seconds : undefined);
}

const firstOf =
  (
    first: CheckedService['routedSeconds'],
    second: CheckedService['routedSeconds'],
  ): CheckedService['routedSeconds'] =>
  (from, to) =>
    first(from, to) ?? second(from, to);

const holidayTitles = (
  span: { from: ServiceDate; to: ServiceDate },
  published: readonly PublishedBankHoliday[],
): ReadonlyMap<ServiceDate, string> =>
  new Map(bankHolidaysBetween({ ...span, published }).holidays.map(({ date, title }) => [date, title]));
