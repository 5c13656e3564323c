import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  InspectedTableWire,
  PreviewStopWire,
  StopMappingWire,
  TablePreviewWire,
  TableReadingWire,
} from './contract/timetables.ts';
import type { ServiceStop, Site } from './core/nouns.ts';
import type { TimetableWork } from './http/timetableApi.ts';
import type { ReadRows } from './import/report.ts';
import type { StopTableOptions } from './import/timetable/stopTable.ts';
import type { PlanningContext } from './planning/context.ts';
import type { LonLat } from './shared/coordinates.ts';
import { PlannerError } from './shared/errors.ts';
import { recurrenceWords } from './shared/recurrenceWords.ts';
import { listed, slugOf } from './shared/text.ts';
import { addDays, dateAt, mondayFrom } from './shared/time.ts';
import { findColumnMatch, saveColumnMatch } from './store/columnMatches.ts';
import { listVans } from './store/service.ts';
import { listSites } from './store/sites.ts';

/** Stops shown of a preview. */
const STOPS_SHOWN = 50;
/** What a table is read with before anybody has said otherwise: a round of four weeks, each stop every other week. */
const USUAL_CYCLE_WEEKS = 4;
const USUAL_INTERVAL_WEEKS = 2;

type Needs = PlanningContext & { readonly councilName: string };

/** Reading uploaded timetables and making plans of them. The readers are loaded only when they are asked for. */
export function createTimetableWork(needs: Needs, uploadsFolder: string): TimetableWork {
  return {
    async inspect(name) {
      const { inspected } = await open(name, uploadsFolder);
      const { columns, sample, isService } = inspected;
      const remembered = findColumnMatch(needs.db, inspected.header) as
        | Omit<TableReadingWire, 'firstMonday'>
        | undefined;
      return {
        name,
        kind: isService ? 'service' : 'table',
        columns,
        sample,
        reading: { ...usualReading(needs, isService ? {} : inspected.guess), ...remembered },
        isRemembered: remembered !== undefined,
      } satisfies InspectedTableWire;
    },
    async preview(name, reading, by) {
      const { path, inspected } = await open(name, uploadsFolder);
      const read = await readTable(needs, { path, inspected, reading });
      if (!inspected.isService && read.rows.length > 0) {
        const { firstMonday: _, ...mapping } = reading;
        saveColumnMatch(needs.db, { header: inspected.header, mapping, at: needs.clock(), by });
      }
      return presentPreview(read);
    },
    async plan(name, { skipBadRows, ...reading }, progress) {
      const { importRead } = await import('./timetables.ts');
      const { path, inspected } = await open(name, uploadsFolder);
      const read = await readTable(needs, { path, inspected, reading });
      return importRead(needs, read, { ...progress, skipBadRows });
    },
  };
}

interface OpenedTable {
  readonly path: string;
  readonly inspected: Awaited<ReturnType<typeof inspect>>;
}

/** @throws UPLOAD_UNKNOWN when no file of that name was uploaded */
async function open(name: string, folder: string): Promise<OpenedTable> {
  const names = await readdir(folder).catch(() => [] as string[]);
  if (!names.includes(name)) {
    throw new PlannerError({
      code: 'UPLOAD_UNKNOWN',
      category: 'not-found',
      message: `There is no uploaded file "${name.slice(0, 80)}". Bring it again`,
    });
  }
  const path = join(folder, name);
  return { path, inspected: await inspect(path) };
}

async function inspect(path: string) {
  const { inspectStopTable } = await import('./import/timetable/stopColumns.ts');
  const { isMobileLibraryHeader } = await import('./import/timetable/mobileLibrary.ts');
  const table = await inspectStopTable(path);
  return { ...table, isService: isMobileLibraryHeader(table.columns) };
}

function usualReading(needs: Needs, mapping: StopMappingWire): TableReadingWire {
  return {
    mapping,
    firstMonday: mondayFrom(addDays(dateAt(needs.clock()), 1)),
    cycleWeeks: USUAL_CYCLE_WEEKS,
    intervalWeeks: USUAL_INTERVAL_WEEKS,
    vanName: listVans(needs.db)[0]?.name ?? 'Van 1',
  };
}

/** Reads a table by its kind; of a row that stands for several stops each is one. */
async function readTable(
  needs: Needs,
  known: OpenedTable & { reading: TableReadingWire },
): Promise<ReadRows<ServiceStop>> {
  const { pointFinder } = await import('./timetables.ts');
  const pointOfPostcode = pointFinder(needs.db);
  const { path, inspected, reading } = known;
  if (inspected.isService) {
    const { readMobileLibrary } = await import('./import/timetable/mobileLibrary.ts');
    return readMobileLibrary(path, pointOfPostcode);
  }
  await assertMapping(reading.mapping, inspected.columns.length);
  const { readStopTable } = await import('./import/timetable/stopTable.ts');
  const options: StopTableOptions = {
    ...reading,
    columns: inspected.columns,
    organisation: needs.councilName,
  };
  const read = await readStopTable(path, options, {
    pointOfPostcode,
    pointOfSite: siteFinder(listSites(needs.db)),
  });
  return {
    ...read,
    rows: read.rows.flatMap(({ line, value }) => value.map((stop) => ({ line, value: stop }))),
  };
}

/** @throws COLUMNS_MISSING naming what is not matched */
async function assertMapping(mapping: StopMappingWire, columns: number): Promise<void> {
  const { missingColumns } = await import('./import/timetable/stopColumns.ts');
  const missing = missingColumns(mapping);
  const beyond = Object.values(mapping).some((index) => index !== undefined && index >= columns);
  if (missing.length === 0 && !beyond) return;
  throw new PlannerError({
    code: 'COLUMNS_MISSING',
    category: 'input',
    message: beyond
      ? `The table has ${columns} columns, and one further on is matched. Look at the table again`
      : `Say which columns hold ${listed(missing)}`,
    details: { missing },
  });
}

/** The place of a site by its name, with its village where several have the name. */
function siteFinder(sites: readonly Site[]): (name: string, community: string) => LonLat | undefined {
  const byName = new Map<string, Site[]>();
  for (const site of sites) byName.set(slugOf(site.name), [...(byName.get(slugOf(site.name)) ?? []), site]);
  return (name, community) => {
    const named = byName.get(slugOf(name)) ?? [];
    const there = named.filter((site) => slugOf(site.community) === slugOf(community));
    const [only, ...others] = community === '' || there.length === 0 ? named : there;
    return only && others.length === 0 && (community === '' || there.length > 0) ? only.lonLat : undefined;
  };
}

async function presentPreview(read: ReadRows<ServiceStop>): Promise<TablePreviewWire> {
  const { groupRefusals } = await import('./import/report.ts');
  return {
    rowsRead: read.rowsRead,
    rowsKept: new Set(read.rows.map((row) => row.line)).size,
    stops: read.rows.slice(0, STOPS_SHOWN).map(({ line, value }): PreviewStopWire => {
      const { name, community, vanName, recurrence, weekday, start, arrival, departure, lonLat } = value;
      const daysWords = recurrenceWords(recurrence, weekday);
      return { line, name, community, vanName, daysWords, start, arrival, departure, lonLat };
    }),
    stopCount: read.rows.length,
    refused: groupRefusals(read.refused),
    notes: read.notes,
  };
}
