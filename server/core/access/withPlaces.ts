import { PlannerError } from '../../shared/errors.ts';
import type { TravelMatrix } from '../travelMatrix.ts';
import { inOrderOf } from './inOrderOf.ts';
import type { Supply } from './supply.ts';

/**
 * Two matrices of the same rows side by side: hubs, then stops.
 * @throws MATRIX_SHAPE when their rows differ
 */
export function sideBySide(left: TravelMatrix, right: TravelMatrix): TravelMatrix {
  if (left.from.length !== right.from.length || left.from.some((id, i) => id !== right.from[i])) {
    throw new PlannerError({
      code: 'MATRIX_SHAPE',
      category: 'internal',
      message: `Two travel matrices of ${left.from.length} and ${right.from.length} rows are not of the same rows`,
    });
  }
  const [columns, first] = [left.to.length + right.to.length, left.to.length];
  const joined = (of: 'seconds' | 'metres') => {
    const values = new Float64Array(left.from.length * columns);
    for (let i = 0; i < left.from.length; i++) {
      values.set(left[of].subarray(i * first, (i + 1) * first), i * columns);
      values.set(right[of].subarray(i * right.to.length, (i + 1) * right.to.length), i * columns + first);
    }
    return values;
  };
  return {
    from: left.from,
    to: [...left.to, ...right.to],
    seconds: joined('seconds'),
    metres: joined('metres'),
    source: left.source,
  };
}

/** The matrix with one column a place of the supply, in its order. @throws MATRIX_PLACE for a place it does not hold */
export const toSupply = (toPlaces: TravelMatrix, supply: Supply): TravelMatrix =>
  inOrderOf(toPlaces, { from: toPlaces.from, to: supply.places.map((place) => place.placeId) });
