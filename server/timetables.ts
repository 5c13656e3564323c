import { basename } from 'node:path';
import type { ServiceStop } from './core/nouns.ts';
import { refuseFaults } from './import/faults.ts';
import { groupRefusals, type ReadRows } from './import/report.ts';
import { readMobileLibrary } from './import/timetable/mobileLibrary.ts';
import type { PlanningContext, StageProgress } from './planning/context.ts';
import { importExistingService } from './planning/existingService.ts';
import type { ServiceReport } from './planning/serviceReport.ts';
import type { LonLat } from './shared/coordinates.ts';
import type { ReadableDb } from './store/open.ts';
import { listEndedPostcodes, listPostcodes } from './store/places.ts';

/** How a timetable is taken over. */
export interface ImportServiceOptions extends StageProgress {
  /** Leaves broken rows out, with a line in the report, instead of stopping at them. */
  readonly skipBadRows?: boolean;
}

/**
 * Takes over an existing service from its mobile-library timetable: see `importExistingService`.
 * @throws IMPORT_FILE, IMPORT_ROWS (broken rows), SERVICE_EMPTY, ENGINE_*
 */
export async function importService(
  context: PlanningContext,
  path: string,
  options: ImportServiceOptions = {},
): Promise<ServiceReport> {
  const read = await readMobileLibrary(path, pointFinder(context.db));
  return importRead(context, read, options);
}

/** The same for a timetable that has been read. */
export async function importRead(
  context: PlanningContext,
  read: ReadRows<ServiceStop>,
  options: ImportServiceOptions = {},
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

/** The centres of the region's unit postcodes, by postcode; old lists may name one that is out of use. */
export function pointFinder(db: ReadableDb): (postcode: string) => LonLat | undefined {
  const known = [...listEndedPostcodes(db), ...listPostcodes(db)];
  const points = new Map(known.map(({ postcode, lonLat }) => [postcode, lonLat]));
  return (postcode) => points.get(postcode);
}
