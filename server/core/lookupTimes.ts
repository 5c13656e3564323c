import type { LonLat } from '../shared/coordinates.ts';
import type { Seconds } from '../shared/units.ts';
import type { Place } from './nouns.ts';

/** What a family at one point can drive to. */
export interface LookupEntry {
  /** Stops within the look-up's limit, nearest first. */
  readonly stops: readonly { readonly siteId: string; readonly seconds: Seconds }[];
  /** The nearest fixed hub however far; null when no road leads there. */
  readonly hub: { readonly hubId: string; readonly seconds: Seconds } | null;
}

/** Answers for all postcodes of one outward code. */
export interface OutwardLookup {
  readonly code: string;
  /** False for islands: the answer there is the phone line. */
  readonly hasRoad: boolean;
  readonly places: readonly string[];
  readonly lonLat: LonLat;
  /** For a postcode that is not listed below: measured from the code's centre, so approximate. */
  readonly centre: LookupEntry;
  /** Unit postcodes, in order; empty when only outward codes were imported. */
  readonly postcodes: readonly (LookupEntry & { readonly postcode: string })[];
  /** Postcodes out of use, measured from where they were; the month they ended is '' when not known. */
  readonly ended: readonly (LookupEntry & { readonly postcode: string; readonly endedIn: string })[];
}

/** What the finder answers with, for every outward code of the region. */
export interface LookupTimes {
  readonly outwardCodes: readonly OutwardLookup[];
  /** Answers for places people search by, in the order of the store; no stops and no hub where no road leads. */
  readonly places: readonly (LookupEntry & { readonly place: Place })[];
  /** The nearest hub of each stop asked for; null where no road leads to one. */
  readonly hubOfStop: readonly { readonly siteId: string; readonly hub: LookupEntry['hub'] }[];
  /** "sample roads", …: said beside every time. */
  readonly roadsLabel: string;
  /** True when the times are not from roads at all. */
  readonly isEstimate: boolean;
}
