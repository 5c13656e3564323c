/** What the finder on the public pages reads: small files of the release, and its words. Types only. */

/** Whole minutes of driving, at least 1; only ever shown as "about". */
type Minutes = number;

/** `/lookup/<OUTWARD>.json`: answers for every postcode of one outward code. */
export interface FinderFile {
  readonly release: number;
  readonly code: string;
  /** False for islands: the answer there is the phone line. */
  readonly hasRoad: boolean;
  /** True when the times are not measured on roads. */
  readonly isEstimate: boolean;
  readonly stops: readonly FinderStop[];
  readonly hubs: readonly FinderHub[];
  /** For a postcode that is in none of `answers`. */
  readonly centre: FinderAnswer;
  readonly answers: readonly FinderAnswer[];
  /**
   * Second halves of postcodes out of use, like those of an answer, by the month they ended ("2003-06", '' when not known); their
   * answers are among the others.
   */
  readonly ended: readonly (readonly [month: string, inwards: string])[];
}

export interface FinderAnswer {
  /** Second halves of the postcodes answered, three characters each, one after another: "7HG7HJ". Empty for the centre. */
  readonly for: string;
  /** Index into `stops` and minutes, nearest first. */
  readonly stops: readonly (readonly [stop: number, minutes: Minutes])[];
  /** Index into `hubs` and minutes; null when no road leads to one. */
  readonly hub: readonly [hub: number, minutes: Minutes] | null;
}

export interface FinderStop {
  readonly slug: string;
  readonly name: string;
  readonly community: string;
  readonly address: string;
  readonly services: readonly string[];
  /** Dates by published times, in minutes after midnight; dates ascending, `YYYY-MM-DD`. */
  readonly times: readonly {
    readonly open: number;
    readonly close: number;
    readonly dates: readonly string[];
  }[];
  /** Cancelled dates to come, with the reason in plain words. */
  readonly cancelled: readonly { readonly date: string; readonly reason: string }[];
}

export interface FinderHub {
  readonly name: string;
  readonly address: string;
  readonly postcode: string;
}

/** `/lookup/places.json`. */
export interface FinderPlaces {
  readonly release: number;
  readonly places: readonly FinderPlace[];
}

export interface FinderPlace {
  readonly name: string;
  /** Address part of its page, `/places/<slug>`. */
  readonly slug: string;
  /** Said behind the name where two places have the same one; else empty. */
  readonly hint: string;
  /** Other spellings, for example the Cornish one. */
  readonly otherNames: readonly string[];
}

/** Set into the first page as a data block: what differs between councils, and every sentence the script shows. */
export interface FinderSettings {
  readonly phone: FinderContact | null;
  readonly textLine: FinderContact | null;
  readonly words: FinderWords;
}

export interface FinderContact {
  readonly name: string;
  readonly number: string;
  readonly hours: string;
}

/** Sentences of the script; {names} in braces are filled in. */
export interface FinderWords {
  readonly problem: string;
  readonly errorPrefix: string;
  readonly nothingTyped: string;
  readonly unknownPlace: string;
  readonly unknownPlaceSuggestions: string;
  readonly notAPostcode: string;
  readonly outsideRegion: string;
  readonly whichPlace: string;
  readonly loading: string;
  readonly failed: string;
  readonly resultHeading: string;
  readonly approximate: string;
  readonly endedIn: string;
  readonly ended: string;
  readonly onRoads: string;
  readonly onEstimate: string;
  readonly minutesAway: string;
  readonly oneMinuteAway: string;
  readonly when: string;
  readonly where: string;
  readonly services: string;
  readonly cost: string;
  readonly costFree: string;
  readonly later: string;
  readonly cancelledOn: string;
  readonly allDates: string;
  readonly noStops: string;
  readonly noStopsHeading: string;
  readonly noRoadHeading: string;
  readonly noRoad: string;
  readonly hubHeading: string;
  readonly hubCloser: string;
  readonly askHeading: string;
  readonly askForStop: string;
}

/** Set into every page as a data block: the script's words for dates and times. */
export interface PageWords {
  readonly months: readonly string[];
  /** Monday first. */
  readonly weekdays: readonly string[];
  readonly midday: string;
  readonly midnight: string;
  readonly am: string;
  readonly pm: string;
  /** "{from} to {to}". */
  readonly to: string;
  readonly noDates: string;
}
