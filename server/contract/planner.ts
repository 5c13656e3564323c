/**
 * What the planner's API says on the wire. Units stand in the names; `null` means unreachable or not known.
 * Clock times are whole seconds after midnight, Europe/London; dates are YYYY-MM-DD.
 */
import type { ChoiceWishes } from '../shared/choiceWishes.ts';
import type { Bounds, LonLat } from '../shared/coordinates.ts';
import type { ClockTime, Instant, ServiceDate, Weekday } from '../shared/time.ts';
import type { PlanRotaWire } from './rota.ts';

/** GET /api/region */
export interface RegionWire {
  readonly slug: string;
  readonly name: string;
  readonly serviceName: string;
  readonly councilName: string;
  readonly isSample: boolean;
  /** "sample roads", "OpenStreetMap roads of …": shown wherever times rest on them. */
  readonly roadsLabel: string;
  readonly bounds: Bounds;
  /** null for a region imported before it had a map: import it again. */
  readonly map: MapWire | null;
  readonly attribution: readonly string[];
  readonly engine: { readonly name: string; readonly description: string; readonly isEstimate: boolean };
  readonly signedInAs: { readonly name: string; readonly role: string };
  /** What a new plan starts from. */
  readonly defaults: PlanRequestWire;
  readonly limits: {
    readonly maxStops: number;
    readonly maxVans: number;
    readonly cycleWeeks: readonly number[];
  };
}

/** The map below the planner's own layers, as Mapbox Vector Tiles. */
export interface MapWire {
  /** Address of a tile on this server, with {z}, {x} and {y} in it; another one after every import. 204 where it is empty. */
  readonly tiles: string;
  /** What is drawn in detail. */
  readonly bounds: Bounds;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** True when what is not land is sea. */
  readonly isCoastal: boolean;
}

/** How many children aged 0 to 4 can reach help, and how far it is for the rest. */
export interface ReachWire {
  readonly children: number;
  readonly childrenBeyond: number;
  /** 0..1 of the children. */
  readonly shareBeyond: number;
  readonly areasBeyond: number;
  /** Weighted by children, over areas with a road. */
  readonly meanSeconds: number | null;
  readonly p95Seconds: number | null;
  readonly worstAreaId: string | null;
  readonly bands: readonly BandWire[];
}

/** Children whose nearest help is more than `fromSeconds` and at most `toSeconds` away; null: no upper end. */
export interface BandWire {
  readonly fromSeconds: number;
  readonly toSeconds: number | null;
  readonly children: number;
}

/** GET /api/access */
export interface AccessWire {
  readonly cutoffSeconds: number;
  /** Pace of a walk with a pram. */
  readonly walkingMetresPerHour: number;
  readonly reach: ReachWire;
  readonly areas: readonly AreaWire[];
  readonly hubs: readonly HubWire[];
}

export interface AreaWire {
  readonly id: string;
  readonly name: string;
  readonly lonLat: LonLat;
  readonly children: number;
  readonly childrenUnder1: number;
  readonly deprivationDecile: number | null;
  readonly noCarShare: number;
  readonly ruralUrban: string | null;
  /** Of the point where most of its people live. */
  readonly nearestHubId: string | null;
  /** Mean over its points, weighted by people. */
  readonly hubSeconds: number | null;
  /** To the hub nearest on foot, with a pram; null where no way leads to any. */
  readonly walk: WalkWire | null;
  readonly points: readonly AreaPointWire[];
  /** Fields filled by a fallback, in words. */
  readonly assumed: readonly string[];
}

/** A walk with a pram: the mean over an area's points, weighted by people, to the hub of the point where most of them live. */
export interface WalkWire {
  readonly hubId: string;
  readonly seconds: number;
  /** True when it is taken along the road: too far to be walked, or no engine here knows the footpaths. */
  readonly isAlongRoad: boolean;
}

/** Where a share (0..1) of an area's people live. */
export interface AreaPointWire {
  readonly lonLat: LonLat;
  readonly share: number;
  readonly hubSeconds: number | null;
}

export interface HubWire {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly postcode: string;
  readonly lonLat: LonLat;
  /** Opening hours as published; '' when not known. */
  readonly opening: string;
  readonly checkedOn: ServiceDate | null;
}

/** GET /api/sites, best score first. */
export interface SiteWire {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly community: string;
  /** Of the nearest population point whose area names one; '' when none does. */
  readonly district: string;
  readonly address: string;
  readonly kind: string;
  readonly lonLat: LonLat;
  readonly status: string;
  /** Register facts in words, for example ["Hard standing", "Toilet", "No power"]. */
  readonly facts: readonly string[];
  readonly openingWords: string;
  readonly nearestHubId: string | null;
  readonly hubSeconds: number | null;
  readonly newlyReachedChildren: number;
  /** 0..100. */
  readonly score: number;
  /** 1 = best. */
  readonly rank: number;
  readonly parts: readonly ScorePartWire[];
  /** Seven facts of the register, in the same order for every site. */
  readonly suitability: readonly SuitabilityFactWire[];
  /** Why the site cannot be used at all; null when it can. */
  readonly obstacle: string | null;
}

export interface ScorePartWire {
  readonly name: string;
  /** null when it is not known, or no road leads there. */
  readonly value: number | null;
  /** Reads after the figure: "minutes", "of 6 known facts". */
  readonly unit: string;
  readonly points: number;
  readonly maxPoints: number;
}

/** A fact of the register, judged: 1 suits, 0 does not, null is not known. */
export interface SuitabilityFactWire {
  readonly name: string;
  readonly share: number | null;
  /** "Gravel", "Toilet not known". */
  readonly words: string;
}

/** GET /api/parameters */
export interface ParameterWire {
  readonly name: string;
  readonly value: number;
  readonly defaultValue: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly explanation: string;
  readonly source: string;
}

/** POST /api/plans: what to plan with. Answers 202 with a JobWire. */
export interface PlanRequestWire {
  readonly maxStops: number;
  readonly vans: number;
  readonly cycleWeeks: number;
  /** `month`: by the first to the fourth of each weekday in a month, with 4 `cycleWeeks`. Left out: `weeks`. */
  readonly repeats?: 'weeks' | 'month';
  readonly seed: number;
  readonly forceIn: readonly string[];
  readonly forceOut: readonly string[];
  /** Left out: most families newly within reach, and nothing else asked (`DEFAULT_CHOICE`). */
  readonly choice?: ChoiceWishes;
}

/** What the choice of a plan's stops achieved. */
export interface ChoiceOutcomeWire {
  /** Of objective and bound: need newly within reach in children, seconds of driving, or stops. */
  readonly unit: 'children' | 'seconds' | 'stops';
  readonly objective: number;
  /** No allowed choice does better. */
  readonly bound: number;
  /** What could not be met, in sentences. */
  readonly notes: readonly string[];
}

/** GET /api/plans, oldest first. */
export interface PlanSummaryWire {
  readonly id: number;
  readonly letter: string;
  readonly request: PlanRequestWire;
  readonly stops: number;
  readonly visitsPerCycle: number;
  readonly unservedStops: number;
  readonly children: number;
  readonly beyondReachBefore: number;
  readonly beyondReachAfter: number;
  readonly isChoiceProven: boolean;
  readonly choiceGap: number;
  /** null for plans of before there was a choice of models, and for those taken from a timetable. */
  readonly choice: ChoiceOutcomeWire | null;
  readonly status: 'draft' | 'approved';
  readonly createdAt: Instant;
  readonly approvedAt: Instant | null;
  readonly approvedBy: string | null;
  /** True when the region's roads or engine have changed since. */
  readonly isOutdated: boolean;
}

/** GET /api/plans/:id. POST /api/plans/:id/approve approves it in the name of who is signed in and
 * answers with its PlanSummaryWire. */
export interface PlanWire extends PlanSummaryWire {
  readonly rota: PlanRotaWire;
  readonly cycleAnchor: ServiceDate;
  readonly planStops: readonly PlanStopWire[];
  readonly vanDays: readonly VanDayWire[];
  readonly unserved: readonly {
    readonly siteId: string;
    readonly siteName: string;
    readonly missingVisits: number;
    readonly reason: string;
  }[];
  readonly violations: readonly ViolationWire[];
  /** The same plan with routed times × 1.0, 1.15 and 1.3. */
  readonly margins: readonly MarginWire[];
  /** How many rules the rota is held against. */
  readonly rulesChecked: number;
  readonly vanSecondsPerCycle: number;
  readonly drivingSecondsPerCycle: number;
  readonly drivingMetresPerCycle: number;
  /** How far the rota can be from the best, in sentences; empty when nobody asked. */
  readonly boundSentences: readonly string[];
  readonly reachAfter: ReachWire;
  /** Where each area's children would go, stops included; in the order of AccessWire.areas. */
  readonly areasAfter: readonly AreaAfterWire[];
}

export interface AreaAfterWire {
  readonly areaId: string;
  /** Drive to the nearest of all hubs and stops: the mean over its points, weighted by people. */
  readonly seconds: number | null;
  /** By point of the area. */
  readonly pointSeconds: readonly (number | null)[];
  readonly kind: 'hub' | 'stop' | null;
  /** A hub's or a site's identifier. */
  readonly placeId: string | null;
}

export interface PlanStopWire {
  readonly siteId: string;
  readonly siteName: string;
  readonly community: string;
  readonly lonLat: LonLat;
  readonly visitsPerCycle: number;
  readonly sessionSeconds: number;
  readonly sessionTypeNames: readonly string[];
  /** Newly reached children aged 0 to 4. */
  readonly need: number;
  /** "every second Tuesday, 10am to 11:30am"; empty when unserved. */
  readonly patternWords: string;
}

export interface VanDayWire {
  /** Position in the plan, from 0: names the run sheet. */
  readonly index: number;
  readonly vanId: string;
  readonly vanName: string;
  readonly week: number;
  readonly weekday: Weekday;
  readonly departBase: ClockTime;
  readonly returnBase: ClockTime;
  readonly break: { readonly from: ClockTime; readonly to: ClockTime } | null;
  readonly drivingSeconds: number;
  readonly drivingMetres: number;
  readonly calls: readonly CallWire[];
}

export interface CallWire {
  readonly siteId: string;
  readonly siteName: string;
  readonly arrive: ClockTime;
  readonly open: ClockTime;
  readonly close: ClockTime;
  readonly leave: ClockTime;
  readonly legSeconds: number;
  readonly legMetres: number;
}

export interface ViolationWire {
  readonly rule: string;
  readonly severity: 'hard' | 'soft';
  readonly message: string;
  readonly siteId: string | null;
}

export interface MarginWire {
  readonly factor: number;
  readonly violations: number;
  /** Least spare time before a published opening or the end of a shift; negative when late. */
  readonly leastSpareSeconds: number | null;
  /** Where that is: "Van 1, Tuesday of week 2: Ashby hall to Brook hall"; null without drives. */
  readonly tightestLeg: string | null;
}

/** Properties of the features of GET /api/plans/:id/routes (GeoJSON lines, one a van-day). */
export interface RoutePropertiesWire {
  readonly index: number;
  readonly vanId: string;
  readonly week: number;
  readonly weekday: Weekday;
}

/** GET /api/plans/:id/timetable */
export interface TimetableWire {
  readonly from: ServiceDate;
  readonly to: ServiceDate;
  readonly visits: readonly {
    readonly siteId: string;
    readonly siteName: string;
    readonly date: ServiceDate;
    readonly open: ClockTime;
    readonly close: ClockTime;
    /** The date in whose place it is; left out: it is on its own. */
    readonly replaces?: ServiceDate;
    /** Which meeting of its group it is; left out: it is of none. */
    readonly meeting?: { readonly number: number; readonly of: number };
  }[];
  readonly skipped: readonly {
    readonly siteName: string;
    readonly date: ServiceDate;
    readonly reason: string;
  }[];
  readonly warnings: readonly string[];
}

/** A rota under way in three figures. */
export interface RotaFiguresWire {
  readonly visits: number;
  readonly visitsAsked: number;
  readonly drivingSeconds: number;
}

/** GET /api/jobs/:id; DELETE cancels. */
export interface JobWire {
  readonly id: string;
  readonly kind:
    | 'plan'
    | 'publish'
    | 'check'
    | 'import'
    | 'curve'
    | 'why-not'
    | 'review'
    | 'bands'
    | 'reasons';
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** 0..1. */
  readonly share: number;
  /** What is being done, in words: "Choosing stops". */
  readonly stage: string;
  /** The best rota so far while one is searched for; POST /api/jobs/:id/finish ends the search and keeps it. */
  readonly best?: RotaFiguresWire | null;
  readonly planId: number | null;
  readonly releaseNumber: number | null;
  readonly imported: ImportOutcomeWire | null;
  /** Of a review that is done. */
  readonly reviewId?: number;
  readonly error: ErrorWire | null;
}

/**
 * GET /api/region/data: what the region was made from. POST /api/region/checks and /api/region/imports { name, isFromOsm }
 * answer 202 with a JobWire; POST /api/region/versions/:id/restore and POST /api/region/open { slug } answer 200 with this.
 */
export interface RegionDataWire {
  /** null for a region whose report is gone. */
  readonly report: ImportReportWire | null;
  /** What can be restored, newest first. */
  readonly versions: readonly RegionVersionWire[];
  readonly uploads: readonly UploadWire[];
  /** All regions there are, the served one included. */
  readonly regions: readonly { readonly slug: string; readonly name: string; readonly isServed: boolean }[];
}

export interface RegionVersionWire {
  readonly id: number;
  readonly keptAt: Instant;
  readonly importedAt: Instant;
  readonly totals: readonly string[];
}

/** GET /api/uploads; PUT /api/uploads/:name with the bytes of the file; DELETE /api/uploads/:name. */
export interface UploadWire {
  readonly name: string;
  readonly bytes: number;
  /** areas, hubs, postcodes, extract, timetable, …; `unknown`. */
  readonly kind: string;
  /** "Small areas by single year of age (ONS)". */
  readonly inWords: string;
  /** Why it cannot be used, and what to do; null when it can. */
  readonly problem: string | null;
}

/** What an import did, or would do. */
export interface ImportOutcomeWire {
  readonly slug: string;
  readonly name: string;
  readonly isApplied: boolean;
  readonly report: ImportReportWire;
  /** Against the region there is; null for a new one, and once it is applied. */
  readonly changes: { readonly sentences: readonly string[]; readonly losses: readonly string[] } | null;
}

export interface ImportReportWire {
  readonly importedAt: Instant;
  readonly files: readonly FileReportWire[];
  readonly totals: readonly string[];
  readonly warnings: readonly string[];
}

export interface FileReportWire {
  readonly kind: string;
  readonly file: string;
  readonly sha256: string;
  readonly rowsRead: number;
  readonly kept: number;
  readonly refused: readonly {
    readonly reason: string;
    readonly count: number;
    readonly lines: readonly number[];
  }[];
  readonly notes: readonly string[];
}

/** GET /api/releases. POST /api/releases { planId } answers 202 with a JobWire. */
export interface ReleasesWire {
  /** Newest first. */
  readonly releases: readonly ReleaseWire[];
  /** When the schedule publishes next; null when it is off. */
  readonly nextPublishAt: Instant | null;
  readonly lastRuns: readonly { readonly dueAt: Instant; readonly outcome: string }[];
}

export interface ReleaseWire {
  readonly number: number;
  readonly planId: number;
  readonly planLetter: string;
  readonly publishedAt: Instant;
  readonly publishedBy: string;
  readonly from: ServiceDate;
  readonly to: ServiceDate;
  readonly visits: number;
  readonly isCurrent: boolean;
}

/** Body of every answer that is an error. */
export interface ErrorWire {
  readonly code: string;
  readonly message: string;
}
