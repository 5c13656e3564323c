import type { MeasureName } from '../../shared/accessMeasures.ts';
import { SECONDS_PER_MINUTE } from '../../shared/units.ts';
import type { Parameters } from '../parameters.ts';
import type { TravelMatrix } from '../travelMatrix.ts';
import { cumulativeOpportunities } from './cumulativeOpportunities.ts';
import { type DaysToHelp, daysToHelp } from './daysToHelp.ts';
import { type CatchmentZone, enhancedCatchment } from './enhancedCatchment.ts';
import { linearDecay } from './linearDecay.ts';
import { logisticDecay } from './logisticDecay.ts';
import { nearestHub } from './nearestHub.ts';
import { stepDecay } from './stepDecay.ts';
import type { Supply } from './supply.ts';
import { visitsWithin } from './visitsWithin.ts';

/** What access is measured from. */
export interface AccessToMeasure {
  /** Hubs, with or without a plan's stops. */
  readonly supply: Supply;
  /** Population points × those places: on foot for a measure on foot, else by car. */
  readonly toPlaces: TravelMatrix;
  /** Children aged 0 to 4 by population point. */
  readonly children: readonly number[];
  readonly parameters: Parameters;
}

/** In these a session-hour is shared out for 100 children. */
const HUNDRED = 100;

/** The zones of a catchment as the parameters have them. */
export const catchmentZones = (parameters: Parameters): CatchmentZone[] => [
  { toSeconds: parameters.catchmentNearSeconds, weight: 1 },
  { toSeconds: parameters.catchmentMiddleSeconds, weight: parameters.catchmentMiddleWeight },
  { toSeconds: parameters.catchmentFarSeconds, weight: parameters.catchmentFarWeight },
];

/**
 * One measure of access at every population point.
 * @returns  by row of the matrices, in the measure's unit, except that children per session-hour are given as session-hours a child,
 *           the way round in which they can be averaged; Infinity where there is no road, or no help near to wait for
 * @throws MATRIX_PLACE, MATRIX_SHAPE when matrices, supply and children do not fit together
 */
export function measurePoints(name: MeasureName, access: AccessToMeasure): Float64Array {
  const { parameters } = access;
  switch (name) {
    case 'nearest':
    case 'walk-nearest':
      return nearestMinutes(access.toPlaces);
    case 'visits':
      return visitsWithin(near(access));
    case 'wait':
      return daysOf(access, ({ expected }) => expected);
    case 'longest-wait':
      return daysOf(access, ({ longest }) => longest);
    case 'children-per-hour':
      return hoursPerChild(access);
    case 'hours-per-100':
      return hoursPerChild(access).map((hours) => hours * HUNDRED);
    case 'hours-step':
      return cumulativeOpportunities({ ...access, decay: stepDecay(parameters.withinReachSeconds) });
    case 'hours-linear':
      return cumulativeOpportunities({ ...access, decay: linearDecay(parameters.linearDecaySeconds) });
    case 'hours-logistic':
      return cumulativeOpportunities({ ...access, decay: logisticDecay(logisticOf(parameters)) });
    case 'walk-hours':
      return cumulativeOpportunities({ ...access, decay: stepDecay(parameters.withinWalkSeconds) });
  }
}

const near = (access: AccessToMeasure) => ({
  ...access,
  cutoffSeconds: access.parameters.visitsWithinSeconds,
});

const logisticOf = (parameters: Parameters) => ({
  midpointSeconds: parameters.logisticMidpointSeconds,
  spreadSeconds: parameters.logisticSpreadSeconds,
});

const nearestMinutes = (toPlaces: TravelMatrix): Float64Array =>
  Float64Array.from(nearestHub(toPlaces), ({ seconds }) => seconds / SECONDS_PER_MINUTE);

const daysOf = (access: AccessToMeasure, of: (days: DaysToHelp) => number): Float64Array =>
  Float64Array.from(daysToHelp(near(access)), of);

const hoursPerChild = (access: AccessToMeasure): Float64Array =>
  enhancedCatchment({ ...access, zones: catchmentZones(access.parameters) });
