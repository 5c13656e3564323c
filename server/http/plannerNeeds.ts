import type { PlanningContext, StageProgress } from '../planning/context.ts';
import type { Jobs } from '../planning/jobs.ts';
import type { Instant } from '../shared/time.ts';
import type { Tiles } from '../store/tiles.ts';

/** What a job of the planner leaves behind. */
export interface JobResult {
  readonly planId: number | null;
  readonly releaseNumber: number | null;
}

/** What the planner's pages and API work with. */
export interface PlannerNeeds extends PlanningContext {
  readonly jobs: Jobs<JobResult>;
  readonly serviceName: string;
  readonly councilName: string;
  /** The served region's map; undefined when it has none. */
  readonly tiles: Tiles | undefined;
  /** Weeks of a timetable. */
  readonly timetableWeeks: number;
  /** Publishes an approved plan and tells the release's number. @throws PLAN_NOT_APPROVED, PLAN_HAS_VIOLATIONS */
  readonly publish: (asked: { planId: number; by: string } & StageProgress) => Promise<number>;
  /** When the schedule publishes next; null when it is off. */
  readonly nextPublishAt: () => Instant | null;
}
