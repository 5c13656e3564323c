import { describe, expect, it } from 'vitest';
import type { Action } from '../../../client/planner/actions.ts';
import { reduce, wishFor } from '../../../client/planner/reduce.ts';
import {
  initialState,
  missingResources,
  type PlannerState,
  resource,
  shownPlanId,
  type View,
} from '../../../client/planner/state.ts';
import { aJob, aMeasure, anAccess, aRegion, aSummary } from '../../support/plannerWire.ts';

const VIEW: View = { step: 'access', planId: null, selected: null, isAfterPlan: false };
const stateAfter = (...actions: Action[]): PlannerState => actions.reduce(reduce, initialState(VIEW));
const withRegion: Action = { type: 'fetched', key: 'region', value: aRegion() };
const TROUBLE = { code: 'OFFLINE', message: 'No answer.' };

describe('the view', () => {
  it('opens a step and keeps the plan and what is picked out', () => {
    const state = stateAfter(
      { type: 'plan-opened', planId: 3 },
      { type: 'selected', selection: { kind: 'area', id: 'far' } },
      { type: 'step-opened', step: 'rota' },
    );
    expect(state.view).toEqual({
      step: 'rota',
      planId: 3,
      selected: { kind: 'area', id: 'far' },
      isAfterPlan: false,
    });
  });

  it('lets go of a van-day when another plan is opened, for it belongs to its plan', () => {
    const state = stateAfter(
      { type: 'selected', selection: { kind: 'van-day', id: '2' } },
      { type: 'plan-opened', planId: 4 },
    );
    expect(state.view.selected).toBeNull();
  });

  it('no longer points at a van-day once another step or plan is open', () => {
    const pointed: Action = { type: 'day-pointed', index: 3 };
    expect(stateAfter(pointed).pointedDay).toBe(3);
    expect(stateAfter(pointed, { type: 'step-opened', step: 'stops' }).pointedDay).toBeNull();
    expect(stateAfter(pointed, { type: 'plan-opened', planId: 2 }).pointedDay).toBeNull();
  });

  it('keeps measure and state of affairs apart: one is changed without the other', () => {
    const visits = stateAfter(
      { type: 'access-asked', measure: 'visits' },
      { type: 'access-asked', shows: 'difference' },
    );
    expect(visits.view).toMatchObject({
      isAfterPlan: true,
      access: { measure: 'visits', isDifference: true },
    });
    const wait = reduce(visits, { type: 'access-asked', measure: 'wait' });
    expect(wait.view).toMatchObject({ isAfterPlan: true, access: { measure: 'wait', isDifference: true } });
    const usual = [
      { type: 'access-asked', shows: 'today' } as const,
      { type: 'access-asked', measure: 'nearest' } as const,
    ].reduce(reduce, wait);
    expect(usual.view).toMatchObject({ isAfterPlan: false, access: undefined });
  });

  it.each<Action>([
    { type: 'step-opened', step: 'access' },
    { type: 'selected', selection: null },
    { type: 'day-pointed', index: null },
    { type: 'access-asked', measure: 'nearest', shows: 'today' },
    { type: 'view-followed', view: { ...VIEW } },
    { type: 'work-dismissed' },
    { type: 'work-unheard' },
    { type: 'approval-ended', trouble: null },
    { type: 'request-changed', change: { maxStops: 3 } },
    { type: 'site-wished', siteId: 'hall', wish: 'must' },
    { type: 'stale', keys: ['releases'] },
  ])('is the same object after $type when nothing changed', (action) => {
    const state = initialState(VIEW);
    expect(reduce(state, action)).toBe(state);
  });
});

describe('what is fetched', () => {
  it('takes measures of access for out of date when areas or sites are', () => {
    const loaded = stateAfter(
      { type: 'fetched', key: 'sites', value: [] },
      { type: 'fetched', key: 'access-measure/visits/3', value: aMeasure() },
    );
    const stale = reduce(loaded, { type: 'stale', keys: ['sites'] });
    expect(resource(stale, 'access-measure/visits/3').status).toBe('idle');
    expect(
      resource(reduce(loaded, { type: 'stale', keys: ['plans'] }), 'access-measure/visits/3').status,
    ).toBe('ready');
  });

  it('keeps the older value while the thing is fetched again, and when that fails', () => {
    const loaded = stateAfter({ type: 'fetched', key: 'access', value: anAccess() });
    const stale = reduce(loaded, { type: 'stale', keys: ['access'] });
    const again = reduce(stale, { type: 'fetching', key: 'access' });
    const failed = reduce(again, { type: 'not-fetched', key: 'access', trouble: TROUBLE });
    expect(resource(again, 'access')).toEqual({ status: 'loading', value: anAccess(), trouble: null });
    expect(resource(failed, 'access')).toEqual({ status: 'failed', value: anAccess(), trouble: TROUBLE });
  });

  it('does not ask twice for what is under way', () => {
    const state = stateAfter({ type: 'fetching', key: 'access' });
    expect(reduce(state, { type: 'fetching', key: 'access' })).toBe(state);
  });

  it('takes the next plan’s wishes from the region once, and leaves changed ones alone', () => {
    const state = stateAfter(withRegion, { type: 'request-changed', change: { maxStops: 12 } }, withRegion);
    expect(state.request?.maxStops).toBe(12);
  });
});

describe('what is missing', () => {
  it('asks first for what every step needs', () => {
    expect(missingResources(initialState(VIEW))).toEqual(['region', 'access', 'plans', 'sites']);
  });

  it('asks for the newest plan once the list is here, and for what the step shows of it', () => {
    const listed: Action = {
      type: 'fetched',
      key: 'plans',
      value: [aSummary(), aSummary({ id: 2, letter: 'B' })],
    };
    const state = stateAfter(listed, { type: 'step-opened', step: 'timetable' });
    expect(missingResources(state)).toEqual([
      'region',
      'access',
      'sites',
      'plan/2',
      'dates/2',
      'timetable/2',
    ]);
    expect(missingResources(reduce(state, { type: 'step-opened', step: 'rota' }))).toContain('routes/2');
    expect(missingResources(reduce(state, { type: 'step-opened', step: 'publish' }))).toContain('releases');
  });

  it('does not ask again for what failed until it is called stale', () => {
    const failed = stateAfter({ type: 'not-fetched', key: 'region', trouble: TROUBLE });
    expect(missingResources(failed)).not.toContain('region');
    expect(missingResources(reduce(failed, { type: 'stale', keys: ['region'] }))).toContain('region');
  });

  it('shows the newest plan where the address names one that does not exist', () => {
    const listed: Action = { type: 'fetched', key: 'plans', value: [aSummary(), aSummary({ id: 2 })] };
    expect(shownPlanId(stateAfter({ type: 'plan-opened', planId: 99 }))).toBe(99);
    expect(shownPlanId(stateAfter({ type: 'plan-opened', planId: 99 }, listed))).toBe(2);
    expect(shownPlanId(stateAfter({ type: 'plan-opened', planId: 1 }, listed))).toBe(1);
    expect(shownPlanId(stateAfter({ type: 'fetched', key: 'plans', value: [] }))).toBeNull();
  });
});

describe('wishes for the next plan', () => {
  it('moves a site from must to never to allowed, in one list at a time', () => {
    const must = stateAfter(withRegion, { type: 'site-wished', siteId: 'hall', wish: 'must' });
    const never = reduce(must, { type: 'site-wished', siteId: 'hall', wish: 'never' });
    const allowed = reduce(never, { type: 'site-wished', siteId: 'hall', wish: 'allowed' });
    expect([must, never, allowed].map(({ request }) => wishFor(request, 'hall'))).toEqual([
      'must',
      'never',
      'allowed',
    ]);
    expect(never.request).toMatchObject({ forceIn: [], forceOut: ['hall'] });
    expect(allowed.request).toMatchObject({ forceIn: [], forceOut: [] });
  });

  it('is the same object when the wish is there already', () => {
    const must = stateAfter(withRegion, { type: 'site-wished', siteId: 'hall', wish: 'must' });
    expect(reduce(must, { type: 'site-wished', siteId: 'hall', wish: 'must' })).toBe(must);
  });
});

describe('long work', () => {
  it('follows the job, and says when the server is not heard', () => {
    const running = stateAfter(
      { type: 'work-asked', kind: 'plan' },
      { type: 'work-changed', job: aJob({ share: 0.4, stage: 'Choosing stops' }) },
    );
    const unheard = reduce(running, { type: 'work-unheard' });
    const heard = reduce(unheard, { type: 'work-changed', job: aJob({ share: 0.5 }) });
    expect(running.work).toMatchObject({ kind: 'plan', state: 'running', isOffline: false });
    expect([unheard.work?.isOffline, heard.work?.isOffline]).toEqual([true, false]);
  });

  it('keeps the server’s words when the job failed or was refused', () => {
    const error = { code: 'FORCED_BOTH', message: 'Far hall is both required and ruled out.' };
    expect(stateAfter({ type: 'work-changed', job: aJob({ state: 'failed', error }) }).work?.trouble).toEqual(
      error,
    );
    expect(stateAfter({ type: 'work-refused', kind: 'publish', trouble: error }).work).toMatchObject({
      kind: 'publish',
      state: 'failed',
      trouble: error,
    });
  });
});
