/**
 * The nouns of the planner: one word for one thing. Plain values, no behaviour. Every name carries its unit where a
 * type cannot. `null` means "not known"; assumed values are listed in `assumed`.
 */
import type { ChoiceWishes } from '../shared/choiceWishes.ts';
import type { Bounds, LonLat } from '../shared/coordinates.ts';
import type { Recurrence } from '../shared/recurrence.ts';
import type { RotaBound } from '../shared/rotaBound.ts';
import type { RotaRules } from '../shared/rotaRules.ts';
import type { RotaWishes, StopWishes } from '../shared/rotaWishes.ts';
import type { SITE_STATUSES, SiteFacts } from '../shared/siteFields.ts';
import type { ClockTime, Instant, ServiceDate, Weekday } from '../shared/time.ts';
import type { Metres, Seconds } from '../shared/units.ts';
import type { TimeWindow, WeeklyOpening } from '../shared/weeklyTimes.ts';
import type { MatrixSource } from './travelMatrix.ts';

/** A small area with families in it. */
export interface Area {
  readonly id: string;
  readonly name: string;
  /** Its population-weighted middle. */
  readonly lonLat: LonLat;
  /**
   * Where its people live, at least one point: several where they live along a road or in villages apart. Weights are
   * above 0 and add up to 1.
   */
  readonly points: readonly { readonly lonLat: LonLat; readonly weight: number }[];
  readonly population: number | null;
  readonly childrenUnder1: number;
  readonly childrenAged1: number;
  readonly childrenAged2to4: number;
  /** 1 = most deprived tenth of England, 10 = least. */
  readonly deprivationDecile: number | null;
  /** Income Deprivation Affecting Children Index, 0..1. */
  readonly idaciRate: number | null;
  /** Households without a car or van, 0..1. */
  readonly noCarShare: number;
  readonly ruralUrban: string | null;
  /** Which of the fields above were filled by a documented fallback, with the reason in words. */
  readonly assumed: readonly { readonly field: string; readonly reason: string }[];
}

/** A fixed Family Hub. */
export interface Hub {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly postcode: string;
  readonly lonLat: LonLat;
  /** Opening hours as published, in words; '' when not known. */
  readonly opening: string;
  /** When the facts were last checked; null when nobody said. */
  readonly checkedOn: ServiceDate | null;
  readonly source: string;
}

export type { RotaRules, TimeWindow, WeeklyOpening };

export type SiteStatus = (typeof SITE_STATUSES)[number];

/** A place where the van may park, with its facts and permission. */
export interface Site {
  readonly id: string;
  /** Address part of the public pages; belongs to the site and never changes. */
  readonly slug: string;
  readonly name: string;
  /** Village or town. */
  readonly community: string;
  readonly address: string;
  readonly postcode: string;
  readonly lonLat: LonLat;
  /** village_hall, community_centre, library, car_park, health_centre, school, church_hall, leisure_centre, town_hall, other. */
  readonly kind: string;
  readonly surface: string | null;
  readonly spaces: number | null;
  readonly lengthMetres: number | null;
  readonly widthMetres: number | null;
  readonly headroomMetres: number | null;
  readonly hasPower: boolean | null;
  readonly hasWater: boolean | null;
  readonly hasToilet: boolean | null;
  readonly isStepFree: boolean | null;
  /** none, voice, 4g, 5g. */
  readonly mobileSignal: string | null;
  readonly busStopMetres: number | null;
  /** 1 (in full view) .. 5 (discreet). */
  readonly privacy: number | null;
  /** null: no restriction known, any time on any weekday. */
  readonly opening: WeeklyOpening | null;
  readonly status: SiteStatus;
  readonly permissionOwner: string | null;
  readonly permissionReference: string | null;
  readonly permissionExpiresOn: ServiceDate | null;
  readonly riskAssessedOn: ServiceDate | null;
  readonly notes: string;
  /** What a register records beyond this. */
  readonly facts: SiteFacts;
  /** Where the row came from: a register file, or OpenStreetMap ("osm:node/123"). */
  readonly source: string;
}

/** A name people search by; not a demand point. */
export interface Place {
  readonly name: string;
  /** Other spellings, for example the Cornish one. */
  readonly otherNames: readonly string[];
  /** city, town, village, suburb, hamlet, island. */
  readonly kind: string;
  readonly lonLat: LonLat;
  /** Outward code, or null when not known. */
  readonly outwardCode: string | null;
}

/** One unit postcode's centre. */
export interface PostcodePoint {
  /** Usual written form, "TR12 7HG". */
  readonly postcode: string;
  readonly lonLat: LonLat;
}

/** A postcode that is out of use, where it was when it ended. */
export interface EndedPostcode extends PostcodePoint {
  /** The month, "2003-06"; '' when the file does not say. */
  readonly endedIn: string;
}

/** The first half of a postcode with its centre, so that any postcode of it can be answered approximately. */
export interface OutwardCode {
  readonly code: string;
  readonly lonLat: LonLat;
  /** False for islands: the answer there is the phone line. */
  readonly hasRoad: boolean;
  readonly places: readonly string[];
}

export interface Van {
  readonly id: string;
  readonly name: string;
  readonly base: { readonly name: string; readonly lonLat: LonLat };
  /** Working weekdays with earliest departure from and latest return to base; a missing weekday is off. */
  readonly shifts: Readonly<Partial<Record<Weekday, TimeWindow>>>;
  /** Skills of the crew aboard, by weekday ("perinatal champion" on Tuesdays alone); a missing weekday: none. */
  readonly skills?: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  /** Left out: not known, so it is held against no limit of a site or ferry. */
  readonly size?: VanSize;
}

export interface VanSize {
  readonly lengthMetres: Metres;
  readonly widthMetres: Metres;
  readonly heightMetres: Metres;
  readonly weightTonnes: number;
}

/** A kind of help offered, for example a health visitor drop-in. */
export interface SessionType {
  readonly id: string;
  /** For the public: plain words, no condition names. */
  readonly publicName: string;
  readonly publicDescription: string;
  readonly minutes: number;
  /** Invitation-only types are never published. */
  readonly isPublic: boolean;
  /** Offered at every stop of a new plan; the others are added by the coordinator. */
  readonly isUsual: boolean;
  /** What families come for, which has a rate of its own; `local`: as `contactsPerBaby` says. null: no estimate is made of it. */
  readonly demandKind: 'wellbeing' | 'relationship' | 'dropIn' | 'feeding' | 'reviews' | 'local' | null;
  /** Contacts a month for each child under 1 if everyone were next door, of a `local` kind; null for the others. */
  readonly contactsPerBaby: { readonly low: number; readonly value: number; readonly high: number } | null;
}

/** A site chosen in a plan, with how often, how long and what for. */
export interface Stop {
  readonly siteId: string;
  /** Visits in one cycle of the rota; 1..cycleWeeks. */
  readonly visitsPerCycle: number;
  /** Time open to families at each visit; a multiple of 300. */
  readonly sessionSeconds: Seconds;
  readonly sessionTypeIds: readonly string[];
  /** Newly reached children aged 0 to 4: the weight when not everything fits. */
  readonly need: number;
  /** What it asks of the rota beyond this. */
  readonly wishes?: StopWishes;
}

/**
 * One call of the van within a van-day. Order of a call: arrive, set up, open, close, pack down, leave.
 * `open` and `close` are the published times, multiples of 5 minutes.
 */
export interface Call {
  readonly siteId: string;
  readonly arrive: ClockTime;
  readonly open: ClockTime;
  readonly close: ClockTime;
  readonly leave: ClockTime;
  /** Planned seconds of the leg to this call (factor and allowance included). */
  readonly legSeconds: Seconds;
  readonly legMetres: Metres;
}

/** One van on one day of the cycle, base to base. */
export interface VanDay {
  readonly vanId: string;
  /** 0-based week of the cycle. */
  readonly week: number;
  readonly weekday: Weekday;
  readonly departBase: ClockTime;
  readonly calls: readonly Call[];
  /** The crew's break; null when the day is too short to need one. */
  readonly break: TimeWindow | null;
  readonly returnLegSeconds: Seconds;
  readonly returnLegMetres: Metres;
  readonly returnBase: ClockTime;
}

/** A stop, or some of its visits, that did not fit, and why. */
export interface Unserved {
  readonly siteId: string;
  readonly missingVisits: number;
  /** A sentence with a number in it, for the coordinator. */
  readonly reason: string;
}

/** The repeating cycle of van-days. */
export interface Rota {
  readonly cycleWeeks: number;
  /** As in the rules; left out by rotas made before there was a choice: `weeks`. */
  readonly repeats?: RotaRules['repeats'];
  /** Fingerprint of what it was built from; left out by older rotas. */
  readonly builtFrom?: string;
  readonly vanDays: readonly VanDay[];
  readonly unserved: readonly Unserved[];
  /** Same input, seed and iterations give the same rota. */
  readonly seed: number;
  readonly iterations: number;
  /** How far from the best possible it can be; left out by rotas of which nobody asked. */
  readonly bound?: RotaBound;
}

/** What to plan with, besides places and times. */
export interface PlanParameters {
  /** At most this many stops. */
  readonly maxStops: number;
  readonly vans: number;
  readonly cycleWeeks: number;
  /** As in the rules; left out: `weeks`. */
  readonly repeats?: RotaRules['repeats'];
  readonly seed: number;
  /** Search effort of the rota: iterations, so that a seed gives one answer. */
  readonly iterations: number;
  readonly forceIn: readonly string[];
  readonly forceOut: readonly string[];
  /** Left out by plans made before there was a choice of models: `DEFAULT_CHOICE`. */
  readonly choice?: ChoiceWishes;
}

/** What the choice of a plan's stops achieved. */
export interface ChoiceOutcome {
  /** Of objective and bound: children (need newly within reach), seconds (of driving) or stops. */
  readonly unit: 'children' | 'seconds' | 'stops';
  readonly objective: number;
  /** No allowed choice does better. */
  readonly bound: number;
  /** What could not be met, and what is possible instead: sentences for the coordinator. */
  readonly notes: readonly string[];
}

/** A timetable's dated visit before it is promised to anyone. */
export interface DatedVisit {
  readonly siteId: string;
  readonly vanId: string;
  readonly date: ServiceDate;
  readonly arrive: ClockTime;
  readonly open: ClockTime;
  readonly close: ClockTime;
  readonly leave: ClockTime;
  readonly sessionTypeIds: readonly string[];
  /** The date of the rota in whose place it is. */
  readonly replaces?: ServiceDate;
  /** Which meeting of its group it is, 1-based. */
  readonly meeting?: { readonly number: number; readonly of: number };
}

/** A date on which a pattern visit does not happen. */
export interface SkippedVisit {
  readonly siteId: string;
  readonly date: ServiceDate;
  readonly reason: string;
}

/** Dated visits from the rota, in date and clock order. */
export interface Timetable {
  readonly from: ServiceDate;
  /** Last date covered, inclusive. */
  readonly to: ServiceDate;
  readonly visits: readonly DatedVisit[];
  readonly skipped: readonly SkippedVisit[];
  /** Things a coordinator should know, for example bank holidays beyond gov.uk's list. */
  readonly warnings: readonly string[];
}

/**
 * Who may come to a stop of an existing service: `public` is open to all, `private` is for one house or school, `dynamic` is
 * by arrangement, `other` is none of these. Only public ones are ever published with their times.
 */
export type ServiceStopType = 'public' | 'private' | 'dynamic' | 'other';

/** One row of an existing service's timetable: a place, a time of day, and the dates on which a vehicle is there. */
export interface ServiceStop {
  readonly organisation: string;
  /** The vehicle. */
  readonly vanName: string;
  readonly route: string;
  /** Village or town; '' when not given. */
  readonly community: string;
  readonly name: string;
  readonly address: string;
  /** Usual written form, or ''. */
  readonly postcode: string;
  /** null when the row gives neither coordinates nor a postcode that is known. */
  readonly lonLat: LonLat | null;
  /** As the row states it; it may disagree with the dates. */
  readonly weekday: Weekday;
  readonly type: ServiceStopType;
  readonly arrival: ClockTime;
  readonly departure: ClockTime;
  readonly recurrence: Recurrence;
  /** First date; the rule's own weekdays may begin later. */
  readonly start: ServiceDate;
  /** Last date, inclusive; null: no end. */
  readonly end: ServiceDate | null;
  /** Dates of the rule without a visit. */
  readonly exceptions: readonly ServiceDate[];
  /** Address of a page about it, or ''. */
  readonly timetableUrl: string;
}

/** A drive between two places as some road data has it. */
export interface RoadLeg {
  readonly from: LonLat;
  readonly to: LonLat;
  readonly seconds: Seconds;
  readonly metres: Metres;
}

/** A broken rule, as data. */
export interface Violation {
  /** Which rule, for example LEG_TOO_SHORT; one per file of core/check. */
  readonly rule: string;
  readonly severity: 'hard' | 'soft';
  /** A sentence naming day, van and place, with expected and found. */
  readonly message: string;
  readonly vanId?: string;
  readonly week?: number;
  readonly weekday?: Weekday;
  readonly siteId?: string;
  readonly date?: ServiceDate;
}

export type VisitStatus = 'planned' | 'published' | 'changed' | 'cancelled' | 'done';

/** A visit ever promised. Never deleted. */
export interface LedgerVisit {
  /** Random UUID, stable for ever. */
  readonly uid: string;
  /** Counts changes of time, place or status; starts at 0. */
  readonly sequence: number;
  readonly status: VisitStatus;
  /** In plain words for families; empty when nothing is unusual. */
  readonly reason: string;
  readonly siteId: string;
  readonly vanId: string;
  readonly date: ServiceDate;
  readonly open: ClockTime;
  readonly close: ClockTime;
  readonly sessionTypeIds: readonly string[];
  readonly originalDate: ServiceDate;
  readonly originalOpen: ClockTime;
  readonly replacesUid: string | null;
  readonly replacedByUid: string | null;
  readonly firstRelease: number | null;
  readonly lastRelease: number | null;
  /** When the visit last changed in substance: DTSTAMP and LAST-MODIFIED of feeds. */
  readonly revisedAt: Instant;
}

/** Same-day news of one visit. */
export interface Notice {
  readonly visitUid: string;
  readonly date: ServiceDate;
  readonly kind: 'on' | 'late' | 'cancelled';
  readonly minutesLate: number;
  readonly words: string;
  readonly at: Instant;
}

/** The served county: what was imported, and what its times rest on. */
export interface Region {
  /** Folder name and `REGION` value. */
  readonly slug: string;
  readonly name: string;
  /** True for the region shipped with the program: everything made from it says "sample, do not travel". */
  readonly isSample: boolean;
  /** In words, shown wherever times rest on the roads: "sample roads", "OpenStreetMap roads of rutland-2021.osm.pbf". */
  readonly roadsLabel: string;
  /** Identifies the road data: a hash of the extract. */
  readonly dataVersion: string;
  /** Folder of the road graph, relative to the region's folder. */
  readonly roadsFolder: string;
  /** File of the map's tiles, relative to the region's folder; empty for a region imported before there was one. */
  readonly tilesFile: string;
  readonly bounds: Bounds;
  /** Lines owed to the publishers of the data. */
  readonly attribution: readonly string[];
  readonly importedAt: Instant;
}

export type PlanStatus = 'draft' | 'approved';

/** A scenario with a letter: its stops, its rota, and what they achieve. Figures count children aged 0 to 4. */
export interface Plan {
  readonly id: number;
  /** A, B, … Z, AA, …; in order of creation. */
  readonly letter: string;
  readonly parameters: PlanParameters;
  readonly rules: RotaRules;
  readonly vans: readonly Van[];
  readonly stops: readonly Stop[];
  readonly rota: Rota;
  /** Monday of week 0 of the cycle. */
  readonly cycleAnchor: ServiceDate;
  readonly travelSource: MatrixSource;
  readonly children: number;
  readonly beyondReachBefore: number;
  readonly beyondReachAfter: number;
  /** Whether the choice of stops is proven best, and otherwise by how much it may fall short (0..1). */
  readonly isChoiceProven: boolean;
  readonly choiceGap: number;
  /** Left out by plans made before there was a choice of models, and by those taken from a timetable. */
  readonly choice?: ChoiceOutcome;
  /** What was asked of the rota; left out: nothing. */
  readonly wishes?: RotaWishes;
  /** The plan it was planned again from, whose days and times it tries to keep. */
  readonly previousPlanId?: number;
  readonly status: PlanStatus;
  readonly createdAt: Instant;
  readonly approvedAt: Instant | null;
  readonly approvedBy: string | null;
}

/** A numbered, frozen, published timetable. */
export interface Release {
  readonly number: number;
  readonly planId: number;
  readonly publishedAt: Instant;
  readonly publishedBy: string;
  readonly from: ServiceDate;
  /** Last date covered, inclusive. */
  readonly to: ServiceDate;
  readonly visits: number;
  /** Folder name inside the region's `releases/`. */
  readonly folder: string;
}
