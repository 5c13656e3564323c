import type { FeatureCollection, LineString, MultiLineString } from 'geojson';
import type { AccessMeasureWire } from '../../server/contract/access.ts';
import type { BandsWire } from '../../server/contract/bands.ts';
import type { DatesWire } from '../../server/contract/dates.ts';
import type { DemandWire, PlanDemandWire } from '../../server/contract/demand.ts';
import type {
  AccessWire,
  JobWire,
  PlanRequestWire,
  PlanSummaryWire,
  PlanWire,
  RegionDataWire,
  RegionWire,
  ReleasesWire,
  RoutePropertiesWire,
  SiteWire,
  TimetableWire,
} from '../../server/contract/planner.ts';
import type { PlanReviewWire, RuleSetsWire, StopUsersWire } from '../../server/contract/rules.ts';
import type { RegisterWire } from '../../server/contract/sites.ts';
import type { MeasureName } from '../../server/shared/accessMeasures.ts';
import type { RuleSet } from '../../server/shared/councilRules.ts';
import { type AccessView, USUAL_ACCESS } from './accessView.ts';
import type { ChoiceView } from './choiceView.ts';
import type { RotaAsked } from './rotaAsking.ts';
import type { SiteEditing } from './siteEditing.ts';

/** The steps of the work, in order; each has a panel. */
export const STEPS = [
  'region',
  'access',
  'sites',
  'stops',
  'review',
  'rota',
  'timetable',
  'publish',
] as const;
export type Step = (typeof STEPS)[number];

/** What is picked out on the map and in the tables. */
export interface Selection {
  readonly kind: 'area' | 'hub' | 'site' | 'van-day';
  /** An identifier; a van-day's position in its plan. */
  readonly id: string;
}

/** What can be shared: it is in the address. */
export interface View {
  readonly step: Step;
  /** null: the newest plan. */
  readonly planId: number | null;
  readonly selected: Selection | null;
  /** Whether the map shows drives with the plan's stops or to hubs alone. */
  readonly isAfterPlan: boolean;
  /** What is measured in the step of access; left out: minutes to the nearest help. */
  readonly access?: AccessView;
  /** Whose drive-time bands are on the map: of the hubs, or with the plan's stops; left out: none. */
  readonly bands?: 'hubs' | 'plan';
  /** Which candidate sites are shown and compared; left out: all, and none. */
  readonly choice?: ChoiceView;
}

/** Why something could not be had, in words, and whether trying again may help. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
}

/** Something fetched: the last value stays while it is fetched again. */
export interface Loadable<Value> {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  readonly value: Value | null;
  readonly trouble: Trouble | null;
}

/** The van-days' roads. */
export type RoutesWire = FeatureCollection<LineString | MultiLineString, RoutePropertiesWire>;

interface ResourceValues {
  region: RegionWire;
  access: AccessWire;
  sites: readonly SiteWire[];
  plans: readonly PlanSummaryWire[];
  releases: ReleasesWire;
  register: RegisterWire;
  'region-data': RegionDataWire;
  rules: RuleSetsWire;
  demand: DemandWire;
}
interface PlanResourceValues {
  plan: PlanWire;
  review: PlanReviewWire;
  users: StopUsersWire;
  timetable: TimetableWire;
  dates: DatesWire;
  routes: RoutesWire;
  'plan-demand': PlanDemandWire;
}

/** Names one fetched thing: "access", "plan/3", "routes/3". */
export type ResourceKey =
  | keyof ResourceValues
  | `${keyof PlanResourceValues}/${number}`
  | MeasureKey
  | BandsKey;

/** A measure of access with a plan, or of today alone: "access-measure/visits/3". */
export type MeasureKey = `access-measure/${MeasureName}/${number | 'today'}`;

/** Drive-time bands of the hubs, or of them and a plan's stops: "bands/3". */
export type BandsKey = `bands/${number | 'hubs'}`;

/** What a key stands for. */
export type ResourceValue<Key extends ResourceKey> = Key extends keyof ResourceValues
  ? ResourceValues[Key]
  : Key extends `${infer Kind extends keyof PlanResourceValues}/${number}`
    ? PlanResourceValues[Kind]
    : Key extends MeasureKey
      ? AccessMeasureWire
      : Key extends BandsKey
        ? BandsWire
        : never;

/** Long work under way on the server, or how the last one ended. */
export interface Work {
  readonly kind: JobWire['kind'];
  /** null until the server has taken it on. */
  readonly job: JobWire | null;
  readonly state: 'asking' | JobWire['state'];
  /** Set when it failed or could not be started. */
  readonly trouble: Trouble | null;
  /** True while the server does not answer and the page keeps asking. */
  readonly isOffline: boolean;
}

/** Everything the page shows. */
export interface PlannerState {
  readonly view: View;
  /** Position of the van-day the pointer or the focus is on; null for none. */
  readonly pointedDay: number | null;
  readonly resources: Readonly<Partial<Record<ResourceKey, Loadable<unknown>>>>;
  /** What the next plan will be made with; null until the region's defaults are known. */
  readonly request: PlanRequestWire | null;
  readonly work: Work | null;
  /** The council rules being written; null until somebody has changed or chosen some. */
  readonly ruleSet: RuleSet | null;
  /** What is asked of the next rota, and not planned yet. */
  readonly rotaAsked: RotaAsked | null;
  /** The site whose form is open. */
  readonly editing: SiteEditing | null;
  /** A small act under way: approving, or asking for something that is not long work. */
  readonly approving: { readonly planId: number; readonly trouble: Trouble | null } | null;
}

const IDLE: Loadable<never> = { status: 'idle', value: null, trouble: null };

/** One fetched thing as it stands; idle when nobody has asked for it. */
export function resource<Key extends ResourceKey>(
  state: Pick<PlannerState, 'resources'>,
  key: Key,
): Loadable<ResourceValue<Key>> {
  return (state.resources[key] ?? IDLE) as Loadable<ResourceValue<Key>>;
}

/** The plan on show: the one of the address, or the newest; null when there is none or the list is not here yet. */
export function shownPlanId(state: PlannerState): number | null {
  const plans = resource(state, 'plans').value;
  if (plans === null) return state.view.planId;
  if (plans.some((plan) => plan.id === state.view.planId)) return state.view.planId;
  return plans.at(-1)?.id ?? null;
}

/** The plan on show in full, as it stands. */
export function shownPlan(state: PlannerState): Loadable<PlanWire> {
  const id = shownPlanId(state);
  return id === null ? IDLE : resource(state, `plan/${id}`);
}

/** The measure of access on show, with the plan on show, or of today alone where there is none. */
export function shownMeasure(state: PlannerState): MeasureKey {
  const { measure } = state.view.access ?? USUAL_ACCESS;
  return `access-measure/${measure}/${shownPlanId(state) ?? 'today'}`;
}

/** The drive-time bands on show; null for none. Without a plan they are those of the hubs. */
export function shownBands(state: PlannerState): BandsKey | null {
  const { bands } = state.view;
  if (bands === undefined) return null;
  return `bands/${(bands === 'plan' ? shownPlanId(state) : null) ?? 'hubs'}`;
}

/** Before anything has been fetched. */
export const initialState = (view: View): PlannerState => ({
  view,
  pointedDay: null,
  resources: {},
  request: null,
  work: null,
  ruleSet: null,
  rotaAsked: null,
  editing: null,
  approving: null,
});

/** What the page needs for what it shows, and nobody has asked for yet; in order of importance. */
export function missingResources(state: PlannerState): ResourceKey[] {
  const id = shownPlanId(state);
  const { step } = state.view;
  const needed: ResourceKey[] = ['region', 'access', 'plans', 'sites'];
  if (id !== null) {
    needed.push(`plan/${id}`);
    if (step === 'rota') needed.push(`routes/${id}`);
    if (step === 'timetable') needed.push(`dates/${id}`, `timetable/${id}`);
    if (step === 'review') needed.push('rules', `review/${id}`, `users/${id}`);
  }
  // With the plan, if there is one: which is known once the plans are.
  if (step === 'access' && resource(state, 'plans').status === 'ready') needed.push(shownMeasure(state));
  const bands = shownBands(state);
  if (bands !== null && resource(state, 'plans').status === 'ready') needed.push(bands);
  if (step === 'publish') needed.push('releases');
  if (step === 'region') needed.push('region-data');
  // Of the register, other steps show only how many sites need papers: that comes after all else.
  const isAtRegister = step === 'sites' || step === 'publish';
  if (isAtRegister || resource(state, 'sites').status === 'ready') needed.push('register');
  // Estimates take a second: they come after what is shown at once.
  if (
    (step === 'stops' || state.view.selected?.kind === 'site') &&
    resource(state, 'sites').status === 'ready'
  ) {
    needed.push('demand');
    if (id !== null && resource(state, `plan/${id}`).status === 'ready') needed.push(`plan-demand/${id}`);
  }
  return needed.filter((key) => resource(state, key).status === 'idle');
}
