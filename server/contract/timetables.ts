/** What the planner's API says of timetables brought as files: existing services, and a coordinator's own tables. */
import type { LonLat } from '../shared/coordinates.ts';
import type { ClockTime, ServiceDate } from '../shared/time.ts';

/** What a column of a coordinator's own table can hold. */
export type StopFieldWire =
  | 'name'
  | 'days'
  | 'frequency'
  | 'weeks'
  | 'times'
  | 'arrival'
  | 'departure'
  | 'start'
  | 'end'
  | 'exceptions'
  | 'van'
  | 'route'
  | 'community'
  | 'address'
  | 'postcode'
  | 'lon'
  | 'lat'
  | 'easting'
  | 'northing';

/** Position of each field's column, from 0. */
export type StopMappingWire = Readonly<Partial<Record<StopFieldWire, number>>>;

/** How a table is to be read. */
export interface TableReadingWire {
  /** Empty for a mobile-library timetable, which says itself what is what. */
  readonly mapping: StopMappingWire;
  /** Monday of week 1. */
  readonly firstMonday: ServiceDate;
  /** Weeks of a round where a row names weeks of it. */
  readonly cycleWeeks: number;
  /** Weeks between visits where a row does not say how often. */
  readonly intervalWeeks: number;
  /** Where no column names the van. */
  readonly vanName: string;
}

/** GET /api/timetables/:name, the name of an uploaded file. */
export interface InspectedTableWire {
  readonly name: string;
  /** service: a mobile-library timetable in one of its forms, with nothing to match; table: a table of anybody's. */
  readonly kind: 'service' | 'table';
  readonly columns: readonly string[];
  readonly sample: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** What to start from: as matched last time, else a guess. */
  readonly reading: TableReadingWire;
  readonly isRemembered: boolean;
}

/** POST /api/timetables/:name/preview with a TableReadingWire: what a plan would be made from. */
export interface TablePreviewWire {
  readonly rowsRead: number;
  readonly rowsKept: number;
  /** The first stops, in the order of the file. */
  readonly stops: readonly PreviewStopWire[];
  readonly stopCount: number;
  readonly refused: readonly RefusedRowsWire[];
  readonly notes: readonly string[];
}

export interface PreviewStopWire {
  readonly line: number;
  readonly name: string;
  readonly community: string;
  readonly vanName: string;
  /** "every second Tuesday". */
  readonly daysWords: string;
  readonly start: ServiceDate;
  readonly arrival: ClockTime;
  readonly departure: ClockTime;
  /** null: not on the map. */
  readonly lonLat: LonLat | null;
}

export interface RefusedRowsWire {
  readonly reason: string;
  readonly count: number;
  /** The first of them. */
  readonly lines: readonly number[];
  readonly example: string;
}

/** Body of POST /api/timetables/:name/plan, which answers 202 with a JobWire. */
export interface PlanFromTableWire extends TableReadingWire {
  /** Leaves rows out that could not be read, instead of refusing the file. */
  readonly skipBadRows: boolean;
}

/** GET /api/timetables: the plans that were taken from timetables, oldest first. */
export interface PlanSourceWire {
  readonly planId: number;
  readonly planLetter: string;
  readonly file: string;
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly stops: number;
  readonly vans: number;
  readonly cycleWeeks: number;
  readonly sitesAdded: number;
  readonly sitesMatched: number;
  readonly refused: readonly RefusedRowsWire[];
  readonly notes: readonly string[];
  readonly assumed: readonly string[];
  /** "The stop …" completed, by how many and on which lines. */
  readonly leftOut: readonly {
    readonly text: string;
    readonly count: number;
    readonly lines: readonly number[];
  }[];
  readonly changed: readonly {
    readonly text: string;
    readonly count: number;
    readonly lines: readonly number[];
  }[];
}
