import type {
  PlanStopWire,
  PlanSummaryWire,
  PlanWire,
  ReachWire,
  TimetableWire,
  VanDayWire,
  ViolationWire,
} from '../contract/planner.ts';
import type { PlanRotaWire } from '../contract/rota.ts';
import { drivesByArea } from '../core/access/populationPoints.ts';
import type { Reach, ReachAfter } from '../core/access/reach.ts';
import type { Area, Plan, Site, Stop, Timetable, Violation } from '../core/nouns.ts';
import { DEFAULT_ROTA_RULES } from '../core/rotaRules.ts';
import { patternsWords, stopPatterns } from '../core/timetable/patternWords.ts';
import type { PlanCheck } from '../planning/checkPlan.ts';
import { wishesOfPlan } from '../planning/planRotaBase.ts';
import { boundSentences } from '../shared/rotaBound.ts';
import { UNREACHABLE } from '../shared/units.ts';

/** Unreachable is `null` on the wire. */
export const finiteOrNull = (value: number | null): number | null =>
  value === null || value === UNREACHABLE ? null : value;

/** Sites by identifier. */
export type SitesById = ReadonlyMap<string, Site>;

/** A site's name, or its identifier when the register no longer knows it. */
const nameOf = (sites: SitesById, id: string): string => sites.get(id)?.name ?? id;

export function presentReach(reach: Reach): ReachWire {
  return {
    children: reach.children,
    childrenBeyond: reach.childrenBeyond,
    shareBeyond: reach.shareBeyond,
    areasBeyond: reach.areasBeyond,
    meanSeconds: finiteOrNull(reach.meanSeconds),
    p95Seconds: finiteOrNull(reach.p95Seconds),
    worstAreaId: reach.worstAreaId,
    bands: reach.bands.map((band) => ({
      fromSeconds: band.fromSeconds,
      toSeconds: finiteOrNull(band.toSeconds),
      children: band.children,
    })),
  };
}

/** @param dataVersion  of the roads in use now: a plan made on others is outdated */
export function presentPlanSummary(plan: Plan, dataVersion: string): PlanSummaryWire {
  const { parameters } = plan;
  return {
    id: plan.id,
    letter: plan.letter,
    request: {
      maxStops: parameters.maxStops,
      vans: parameters.vans,
      cycleWeeks: parameters.cycleWeeks,
      ...(parameters.repeats && { repeats: parameters.repeats }),
      seed: parameters.seed,
      forceIn: parameters.forceIn,
      forceOut: parameters.forceOut,
      ...(parameters.choice && { choice: parameters.choice }),
    },
    stops: plan.stops.length,
    visitsPerCycle: plan.rota.vanDays.reduce((sum, day) => sum + day.calls.length, 0),
    unservedStops: plan.rota.unserved.length,
    children: plan.children,
    beyondReachBefore: plan.beyondReachBefore,
    beyondReachAfter: plan.beyondReachAfter,
    isChoiceProven: plan.isChoiceProven,
    choiceGap: plan.choiceGap,
    choice: plan.choice ?? null,
    status: plan.status,
    createdAt: plan.createdAt,
    approvedAt: plan.approvedAt,
    approvedBy: plan.approvedBy,
    isOutdated: plan.travelSource.dataVersion !== dataVersion,
  };
}

/** A plan with everything the planner shows of it. */
export function presentPlan(
  plan: Plan,
  known: {
    dataVersion: string;
    sites: SitesById;
    sessionTypeNames: ReadonlyMap<string, string>;
    check: PlanCheck;
    areas: readonly Area[];
    /** Every stop that was chosen, as it was proposed. */
    proposed: readonly Stop[];
    /** One entry a population point of the areas. */
    reachAfter: ReachAfter;
  },
): PlanWire {
  const vanDays = presentVanDays(plan, known.sites);
  const sum = (of: (day: VanDayWire) => number) => vanDays.reduce((total, day) => total + of(day), 0);
  return {
    ...presentPlanSummary(plan, known.dataVersion),
    cycleAnchor: plan.cycleAnchor,
    rota: presentPlanRota(plan, known),
    planStops: presentStops(plan, known),
    vanDays,
    unserved: plan.rota.unserved.map((entry) => ({ ...entry, siteName: nameOf(known.sites, entry.siteId) })),
    violations: known.check.violations.map(presentViolation),
    margins: known.check.margins.map((margin) => ({
      factor: margin.factor,
      violations: margin.violations.length,
      leastSpareSeconds: finiteOrNull(margin.smallestMarginSeconds),
      tightestLeg: margin.tightestLeg,
    })),
    rulesChecked: known.check.rulesChecked,
    vanSecondsPerCycle: sum((day) => day.returnBase - day.departBase),
    drivingSecondsPerCycle: sum((day) => day.drivingSeconds),
    drivingMetresPerCycle: sum((day) => day.drivingMetres),
    boundSentences: plan.rota.bound ? boundSentences(plan.rota.bound) : [],
    reachAfter: presentReach(known.reachAfter),
    areasAfter: drivesByArea(known.areas, known.reachAfter.nearest).map((drive) => ({
      areaId: drive.areaId,
      seconds: finiteOrNull(drive.seconds),
      pointSeconds: drive.pointSeconds.map(finiteOrNull),
      kind: drive.main.kind,
      placeId: drive.main.placeId,
    })),
  };
}

/** What was asked of a plan's rota, and what planning again starts from. */
function presentPlanRota(plan: Plan, known: { sites: SitesById; proposed: readonly Stop[] }): PlanRotaWire {
  return {
    wishes: wishesOfPlan(plan),
    rules: plan.rules,
    usualRules: DEFAULT_ROTA_RULES,
    vans: plan.vans.map(({ id, name, base, shifts, skills = {}, size = null }) => ({
      id,
      name,
      baseName: base.name,
      shifts,
      skills,
      size,
    })),
    previousPlanId: plan.previousPlanId ?? null,
    proposed: known.proposed.map(({ siteId, visitsPerCycle, sessionSeconds }) => ({
      siteId,
      siteName: nameOf(known.sites, siteId),
      visitsPerCycle,
      sessionSeconds,
    })),
  };
}

function presentStops(
  plan: Plan,
  known: { sites: SitesById; sessionTypeNames: ReadonlyMap<string, string> },
): PlanStopWire[] {
  const patterns = stopPatterns(plan.rota);
  return plan.stops.flatMap((stop) => {
    const site = known.sites.get(stop.siteId);
    if (!site) return [];
    return [
      {
        siteId: site.id,
        siteName: site.name,
        community: site.community,
        lonLat: site.lonLat,
        visitsPerCycle: stop.visitsPerCycle,
        sessionSeconds: stop.sessionSeconds,
        sessionTypeNames: stop.sessionTypeIds.map((id) => known.sessionTypeNames.get(id) ?? id),
        need: stop.need,
        patternWords: patternsWords(patterns.filter(({ siteId }) => siteId === site.id)),
      },
    ];
  });
}

/** Van-days in the plan's own order, which numbers the run sheets. */
export function presentVanDays(plan: Plan, sites: SitesById): VanDayWire[] {
  const vans = new Map(plan.vans.map((van) => [van.id, van.name]));
  return plan.rota.vanDays.map((day, index) => ({
    index,
    vanId: day.vanId,
    vanName: vans.get(day.vanId) ?? day.vanId,
    week: day.week,
    weekday: day.weekday,
    departBase: day.departBase,
    returnBase: day.returnBase,
    break: day.break,
    drivingSeconds: day.calls.reduce((sum, call) => sum + call.legSeconds, day.returnLegSeconds),
    drivingMetres: day.calls.reduce((sum, call) => sum + call.legMetres, day.returnLegMetres),
    calls: day.calls.map((call) => ({ ...call, siteName: nameOf(sites, call.siteId) })),
  }));
}

const presentViolation = (violation: Violation): ViolationWire => ({
  rule: violation.rule,
  severity: violation.severity,
  message: violation.message,
  siteId: violation.siteId ?? null,
});

export function presentTimetable(timetable: Timetable, sites: SitesById): TimetableWire {
  return {
    from: timetable.from,
    to: timetable.to,
    visits: timetable.visits.map(({ siteId, date, open, close, replaces, meeting }) => ({
      siteId,
      siteName: nameOf(sites, siteId),
      date,
      open,
      close,
      ...(replaces && { replaces }),
      ...(meeting && { meeting }),
    })),
    skipped: timetable.skipped.map(({ siteId, date, reason }) => ({
      siteName: nameOf(sites, siteId),
      date,
      reason,
    })),
    warnings: timetable.warnings,
  };
}
