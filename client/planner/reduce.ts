import type { JobWire, PlanRequestWire, RegionWire } from '../../server/contract/planner.ts';
import { accessAsked } from './accessView.ts';
import type { Action, SiteWish } from './actions.ts';
import { ALL_CANDIDATES } from './choiceView.ts';
import { degreesText } from './siteEditing.ts';
import {
  type Loadable,
  type PlannerState,
  type ResourceKey,
  resource,
  type View,
  type Work,
} from './state.ts';

/**
 * The state after something has happened.
 * @returns  the very same object when nothing changed, so that nothing is drawn again
 */
export function reduce(state: PlannerState, action: Action): PlannerState {
  switch (action.type) {
    case 'step-opened':
      return withView(unpointed(state), { step: action.step });
    case 'plan-opened':
      return withView(unpointed(state), {
        planId: action.planId,
        selected: state.view.selected?.kind === 'van-day' ? null : state.view.selected,
      });
    case 'selected':
      return withView(state, { selected: action.selection });
    case 'day-pointed':
      return action.index === state.pointedDay ? state : { ...state, pointedDay: action.index };
    case 'access-asked':
      return withView(state, accessAsked(state.view, action));
    case 'bands-shown':
      return withView(state, { bands: action.bands });
    case 'candidates-asked':
      return withView(state, { choice: { ...(state.view.choice ?? ALL_CANDIDATES), ...action.change } });
    case 'view-followed':
      return withView(state, { choice: undefined, access: undefined, bands: undefined, ...action.view });
    case 'fetching':
    case 'fetched':
    case 'not-fetched':
    case 'stale':
      return reduceResources(state, action);
    case 'request-changed':
      return withRequest(state, action.change);
    case 'site-wished':
      return withWish(state, action);
    case 'rules-changed':
      return isSame(action.set, state.ruleSet) ? state : { ...state, ruleSet: action.set };
    case 'rota-asked':
      return isSame(action.asked, state.rotaAsked) ? state : { ...state, rotaAsked: action.asked };
    case 'rota-unasked':
      return state.rotaAsked === null ? state : { ...state, rotaAsked: null };
    case 'site-opened':
    case 'site-written':
    case 'site-placed':
    case 'site-closed':
      return reduceEditing(state, action);
    default:
      return reduceWork(state, action);
  }
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** What was pointed at may be gone from the page, which then tells nothing. */
const unpointed = (state: PlannerState): PlannerState =>
  state.pointedDay === null ? state : { ...state, pointedDay: null };

function withView(state: PlannerState, change: Partial<View>): PlannerState {
  const view = { ...state.view, ...change };
  return isSame(view, state.view) ? state : { ...state, view };
}

type ResourceAction = Extract<Action, { type: 'fetching' | 'fetched' | 'not-fetched' | 'stale' }>;

function reduceResources(state: PlannerState, action: ResourceAction): PlannerState {
  if (action.type === 'stale') {
    const known = restingOn(state, action.keys).filter((key) => resource(state, key).status !== 'idle');
    return known.reduce(
      (next, key) => withResource(next, key, { ...resource(next, key), status: 'idle', trouble: null }),
      state,
    );
  }
  const before = resource(state, action.key);
  if (action.type === 'fetching') {
    return before.status === 'loading'
      ? state
      : withResource(state, action.key, { ...before, status: 'loading', trouble: null });
  }
  if (action.type === 'not-fetched') {
    return withResource(state, action.key, { ...before, status: 'failed', trouble: action.trouble });
  }
  const next = withResource(state, action.key, { status: 'ready', value: action.value, trouble: null });
  return action.key === 'region' && next.request === null
    ? { ...next, request: (action.value as RegionWire).defaults }
    : next;
}

/** What is out of date when these are: measures of access and drive-time bands rest on areas and sites. */
function restingOn(state: PlannerState, keys: readonly ResourceKey[]): readonly ResourceKey[] {
  if (!keys.includes('access') && !keys.includes('sites')) return keys;
  const known = Object.keys(state.resources) as ResourceKey[];
  return [...keys, ...known.filter((key) => /^(access-measure|bands)\//.test(key))];
}

const withResource = (state: PlannerState, key: ResourceKey, value: Loadable<unknown>): PlannerState => ({
  ...state,
  resources: { ...state.resources, [key]: value },
});

function withRequest(state: PlannerState, change: Partial<PlanRequestWire>): PlannerState {
  if (state.request === null) return state;
  const request = { ...state.request, ...change };
  return isSame(request, state.request) ? state : { ...state, request };
}

function withWish(state: PlannerState, wished: { siteId: string; wish: SiteWish }): PlannerState {
  if (state.request === null) return state;
  const others = (ids: readonly string[]) => ids.filter((id) => id !== wished.siteId);
  const lists = { forceIn: others(state.request.forceIn), forceOut: others(state.request.forceOut) };
  if (wished.wish === 'must') lists.forceIn.push(wished.siteId);
  if (wished.wish === 'never') lists.forceOut.push(wished.siteId);
  return withRequest(state, lists);
}

/** How the next plan may use a site. */
export function wishFor(request: PlanRequestWire | null, siteId: string): SiteWish {
  if (request?.forceIn.includes(siteId)) return 'must';
  return request?.forceOut.includes(siteId) ? 'never' : 'allowed';
}

type EditingAction = Extract<
  Action,
  { type: 'site-opened' | 'site-written' | 'site-placed' | 'site-closed' }
>;

function reduceEditing(state: PlannerState, action: EditingAction): PlannerState {
  const { editing } = state;
  if (action.type === 'site-opened') {
    return { ...state, editing: { siteId: action.siteId, texts: {}, isPlacedOnMap: false } };
  }
  if (editing === null) return state;
  switch (action.type) {
    case 'site-closed':
      return { ...state, editing: null };
    case 'site-written': {
      const isPlacedOnMap = editing.isPlacedOnMap && !('lon' in action.texts || 'lat' in action.texts);
      return {
        ...state,
        editing: { ...editing, texts: { ...editing.texts, ...action.texts }, isPlacedOnMap },
      };
    }
    case 'site-placed': {
      const [lon, lat] = action.lonLat.map(degreesText);
      return {
        ...state,
        editing: { ...editing, texts: { ...editing.texts, lon, lat }, isPlacedOnMap: true },
      };
    }
  }
}

type WorkAction = Extract<Action, { type: `work-${string}` | 'approving' | 'approval-ended' }>;

function reduceWork(state: PlannerState, action: WorkAction): PlannerState {
  switch (action.type) {
    case 'work-asked':
      return withWork(state, { ...NO_WORK, kind: action.kind, state: 'asking' });
    case 'work-changed':
      return withWork(state, workOf(action.job));
    case 'work-refused':
      return withWork(state, { ...NO_WORK, kind: action.kind, state: 'failed', trouble: action.trouble });
    case 'work-unheard':
      return state.work === null ? state : withWork(state, { ...state.work, isOffline: true });
    case 'work-dismissed':
      return withWork(state, null);
    case 'approving':
      return { ...state, approving: { planId: action.planId, trouble: null } };
    case 'approval-ended':
      if (state.approving === null) return state;
      return { ...state, approving: action.trouble && { ...state.approving, trouble: action.trouble } };
  }
}

const NO_WORK = { job: null, trouble: null, isOffline: false };

const workOf = (job: JobWire): Work => ({
  kind: job.kind,
  job,
  state: job.state,
  trouble: job.error,
  isOffline: false,
});

const withWork = (state: PlannerState, work: Work | null): PlannerState =>
  isSame(work, state.work) ? state : { ...state, work };
