import { describe, expect, it } from 'vitest';
import { createApi, type Fetch, pathOf } from '../../../client/planner/api.ts';
import { aJob, aRequest } from '../../support/plannerWire.ts';

/** A server with one answer, and what it was asked. */
function server(status: number, text: string) {
  const asked: { url: string; init: RequestInit }[] = [];
  const fetch: Fetch = async (url, init) => {
    asked.push({ url, init });
    return { status, text: async () => text };
  };
  return { api: createApi(fetch), asked };
}

describe('where things live', () => {
  it.each([
    ['access', '/api/access'],
    ['plan/3', '/api/plans/3'],
    ['routes/3', '/api/plans/3/routes'],
    ['timetable/12', '/api/plans/12/timetable'],
  ] as const)('finds %s at %s', (key, path) => expect(pathOf(key)).toBe(path));
});

describe('questions', () => {
  it('sends what to plan with as JSON, with the cookie of this site only', async () => {
    const { api, asked } = server(202, JSON.stringify(aJob()));
    expect(await api.startPlan(aRequest)).toEqual({ isOk: true, value: aJob() });
    expect(asked[0].url).toBe('/api/plans');
    expect(asked[0].init).toMatchObject({
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json' },
      body: '{"maxStops":8,"vans":1,"cycleWeeks":2,"seed":1,"forceIn":[],"forceOut":[]}',
    });
  });

  it('asks without a body, and cancels by DELETE with the identifier escaped', async () => {
    const { api, asked } = server(200, JSON.stringify(aJob()));
    await api.fetchResource('access');
    await api.cancelJob('a/b');
    expect(asked.map(({ url, init }) => [init.method, url, init.body])).toEqual([
      ['GET', '/api/access', undefined],
      ['DELETE', '/api/jobs/a%2Fb', undefined],
    ]);
  });
});

describe('answers', () => {
  it('keeps the server’s own words of a refusal', async () => {
    const { api } = server(409, '{"code":"JOB_RUNNING","message":"Other work is under way."}');
    expect(await api.publish(1)).toEqual({
      isOk: false,
      trouble: { kind: 'refused', code: 'JOB_RUNNING', message: 'Other work is under way.' },
    });
  });

  it('knows being signed out from everything else', async () => {
    const { api } = server(401, '{"code":"SIGN_IN_NEEDED","message":"Sign in."}');
    expect(await api.job('1')).toMatchObject({ isOk: false, trouble: { kind: 'signed-out' } });
  });

  it.each([
    [500, '{"code":"INTERNAL","message":"Sorry."}', 'INTERNAL'],
    [502, '<html>Bad gateway</html>', 'BROKEN_ANSWER'],
    [200, '<html>A portal page</html>', 'BROKEN_ANSWER'],
    [404, '{"message":7}', 'BROKEN_ANSWER'],
    [500, 'null', 'BROKEN_ANSWER'],
  ])('takes %i with %s as broken', async (status, text, code) => {
    const { api } = server(status, text);
    expect(await api.fetchResource('sites')).toMatchObject({
      isOk: false,
      trouble: { kind: 'broken', code },
    });
  });

  it('says that nobody answers when the connection fails, before or within the answer', async () => {
    const refusing = createApi(async () => {
      throw new TypeError('Failed to fetch');
    });
    const breaking = createApi(async () => ({
      status: 200,
      text: async () => {
        throw new TypeError('network error');
      },
    }));
    for (const api of [refusing, breaking]) {
      expect(await api.fetchResource('region')).toMatchObject({ isOk: false, trouble: { kind: 'offline' } });
    }
  });
});
