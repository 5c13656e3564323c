import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AskedImport, RegionWork } from '../../server/http/plannerNeeds.ts';
import { PlannerError } from '../../server/shared/errors.ts';
import { plannerApp } from '../support/plannerApp.ts';

const REPORT = { importedAt: '2026-11-24T09:00:00Z', files: [], totals: ['1 hub'], warnings: [] } as never;

function withRegionWork(fields: Partial<RegionWork> = {}) {
  const uploadsFolder = join(mkdtempSync(join(tmpdir(), 'hub-rounds-uploads-')), 'uploads');
  onTestFinished(() => rmSync(join(uploadsFolder, '..'), { recursive: true, force: true }));
  const asked: unknown[] = [];
  const outcome = (isApplied: boolean) => async (what: AskedImport) => {
    asked.push([isApplied ? 'apply' : 'check', what]);
    return { slug: 'rutland', name: what.name, isApplied, report: REPORT, changes: null };
  };
  const regionWork: RegionWork = {
    uploadsFolder,
    recognise: async (paths) =>
      paths.map((path) =>
        path.endsWith('.csv')
          ? { kind: 'hubs', inWords: 'Family Hubs', problem: null }
          : { kind: 'unknown', inWords: 'a file', problem: 'Not known' },
      ),
    unpack: async () => undefined,
    check: outcome(false),
    apply: outcome(true),
    restore: async (id) => void asked.push(['restore', id]),
    regions: () => [
      { slug: 'rutland', name: 'Rutland' },
      { slug: 'tiny-town', name: 'Tiny town' },
    ],
    open: async (slug, { person, token }) => void asked.push(['open', slug, person.name, token.length]),
    ...fields,
  };
  return { ...plannerApp({ regionWork }), uploadsFolder, asked };
}

const ended = async (app: ReturnType<typeof withRegionWork>['app'], cookie: string, id: string) => {
  for (;;) {
    const { body } = await request(app).get(`/api/jobs/${id}`).set('Cookie', cookie);
    if (body.state !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

describe('uploading files', () => {
  it('keeps each as it was sent, whatever its type, and says what it is', async () => {
    const { app, cookieOf, uploadsFolder } = withRegionWork();
    const cookie = cookieOf('publisher');
    const sent = await request(app)
      .put('/api/uploads/Family%20Hubs%202026.csv')
      .set('Cookie', cookie)
      .set('Content-Type', 'application/octet-stream')
      .send('name,postcode\nA,LE15 6QY\n')
      .expect(200);
    expect(sent.body).toEqual([
      { name: 'Family Hubs 2026.csv', bytes: 25, kind: 'hubs', inWords: 'Family Hubs', problem: null },
    ]);
    const big = JSON.stringify({ text: 'x'.repeat(200_000) });
    await request(app)
      .put('/api/uploads/bank-holidays.json')
      .set('Cookie', cookie)
      .set('Content-Type', 'application/json')
      .send(big)
      .expect(200);
    expect(readFileSync(join(uploadsFolder, 'bank-holidays.json'), 'utf8')).toBe(big);
    const { body } = await request(app).get('/api/uploads').set('Cookie', cookie).expect(200);
    expect(body.map(({ name, problem }: { name: string; problem: string }) => [name, problem])).toEqual([
      ['Family Hubs 2026.csv', null],
      ['bank-holidays.json', 'Not known'],
    ]);
  });

  it('replaces a file of the same name, and takes one away', async () => {
    const { app, cookieOf, uploadsFolder } = withRegionWork();
    const cookie = cookieOf('publisher');
    for (const text of ['first', 'second']) {
      await request(app).put('/api/uploads/a.csv').set('Cookie', cookie).type('bin').send(text).expect(200);
    }
    expect(readFileSync(join(uploadsFolder, 'a.csv'), 'utf8')).toBe('second');
    await request(app).delete('/api/uploads/a.csv').set('Cookie', cookie).expect(200, []);
    await request(app).delete('/api/uploads/a.csv').set('Cookie', cookie).expect(200, []);
    expect(readdirSync(uploadsFolder)).toEqual([]);
  });

  it('refuses names that are paths or hidden, and writes nothing', async () => {
    const { app, cookieOf, uploadsFolder } = withRegionWork();
    const cookie = cookieOf('publisher');
    for (const name of [
      '..%2Fregion.sqlite',
      '%2Fetc%2Fpasswd',
      '.hidden',
      'a%00b.csv',
      'x.csv.part',
      'a%5Cb',
      '%20a',
    ]) {
      const { body } = await request(app)
        .put(`/api/uploads/${name}`)
        .set('Cookie', cookie)
        .send('x')
        .expect(400);
      expect(body.code, name).toBe('UPLOAD_NAME');
    }
    expect(existsSync(uploadsFolder)).toBe(false);
  });

  it('leaves the old file in place when the new one breaks off', async () => {
    const { app, cookieOf, uploadsFolder } = withRegionWork();
    const cookie = cookieOf('publisher');
    await request(app).put('/api/uploads/a.csv').set('Cookie', cookie).type('bin').send('whole').expect(200);
    const server = app.listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve) => {
      const half = httpRequest({
        host: '127.0.0.1',
        port,
        method: 'PUT',
        path: '/api/uploads/a.csv',
        headers: { Cookie: cookie, 'Content-Length': 1000, 'Content-Type': 'application/octet-stream' },
      });
      half.on('error', () => resolve());
      half.write('half', () => setTimeout(() => half.destroy(), 50));
    });
    await expect.poll(() => readdirSync(uploadsFolder)).toEqual(['a.csv']);
    expect(readFileSync(join(uploadsFolder, 'a.csv'), 'utf8')).toBe('whole');
  });

  it('is for publishers, and refuses what is said to be larger than 2 GB before reading it', async () => {
    const { app, cookieOf } = withRegionWork();
    await request(app).put('/api/uploads/a.csv').set('Cookie', cookieOf('coordinator')).send('x').expect(403);
    await request(app).put('/api/uploads/a.csv').send('x').expect(401);
    const server = app.listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const answer = await new Promise<number | undefined>((resolve) => {
      const large = httpRequest({
        host: '127.0.0.1',
        port: (server.address() as AddressInfo).port,
        method: 'PUT',
        path: '/api/uploads/a.pbf',
        headers: { Cookie: cookieOf('publisher'), 'Content-Length': 2_000_000_001 },
      });
      large.on('response', (response) => {
        resolve(response.statusCode);
        large.destroy();
      });
      large.on('error', () => undefined);
      large.flushHeaders();
    });
    expect(answer).toBe(400);
  });
});

describe('importing from the planner', () => {
  it('shows what the region was made from, what can be restored, and the other regions', async () => {
    const { app, cookieOf } = withRegionWork();
    const { body } = await request(app).get('/api/region/data').set('Cookie', cookieOf('viewer')).expect(200);
    expect(body).toMatchObject({
      versions: [],
      uploads: [],
      regions: [
        { slug: 'rutland', name: 'Rutland', isServed: false },
        { slug: 'tiny-town', name: 'Tiny town', isServed: true },
      ],
    });
  });

  it('checks first and imports then, each as work that can be followed', async () => {
    const { app, cookieOf, asked } = withRegionWork();
    const cookie = cookieOf('publisher');
    for (const [path, isApplied] of [
      ['/api/region/checks', false],
      ['/api/region/imports', true],
    ] as const) {
      const { body } = await request(app)
        .post(path)
        .set('Cookie', cookie)
        .send({ name: ' Rutland ' })
        .expect(202);
      expect(await ended(app, cookie, body.id)).toMatchObject({
        state: 'done',
        imported: { slug: 'rutland', name: 'Rutland', isApplied, report: { totals: ['1 hub'] } },
      });
    }
    expect(asked).toEqual([
      ['check', { name: 'Rutland' }],
      ['apply', { name: 'Rutland' }],
    ]);
  });

  it('tells in words why files cannot be imported', async () => {
    const { app, cookieOf } = withRegionWork({
      check: async () => {
        throw new PlannerError({
          code: 'IMPORT_FILE',
          category: 'input',
          message: 'hubs.csv: line 3: no postcode',
        });
      },
    });
    const cookie = cookieOf('publisher');
    const { body } = await request(app)
      .post('/api/region/checks')
      .set('Cookie', cookie)
      .send({ name: 'R' })
      .expect(202);
    expect(await ended(app, cookie, body.id)).toMatchObject({
      state: 'failed',
      error: { code: 'IMPORT_FILE', message: 'hubs.csv: line 3: no postcode' },
    });
  });

  it('runs no other work beside an import', async () => {
    let finish: () => void = () => undefined;
    const { app, cookieOf } = withRegionWork({
      apply: () =>
        new Promise((resolve) => {
          finish = () => resolve({ slug: 'r', name: 'R', isApplied: true, report: REPORT, changes: null });
        }),
    });
    const cookie = cookieOf('publisher');
    const first = await request(app)
      .post('/api/region/imports')
      .set('Cookie', cookie)
      .send({ name: 'R' })
      .expect(202);
    const second = await request(app)
      .post('/api/region/checks')
      .set('Cookie', cookie)
      .send({ name: 'R' })
      .expect(409);
    expect(second.body.code).toBe('JOB_RUNNING');
    finish();
    await ended(app, cookie, first.body.id);
    await request(app).post('/api/region/checks').set('Cookie', cookie).send({ name: 'R' }).expect(202);
  });

  it('restores and opens for those who may, and refuses an empty name', async () => {
    const { app, cookieOf, asked } = withRegionWork();
    await request(app)
      .post('/api/region/versions/4/restore')
      .set('Cookie', cookieOf('publisher'))
      .expect(200);
    await request(app)
      .post('/api/region/versions/4/restore')
      .set('Cookie', cookieOf('coordinator'))
      .expect(403);
    await request(app)
      .post('/api/region/open')
      .set('Cookie', cookieOf('publisher'))
      .send({ slug: 'r' })
      .expect(403);
    await request(app)
      .post('/api/region/open')
      .set('Cookie', cookieOf('admin'))
      .send({ slug: 'rutland' })
      .expect(200);
    await request(app)
      .post('/api/region/checks')
      .set('Cookie', cookieOf('publisher'))
      .send({ name: ' ' })
      .expect(400);
    expect(asked).toEqual([
      ['restore', 4],
      ['open', 'rutland', 'A admin', 43],
    ]);
  });
});
