import { SECONDS_PER_MINUTE, type Seconds, UNREACHABLE } from '../../shared/units.ts';
import { childrenAged0to4 } from '../access/children.ts';
import { inOrderOf } from '../access/inOrderOf.ts';
import type { Area } from '../nouns.ts';
import type { Parameters } from '../parameters.ts';
import { secondsAt, type TravelMatrix } from '../travelMatrix.ts';
import {
  type ContactsPerChild,
  contactsPerChild,
  type SessionRate,
  USUAL_SESSION_RATES,
} from './sessionRates.ts';

/** What an area asks for before distance to a stop comes in. */
export interface AreaDemand {
  readonly areaId: string;
  /** Contacts a month of all its families, with all session types, before weight and hubs. */
  readonly base: number;
  /** Deprivation weight, needWeightLeast..needWeightMost; 1 when deprivation is not known. */
  readonly needWeight: number;
  /** True when the weight 1 stands in for a deprivation figure that is not known. */
  readonly isNeedWeightAssumed: boolean;
  /** Share of families whom no hub serves, unservedFloor..1. */
  readonly unservedShare: number;
}

/**
 * What every area asks for, and how much of it no hub meets.
 * @param fields.areas              the region's areas, each with a row in both matrices
 * @param fields.areasToHubs        areas × hubs, by car
 * @param fields.areasToHubsOnFoot  areas × hubs; a household without a car walks to the hub nearest on foot
 * @param fields.sessionRates       what is offered; the five usual kinds when left out
 * @returns                         one entry an area, in order; without hubs everyone is unserved (1)
 * @throws MATRIX_PLACE for an area without a row
 * Source: need weight and unserved share of the demand model, every constant in `parameters`.
 */
export function areaDemand(fields: {
  areas: readonly Area[];
  areasToHubs: TravelMatrix;
  areasToHubsOnFoot: TravelMatrix;
  sessionRates?: readonly SessionRate[];
  parameters: Parameters;
}): AreaDemand[] {
  const { areas, parameters } = fields;
  const each = ratesPerChild(fields.sessionRates ?? USUAL_SESSION_RATES, parameters);
  const from = areas.map((area) => area.id);
  const byCar = inOrderOf(fields.areasToHubs, { from });
  const onFoot = inOrderOf(fields.areasToHubsOnFoot, { from });
  const meanIdaci = meanIdaciRate(areas);
  return areas.map((area, i) => ({
    areaId: area.id,
    base: baseContacts(area, each),
    needWeight: needWeightOf(relativeDeprivation(area.idaciRate, meanIdaci), parameters),
    isNeedWeightAssumed: area.idaciRate === null,
    unservedShare: unservedShare(
      area,
      { driveSeconds: leastSeconds(byCar, i), walkSeconds: leastSeconds(onFoot, i) },
      parameters,
    ),
  }));
}

/** Contacts a month for each child with all of some session types together. */
export function ratesPerChild(rates: readonly SessionRate[], parameters: Parameters): ContactsPerChild {
  const all = rates.map((rate) => contactsPerChild(rate, parameters));
  return {
    perBaby: all.reduce((sum, { perBaby }) => sum + perBaby, 0),
    perToddler: all.reduce((sum, { perToddler }) => sum + perToddler, 0),
  };
}

/** Contacts a month of all families of an area, if everyone were next door. */
export const baseContacts = (area: Area, each: ContactsPerChild): number =>
  area.childrenUnder1 * each.perBaby + area.childrenAged1 * each.perToddler;

/** The region's mean IDACI rate over areas where it is known, weighted by children aged 0 to 4; null when known nowhere. */
export function meanIdaciRate(areas: readonly Area[]): number | null {
  const known = areas.filter((area) => area.idaciRate !== null);
  if (known.length === 0) return null;
  const children = known.reduce((sum, area) => sum + childrenAged0to4(area), 0);
  if (children === 0) return known.reduce((sum, area) => sum + (area.idaciRate ?? 0), 0) / known.length;
  return known.reduce((sum, area) => sum + (area.idaciRate ?? 0) * childrenAged0to4(area), 0) / children;
}

/** Deprivation against the region's mean: 0.5 is half above it; 0 where one of the two is not known or the mean is 0. */
export const relativeDeprivation = (idaci: number | null, mean: number | null): number =>
  idaci === null || mean === null || mean === 0 ? 0 : (idaci - mean) / mean;

/**
 * What a family counts for by the deprivation of its area.
 * @param deprivation  as `relativeDeprivation`
 * @returns needWeightLeast..needWeightMost; 1 at the region's mean
 */
export function needWeightOf(deprivation: number, parameters: Parameters): number {
  const weight = 1 + parameters.needWeightSlope * deprivation;
  return Math.min(Math.max(weight, parameters.needWeightLeast), parameters.needWeightMost);
}

function unservedShare(
  area: Area,
  nearest: { driveSeconds: Seconds; walkSeconds: Seconds },
  parameters: Parameters,
): number {
  const served = useByDistance({
    ...nearest,
    noCarShare: area.noCarShare,
    decayMinutes: parameters.hubDecayMinutes,
  });
  return Math.max(1 - served, parameters.unservedFloor);
}

/**
 * Share of families who would make the journey, 0..1: households with a car drive, the others walk with a pram.
 * Both fall as e^(−minutes ÷ decayMinutes), so the share never rises with distance; 0 where there is no way.
 * @param fields.driveSeconds  UNREACHABLE where no road leads
 * @param fields.walkSeconds   UNREACHABLE where no way leads on foot
 * @param fields.noCarShare    0..1 of the households
 */
export function useByDistance(fields: {
  driveSeconds: Seconds;
  walkSeconds: Seconds;
  noCarShare: number;
  decayMinutes: number;
}): number {
  const use = (seconds: Seconds) => Math.exp(-seconds / SECONDS_PER_MINUTE / fields.decayMinutes);
  return (1 - fields.noCarShare) * use(fields.driveSeconds) + fields.noCarShare * use(fields.walkSeconds);
}

function leastSeconds(matrix: TravelMatrix, i: number): Seconds {
  let least = UNREACHABLE;
  for (let j = 0; j < matrix.to.length; j++) least = Math.min(least, secondsAt(matrix, i, j));
  return least;
}
