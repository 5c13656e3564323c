import { PlannerError } from '../../shared/errors.ts';
import type { Seconds } from '../../shared/units.ts';
import type { TravelMatrix } from '../travelMatrix.ts';
import { type Supply, sessionHours } from './supply.ts';
import { toSupply } from './withPlaces.ts';

/** A zone of a catchment: travel times beyond the zone before and up to this end, inclusive. */
export interface CatchmentZone {
  readonly toSeconds: Seconds;
  /** 0..1, falling from zone to zone. */
  readonly weight: number;
}

/**
 * Session-hours in four weeks for each child, by the enhanced two-step floating catchment area method (E2SFCA). First the hours of
 * every place are shared out among the children of its catchment, near ones weighing more; then every population point adds up
 * the shares of the places in its own.
 * @param fields.toPlaces  population points × places
 * @param fields.children  children aged 0 to 4 by row of the matrix, ≥ 0
 * @param fields.zones     by their ends, ascending
 * @returns  hours in four weeks a child, ≥ 0, one a row; 0 where no zone holds a place. Hours that no child can reach count for nobody
 * @throws MATRIX_SHAPE when children and rows differ in number; MATRIX_PLACE when the matrix lacks a place of the supply
 * Source: Luo and Qi 2009.
 */
export function enhancedCatchment(fields: {
  toPlaces: TravelMatrix;
  supply: Supply;
  children: readonly number[];
  zones: readonly CatchmentZone[];
}): Float64Array {
  const { from, to, seconds } = toSupply(fields.toPlaces, fields.supply);
  assertRows(from.length, fields.children.length);
  const weights = weightsOf(seconds, fields.zones);
  const demand = new Float64Array(to.length);
  for (let i = 0; i < from.length; i++) {
    for (let j = 0; j < to.length; j++) demand[j] += fields.children[i] * weights[i * to.length + j];
  }
  const ratios = fields.supply.places.map((place, j) =>
    demand[j] > 0 ? sessionHours(fields.supply, place) / demand[j] : 0,
  );
  const access = new Float64Array(from.length);
  for (let i = 0; i < from.length; i++) {
    let sum = 0;
    for (let j = 0; j < to.length; j++) sum += ratios[j] * weights[i * to.length + j];
    access[i] = sum;
  }
  return access;
}

/** The weight of the zone each time falls into; 0 beyond the last. */
function weightsOf(seconds: Float64Array, zones: readonly CatchmentZone[]): Float64Array {
  const weights = new Float64Array(seconds.length);
  for (let k = 0; k < seconds.length; k++) {
    let zone = 0;
    while (zone < zones.length && seconds[k] > zones[zone].toSeconds) zone++;
    if (zone < zones.length) weights[k] = zones[zone].weight;
  }
  return weights;
}

function assertRows(rows: number, children: number): void {
  if (rows === children) return;
  throw new PlannerError({
    code: 'MATRIX_SHAPE',
    category: 'internal',
    message: `The travel matrix has ${rows} rows and there are ${children} counts of children; one a row was expected`,
  });
}
