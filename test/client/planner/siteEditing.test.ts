import { describe, expect, it } from 'vitest';
import { reduce } from '../../../client/planner/reduce.ts';
import { filteredSites } from '../../../client/planner/registerView.ts';
import { createSiteCalls } from '../../../client/planner/siteCalls.ts';
import { changedTexts, writtenPlace, writtenProblems } from '../../../client/planner/siteEditing.ts';
import { initialState, type PlannerState } from '../../../client/planner/state.ts';
import type { RegisterSiteWire } from '../../../server/contract/sites.ts';
import { lonLat } from '../../../server/shared/coordinates.ts';

const START = initialState({ step: 'sites', planId: null, selected: null, isAfterPlan: false });
const stateAfter = (...actions: Parameters<typeof reduce>[1][]): PlannerState =>
  actions.reduce(reduce, START);
const opened = { type: 'site-opened', siteId: 'a' } as const;

describe('a site whose form is open', () => {
  it('keeps what is written and where it is put, until it is closed', () => {
    const state = stateAfter(
      opened,
      { type: 'site-written', texts: { name: 'A hall' } },
      { type: 'site-placed', lonLat: lonLat(-5.123456789, 50.2) },
      { type: 'step-opened', step: 'stops' },
    );
    expect(state.editing).toEqual({
      siteId: 'a',
      texts: { name: 'A hall', lon: '-5.123457', lat: '50.2' },
      isPlacedOnMap: true,
    });
    expect(reduce(state, { type: 'site-closed' }).editing).toBeNull();
  });

  it('is placed by hand again once its coordinates are typed', () => {
    const state = stateAfter(
      opened,
      { type: 'site-placed', lonLat: lonLat(-5, 50) },
      { type: 'site-written', texts: { lat: '50.1' } },
    );
    expect(state.editing?.isPlacedOnMap).toBe(false);
    expect(writtenPlace(state.editing!, null)).toEqual([-5, 50.1]);
  });

  it('takes no place from the map while none is open', () => {
    expect(reduce(START, { type: 'site-placed', lonLat: lonLat(-5, 50) })).toBe(START);
  });

  it('has changed only where it is written otherwise than kept', () => {
    const record = { texts: { name: 'A hall', notes: 'x' } };
    const texts = { name: ' A hall ', notes: '', surface: 'grass', opening: '' };
    expect(changedTexts({ texts }, record)).toEqual({ notes: '', surface: 'grass' });
  });

  it('has no place while what is typed is none', () => {
    const editing = { siteId: 'a', texts: { lon: 'west' }, isPlacedOnMap: false };
    expect(writtenPlace(editing, lonLat(-5, 50))).toBeNull();
    expect(writtenPlace({ ...editing, texts: {} }, lonLat(-5, 50))).toEqual([-5, 50]);
  });
});

describe('what is written', () => {
  it('is told of field by field; a new site needs a name and a place', () => {
    expect(writtenProblems({ spaces: '1.5', seasons: 'summer' }, false)).toEqual([
      { field: 'seasons', problem: 'is not a part of the year such as Apr-Sep or 1 Apr-30 Sep' },
      { field: 'spaces', problem: 'is not a whole number' },
    ]);
    expect(writtenProblems({}, true).map(({ field }) => field)).toEqual(['name', 'lon', 'lat']);
  });
});

describe('the register', () => {
  const site = (fields: Partial<RegisterSiteWire>): RegisterSiteWire => ({
    id: fields.name ?? '',
    name: '',
    community: '',
    lonLat: lonLat(-5, 50),
    status: 'approved',
    permissionExpiresOn: null,
    riskAssessmentDueOn: null,
    hasPermission: true,
    warnings: [],
    obstacles: [],
    plans: [],
    ...fields,
  });
  const sites = [
    site({ name: 'Ashby hall', community: 'Ashby', plans: ['A'], obstacles: ['permission ended'] }),
    site({ name: 'Brook hall', status: 'live', warnings: [{ isOver: false, message: '' }], plans: ['A'] }),
    site({ name: 'Carn school', hasPermission: false, obstacles: ['no permission'] }),
  ];
  const namesOf = (filter: Parameters<typeof filteredSites>[1]['filter'], status = '', words = '') =>
    filteredSites(sites, { filter, status, words }).map(({ name }) => name);

  it('is narrowed by what needs doing, by status and by words in any order', () => {
    expect(namesOf('expiring')).toEqual(['Brook hall']);
    expect(namesOf('unpermitted')).toEqual(['Carn school']);
    expect(namesOf('unpublishable')).toEqual(['Ashby hall']);
    expect(namesOf('used')).toEqual(['Ashby hall', 'Brook hall']);
    expect(namesOf('all', 'live')).toEqual(['Brook hall']);
    expect(namesOf('all', '', ' HALL ash ')).toEqual(['Ashby hall']);
  });
});

describe('asking of the register', () => {
  const answering = (status: number, body: unknown) =>
    createSiteCalls(async () => ({ status, text: async () => JSON.stringify(body) }));

  it('tells a refusal, a conflict and trouble apart', async () => {
    const asked = { version: 1, texts: {}, way: 'form' } as const;
    const problems = [{ field: 'name', problem: 'is missing' }];
    expect(await answering(400, { code: 'SITE_INVALID', message: '', problems }).save('a', asked)).toEqual({
      kind: 'refused',
      problems,
    });
    const conflict = { code: 'SITE_CHANGED', message: '', record: { id: 'a' }, fields: [] };
    expect(await answering(409, conflict).save('a', asked)).toEqual({ kind: 'conflict', conflict });
    expect(await answering(403, { code: 'ROLE_NEEDED', message: 'Ask' }).save('a', asked)).toMatchObject({
      kind: 'trouble',
      trouble: { kind: 'refused', message: 'Ask' },
    });
    const offline = createSiteCalls(async () => {
      throw new TypeError('gone');
    });
    expect(await offline.record('a')).toMatchObject({ kind: 'trouble', trouble: { kind: 'offline' } });
  });
});
