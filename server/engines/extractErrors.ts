import { basename } from 'node:path';
import type { PlannerError } from '../shared/errors.ts';
import { engineError } from './engineErrors.ts';

const AGAIN = 'download it again (for a county: download.geofabrik.de, the .osm.pbf file)';

type More = { details?: Readonly<Record<string, unknown>>; cause?: unknown };

/** ENGINE_EXTRACT: the file ends before its last block does. */
export function cutShort(pbfPath: string, more?: More): PlannerError {
  const message = `${basename(pbfPath)} ends in the middle: the download was cut short; ${AGAIN}`;
  return engineError('ENGINE_EXTRACT', message, more);
}

/** ENGINE_EXTRACT: the file is of another kind, or a block of it cannot be understood. */
export function notAnExtract(pbfPath: string, more?: More): PlannerError {
  const message = `${basename(pbfPath)} is not an OpenStreetMap extract in .osm.pbf form, or it is damaged; ${AGAIN}`;
  return engineError('ENGINE_EXTRACT', message, more);
}

/** ENGINE_EXTRACT: a block is compressed, but not with zlib. */
export function oddCompression(pbfPath: string, compression: string): PlannerError {
  const message = `${basename(pbfPath)} is compressed with ${compression}, expected zlib: convert it (osmium cat ${basename(pbfPath)} -o NEW.osm.pbf -f pbf,pbf_compression=zlib)`;
  return engineError('ENGINE_EXTRACT', message);
}

/** ENGINE_EXTRACT: nothing to drive on. */
export function noRoads(pbfPath: string): PlannerError {
  const message = `${basename(pbfPath)} holds no road a car may use: expected an extract of the whole region with all its ways`;
  return engineError('ENGINE_EXTRACT', message);
}

/** ENGINE_EXTRACT: the system does not give the file out. */
export function unreadable(pbfPath: string, cause: unknown): PlannerError {
  const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
  const message = `${basename(pbfPath)} cannot be read (${code}): check the file, its permissions and the disk`;
  return engineError('ENGINE_EXTRACT', message, { cause });
}
