import type { MatrixSource, TravelMatrix } from '../core/travelMatrix.ts';
import type { Instant } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';

/** Matrices kept at most; the longest unused go first. */
export const MAX_KEPT_MATRICES = 60;

interface MatrixRow {
  engine: string;
  data_version: string;
  is_estimate: number;
  seconds: Buffer;
  metres: Buffer;
}

/** A kept matrix for these places; undefined when there is none under the key. */
export function findMatrix(
  db: ReadableDb,
  asked: { key: string; from: readonly string[]; to: readonly string[] },
): TravelMatrix | undefined {
  const row = db
    .prepare<[string], MatrixRow>(
      'SELECT engine, data_version, is_estimate, seconds, metres FROM travel_matrix WHERE key = ?',
    )
    .get(asked.key);
  if (!row) return undefined;
  const source: MatrixSource = {
    engine: row.engine,
    dataVersion: row.data_version,
    isEstimate: row.is_estimate === 1,
  };
  return {
    from: asked.from,
    to: asked.to,
    seconds: numbersOf(row.seconds),
    metres: numbersOf(row.metres),
    source,
  };
}

/** Keeps a matrix under its key and forgets the longest unused beyond `MAX_KEPT_MATRICES`. */
export function saveMatrix(db: WritableDb, kept: { key: string; matrix: TravelMatrix; at: Instant }): void {
  const { matrix } = kept;
  const save = db.transaction(() => {
    db.prepare('DELETE FROM travel_matrix WHERE key = ?').run(kept.key);
    db.prepare(
      `INSERT INTO travel_matrix (key, engine, data_version, is_estimate, seconds, metres, last_used_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      kept.key,
      matrix.source.engine,
      matrix.source.dataVersion,
      Number(matrix.source.isEstimate),
      bytesOf(matrix.seconds),
      bytesOf(matrix.metres),
      kept.at,
    );
    db.prepare(
      `DELETE FROM travel_matrix WHERE key NOT IN
       (SELECT key FROM travel_matrix ORDER BY last_used_at DESC, rowid DESC LIMIT ?)`,
    ).run(MAX_KEPT_MATRICES);
  });
  save.immediate();
}

/** Notes that a kept matrix was used again. */
export function touchMatrix(db: WritableDb, used: { key: string; at: Instant }): void {
  db.prepare('UPDATE travel_matrix SET last_used_at = ? WHERE key = ?').run(used.at, used.key);
}

const bytesOf = (values: Float64Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength);

/** A copy, since SQLite's bytes need not lie on an 8-byte boundary. */
const numbersOf = (bytes: Buffer) =>
  new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
