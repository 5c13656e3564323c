import type { LonLat } from '../../shared/coordinates.ts';
import type { CouncilRule, KeptGroup } from '../../shared/councilRules.ts';
import type { Seconds } from '../../shared/units.ts';
import type { PopulationPoint } from '../access/populationPoints.ts';
import type { TravelMatrix } from '../travelMatrix.ts';

/** Users of a stop at one visit. */
export interface StopUsers {
  /** ≥ 0. */
  readonly perVisit: number;
  /** Counted by the service, or what the demand model expects: then the middle of its range. */
  readonly basis: 'counted' | 'expected';
  /** The range that is expected, in words: "about 5 to 15 contacts a visit"; null for a count. */
  readonly range: string | null;
}

/** A stop of the service under review. */
export interface ReviewedStop {
  readonly siteId: string;
  readonly name: string;
  readonly lonLat: LonLat;
  /** Visits in one cycle of the rota, ≥ 1. */
  readonly visitsPerCycle: number;
  /** null when nothing is known or expected. */
  readonly users: StopUsers | null;
  /** The van-days that call here, in words that name one each: "Van 1, Tuesday of week 2". */
  readonly vanDays: readonly string[];
  /** The groups it belongs to; null where that is not known. */
  readonly groups: Readonly<Record<KeptGroup, string | null>>;
}

/** A fixed place that stops may be near. */
export interface ReviewedHub {
  readonly id: string;
  readonly name: string;
  readonly lonLat: LonLat;
}

/** A service and everything its rules are held against. Users a visit stay as they are while stops go. */
export interface ReviewInput {
  readonly rules: readonly CouncilRule[];
  readonly stops: readonly ReviewedStop[];
  readonly hubs: readonly ReviewedHub[];
  readonly cycleWeeks: number;
  /** Stops × hubs. */
  readonly stopsToHubs: TravelMatrix;
  /** Stops × stops; may hold other places too. */
  readonly stopsToStops: TravelMatrix;
  /** Where people live, in the order of the rows of `pointsToStops`. */
  readonly points: readonly PopulationPoint[];
  /** Drive from each point to its nearest hub. */
  readonly secondsToHub: readonly Seconds[];
  /** Points × stops. */
  readonly pointsToStops: TravelMatrix;
  /** A drive of at most this is within reach. */
  readonly cutoffSeconds: Seconds;
}
