import { PlannerError } from '../shared/errors.ts';
import { type Metres, type Seconds, UNREACHABLE } from '../shared/units.ts';

/** Which engine and data made a set of times; shown wherever the times are. */
export interface MatrixSource {
  /** osrm-http, osrm, valhalla or estimate. */
  readonly engine: string;
  /** Identifies the road data, for example a hash of the extract. */
  readonly dataVersion: string;
  /** True for great-circle estimates: shown as "estimate". */
  readonly isEstimate: boolean;
}

/** Road times and distances from every `from` to every `to`, row by row. A plain value: the core never routes. */
export interface TravelMatrix {
  /** Identifiers of the origins, in row order. */
  readonly from: readonly string[];
  /** Identifiers of the destinations, in column order. */
  readonly to: readonly string[];
  /** `from.length × to.length`; UNREACHABLE where there is no way. */
  readonly seconds: Float64Array;
  /** Same shape. */
  readonly metres: Float64Array;
  readonly source: MatrixSource;
}

/** Seconds from row i to column j. */
export const secondsAt = (matrix: TravelMatrix, i: number, j: number): Seconds =>
  matrix.seconds[i * matrix.to.length + j];

/** Metres from row i to column j. */
export const metresAt = (matrix: TravelMatrix, i: number, j: number): Metres =>
  matrix.metres[i * matrix.to.length + j];

/**
 * A matrix from rows of numbers (null = no way).
 * @throws MATRIX_SHAPE when rows and identifiers differ in length
 */
export function travelMatrix(fields: {
  from: readonly string[];
  to: readonly string[];
  seconds: readonly (readonly (number | null)[])[];
  metres?: readonly (readonly (number | null)[])[];
  source: MatrixSource;
}): TravelMatrix {
  const flat = (rows: readonly (readonly (number | null)[])[]) => {
    if (rows.length !== fields.from.length || rows.some((row) => row.length !== fields.to.length)) {
      throw new PlannerError({
        code: 'MATRIX_SHAPE',
        category: 'internal',
        message: `The travel matrix has ${rows.length} rows where ${fields.from.length} × ${fields.to.length} were expected`,
      });
    }
    return Float64Array.from(rows.flatMap((row) => row.map((value) => value ?? UNREACHABLE)));
  };
  const seconds = flat(fields.seconds);
  return {
    from: fields.from,
    to: fields.to,
    seconds,
    metres: fields.metres ? flat(fields.metres) : seconds.map(() => UNREACHABLE),
    source: fields.source,
  };
}

/** The part of a matrix with the named rows and columns. @throws MATRIX_PLACE for an identifier it does not hold */
export function submatrix(
  matrix: TravelMatrix,
  wanted: { from: readonly string[]; to: readonly string[] },
): TravelMatrix {
  const rows = wanted.from.map(indexIn(matrix.from));
  const columns = wanted.to.map(indexIn(matrix.to));
  const cut = (values: Float64Array) =>
    Float64Array.from(rows.flatMap((i) => columns.map((j) => values[i * matrix.to.length + j])));
  return {
    from: wanted.from,
    to: wanted.to,
    seconds: cut(matrix.seconds),
    metres: cut(matrix.metres),
    source: matrix.source,
  };
}

function indexIn(identifiers: readonly string[]): (id: string) => number {
  const index = new Map(identifiers.map((id, i) => [id, i]));
  return (id) => {
    const i = index.get(id);
    if (i === undefined) {
      throw new PlannerError({
        code: 'MATRIX_PLACE',
        category: 'internal',
        message: `The travel matrix does not hold "${id}"`,
      });
    }
    return i;
  };
}
