import type { ImportOutcomeWire, UploadWire } from '../contract/planner.ts';
import type { BroughtRow } from '../core/sites/registerChanges.ts';
import type { StudyMode } from '../planning/checkDates.ts';
import type { PlanningContext, StageProgress } from '../planning/context.ts';
import type { Jobs } from '../planning/jobs.ts';
import type { BroughtUsers, UntakenRow } from '../planning/stopUsers.ts';
import type { Instant } from '../shared/time.ts';
import type { Person } from '../store/people.ts';
import type { Tiles } from '../store/tiles.ts';

/** What a job of the planner leaves behind. */
export interface JobResult {
  readonly planId: number | null;
  readonly releaseNumber: number | null;
  readonly imported: ImportOutcomeWire | null;
  /** Of a review of stops. */
  readonly reviewId?: number;
}

/** What is asked of an import: the uploaded files, and these. */
export interface AskedImport {
  /** Of the region; its short name is made from it. */
  readonly name: string;
}

/** Bringing a county's files, started from a page. */
export interface RegionWork {
  /** Where uploaded files are kept; made when missing. */
  readonly uploadsFolder: string;
  /** What files are, from their content; in their order. */
  recognise(paths: readonly string[]): Promise<readonly Omit<UploadWire, 'name' | 'bytes'>[]>;
  /** Unpacks an uploaded file when it is a publisher's archive; any other stays as it is. @throws IMPORT_FILE, and then it is gone */
  unpack(path: string): Promise<void>;
  /** What an import of the uploaded files would do. @throws IMPORT_* */
  check(asked: AskedImport, progress: StageProgress): Promise<ImportOutcomeWire>;
  /** Imports the uploaded files; the region is served anew when it is the served one. @throws IMPORT_*, ENGINE_* */
  apply(asked: AskedImport, progress: StageProgress): Promise<ImportOutcomeWire>;
  /** Puts a version back and serves it. @throws VERSION_UNKNOWN, IMPORT_RUNNING */
  restore(versionId: number): Promise<void>;
  /** All regions there are, in order. */
  regions(): readonly { readonly slug: string; readonly name: string }[];
  /** Serves another region, now and from the next start on; who is signed in here is signed in there. @throws REGION_UNKNOWN */
  open(slug: string, signedIn: { readonly token: string; readonly person: Person }): Promise<void>;
}

/** Reads a site register that was edited and brought back. @throws IMPORT_FILE when the file is no such table at all */
export type ReadSiteRegister = (path: string) => Promise<{
  readonly rows: readonly { readonly line: number; readonly value: Omit<BroughtRow, 'line'> }[];
  /** Rows that cannot be read. */
  readonly refused: readonly { readonly line: number; readonly reason: string; readonly value: string }[];
}>;

/** Reads a table of users by stop. @throws IMPORT_FILE when the file is no such table at all */
export type ReadStopUsers = (path: string) => Promise<{
  readonly rows: readonly { readonly line: number; readonly value: Omit<BroughtUsers, 'line'> }[];
  /** Rows that cannot be read. */
  readonly refused: readonly UntakenRow[];
}>;

/** What the planner's pages and API work with. */
export interface PlannerNeeds extends PlanningContext {
  readonly jobs: Jobs<JobResult>;
  readonly serviceName: string;
  readonly councilName: string;
  /** The served region's map; undefined when it has none. */
  readonly tiles: Tiles | undefined;
  /** Weeks of a timetable. */
  readonly timetableWeeks: number;
  readonly study: StudyMode;
  readonly readSiteRegister: ReadSiteRegister;
  readonly readStopUsers: ReadStopUsers;
  /** Publishes an approved plan and tells the release's number. @throws PLAN_NOT_APPROVED, PLAN_HAS_VIOLATIONS */
  readonly publish: (asked: { planId: number; by: string } & StageProgress) => Promise<number>;
  /** When the schedule publishes next; null when it is off. */
  readonly nextPublishAt: () => Instant | null;
  readonly regionWork: RegionWork;
}
