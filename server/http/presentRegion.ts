import type { AccessWire, ParameterWire, SiteWire, WalkWire } from '../contract/planner.ts';
import type { NearestHub } from '../core/access/nearestHub.ts';
import { type AreaDrive, drivesByArea } from '../core/access/populationPoints.ts';
import type { Area, Site } from '../core/nouns.ts';
import { PARAMETERS, type Parameters } from '../core/parameters.ts';
import type { SiteScore } from '../core/stops/scoreSites.ts';
import { siteDistricts } from '../core/stops/siteDistricts.ts';
import type { AccessMeasures, ReachMeasures } from '../planning/measureAccess.ts';
import { isWithinWalk } from '../planning/walks.ts';
import { listed } from '../shared/text.ts';
import { clockWords, WEEKDAY_NAMES, type Weekday } from '../shared/time.ts';
import { finiteOrNull, presentReach } from './presentPlan.ts';

/** Whole numbers of children are shown and sent: a half child says nothing. */
const childrenOf = (area: Area): number => area.childrenUnder1 + area.childrenAged1 + area.childrenAged2to4;

export function presentAccess(access: ReachMeasures): AccessWire {
  const drives = drivesByArea(access.areas, access.nearest);
  const walks = drivesByArea(access.areas, access.nearestOnFoot);
  return {
    cutoffSeconds: access.parameters.withinReachSeconds,
    walkingMetresPerHour: access.parameters.walkingMetresPerHour,
    reach: presentReach(access.reach),
    areas: access.areas.map((area, i) => ({
      id: area.id,
      name: area.name,
      lonLat: area.lonLat,
      children: childrenOf(area),
      childrenUnder1: area.childrenUnder1,
      deprivationDecile: area.deprivationDecile,
      noCarShare: area.noCarShare,
      ruralUrban: area.ruralUrban,
      nearestHubId: drives[i].main.hubId,
      hubSeconds: finiteOrNull(drives[i].seconds),
      walk: presentWalk(access, area, walks[i]),
      points: area.points.map(({ lonLat, weight }, j) => ({
        lonLat,
        share: weight,
        hubSeconds: finiteOrNull(drives[i].pointSeconds[j]),
      })),
      assumed: area.assumed.map(({ reason }) => reason),
    })),
    hubs: access.hubs.map(({ source: _, ...hub }) => hub),
  };
}

function presentWalk(access: ReachMeasures, area: Area, walk: AreaDrive<NearestHub>): WalkWire | null {
  const hub = access.hubs.find(({ id }) => id === walk.main.hubId);
  if (!hub || finiteOrNull(walk.seconds) === null) return null;
  return {
    hubId: hub.id,
    seconds: walk.seconds,
    isAlongRoad: access.areasToHubsOnFoot.source.isEstimate || !isWithinWalk(area.lonLat, hub.lonLat),
  };
}

/** All sites, best score first. */
export function presentSites(access: AccessMeasures): SiteWire[] {
  const sites = new Map(access.sites.map((site) => [site.id, site]));
  const districts = siteDistricts(access.sites, access.areas);
  return access.scores.flatMap((score) => {
    const site = sites.get(score.siteId);
    return site ? [presentSite(site, score, districts.get(site.id) ?? '')] : [];
  });
}

function presentSite(site: Site, score: SiteScore, district: string): SiteWire {
  return {
    id: site.id,
    slug: site.slug,
    name: site.name,
    community: site.community,
    district,
    address: site.address,
    kind: site.kind,
    lonLat: site.lonLat,
    status: site.status,
    facts: factsOf(site),
    openingWords: openingWords(site),
    nearestHubId: score.nearestHubId,
    hubSeconds: finiteOrNull(score.secondsToHub),
    newlyReachedChildren: score.newlyReachedChildren,
    score: score.score,
    rank: score.rank,
    parts: score.parts.map((part) => ({ ...part, value: finiteOrNull(part.value) })),
    suitability: score.suitability.facts,
    obstacle: score.reason,
  };
}

function factsOf(site: Site): string[] {
  const claim = (value: boolean | null, yes: string, no: string) =>
    value === null ? [] : [value ? yes : no];
  return [
    ...(site.surface ? [`Surface: ${site.surface.replaceAll('_', ' ')}`] : []),
    ...claim(site.isStepFree, 'Step-free', 'Not step-free'),
    ...claim(site.hasToilet, 'Toilet', 'No toilet'),
    ...claim(site.hasPower, 'Power hook-up', 'No power'),
    ...claim(site.hasWater, 'Water', 'No water'),
    ...(site.mobileSignal ? [`Signal: ${site.mobileSignal}`] : []),
    ...(site.spaces === null ? [] : [`${site.spaces} spaces`]),
    ...(site.permissionExpiresOn ? [`Permission until ${site.permissionExpiresOn}`] : []),
    ...(site.riskAssessedOn ? [`Risk assessed ${site.riskAssessedOn}`] : []),
    ...(site.notes ? [site.notes] : []),
  ];
}

function openingWords(site: Site): string {
  if (site.opening === null) return 'Any time';
  const days = Object.entries(site.opening).filter(([, windows]) => windows.length > 0);
  if (days.length === 0) return 'Never open';
  return days
    .map(([weekday, windows]) => {
      const spans = windows.map(({ from, to }) => `${clockWords(from)} to ${clockWords(to)}`);
      return `${WEEKDAY_NAMES[Number(weekday as unknown as Weekday) - 1]} ${listed(spans)}`;
    })
    .join('; ');
}

export function presentParameters(parameters: Parameters): ParameterWire[] {
  return PARAMETERS.map((row) => ({
    name: row.name,
    value: parameters[row.name],
    defaultValue: row.value,
    low: row.least,
    high: row.most,
    unit: row.unit,
    explanation: row.explanation,
    source: row.source,
  }));
}
