import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RegisterCheckWire, SiteRecordWire } from '../../server/contract/sites.ts';
import { measureAccess } from '../../server/planning/measureAccess.ts';
import { listSites } from '../../server/store/sites.ts';
import { plannerApp } from '../support/plannerApp.ts';
import { segment, smallJpeg } from '../support/smallJpeg.ts';

let town: ReturnType<typeof plannerApp>;
let cookie: string;

beforeEach(() => {
  town = plannerApp();
  cookie = town.cookieOf('coordinator');
});

const get = (path: string, as = cookie) => request(town.app).get(path).set('Cookie', as);
const put = (path: string, body: object, as = cookie) =>
  request(town.app).put(path).set('Cookie', as).send(body);
const record = async (id: string): Promise<SiteRecordWire> => (await get(`/api/register/${id}`)).body;
const edit = async (id: string, texts: object) =>
  put(`/api/register/${id}`, { version: (await record(id)).version, texts });
const upload = (path: string, csv: string) =>
  request(town.app).post(path).set('Cookie', cookie).type('text/csv').send(csv);

describe('editing a site', () => {
  it('keeps what was written, and who wrote it', async () => {
    const before = await record('site-ashby');
    const { status, body } = await edit('site-ashby', { keyCode: ' 1234 ', signalO2: '4G', hasPower: 'no' });
    expect(status).toBe(200);
    expect(body.version).not.toBe(before.version);
    expect(body.texts).toMatchObject({ keyCode: '1234', signalO2: '4g', hasPower: 'no' });
    expect(body.changes).toEqual([
      {
        at: '2026-11-24T09:00:00Z',
        by: 'A coordinator',
        way: 'form',
        fields: [
          { field: 'keyCode', before: '', after: '1234' },
          { field: 'hasPower', before: 'yes', after: 'no' },
          { field: 'signalO2', before: '', after: '4g' },
        ],
      },
    ]);
  });

  it('says which fields it cannot take, and changes nothing', async () => {
    const before = await record('site-ashby');
    const { status, body } = await edit('site-ashby', {
      name: ' ',
      lon: '50.26',
      spaces: 'many',
      permissionExpiresOn: '2026-13-01',
      hasWater: 'no',
    });
    expect(status).toBe(400);
    expect(body.problems).toEqual([
      { field: 'name', problem: 'is missing' },
      { field: 'spaces', problem: 'is not a number' },
      { field: 'permissionExpiresOn', problem: 'is not a date such as 2026-12-31' },
      { field: 'lon', problem: 'and latitude lie outside the region' },
    ]);
    expect(await record('site-ashby')).toEqual(before);
  });

  it('shows both values where somebody else was there first', async () => {
    const { version } = await record('site-ashby');
    await edit('site-ashby', { spaces: '30' });
    const late = await put('/api/register/site-ashby', {
      version,
      texts: { spaces: '40', surface: 'asphalt' },
    });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({
      code: 'SITE_CHANGED',
      fields: [{ field: 'spaces', theirs: '30', yours: '40' }],
    });
    expect((await record('site-ashby')).texts.spaces).toBe('30');
    const again = await put('/api/register/site-ashby', {
      version: late.body.record.version,
      texts: { spaces: '40' },
    });
    expect(again.body.texts.spaces).toBe('40');
  });

  it('lets a status go only where it may, with a reason where one is needed, and dates it', async () => {
    expect((await edit('site-ashby', { status: 'proposed' })).body.problems).toEqual([
      {
        field: 'status',
        problem: 'cannot go from approved to proposed: expected surveyed, live, suspended or closed',
      },
    ]);
    expect((await edit('site-ashby', { status: 'suspended' })).body.problems).toEqual([
      { field: 'statusReason', problem: 'is missing: say why the site is suspended' },
    ]);
    const off = await edit('site-ashby', { status: 'suspended', statusReason: 'Being resurfaced' });
    expect(off.body.texts).toMatchObject({
      status: 'suspended',
      statusReason: 'Being resurfaced',
      statusChangedOn: '2026-11-24',
    });
    const on = await edit('site-ashby', { status: 'live' });
    expect(on.body.texts.status).toBe('live');
    expect(on.body.texts.statusReason).toBeUndefined();
  });

  it('measures a site that has moved again, and no other change', async () => {
    const secondsTo = async () => {
      const { areasToSites } = await measureAccess(town.needs);
      return [...areasToSites.seconds];
    };
    const before = await secondsTo();
    const { lon } = (await record('site-brook')).texts;
    await edit('site-ashby', { lon });
    expect(await secondsTo()).not.toEqual(before);
    expect(listSites(town.needs.db).find(({ id }) => id === 'site-ashby')?.lonLat[0]).toBe(Number(lon));
  });

  it('is for coordinators; who may only look sees no key, no contact, no fee', async () => {
    await edit('site-ashby', { keyCode: '1234', permissionContact: 'clerk@example.org', clashes: 'Market' });
    const viewer = town.cookieOf('viewer');
    const { body } = await get('/api/register/site-ashby', viewer);
    expect(JSON.stringify(body)).not.toMatch(/1234|clerk/);
    expect(body.texts.clashes).toBe('Market');
    expect((await put('/api/register/site-ashby', { version: body.version, texts: {} }, viewer)).status).toBe(
      403,
    );
    expect((await get('/api/sites.csv', viewer)).status).toBe(403);
  });

  it('knows nothing of sites that are not there, and of fields that are none', async () => {
    expect((await get('/api/register/nowhere')).body.code).toBe('SITE_UNKNOWN');
    expect((await edit('site-ashby', { slug: 'x' })).body.code).toBe('REQUEST_INVALID');
  });
});

describe('adding a site', () => {
  const add = (texts: object) =>
    request(town.app).post('/api/register').set('Cookie', cookie).send({ texts });

  it('gives it an address of its own, and proposes it', async () => {
    const { body } = await add({ name: 'New hall', community: 'Cotley', lon: '-4.6', lat: '50.3' });
    expect(body).toMatchObject({ id: 'new-hall-cotley', slug: 'new-hall-cotley', editedBy: 'A coordinator' });
    expect(body.texts).toMatchObject({ status: 'proposed', lon: '-4.6', source: 'planner' });
    expect((await add({ name: 'New hall', community: 'Cotley', lon: '-4.6', lat: '50.3' })).body.id).toBe(
      'new-hall-cotley-2',
    );
  });

  it('needs a name and a place', async () => {
    expect((await add({ community: 'Cotley' })).body.problems).toEqual([
      { field: 'lon', problem: 'is missing' },
      { field: 'lat', problem: 'is missing' },
    ]);
    expect((await add({ lon: '-4.6', lat: '50.3' })).body.problems).toEqual([
      { field: 'name', problem: 'is missing' },
    ]);
  });
});

describe('the register', () => {
  it('tells of papers that run out, and why a site could not be published today', async () => {
    await edit('site-ashby', { permissionExpiresOn: '2027-01-23', riskAssessmentDueOn: '2026-11-23' });
    const { body } = await get('/api/register');
    expect(body.today).toBe('2026-11-24');
    expect(body.sites.find(({ id }: { id: string }) => id === 'site-ashby')).toMatchObject({
      warnings: [
        {
          isOver: false,
          message: 'Permission ends on Saturday 23 January 2027, in 60 days: ask Parish council to renew it',
        },
        {
          isOver: true,
          message:
            'The risk assessment was due again on Monday 23 November 2026: have the site assessed again',
        },
      ],
      obstacles: ['risk assessment overdue'],
      plans: [],
    });
  });
});

describe('a register that is brought back', () => {
  const check = async (csv: string): Promise<RegisterCheckWire> =>
    (await upload('/api/register/checks', csv)).body;

  it('changes, when asked, exactly what the check told', async () => {
    const { text } = await get('/api/sites.csv');
    const edited = text
      .replace('site-ashby,1,', 'site-ashby,1,')
      .replace(/^(site-brook,.*?),approved,/m, '$1,live,');
    const brought = `${edited}new-one,,New one,,,,-4.6,50.3\r\n`.replace(
      /new-one.*/,
      (row) =>
        row.trimEnd() +
        ','.repeat(edited.split('\r\n')[0].split(',').length - row.trimEnd().split(',').length),
    );
    const told = await check(brought);
    expect(told.problems).toEqual([]);
    expect(told.conflicts).toEqual([]);
    expect(told.missing).toEqual([]);
    expect(told.changed.map(({ id, fields }) => [id, fields])).toEqual([
      [
        'site-brook',
        [
          { field: 'status', before: 'approved', after: 'live' },
          { field: 'statusChangedOn', before: '', after: '2026-11-24' },
        ],
      ],
    ]);
    expect(told.added.map(({ id, name }) => [id, name])).toEqual([['new-one', 'New one']]);
    expect((await record('site-brook')).texts.status).toBe('approved');

    const done = await upload(`/api/register/imports?stamp=${told.stamp}`, brought);
    expect(done.body).toMatchObject({ isApplied: true });
    expect((await record('site-brook')).texts.status).toBe('live');
    expect((await record('new-one')).changes[0]).toMatchObject({ way: 'register', by: 'A coordinator' });
  });

  it('changes only the columns it has, and names the sites it leaves out', async () => {
    const told = await check('id,spaces\nsite-ashby,55');
    expect(told.changed[0].fields).toEqual([{ field: 'spaces', before: '20', after: '55' }]);
    expect(told.missing).toEqual(['site-brook', 'site-carn', 'site-dean', 'site-eel']);
    await upload(`/api/register/imports?stamp=${told.stamp}`, 'id,spaces\nsite-ashby,55');
    const { texts } = await record('site-ashby');
    expect([texts.spaces, texts.surface, texts.status]).toEqual(['55', 'asphalt', 'approved']);
  });

  it('is refused whole when one row is wrong, and says which', async () => {
    const csv =
      'id,spaces,status,lon,lat\nsite-ashby,55,,,\nsite-brook,many,,,\nnobody,,,,\nsite-carn,,proposed,,';
    const told = await check(csv);
    expect(told.problems).toEqual([
      { line: 3, message: 'spaces is not a number: “many”' },
      { line: 4, message: 'nobody: lon and latitude are missing for a new site' },
      { line: 4, message: 'nobody: name is missing' },
      {
        line: 5,
        message:
          'site-carn: status cannot go from approved to proposed: expected surveyed, live, suspended or closed',
      },
    ]);
    const applied = await upload(`/api/register/imports?stamp=${told.stamp}`, csv);
    expect([applied.status, applied.body.code]).toEqual([409, 'REGISTER_REFUSED']);
    expect((await record('site-ashby')).texts.spaces).toBe('20');
  });

  it('does not undo what somebody else has done since it was downloaded', async () => {
    const { version } = await record('site-ashby');
    await edit('site-ashby', { hasWater: 'no' });
    const told = await check(`id,version,spaces,has_water\nsite-ashby,${version},55,yes`);
    expect(told.conflicts.map(({ id, fields }) => [id, fields])).toEqual([
      [
        'site-ashby',
        [
          { field: 'spaces', before: '20', after: '55' },
          { field: 'hasWater', before: 'no', after: 'yes' },
        ],
      ],
    ]);
    const same = await check(`id,version,has_water\nsite-ashby,${version},no`);
    expect([same.conflicts, same.changed]).toEqual([[], []]);
  });

  it('is refused when the register has changed since the check', async () => {
    const told = await check('id,spaces\nsite-ashby,55');
    await edit('site-brook', { hasWater: 'no' });
    const late = await upload(`/api/register/imports?stamp=${told.stamp}`, 'id,spaces\nsite-ashby,55');
    expect([late.status, late.body.code]).toEqual([409, 'REGISTER_CHANGED']);
    expect((await record('site-ashby')).texts.spaces).toBe('20');
  });

  it('is refused in words when it is no register', async () => {
    expect((await upload('/api/register/checks', '')).body.code).toBe('REQUEST_INVALID');
    expect((await upload('/api/register/checks', 'a,b\n1,2')).body.code).toBe('IMPORT_FILE');
    expect((await upload('/api/register/checks', 'PK\u0003\u0004')).status).toBe(400);
  });
});

describe('the photo of a site', () => {
  const send = (bytes: Buffer, as = cookie) =>
    request(town.app).post('/api/register/photos').set('Cookie', as).type('image/jpeg').send(bytes);

  it('is kept without the camera’s notes, and belongs to a site once that is saved', async () => {
    const { status, body } = await send(smallJpeg(segment(0xfe, 'at home')));
    expect(status).toBe(201);
    const picture = await get(`/api/register/photos/${body.photo}`);
    expect(picture.headers['content-type']).toBe('image/jpeg');
    expect(picture.body).toEqual(smallJpeg());
    const { body: saved } = await edit('site-ashby', { ...body, photoAlt: 'A hall with a blue door' });
    expect(saved.texts).toMatchObject({ ...body, photoAlt: 'A hall with a blue door' });
  });

  it('is refused without its words, and as something else than a photo that is kept', async () => {
    const { body: kept } = await send(smallJpeg());
    expect((await edit('site-ashby', kept)).body.problems).toEqual([
      { field: 'photoAlt', problem: 'is missing: say what the photo shows, for those who cannot see it' },
    ]);
    const lost = { photo: `${'0'.repeat(32)}.jpg`, photoAlt: 'x' };
    expect((await edit('site-ashby', lost)).body.problems).toEqual([
      { field: 'photo', problem: 'is not among those of this region: add it again' },
    ]);
    expect((await edit('site-ashby', { photo: 'https://evil.example/a.jpg', photoAlt: 'x' })).status).toBe(
      400,
    );
    expect((await send(Buffer.from('<svg onload=alert(1)>'))).body.code).toBe('PHOTO_UNREADABLE');
    expect((await send(smallJpeg(), town.cookieOf('driver'))).status).toBe(403);
    expect((await get('/api/register/photos/none.jpg')).body.code).toBe('PHOTO_UNKNOWN');
  });
});
