import type {
  DemandInputWire,
  DemandWire,
  PlanDemandWire,
  SessionContactsWire,
  WhySiteWire,
} from '../contract/demand.ts';
import type { DemandInput } from '../core/demand/demandInputs.ts';
import type { PlanDemand, SiteDemand } from '../planning/demandMeasures.ts';
import type { SiteReasons } from '../planning/demandReasons.ts';
import { finiteOrNull } from './presentPlan.ts';

/** Areas that are listed one by one: those beyond add next to nothing each. */
const AREAS_LISTED = 40;

export const presentDemand = (sites: readonly SiteDemand[]): DemandWire => ({
  sites: sites.map(({ siteId, month, lowConfidence }) => ({ siteId, month, lowConfidence })),
});

export const presentPlanDemand = (planId: number, demand: PlanDemand): PlanDemandWire => ({
  planId,
  month: demand.month,
  sessions: demand.sessions.map(presentSession),
  stops: demand.stops.map((stop) => ({ ...stop, sessions: stop.sessions.map(presentSession) })),
  unestimated: demand.unestimated,
});

const presentSession = ({ sessionTypeId, name, month }: SessionContactsWire): SessionContactsWire => ({
  sessionTypeId,
  name,
  month,
});

export function presentReasons(reasons: SiteReasons): WhySiteWire {
  const total = reasons.contactsPerMonth;
  const change = (value: number) => (total > 0 ? value / total - 1 : 0);
  return {
    siteId: reasons.site.id,
    siteName: reasons.site.name,
    month: reasons.month,
    lowConfidence: reasons.lowConfidence,
    sessions: reasons.sessions.map((session) => ({
      ...presentSession(session),
      isUsual: reasons.usualIds.has(session.sessionTypeId),
    })),
    areas: reasons.areas.slice(0, AREAS_LISTED).map(({ area, ...row }) => ({
      areaId: area.id,
      name: area.name,
      driveSeconds: finiteOrNull(row.driveSeconds),
      babies: row.babies,
      toddlers: row.toddlers,
      needWeight: row.needWeight,
      isNeedWeightAssumed: row.isNeedWeightAssumed,
      unservedShare: row.unservedShare,
      share: row.share,
      part: total > 0 ? row.contactsPerMonth / total : 0,
      assumed: area.assumed.map(({ reason }) => reason),
    })),
    otherAreas: Math.max(0, reasons.areas.length - AREAS_LISTED),
    inputs: reasons.inputs.map(presentInput),
    swings: reasons.swings.map(({ input, atLow, atHigh }) => ({
      name: input.name,
      atLow: change(atLow),
      atHigh: change(atHigh),
    })),
  };
}

export const presentInput = (input: DemandInput): DemandInputWire => ({ ...input });
