import type { TravelMatrix } from '../travelMatrix.ts';
import type { Decay } from './stepDecay.ts';
import { type Supply, sessionHours } from './supply.ts';
import { toSupply } from './withPlaces.ts';

/**
 * Session-hours of help in four weeks that can be reached from each place of origin, each hour counted by how far away it is.
 * @param fields.toPlaces  population points × places
 * @param fields.supply    of some or all of these places
 * @param fields.decay     step, linear or logistic
 * @returns  hours in four weeks, ≥ 0, one a row in row order; 0 where nothing can be reached
 * @throws MATRIX_PLACE when the matrix lacks a place of the supply
 * Source: cumulative opportunities, Wachs and Kumagai 1973; with decay the gravity measure of Hansen 1959.
 */
export function cumulativeOpportunities(fields: {
  toPlaces: TravelMatrix;
  supply: Supply;
  decay: Decay;
}): Float64Array {
  const { from, to, seconds } = toSupply(fields.toPlaces, fields.supply);
  const hours = fields.supply.places.map((place) => sessionHours(fields.supply, place));
  const reached = new Float64Array(from.length);
  for (let i = 0; i < from.length; i++) {
    let sum = 0;
    for (let j = 0; j < to.length; j++) sum += hours[j] * fields.decay(seconds[i * to.length + j]);
    reached[i] = sum;
  }
  return reached;
}
