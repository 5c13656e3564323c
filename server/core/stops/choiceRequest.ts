import type { Seconds } from '../../shared/units.ts';

/**
 * What a choice of stops is to achieve. Existing hubs are always taken as given: what they already give is never counted again.
 *
 * - `cover`     most need newly within reach, nearer counting more (maximal covering with decay; the default)
 * - `median`    the shortest drive on average, over all children, to the nearest hub or stop (p-median)
 * - `centre`    the shortest greatest drive of any area with children, then the shortest average (p-centre)
 * - `everyone`  the fewest stops with which everybody whom a site can serve is within `withinSeconds` of a hub or stop (set
 *               cover); of equally few, those that serve most need. The number of stops is the answer, so `maxStops` does not count
 * - `floors`    as `cover`, with at least a share of every named group's children within reach of a hub or stop
 * - `backup`    as `cover`, and an area's second-best stop counts too, with `backupWeight`, for the day the first falls out
 */
export type ChoiceModel =
  | { readonly kind: 'cover' }
  | { readonly kind: 'median' }
  | { readonly kind: 'centre' }
  | {
      readonly kind: 'everyone';
      /** Seconds of driving, > 0, inclusive; without it `withinReachSeconds`. */
      readonly withinSeconds?: Seconds;
    }
  | { readonly kind: 'floors'; readonly floors: readonly CoverFloor[] }
  | {
      readonly kind: 'backup';
      /** What a second stop counts beside the first, above 0 and at most 1. */
      readonly backupWeight: number;
    };

/** At least this share of a group's children must be within reach of a hub or a stop. */
export interface CoverFloor {
  /** As people call it: "Decile 1", "Kerrier". */
  readonly group: string;
  /** Its areas (area identifiers; population points follow their area). An area may be in several groups. */
  readonly areaIds: readonly string[];
  /** 0..1 */
  readonly share: number;
}

/** What the stops may cost together, beside their number. */
export interface VanHoursBudget {
  /** Van-hours in whatever period `hoursOf` is meant for, ≥ 0. */
  readonly hours: number;
  /** Van-hours of each site, ≥ 0: drive, set-up and session. A site without an entry costs nothing. */
  readonly hoursOf: ReadonlyMap<string, number>;
}

/** A question for `chooseStops`, as a coordinator puts it: everything but the region's facts. */
export interface ChoiceRequest {
  /** Without it `cover`. */
  readonly model?: ChoiceModel;
  /** Choose at most this many, forced ones included; a whole number ≥ 0. */
  readonly maxStops: number;
  readonly forceIn: readonly string[];
  readonly forceOut: readonly string[];
  /** Groups of sites of which at most one may be chosen, for example two in one village. */
  readonly exclusions?: readonly (readonly string[])[];
  readonly budget?: VanHoursBudget | null;
}

/** The unit of a choice's objective, by model. */
export const CHOICE_UNITS = {
  cover: 'children',
  median: 'seconds',
  centre: 'seconds',
  everyone: 'stops',
  floors: 'children',
  backup: 'children',
} as const satisfies Record<ChoiceModel['kind'], 'children' | 'seconds' | 'stops'>;

/** Something about a choice that people must be told: what could not be met, and what is possible instead. */
export type ChoiceNote =
  | {
      /** Areas with children that neither a hub nor any allowed site can serve (in time, or by any road). */
      readonly kind: 'out-of-everyones-reach';
      readonly areaIds: readonly string[];
      readonly children: number;
    }
  | {
      /** No choice from the allowed sites, however large, meets this floor. */
      readonly kind: 'floor-impossible';
      readonly group: string;
      readonly wanted: number;
      /** The greatest share any choice gives, 0..1. */
      readonly possible: number;
    }
  | {
      /** This floor is missed by the choice, though enough stops would meet it. */
      readonly kind: 'floor-missed';
      readonly group: string;
      readonly wanted: number;
      /** The share the choice gives, 0..1. */
      readonly reached: number;
    }
  | {
      /** All floors that are possible at all need this many stops (at least, when not proven). */
      readonly kind: 'floors-need-stops';
      readonly stops: number;
      readonly isProven: boolean;
    };
