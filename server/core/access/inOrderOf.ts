import { submatrix, type TravelMatrix } from '../travelMatrix.ts';

/**
 * The matrix with its rows in the order of `from` and its columns in the order of `to`; the same object when it already is.
 * @throws MATRIX_PLACE for an identifier the matrix does not hold
 */
export function inOrderOf(
  matrix: TravelMatrix,
  order: { from: readonly string[]; to?: readonly string[] },
): TravelMatrix {
  const to = order.to ?? matrix.to;
  const isInOrder = sameIds(matrix.from, order.from) && sameIds(matrix.to, to);
  return isInOrder ? matrix : submatrix(matrix, { from: order.from, to });
}

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i]);
