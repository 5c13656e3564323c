/**
 * The shape of OSRM's answers (HTTP API v1 of OSRM 5 and 6), which every engine here is read through. Fields are
 * optional wherever an old server or another program in OSRM's shape may leave them out.
 */

export type Position = readonly [lon: number, lat: number];

export interface OsrmWaypoint {
  readonly location?: Position;
  /** Metres from the place asked to the road. */
  readonly distance?: number;
  readonly name?: string;
}

interface OsrmAnswer {
  /** "Ok", or what is wrong. */
  readonly code: string;
  readonly message?: string;
  /** Only when the road data was prepared with one. */
  readonly data_version?: string;
}

export interface OsrmTableAnswer extends OsrmAnswer {
  /** Seconds, source by source; null = no way. */
  readonly durations?: readonly (readonly (number | null)[])[];
  /** Metres; left out by servers before 5.18. */
  readonly distances?: readonly (readonly (number | null)[])[];
  readonly sources?: readonly (OsrmWaypoint | null)[];
  readonly destinations?: readonly (OsrmWaypoint | null)[];
}

export interface OsrmManeuver {
  readonly type?: string;
  readonly modifier?: string;
  readonly exit?: number;
  readonly bearing_after?: number;
  readonly bearing_before?: number;
  readonly location?: Position;
}

export interface OsrmStep {
  readonly maneuver: OsrmManeuver;
  readonly name?: string;
  readonly ref?: string;
  readonly destinations?: string;
  readonly exits?: string;
  readonly rotary_name?: string;
  readonly junction_name?: string;
  readonly mode?: string;
  readonly driving_side?: string;
  readonly distance: number;
  readonly duration: number;
  readonly intersections?: readonly {
    readonly classes?: readonly string[];
    readonly lanes?: readonly unknown[];
  }[];
}

export interface OsrmLeg {
  readonly distance: number;
  readonly duration: number;
  readonly steps?: readonly OsrmStep[];
}

export interface OsrmRouteAnswer extends OsrmAnswer {
  readonly routes?: readonly {
    readonly legs: readonly OsrmLeg[];
    readonly distance: number;
    readonly duration: number;
    /** GeoJSON, because that is what is asked for; encoded text is refused. */
    readonly geometry?: { readonly coordinates: readonly Position[] } | string;
  }[];
  readonly waypoints?: readonly (OsrmWaypoint | null)[];
}

export interface OsrmNearestAnswer extends OsrmAnswer {
  readonly waypoints?: readonly (OsrmWaypoint | null)[];
}
