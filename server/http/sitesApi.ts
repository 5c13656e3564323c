import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { PhotoWire, RegisterWire, SiteConflictWire, SiteRefusedWire } from '../contract/sites.ts';
import { plainJpeg } from '../planning/plainJpeg.ts';
import {
  addSite,
  applyRegister,
  checkRegister,
  editSite,
  getRegistered,
  type SiteOutcome,
} from '../planning/siteRegister.ts';
import { PlannerError } from '../shared/errors.ts';
import { parsePostcode } from '../shared/postcode.ts';
import { SITE_FIELD_NAMES, type SiteFieldName, siteField } from '../shared/siteFields.ts';
import { dateAt } from '../shared/time.ts';
import { findPostcode } from '../store/places.ts';
import { listPlans } from '../store/plans.ts';
import { getRegion } from '../store/region.ts';
import { listSiteChanges } from '../store/siteChanges.ts';
import { addSitePhoto, findSitePhoto } from '../store/sitePhotos.ts';
import { listRegister, type RegisteredSite, sitesStamp } from '../store/sites.ts';
import { parsed } from './parsed.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import { presentCheck, presentRecord, presentRegister } from './presentRegister.ts';
import { registerCsv } from './registerCsv.ts';
import { allow, mayDo, type SignedInLocals } from './signIn.ts';

type Answer = Response<unknown, SignedInLocals>;

/** A register of 5,000 sites with every field filled in has some 10 MB. */
const MOST_REGISTER_BYTES = '20mb';
/** A photo as the planner's page sends it has some 200 kB. */
const MOST_PHOTO_BYTES = '2mb';
/** Changes of one site that are shown. */
const CHANGES_SHOWN = 20;
/** A field's text, at most; longer ones are refused with a sentence of their own. */
const MOST_CHARACTERS = 20_000;

const texts = z.partialRecord(z.enum(SITE_FIELD_NAMES as [SiteFieldName]), z.string().max(MOST_CHARACTERS));
const editRequest = z.strictObject({
  version: z.int(),
  texts,
  way: z.enum(['form', 'map']).default('form'),
});
const placeRequest = z.strictObject({ postcode: z.string().max(20) });
const addRequest = z.strictObject({ texts });

/** The site register below /api/: looking, editing, and the round trip through a spreadsheet. Answers are those of contract/sites.ts. */
export function sitesApi(needs: PlannerNeeds): Router {
  const router = Router();
  const { db } = needs;
  router.get('/register', (_request, response) => {
    const today = dateAt(needs.clock());
    response.json({
      today,
      sites: presentRegister(listRegister(db), { today, plans: listPlans(db) }),
    } satisfies RegisterWire);
  });
  router.get('/register/:id', (request, response: Answer) => {
    response.json(recordOf(needs, response, getRegistered(db, String(request.params.id))));
  });
  router.put('/register/:id', (request, response: Answer) => {
    allow(response, 'coordinator');
    const asked = parsed(editRequest, request);
    const by = response.locals.person.name;
    answer(needs, response, editSite(needs, { id: String(request.params.id), ...asked, by }));
  });
  router.post('/register', (request, response: Answer) => {
    allow(response, 'coordinator');
    const asked = parsed(addRequest, request);
    answer(needs, response, addSite(needs, { ...asked, by: response.locals.person.name }));
  });
  // In the body, as a postcode belongs into no address and no log.
  router.post('/register/places', (request, response: Answer) => {
    allow(response, 'coordinator');
    const { postcode } = parsed(placeRequest, request);
    const found = findPostcode(db, parsePostcode(postcode)?.text ?? '');
    response.json({ lonLat: found?.lonLat ?? null });
  });
  photoRoutes(router, needs);
  csvRoutes(router, needs);
  return router;
}

function photoRoutes(router: Router, needs: PlannerNeeds): void {
  const { db } = needs;
  const body = express.raw({ type: 'image/jpeg', limit: MOST_PHOTO_BYTES });
  router.post('/register/photos', body, (request, response: Answer) => {
    allow(response, 'coordinator');
    if (!Buffer.isBuffer(request.body)) throw noPhoto();
    const photo = addSitePhoto(db, plainJpeg(request.body), {
      at: needs.clock(),
      by: response.locals.person.name,
    });
    response.status(201).json({ photo } satisfies PhotoWire);
  });
  router.get('/register/photos/:name', (request, response) => {
    const photo = findSitePhoto(db, String(request.params.name));
    if (!photo) throw unknownPhoto();
    response.type('image/jpeg').set('Cache-Control', 'private, max-age=86400').send(photo.bytes);
  });
}

function csvRoutes(router: Router, needs: PlannerNeeds): void {
  const { db } = needs;
  const body = express.raw({ type: () => true, limit: MOST_REGISTER_BYTES });
  router.get('/sites.csv', (_request, response: Answer) => {
    allow(response, 'coordinator');
    const name = `sites-${getRegion(db).slug}-${dateAt(needs.clock())}.csv`;
    response
      .type('text/csv; charset=utf-8')
      .attachment(name)
      .send(registerCsv(listRegister(db)));
  });
  router.post('/register/checks', body, async (request, response: Answer) => {
    allow(response, 'coordinator');
    const { rows, refused } = await readBrought(needs, request);
    const { changes, stamp } = checkRegister(needs, rows);
    response.json(presentCheck(changes, { stamp, isApplied: false, refused }));
  });
  router.post('/register/imports', body, async (request, response: Answer) => {
    allow(response, 'coordinator');
    const { rows, refused } = await readBrought(needs, request);
    if (refused.length > 0) throw unreadRows(refused);
    const by = response.locals.person.name;
    const changes = applyRegister(needs, { rows, stamp: String(request.query.stamp ?? ''), by });
    response.json(presentCheck(changes, { stamp: sitesStamp(db), isApplied: true, refused: [] }));
  });
}

function answer(needs: PlannerNeeds, response: Answer, outcome: SiteOutcome): void {
  if (outcome.kind === 'saved') {
    response.json(recordOf(needs, response, outcome.site));
  } else if (outcome.kind === 'refused') {
    const [first] = outcome.problems;
    response.status(400).json({
      code: 'SITE_INVALID',
      message: `Nothing was changed: ${siteField(first.field).label} ${first.problem}`,
      problems: outcome.problems,
    } satisfies SiteRefusedWire);
  } else {
    response.status(409).json({
      code: 'SITE_CHANGED',
      message: `Nothing was changed: ${outcome.site.editedBy ?? 'an import'} has changed this site since you opened it`,
      record: recordOf(needs, response, outcome.site),
      fields: outcome.fields,
    } satisfies SiteConflictWire);
  }
}

const recordOf = ({ db }: PlannerNeeds, response: Answer, site: RegisteredSite) =>
  presentRecord(site, {
    changes: listSiteChanges(db, { siteId: site.site.id, limit: CHANGES_SHOWN }),
    mayPlan: mayDo(response, 'coordinator'),
  });

/** Tables are read from files, so that every form of them is; this one is gone when it has been read. */
async function readBrought({ readSiteRegister }: PlannerNeeds, { body }: Request) {
  if (!Buffer.isBuffer(body) || body.length === 0) throw noFile();
  const folder = await mkdtemp(join(tmpdir(), 'hub-rounds-'));
  try {
    const path = join(folder, 'sites.csv');
    await writeFile(path, body);
    const { rows, refused } = await readSiteRegister(path);
    return { rows: rows.map(({ line, value }) => ({ line, ...value })), refused };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const noFile = (): PlannerError =>
  new PlannerError({
    code: 'REQUEST_INVALID',
    category: 'input',
    message: 'There is nothing in the file. Choose the site register that was downloaded and edited',
  });

const noPhoto = (): PlannerError =>
  new PlannerError({
    code: 'PHOTO_UNREADABLE',
    category: 'input',
    message: 'There is no photo in the request: expected a JPEG picture',
  });

const unknownPhoto = (): PlannerError =>
  new PlannerError({
    code: 'PHOTO_UNKNOWN',
    category: 'not-found',
    message: 'There is no such photo. Load the site again, or add the photo anew',
  });

const unreadRows = ([first]: readonly { line: number; reason: string }[]): PlannerError =>
  new PlannerError({
    code: 'REGISTER_REFUSED',
    category: 'conflict',
    message: `Nothing was changed: line ${first.line}: ${first.reason}. Check the file again to see every such row`,
  });
