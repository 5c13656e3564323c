import type { MatrixSource, TravelMatrix } from '../core/travelMatrix.ts';
import { atOnce } from './atOnce.ts';
import type { Engine, RoutePoint } from './engine.ts';
import { cancelledError, engineError, stopIfCancelled } from './engineErrors.ts';
import type { OsrmTableAnswer } from './osrmAnswers.ts';
import type { OsrmDoor } from './osrmDoor.ts';
import { osrmRefusal, refusedCoordinate } from './osrmRefusal.ts';
import { cutIntoChunks, emptyMatrix, type MatrixChunk, writeTable } from './readMatrix.ts';

/** What osrm-routed allows when nothing is said: `--max-table-size 100`. */
export const DEFAULT_TABLE_SIZE = 100;
/** Questions under way at once: enough to keep a server of a few processors busy while answers are on their way and read. */
export const QUESTIONS_AT_ONCE = 8;

/** What has been learnt about a server, kept from one matrix to the next. */
export interface TableLimits {
  /** Origins × destinations of one question are at most this squared. */
  tableSize: number;
  maxCoordinates: number;
  /** False for servers too old for `annotations=distance`. */
  hasDistances: boolean;
}

type MatrixQuestion = Parameters<Engine['matrix']>[0];

/** One matrix under way. */
interface Work {
  readonly door: OsrmDoor;
  readonly limits: TableLimits;
  readonly asked: MatrixQuestion;
  readonly matrix: TravelMatrix;
  readonly inTurn: ReturnType<typeof atOnce>;
  /** Places OSRM found no road for; left out of further questions, UNREACHABLE in the matrix. */
  readonly offRow: Set<number>;
  readonly offColumn: Set<number>;
  readonly versions: Set<string | undefined>;
  readonly stop: AbortController;
  pairsDone: number;
}

/**
 * A matrix from an OSRM, asked for in chunks it accepts. A chunk that is too big is cut smaller, and the smaller size
 * kept in `limits`; a place without a road is left out and stays UNREACHABLE.
 * @returns  the matrix, and the data version the answers carried, if any
 * @throws ENGINE_* as `Engine.matrix`; ENGINE_DATA_CHANGED when the road data was exchanged meanwhile
 */
export async function osrmTable(
  door: OsrmDoor,
  limits: TableLimits,
  asked: MatrixQuestion & { source: MatrixSource },
): Promise<{ matrix: TravelMatrix; dataVersion: string | undefined }> {
  const work: Work = {
    ...{ door, limits, asked, matrix: emptyMatrix(asked), inTurn: atOnce(QUESTIONS_AT_ONCE) },
    ...{ offRow: new Set(), offColumn: new Set(), versions: new Set(), pairsDone: 0 },
    stop: new AbortController(),
  };
  stopIfCancelled(asked.signal);
  const onAbort = () => work.stop.abort(asked.signal?.reason);
  asked.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    if (work.matrix.seconds.length > 0) {
      await askChunks(work, [{ rows: [...asked.from.keys()], columns: [...asked.to.keys()] }]);
    }
  } catch (error) {
    work.stop.abort();
    if (asked.signal?.aborted) throw cancelledError(asked.signal);
    throw error;
  } finally {
    asked.signal?.removeEventListener('abort', onAbort);
  }
  asked.onProgress?.(1);
  if (work.versions.size > 1) {
    const message = `${door.name} was given other road data during the calculation: calculate again`;
    throw engineError('ENGINE_DATA_CHANGED', message);
  }
  return { matrix: work.matrix, dataVersion: [...work.versions][0] };
}

/** Cuts chunks to what the server takes, as far as that is known by now, and asks about all of them. */
async function askChunks(work: Work, chunks: readonly MatrixChunk[]): Promise<void> {
  const pieces = chunks
    .map((chunk) => withoutOffRoad(chunk, work))
    .filter((chunk) => chunk.rows.length * chunk.columns.length > 0)
    .flatMap((chunk) => cut(chunk, work.limits));
  await Promise.all(
    pieces.map(async (piece) => {
      const again = await work.inTurn(() => askChunk(work, piece));
      if (again) await askChunks(work, again);
    }),
  );
}

/** Asks about one chunk; returns what is to be asked instead when it was refused for a reason that can be helped. */
async function askChunk(work: Work, chunk: MatrixChunk): Promise<readonly MatrixChunk[] | undefined> {
  stopIfCancelled(work.stop.signal);
  if (isOutdated(chunk, work)) return [chunk];
  const { from, to } = placesOf(work, chunk);
  const withDistances = work.limits.hasDistances;
  const answer = await work.door.table({
    from: from.map((place) => place.lonLat),
    to: to.map((place) => place.lonLat),
    withDistances,
    signal: work.stop.signal,
  });
  if (answer.code !== 'Ok') {
    const again = remedy(work, chunk, answer, withDistances);
    if (again) return again;
    throw osrmRefusal(answer, { places: [...from, ...to], engine: work.door.name });
  }
  writeTable(work.matrix, chunk, answer);
  work.versions.add(answer.data_version);
  work.pairsDone += from.length * to.length;
  work.asked.onProgress?.(Math.min(1, work.pairsDone / work.matrix.seconds.length));
  return undefined;
}

/** True for a chunk cut before something was learnt that makes it certain to be refused. */
function isOutdated(chunk: MatrixChunk, work: Work): boolean {
  return (
    cut(chunk, work.limits).length > 1 ||
    chunk.rows.some((i) => work.offRow.has(i)) ||
    chunk.columns.some((j) => work.offColumn.has(j))
  );
}

/** What to ask instead after a refusal; undefined when nothing else can be asked. */
function remedy(
  work: Work,
  chunk: MatrixChunk,
  refusal: OsrmTableAnswer,
  withDistances: boolean,
): readonly MatrixChunk[] | undefined {
  if (refusal.code === 'TooBig' || refusal.code === 'UrlTooLong') return smaller(work, chunk, refusal.code);
  if (refusal.code === 'NoSegment') return withoutRefused(work, chunk, refusal);
  if (withDistances && isDistanceRefused(refusal)) {
    work.limits.hasDistances = false;
    return [chunk];
  }
  return undefined;
}

/** Halves the limit that was met, unless the chunk was cut before somebody else halved it. */
function smaller(work: Work, chunk: MatrixChunk, code: string): readonly MatrixChunk[] | undefined {
  const { limits } = work;
  const pairs = chunk.rows.length * chunk.columns.length;
  const coordinates = chunk.rows.length + chunk.columns.length;
  if (pairs === 1) return undefined;
  if (code === 'UrlTooLong') {
    while (limits.maxCoordinates >= coordinates)
      limits.maxCoordinates = Math.floor(limits.maxCoordinates / 2);
    limits.maxCoordinates = Math.max(2, limits.maxCoordinates);
  } else {
    while (limits.tableSize ** 2 >= pairs) limits.tableSize = Math.floor(limits.tableSize / 2);
    limits.tableSize = Math.max(1, limits.tableSize);
  }
  return [chunk];
}

function withoutRefused(
  work: Work,
  chunk: MatrixChunk,
  refusal: OsrmTableAnswer,
): readonly MatrixChunk[] | undefined {
  const position = refusedCoordinate(refusal);
  if (position === undefined || position >= chunk.rows.length + chunk.columns.length) return undefined;
  if (position < chunk.rows.length) work.offRow.add(chunk.rows[position]);
  else work.offColumn.add(chunk.columns[position - chunk.rows.length]);
  return [chunk];
}

function withoutOffRoad(chunk: MatrixChunk, work: Work): MatrixChunk {
  return {
    rows: chunk.rows.filter((i) => !work.offRow.has(i)),
    columns: chunk.columns.filter((j) => !work.offColumn.has(j)),
  };
}

/** Servers before 5.18 do not know the option; some algorithms of later ones have no distances in tables. */
const isDistanceRefused = (refusal: OsrmTableAnswer): boolean =>
  refusal.code === 'NotImplemented' || refusal.code === 'UnknownOption';

/** In the parts that are the least work for the server: it searches once from every origin and destination of a question. */
function cut(chunk: MatrixChunk, limits: TableLimits): readonly MatrixChunk[] {
  const [rowCount, columnCount] = [chunk.rows.length, chunk.columns.length];
  let best = { rows: 1, columns: 1, searches: Number.POSITIVE_INFINITY };
  for (let groups = 1; groups <= rowCount; groups++) {
    const rows = Math.ceil(rowCount / groups);
    const room = Math.min(Math.floor(limits.tableSize ** 2 / rows), limits.maxCoordinates - rows);
    if (room < 1) continue;
    const columnGroups = Math.ceil(columnCount / room);
    const columns = Math.ceil(columnCount / columnGroups);
    const searches = groups * columnGroups * (rows + columns);
    if (searches < best.searches) best = { rows, columns, searches };
  }
  return cutIntoChunks(chunk, best);
}

function placesOf(work: Work, chunk: MatrixChunk): { from: RoutePoint[]; to: RoutePoint[] } {
  return {
    from: chunk.rows.map((i) => work.asked.from[i]),
    to: chunk.columns.map((j) => work.asked.to[j]),
  };
}
