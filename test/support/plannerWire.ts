import type { AccessMeasureWire, DistributionWire, MeasureWire } from '../../server/contract/access.ts';
import type {
  AccessWire,
  AreaWire,
  HubWire,
  JobWire,
  PlanStopWire,
  PlanSummaryWire,
  PlanWire,
  ReachWire,
  RegionWire,
  SiteWire,
  VanDayWire,
} from '../../server/contract/planner.ts';
import type { PlanRotaWire } from '../../server/contract/rota.ts';
import { DEFAULT_ROTA_RULES } from '../../server/core/rotaRules.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { NO_ROTA_WISHES } from '../../server/shared/rotaWishes.ts';
import { clockTime, parseInstant, serviceDate } from '../../server/shared/time.ts';

/** Answers of the planner's API with plain values; a test states what matters to it. */

export const aRequest = { maxStops: 8, vans: 1, cycleWeeks: 2, seed: 1, forceIn: [], forceOut: [] };

export const aRegion = (fields: Partial<RegionWire> = {}): RegionWire => ({
  slug: 'tiny',
  name: 'Tiny Town',
  serviceName: 'Mobile Family Hub',
  councilName: 'Tiny Council',
  isSample: false,
  roadsLabel: 'OpenStreetMap roads of tiny.osm.pbf',
  bounds: [-5, 50, -4, 51],
  map: null,
  attribution: ['Nobody'],
  engine: { name: 'valhalla', description: 'Valhalla', isEstimate: false },
  signedInAs: { name: 'Morwenna', role: 'admin' },
  defaults: aRequest,
  limits: { maxStops: 150, maxVans: 6, cycleWeeks: [1, 2, 3, 4, 6] },
  ...fields,
});

export const aReach = (fields: Partial<ReachWire> = {}): ReachWire => ({
  children: 100,
  childrenBeyond: 26,
  shareBeyond: 0.26,
  areasBeyond: 1,
  meanSeconds: 700,
  p95Seconds: 1500,
  worstAreaId: 'far',
  bands: [
    { fromSeconds: 0, toSeconds: 600, children: 60 },
    { fromSeconds: 600, toSeconds: 1200, children: 14 },
    { fromSeconds: 1200, toSeconds: 1800, children: 20 },
    { fromSeconds: 1800, toSeconds: null, children: 6 },
  ],
  ...fields,
});

export const anArea = (fields: Partial<AreaWire> = {}): AreaWire => ({
  id: 'near',
  name: 'Near',
  lonLat: lonLat(-4.5, 50.5),
  children: 74,
  childrenUnder1: 15,
  deprivationDecile: 3,
  noCarShare: 0.2,
  ruralUrban: null,
  nearestHubId: 'hub',
  hubSeconds: 300,
  walk: { hubId: 'hub', seconds: 3000, isAlongRoad: false },
  points: [
    {
      lonLat: fields.lonLat ?? lonLat(-4.5, 50.5),
      share: 1,
      hubSeconds: fields.hubSeconds === undefined ? 300 : fields.hubSeconds,
    },
  ],
  assumed: [],
  ...fields,
});

export const aHub = (fields: Partial<HubWire> = {}): HubWire => ({
  id: 'hub',
  name: 'Tiny Family Hub',
  address: '1 High Street',
  postcode: 'TR1 1AA',
  lonLat: lonLat(-4.5, 50.51),
  opening: '',
  checkedOn: null,
  ...fields,
});

export const anAccess = (fields: Partial<AccessWire> = {}): AccessWire => ({
  cutoffSeconds: 1200,
  walkingMetresPerHour: 4000,
  reach: aReach(),
  areas: [anArea(), anArea({ id: 'far', name: 'Far', children: 26, hubSeconds: 1500 })],
  hubs: [aHub()],
  ...fields,
});

/** "Visits in four weeks within 15 minutes". */
export const aMeasureName = (fields: Partial<MeasureWire> = {}): MeasureWire => ({
  name: 'visits',
  unit: 'visits',
  isMoreBetter: true,
  isOnFoot: false,
  title: 'Visits in four weeks within 15 minutes',
  fieldName: 'frequency-aware access: visits',
  explanation: 'Visits and open days near.',
  ...fields,
});

export const aDistribution = (fields: Partial<DistributionWire> = {}): DistributionWire => ({
  children: 100,
  childrenWithout: 26,
  mean: 14.8,
  p95: 0,
  worstAreaId: 'far',
  worst: 0,
  kolmPollak: 6.2,
  ...fields,
});

/** Near has a hub open on 20 days; Far has nothing today, and two visits with plan A. */
export const aMeasure = (fields: Partial<AccessMeasureWire> = {}): AccessMeasureWire => ({
  measure: aMeasureName(),
  measures: [aMeasureName()],
  plan: { id: 1, letter: 'A' },
  areas: [
    { id: 'near', today: 20, plan: 20, pointsToday: [20], pointsPlan: [20] },
    { id: 'far', today: 0, plan: 2, pointsToday: [0], pointsPlan: [2] },
  ],
  everyone: {
    today: aDistribution(),
    plan: aDistribution({ childrenWithout: 0, mean: 15.32, p95: 2, worst: 2, kolmPollak: 7.5 }),
  },
  groupings: [],
  kolmPollak: { aversion: 1, kappa: 0.05 },
  notes: [],
  ...fields,
});

export const aSite = (fields: Partial<SiteWire> = {}): SiteWire => ({
  id: 'hall',
  slug: 'far-hall',
  name: 'Far village hall',
  community: 'Far',
  district: 'Moor',
  address: 'The Green',
  kind: 'village_hall',
  lonLat: lonLat(-4.2, 50.7),
  status: 'approved',
  facts: [],
  openingWords: 'Any time',
  nearestHubId: 'hub',
  hubSeconds: 1500,
  newlyReachedChildren: 26,
  score: 71.4,
  rank: 1,
  parts: [],
  suitability: [],
  obstacle: null,
  ...fields,
});

export const aSummary = (fields: Partial<PlanSummaryWire> = {}): PlanSummaryWire => ({
  id: 1,
  letter: 'A',
  request: aRequest,
  stops: 1,
  visitsPerCycle: 2,
  unservedStops: 0,
  children: 100,
  beyondReachBefore: 26,
  beyondReachAfter: 0,
  isChoiceProven: true,
  choiceGap: 0,
  choice: null,
  status: 'draft',
  createdAt: parseInstant('2026-11-24T09:00:00Z'),
  approvedAt: null,
  approvedBy: null,
  isOutdated: false,
  ...fields,
});

export const aStop = (fields: Partial<PlanStopWire> = {}): PlanStopWire => ({
  siteId: 'hall',
  siteName: 'Far village hall',
  community: 'Far',
  lonLat: lonLat(-4.2, 50.7),
  visitsPerCycle: 1,
  sessionSeconds: 5400,
  sessionTypeNames: [],
  need: 26,
  patternWords: 'every second Tuesday, 10am to 11:30am',
  ...fields,
});

export const aVanDay = (fields: Partial<VanDayWire> = {}): VanDayWire => ({
  index: 0,
  vanId: 'van',
  vanName: 'Van 1',
  week: 0,
  weekday: 2,
  departBase: clockTime('09:00'),
  returnBase: clockTime('12:30'),
  break: null,
  drivingSeconds: 4000,
  drivingMetres: 40_000,
  calls: [],
  ...fields,
});

/** Nothing asked of the rota, and one van from Monday to Friday. */
export const aPlanRota = (fields: Partial<PlanRotaWire> = {}): PlanRotaWire => ({
  wishes: NO_ROTA_WISHES,
  rules: DEFAULT_ROTA_RULES,
  usualRules: DEFAULT_ROTA_RULES,
  vans: [
    {
      id: 'van',
      name: 'Van 1',
      baseName: 'Tiny depot',
      shifts: { 2: { from: clockTime('08:30'), to: clockTime('17:00') } },
      skills: {},
      size: null,
    },
  ],
  previousPlanId: null,
  proposed: [{ siteId: 'hall', siteName: 'Far Hall', visitsPerCycle: 2, sessionSeconds: 5400 }],
  ...fields,
});

export const aPlan = (fields: Partial<PlanWire> = {}): PlanWire => ({
  ...aSummary(),
  rota: aPlanRota(),
  cycleAnchor: serviceDate('2026-11-30'),
  planStops: [aStop()],
  vanDays: [aVanDay()],
  unserved: [],
  violations: [],
  margins: [],
  rulesChecked: 47,
  vanSecondsPerCycle: 12_600,
  drivingSecondsPerCycle: 4000,
  drivingMetresPerCycle: 40_000,
  boundSentences: ['This rota is within 4.3 % of the least driving possible for these visits.'],
  reachAfter: aReach({ childrenBeyond: 0, shareBeyond: 0 }),
  areasAfter: [
    { areaId: 'near', seconds: 300, pointSeconds: [300], kind: 'hub', placeId: 'hub' },
    { areaId: 'far', seconds: 120, pointSeconds: [120], kind: 'stop', placeId: 'hall' },
  ],
  ...fields,
});

export const aJob = (fields: Partial<JobWire> = {}): JobWire => ({
  id: 'job-1',
  kind: 'plan',
  state: 'running',
  share: 0,
  stage: 'Starting',
  planId: null,
  releaseNumber: null,
  imported: null,
  error: null,
  ...fields,
});
