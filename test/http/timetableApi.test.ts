import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Express } from 'express';
import pino from 'pino';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorHandler } from '../../server/http/errorHandler.ts';
import { requireSignIn } from '../../server/http/signIn.ts';
import { timetableApi } from '../../server/http/timetableApi.ts';
import { getPlan, listPlans } from '../../server/store/plans.ts';
import { createTimetableWork } from '../../server/timetableWork.ts';
import { plannerApp } from '../support/plannerApp.ts';

const OWN = [
  'Venue,When,Opening times,PC',
  'Ashby hall,Every other Tuesday,10-11.30am,TT1 1AA',
  'Brook hall,1st & 3rd Thu,1-2.30pm,TT1 1AB',
  'Carn hall,now and then,1-2.30pm,TT1 1AB',
].join('\r\n');
const SERVICE =
  'organisation,mobile,route,stop,geox,geoy,day,type,arrival,departure,frequency,start\n' +
  'Tiny council,Van 1,A,Ashby hall,-4.8595,50.3,Tuesday,Public,10:00,11:00,FREQ=WEEKLY;INTERVAL=2,2026-11-24\n';

let uploads: string;
beforeEach(() => {
  uploads = mkdtempSync(join(tmpdir(), 'hub-rounds-uploads-'));
});
afterEach(() => rmSync(uploads, { recursive: true, force: true }));

/** The routes over tiny town, as the real app mounts them, with files already uploaded. */
function appWith(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(uploads, name), text);
  const { needs, cookieOf } = plannerApp();
  const renderPage = () => '';
  const app: Express = express();
  const timetableWork = createTimetableWork(needs, uploads);
  app.use(
    '/api',
    requireSignIn({ ...needs, renderPage, hasSecureCookies: true }),
    express.json({ limit: '100kb' }),
    timetableApi({ ...needs, timetableWork }),
  );
  app.use(errorHandler({ log: pino({ level: 'silent' }), renderPage }));
  const cookie = cookieOf('coordinator');
  return {
    needs,
    get: (path: string) => request(app).get(path).set('Cookie', cookie),
    post: (path: string, body: object) => request(app).post(path).set('Cookie', cookie).send(body),
    asViewer: (path: string) => request(app).get(path).set('Cookie', cookieOf('viewer')),
    /** Waits for the job of an answer to end. */
    ended: async (id: string) => {
      for (;;) {
        const job = needs.jobs.get(id);
        if (job.state !== 'running') return job;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

const READING = {
  mapping: { name: 0, days: 1, times: 2, postcode: 3 },
  firstMonday: '2026-11-30',
  cycleWeeks: 4,
  intervalWeeks: 2,
  vanName: 'Van 1',
};

describe('an uploaded table of stops', () => {
  it('shows its columns and a guess at what they hold', async () => {
    const { get } = appWith({ 'own.csv': OWN });
    const { status, body } = await get('/api/timetables/own.csv');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'own.csv',
      kind: 'table',
      columns: ['Venue', 'When', 'Opening times', 'PC'],
      reading: READING,
      isRemembered: false,
    });
    expect(body.sample[0]).toEqual({
      line: 2,
      cells: ['Ashby hall', 'Every other Tuesday', '10-11.30am', 'TT1 1AA'],
    });
  });

  it('is read as matched, with what cannot be read by line', async () => {
    const { post } = appWith({ 'own.csv': OWN });
    const { body } = await post('/api/timetables/own.csv/preview', READING);
    expect(body).toMatchObject({ rowsRead: 3, rowsKept: 2, stopCount: 2 });
    expect(body.stops[1]).toMatchObject({
      line: 3,
      name: 'Brook hall',
      daysWords: 'the first and third Thursday of the month',
      start: '2026-12-03',
      arrival: 46_800,
      departure: 52_200,
    });
    expect(body.refused).toMatchObject([{ count: 1, lines: [4], example: 'now and then' }]);
  });

  it('is remembered by its header row, in another file too', async () => {
    const { get, post } = appWith({
      'own.csv': OWN,
      'next year.csv': `${OWN}\r\n`,
      'other.csv': OWN.replace('PC', 'Post'),
    });
    const other = { ...READING, mapping: { name: 0, days: 1, times: 2 }, cycleWeeks: 6, vanName: 'Bus' };
    await post('/api/timetables/own.csv/preview', other);
    const again = await get('/api/timetables/next%20year.csv');
    expect(again.body).toMatchObject({ isRemembered: true, reading: other });
    expect((await get('/api/timetables/other.csv')).body.isRemembered).toBe(false);
  });

  it('becomes a plan, with its bad rows left out only when that was asked for', async () => {
    const { needs, get, post, ended } = appWith({ 'own.csv': OWN });
    const refused = await post('/api/timetables/own.csv/plan', { ...READING, skipBadRows: false });
    expect(refused.status).toBe(202);
    expect((await ended(refused.body.id)).error).toMatchObject({
      code: 'IMPORT_ROWS',
      message: expect.stringContaining('own.csv, line 4: When is not understood'),
    });
    expect(listPlans(needs.db)).toEqual([]);
    const taken = await post('/api/timetables/own.csv/plan', { ...READING, skipBadRows: true });
    const { result } = await ended(taken.body.id);
    const plan = getPlan(needs.db, result?.planId ?? 0);
    expect(plan.stops).toHaveLength(2);
    const { body } = await get('/api/timetables');
    expect(body).toHaveLength(1);
    expect(body[0]).toMatchObject({
      planId: plan.id,
      planLetter: 'A',
      file: 'own.csv',
      rowsRead: 3,
      rowsKept: 2,
      stops: 2,
    });
    expect(body[0].refused).toMatchObject([{ lines: [4] }]);
  });

  it('refuses a reading that lacks columns, or is none', async () => {
    const { post } = appWith({ 'own.csv': OWN });
    const without = await post('/api/timetables/own.csv/preview', { ...READING, mapping: { name: 0 } });
    expect([without.status, without.body]).toEqual([
      400,
      {
        code: 'COLUMNS_MISSING',
        message: 'Say which columns hold the days and the times, in one column or in two',
      },
    ]);
    const beyond = await post('/api/timetables/own.csv/preview', {
      ...READING,
      mapping: { ...READING.mapping, van: 9 },
    });
    expect(beyond.body.code).toBe('COLUMNS_MISSING');
    const tuesday = await post('/api/timetables/own.csv/preview', { ...READING, firstMonday: '2026-12-01' });
    expect([tuesday.status, tuesday.body.message]).toEqual([
      400,
      '"firstMonday": expected the date of a Monday, such as 2027-01-04',
    ]);
  });
});

describe('an uploaded mobile-library timetable', () => {
  it('needs no matching', async () => {
    const { get, post } = appWith({ 'stops.csv': SERVICE });
    const { body } = await get('/api/timetables/stops.csv');
    expect(body).toMatchObject({ kind: 'service', reading: { mapping: {} } });
    const preview = await post('/api/timetables/stops.csv/preview', body.reading);
    expect(preview.body).toMatchObject({
      rowsRead: 1,
      rowsKept: 1,
      stops: [{ name: 'Ashby hall', daysWords: 'every second Tuesday', lonLat: [-4.8595, 50.3] }],
    });
  });
});

describe('the routes', () => {
  it('know only uploaded files by their plain names', async () => {
    const { get } = appWith({ 'own.csv': OWN });
    for (const name of ['none.csv', '..%2F..%2Fetc%2Fpasswd', '.', '%2Fetc%2Fpasswd']) {
      expect((await get(`/api/timetables/${name}`)).status).toBe(404);
    }
  });

  it('are for coordinators', async () => {
    const { asViewer } = appWith({ 'own.csv': OWN });
    expect((await asViewer('/api/timetables/own.csv')).status).toBe(403);
  });
});
