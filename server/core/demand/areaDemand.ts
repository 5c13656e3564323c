import { type Metres, SECONDS_PER_MINUTE, type Seconds, UNREACHABLE } from '../../shared/units.ts';
import { childrenAged0to4 } from '../access/children.ts';
import { inOrderOf } from '../access/inOrderOf.ts';
import type { Area } from '../nouns.ts';
import type { Parameters } from '../parameters.ts';
import { metresAt, secondsAt, type TravelMatrix } from '../travelMatrix.ts';

/** What families come for. */
export const SESSION_KINDS = ['wellbeing', 'relationship', 'dropIn', 'feeding', 'reviews'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

/** Contacts a month by what families come for. */
export type ContactsByKind = Readonly<Record<SessionKind, number>>;

/** What an area asks for before distance to a stop comes in. */
export interface AreaDemand {
  readonly areaId: string;
  /** Contacts a month of all its families, by kind, before weight and hubs. */
  readonly base: ContactsByKind;
  /** Deprivation weight, needWeightLeast..needWeightMost; 1 when deprivation is not known. */
  readonly needWeight: number;
  /** True when the weight 1 stands in for a deprivation figure that is not known. */
  readonly isNeedWeightAssumed: boolean;
  /** Share of families whom no hub serves, unservedFloor..1. */
  readonly unservedShare: number;
}

/**
 * What every area asks for, and how much of it no hub meets.
 * @param fields.areas        the region's areas, each with a row in `areasToHubs`
 * @param fields.areasToHubs  areas × hubs; a household without a car walks the road metres to the hub nearest on foot
 * @returns                   one entry an area, in order; without hubs everyone is unserved (1)
 * @throws MATRIX_PLACE for an area without a row
 * Source: need weight and unserved share of the demand model, every constant in `parameters`.
 */
export function areaDemand(fields: {
  areas: readonly Area[];
  areasToHubs: TravelMatrix;
  parameters: Parameters;
}): AreaDemand[] {
  const { areas, parameters } = fields;
  const toHubs = inOrderOf(fields.areasToHubs, { from: areas.map((area) => area.id) });
  const meanIdaci = meanIdaciRate(areas);
  return areas.map((area, i) => ({
    areaId: area.id,
    base: baseContacts(area, parameters),
    needWeight: needWeight(area.idaciRate, meanIdaci, parameters),
    isNeedWeightAssumed: area.idaciRate === null,
    unservedShare: unservedShare(area, nearestByCarAndFoot(toHubs, i), parameters),
  }));
}

/**
 * Contacts a month of all families of an area, by kind, if everyone were next door.
 * Pregnant people are `pregnantPerBaby` for each child under 1. Each child under 2 has one review a year.
 */
export function baseContacts(area: Area, parameters: Parameters): ContactsByKind {
  const babies = area.childrenUnder1;
  const toddlers = area.childrenAged1;
  const pregnant = parameters.pregnantPerBaby * babies;
  return {
    wellbeing:
      (pregnant + babies) *
      parameters.wellbeingPrevalence *
      parameters.wellbeingSuited *
      parameters.wellbeingContacts,
    relationship:
      (babies + toddlers) *
      parameters.relationshipPrevalence *
      parameters.relationshipSuited *
      parameters.relationshipContacts,
    dropIn: parameters.dropInPerBaby * babies + parameters.dropInPerToddler * toddlers,
    feeding: parameters.feedingPerBaby * babies,
    reviews: ((babies + toddlers) / 12) * parameters.reviewShare,
  };
}

/** The region's mean IDACI rate over areas where it is known, weighted by children aged 0 to 4; null when known nowhere. */
export function meanIdaciRate(areas: readonly Area[]): number | null {
  const known = areas.filter((area) => area.idaciRate !== null);
  if (known.length === 0) return null;
  const children = known.reduce((sum, area) => sum + childrenAged0to4(area), 0);
  if (children === 0) return known.reduce((sum, area) => sum + (area.idaciRate ?? 0), 0) / known.length;
  return known.reduce((sum, area) => sum + (area.idaciRate ?? 0) * childrenAged0to4(area), 0) / children;
}

function needWeight(idaci: number | null, mean: number | null, parameters: Parameters): number {
  if (idaci === null || mean === null || mean === 0) return 1;
  const weight = 1 + (parameters.needWeightSlope * (idaci - mean)) / mean;
  return Math.min(Math.max(weight, parameters.needWeightLeast), parameters.needWeightMost);
}

function unservedShare(
  area: Area,
  nearest: { seconds: Seconds; metres: Metres },
  parameters: Parameters,
): number {
  const served = useByDistance({
    ...nearest,
    noCarShare: area.noCarShare,
    decayMinutes: parameters.hubDecayMinutes,
    parameters,
  });
  return Math.max(1 - served, parameters.unservedFloor);
}

/**
 * Share of families who would make the journey, 0..1: households with a car drive, the others walk the road metres.
 * Both fall as e^(−minutes ÷ decayMinutes), so the share never rises with distance; 0 where there is no way.
 */
export function useByDistance(fields: {
  seconds: Seconds;
  metres: Metres;
  noCarShare: number;
  decayMinutes: number;
  parameters: Parameters;
}): number {
  const driveMinutes = fields.seconds / SECONDS_PER_MINUTE;
  const walkMinutes = (fields.metres / fields.parameters.walkingMetresPerHour) * 60;
  return (
    (1 - fields.noCarShare) * Math.exp(-driveMinutes / fields.decayMinutes) +
    fields.noCarShare * Math.exp(-walkMinutes / fields.decayMinutes)
  );
}

function nearestByCarAndFoot(matrix: TravelMatrix, i: number): { seconds: Seconds; metres: Metres } {
  let seconds = UNREACHABLE;
  let metres = UNREACHABLE;
  for (let j = 0; j < matrix.to.length; j++) {
    seconds = Math.min(seconds, secondsAt(matrix, i, j));
    metres = Math.min(metres, metresAt(matrix, i, j));
  }
  return { seconds, metres };
}
