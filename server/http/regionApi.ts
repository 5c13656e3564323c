import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { ImportReportWire, RegionDataWire, UploadWire } from '../contract/planner.ts';
import { PlannerError } from '../shared/errors.ts';
import { findImportReport, getRegion } from '../store/region.ts';
import { listVersions } from '../store/versions.ts';
import { parsed } from './parsed.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import { presentJob } from './presentJob.ts';
import { allow, type SignedInLocals } from './signIn.ts';
import { listUploads, removeUpload, storeUpload, type Upload } from './uploads.ts';

type Answer = Response<unknown, SignedInLocals>;
type Needs = PlannerNeeds & { readonly tokenOf: (request: Request) => string | undefined };

/** Files are sent as they are: these routes stand before the reader of JSON bodies. */
export function uploadRoutes(needs: Needs): Router {
  const router = Router();
  const { uploadsFolder } = needs.regionWork;
  const uploads = recognised(needs);
  router.get('/uploads', async (_request, response) => {
    response.json(await uploads());
  });
  router.put('/uploads/:name', async (request, response: Answer) => {
    allow(response, 'publisher');
    const length = Number(request.get('content-length'));
    const path = await storeUpload(uploadsFolder, {
      name: String(request.params.name),
      body: request,
      bytes: Number.isFinite(length) ? length : undefined,
    });
    await needs.regionWork.unpack(path);
    response.json(await uploads());
  });
  router.delete('/uploads/:name', async (request, response: Answer) => {
    allow(response, 'publisher');
    await removeUpload(uploadsFolder, String(request.params.name));
    response.json(await uploads());
  });
  return router;
}

const askedImport = z.strictObject({ name: z.string().trim().min(1).max(80) });

/** What the region was made from, and bringing other files; answers are those of contract/planner.ts. */
export function regionApi(needs: Needs): Router {
  const router = Router();
  const { regionWork, jobs } = needs;
  const uploads = recognised(needs);
  router.get('/region/data', async (_request, response) => {
    response.json(presentData(needs, await uploads()));
  });
  for (const [path, kind] of [
    ['/region/checks', 'check'],
    ['/region/imports', 'import'],
  ] as const) {
    router.post(path, (request, response: Answer) => {
      allow(response, 'publisher');
      const asked = parsed(askedImport, request);
      const job = jobs.start(
        kind,
        async (progress) => {
          const imported = await (kind === 'check' ? regionWork.check : regionWork.apply)(asked, progress);
          return { planId: null, releaseNumber: null, imported };
        },
        { isAlone: kind === 'import' },
      );
      response.status(202).json(presentJob(job));
    });
  }
  router.post('/region/versions/:id/restore', async (request, response: Answer) => {
    allow(response, 'publisher');
    const id = String(request.params.id);
    await regionWork.restore(/^\d{1,9}$/.test(id) ? Number(id) : 0);
    response.json({ isDone: true });
  });
  router.post('/region/open', async (request, response: Answer) => {
    allow(response, 'admin');
    const { slug } = parsed(z.strictObject({ slug: z.string().max(80) }), request);
    const token = needs.tokenOf(request);
    if (token === undefined) throw signedOut();
    await regionWork.open(slug, { token, person: response.locals.person });
    response.json({ isDone: true });
  });
  return router;
}

const signedOut = () =>
  new PlannerError({
    code: 'SIGN_IN_NEEDED',
    category: 'forbidden',
    message: 'You are signed out. Sign in again to go on',
  });

function presentData(needs: Needs, uploads: readonly UploadWire[]): RegionDataWire {
  const { db, regionWork } = needs;
  const served = getRegion(db).slug;
  return {
    report: presentReport(findImportReport(db)),
    versions: listVersions(db).map(({ id, keptAt, importedAt, totals }) => ({
      id,
      keptAt,
      importedAt,
      totals,
    })),
    uploads,
    regions: regionWork.regions().map((region) => ({ ...region, isServed: region.slug === served })),
  };
}

/** Reports are kept as the import wrote them; one of an older program may lack what is shown now. */
function presentReport(report: unknown): ImportReportWire | null {
  const { importedAt, files, totals, warnings } = (report ?? {}) as Partial<ImportReportWire>;
  return importedAt === undefined
    ? null
    : { importedAt, files: files ?? [], totals: totals ?? [], warnings: warnings ?? [] };
}

/** Uploaded files with what they are; a file is looked into once for as long as it does not change. */
function recognised({ regionWork }: Needs): () => Promise<UploadWire[]> {
  const known = new Map<string, Omit<UploadWire, 'name' | 'bytes'>>();
  const keyOf = (upload: Upload) => `${upload.path} ${upload.bytes} ${upload.changedMs}`;
  return async () => {
    const uploads = await listUploads(regionWork.uploadsFolder);
    const fresh = uploads.filter((upload) => !known.has(keyOf(upload)));
    const found = fresh.length > 0 ? await regionWork.recognise(fresh.map((upload) => upload.path)) : [];
    for (const [i, upload] of fresh.entries()) known.set(keyOf(upload), found[i]);
    return uploads.map((upload) => ({
      name: upload.name,
      bytes: upload.bytes,
      ...(known.get(keyOf(upload)) as Omit<UploadWire, 'name' | 'bytes'>),
    }));
  };
}
