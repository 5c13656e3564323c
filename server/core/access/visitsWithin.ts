import type { Seconds } from '../../shared/units.ts';
import type { TravelMatrix } from '../travelMatrix.ts';
import { cyclesInFourWeeks, type Supply } from './supply.ts';
import { toSupply } from './withPlaces.ts';

/**
 * How often in four weeks there is help near each place of origin: visits of the van, and days on which a hub is open. A fixed
 * place is thus measured as a van that comes on every day it is open.
 * @param fields.toPlaces       population points × places
 * @param fields.cutoffSeconds  a drive of exactly this long counts
 * @returns  visits in four weeks, ≥ 0, one a row; two places on one day are two visits; 0 where none is near
 * @throws MATRIX_PLACE when the matrix lacks a place of the supply
 */
export function visitsWithin(fields: {
  toPlaces: TravelMatrix;
  supply: Supply;
  cutoffSeconds: Seconds;
}): Float64Array {
  const { from, to, seconds } = toSupply(fields.toPlaces, fields.supply);
  const visits = fields.supply.places.map((place) => place.days.length * cyclesInFourWeeks(fields.supply));
  const near = new Float64Array(from.length);
  for (let i = 0; i < from.length; i++) {
    let sum = 0;
    for (let j = 0; j < to.length; j++) {
      if (seconds[i * to.length + j] <= fields.cutoffSeconds) sum += visits[j];
    }
    near[i] = sum;
  }
  return near;
}
