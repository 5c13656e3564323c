import { checkTimetable } from '../core/check/checkTimetable.ts';
import type { LookupTimes } from '../core/lookupTimes.ts';
import type { LedgerVisit, Plan, Region, Release, SessionType, Timetable, Violation } from '../core/nouns.ts';
import type { DatedRota, ExpandFields } from '../core/timetable/expandRota.ts';
import { isOpen } from '../core/timetable/settleClashes.ts';
import { datesToCheck, type StudyMode } from '../planning/checkDates.ts';
import { clashCountWords } from '../planning/datedRemarks.ts';
import { timetableOf } from '../planning/timetableOf.ts';
import { PlannerError } from '../shared/errors.ts';
import { counted } from '../shared/text.ts';
import { addDays, type Clock, dateAt, daysBetween, type Instant, type ServiceDate } from '../shared/time.ts';
import { listHubs } from '../store/hubs.ts';
import type { WritableDb } from '../store/open.ts';
import { getPlan } from '../store/plans.ts';
import { getRegion } from '../store/region.ts';
import { findNewestRelease, listNotices, listReleases } from '../store/releases.ts';
import { listSessionTypes } from '../store/service.ts';
import { findSitePhoto } from '../store/sitePhotos.ts';
import { listEverySite } from '../store/sites.ts';
import { listVisits } from '../store/visits.ts';
import type { ServiceIdentity } from './identity.ts';
import { isLive, type LedgerChanges, reconcile, withChanges } from './ledger.ts';
import { KEPT_AFTER_DAYS, publicVisits, type ReleaseContent, releaseContent } from './releaseContent.ts';

/** How far the work is: told in words with the share 0..1 of the whole; and the way to stop it. */
export interface PublishProgress {
  readonly onStage?: (stage: string, share: number) => void;
  readonly signal?: AbortSignal;
}

/** Planned seconds from one site or base to another on a date. */
type DatedLegs = NonNullable<ExpandFields['legSeconds']>;

/** What publishing works with; the same for every release of a region. */
export interface PublishNeeds {
  readonly db: WritableDb;
  /** The region's folder; `releases/` stands in it. */
  readonly regionFolder: string;
  readonly clock: Clock;
  readonly identity: ServiceIdentity;
  /** Folder of the built client. */
  readonly clientBuild: string;
  /** Verifies a plan from scratch; hard violations forbid publishing. */
  readonly check: (plan: Plan, progress: PublishProgress) => Promise<{ violations: readonly Violation[] }>;
  /** Planned legs of a plan's dates, to hold moved visits against. */
  readonly datedLegs: (plan: Plan, progress: PublishProgress) => Promise<DatedLegs>;
  /** Drives for the finder. */
  readonly lookupTimes: (asked: { siteIds: readonly string[] } & PublishProgress) => Promise<LookupTimes>;
  /** Weeks that a timetable reaches ahead, at least 1. */
  readonly weeks: number;
  /** Source of random UUIDs. */
  readonly newUid: () => string;
  readonly study: StudyMode;
}

/** A release drawn up but not yet written or recorded. */
export interface Draft {
  readonly release: Release;
  readonly content: ReleaseContent;
  readonly changes: LedgerChanges;
  /** Visits as the release tells them, to be frozen with it. */
  readonly frozen: readonly LedgerVisit[];
  /** The ledger it was drawn up from. */
  readonly ledger: readonly LedgerVisit[];
  /** Whether it says anything that the newest release does not. */
  readonly isNew: boolean;
}

/**
 * Draws up the next release of a plan.
 * @param asked.needsApproval  false for a preview that promises nothing
 * @throws PLAN_UNKNOWN, PLAN_NOT_APPROVED, CLASHES_OPEN, PLAN_HAS_VIOLATIONS with `details.violations`
 */
export async function draftRelease(
  needs: PublishNeeds,
  asked: PublishProgress & { planId: number; by: string; needsApproval: boolean },
): Promise<Draft> {
  const { db } = needs;
  const plan = getPlan(db, asked.planId);
  if (asked.needsApproval && plan.status !== 'approved') throw notApproved(plan);
  asked.onStage?.('Checking the plan', 0);
  const { violations } = await needs.check(plan, { signal: asked.signal });
  const now = needs.clock();
  const ledger = listVisits(db);
  const legSeconds = await needs.datedLegs(plan, { signal: asked.signal });
  const timetable = timetableFor(needs, { plan, ledger, from: dateAt(now), legSeconds });
  const region = getRegion(db);
  const dated = checkTimetable(datesToCheck(db, { plan, timetable, study: needs.study }));
  if (asked.needsApproval) refuseOpenClashes(plan, timetable);
  refuseViolations(plan, [...violations, ...dated, ...unknownSessionTypes(plan, listSessionTypes(db))]);

  const isStudy =
    needs.study === 'on' || (needs.study === 'auto' && dated.some(({ rule }) => STUDY_RULES.has(rule)));
  const newest = findNewestRelease(db);
  const number = (newest?.number ?? 0) + 1;
  const changes = reconcile({ ledger, timetable, release: number, now, newUid: needs.newUid });
  const after = withChanges(ledger, changes);
  asked.onStage?.('Measuring drives for the finder', 0.2);
  const told = publicVisits(after, listSessionTypes(db)).filter(isLive);
  const siteIds = [...new Set(told.map((visit) => visit.siteId))];
  const lookup = await needs.lookupTimes({ siteIds, signal: asked.signal });
  const frozen = after
    .filter((visit) => visit.date >= addDays(dateAt(now), -KEPT_AFTER_DAYS))
    .map((visit) => ({ ...visit, lastRelease: number }));
  const release: Release = {
    number,
    planId: plan.id,
    publishedAt: now,
    publishedBy: asked.by,
    from: earlier(told[0]?.date, timetable.from),
    to: timetable.to,
    visits: told.length,
    folder: String(number),
  };
  const content = contentOf(needs, { plan, timetable, region, lookup, release, after, now, isStudy });
  const isNew =
    newest === undefined ||
    newest.planId !== plan.id ||
    changes.added.length + changes.updated.length > 0 ||
    region.importedAt > newest.publishedAt;
  return { release, content, changes, frozen, ledger, isNew };
}

/** A plan that begins later leaves the promises until then as they are, so the release begins with the first of them. */
const earlier = (promised: ServiceDate | undefined, planned: ServiceDate): ServiceDate =>
  promised !== undefined && promised < planned ? promised : planned;

/** The plan's dates, as far as wanted, and at least as far as anything is promised already. */
function timetableFor(
  needs: PublishNeeds,
  fields: { plan: Plan; ledger: readonly LedgerVisit[]; from: ServiceDate; legSeconds: DatedLegs },
): DatedRota {
  const { plan, from, legSeconds } = fields;
  const lastPromised = fields.ledger.filter(isLive).at(-1)?.date ?? from;
  const promisedWeeks = Math.ceil((daysBetween({ from, to: lastPromised }) + 1) / 7);
  return timetableOf(needs.db, plan, {
    from,
    weeks: Math.max(needs.weeks, promisedWeeks),
    legSeconds,
  });
}

/** Rules that a site breaks while nobody has approved it: a release with one of them is a study, not a service. */
const STUDY_RULES = new Set(['SITE_NOT_APPROVED', 'PERMISSION_MISSING', 'RISK_ASSESSMENT_MISSING']);

/** A session type that an import took away might be one by invitation: nobody can tell, so nothing is published of it. */
function unknownSessionTypes(plan: Plan, sessionTypes: readonly SessionType[]): Violation[] {
  const known = new Set(sessionTypes.map(({ id }) => id));
  const unknown = new Set(plan.stops.flatMap((stop) => stop.sessionTypeIds).filter((id) => !known.has(id)));
  return [...unknown].map((id) => ({
    rule: 'UNKNOWN_SESSION_TYPE',
    severity: 'hard',
    message: `The plan offers "${id}", which is not among the session types; expected one of ${[...known].join(', ')}`,
  }));
}

function contentOf(
  needs: PublishNeeds,
  fields: {
    plan: Plan;
    timetable: Timetable;
    region: Region;
    lookup: LookupTimes;
    release: Release;
    after: readonly LedgerVisit[];
    now: Instant;
    isStudy: boolean;
  },
): ReleaseContent {
  const { db } = needs;
  const { plan, timetable, region, lookup, release, after, now } = fields;
  return releaseContent({
    number: release.number,
    now,
    identity: needs.identity,
    region,
    isStudy: fields.isStudy,
    plan,
    from: release.from,
    to: timetable.to,
    ledger: after,
    skipped: timetable.skipped,
    sites: listEverySite(db),
    photoOf: (name) => findSitePhoto(db, name)?.bytes,
    vans: plan.vans,
    sessionTypes: listSessionTypes(db),
    hubs: listHubs(db),
    lookup,
    releases: [release, ...listReleases(db).reverse()],
    notices: listNotices(db, dateAt(now)),
  });
}

/** Nobody has said what becomes of a visit, so no family can be told. */
function refuseOpenClashes(plan: Plan, timetable: DatedRota): void {
  const open = timetable.clashes.filter(isOpen);
  if (open.length === 0) return;
  throw new PlannerError({
    code: 'CLASHES_OPEN',
    category: 'conflict',
    message: `Plan ${plan.letter} cannot be published yet: ${clashCountWords(open)}, and nobody has decided what becomes of ${open.length === 1 ? 'it' : 'them'}. Decide in the step Timetable, under “Clashes to decide”, then publish again`,
    details: { dates: open.map(({ visit }) => ({ siteId: visit.siteId, date: visit.date })) },
  });
}

function refuseViolations(plan: Plan, violations: readonly Violation[]): void {
  const hard = violations.filter(({ severity }) => severity === 'hard');
  if (hard.length === 0) return;
  throw new PlannerError({
    code: 'PLAN_HAS_VIOLATIONS',
    category: 'conflict',
    message: `Plan ${plan.letter} cannot be published: it breaks ${counted(hard.length, 'rule')}. ${hard
      .slice(0, 3)
      .map(({ message }) => message)
      .join('; ')}${hard.length > 3 ? '; …' : ''}. Change the plan, then publish again`,
    details: { violations: hard },
  });
}

const notApproved = (plan: Plan): PlannerError =>
  new PlannerError({
    code: 'PLAN_NOT_APPROVED',
    category: 'conflict',
    message: `Plan ${plan.letter} has not been approved. Approve it in the planner, then publish it`,
    details: { planId: plan.id },
  });
