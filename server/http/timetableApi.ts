import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type {
  InspectedTableWire,
  PlanFromTableWire,
  PlanSourceWire,
  TablePreviewWire,
  TableReadingWire,
} from '../contract/timetables.ts';
import type { StageProgress } from '../planning/context.ts';
import type { ServiceReport } from '../planning/serviceReport.ts';
import { serviceDate, weekdayOf } from '../shared/time.ts';
import { listServiceImports } from '../store/serviceImports.ts';
import { parsed } from './parsed.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import { presentJob } from './presentJob.ts';
import { allow, type SignedInLocals } from './signIn.ts';

/** Timetables among the uploaded files: looked at, read, and made plans. */
export interface TimetableWork {
  /** @throws UPLOAD_UNKNOWN, IMPORT_FILE */
  inspect(name: string): Promise<InspectedTableWire>;
  /** Reads the whole file and remembers how. @throws UPLOAD_UNKNOWN, COLUMNS_MISSING, IMPORT_FILE */
  preview(name: string, reading: TableReadingWire, by: string): Promise<TablePreviewWire>;
  /** @throws UPLOAD_UNKNOWN, COLUMNS_MISSING, IMPORT_FILE, IMPORT_ROWS, SERVICE_EMPTY, ENGINE_* */
  plan(name: string, asked: PlanFromTableWire, progress: StageProgress): Promise<ServiceReport>;
}

type Answer = Response<unknown, SignedInLocals>;
type Needs = PlannerNeeds & { readonly timetableWork: TimetableWork };

const column = z.int().min(0).max(999).optional();
const mapping = z.strictObject({
  name: column,
  days: column,
  frequency: column,
  weeks: column,
  times: column,
  arrival: column,
  departure: column,
  start: column,
  end: column,
  exceptions: column,
  van: column,
  route: column,
  community: column,
  address: column,
  postcode: column,
  lon: column,
  lat: column,
  easting: column,
  northing: column,
});

const monday = z.string().transform((text, context) => {
  try {
    const date = serviceDate(text);
    if (weekdayOf(date) === 1) return date;
  } catch {
    // Said below.
  }
  context.addIssue('expected the date of a Monday, such as 2027-01-04');
  return z.NEVER;
});

const reading = z.strictObject({
  mapping,
  firstMonday: monday,
  cycleWeeks: z.int().min(1).max(12),
  intervalWeeks: z.int().min(1).max(12),
  vanName: z.string().trim().min(1).max(80),
}) satisfies z.ZodType<TableReadingWire>;

const planFromTable = reading.extend({ skipBadRows: z.boolean() }) satisfies z.ZodType<PlanFromTableWire>;

/** Looking at timetables, matching their columns, and making plans of them; answers are those of contract/timetables.ts. */
export function timetableApi(needs: Needs): Router {
  const router = Router();
  const { timetableWork } = needs;
  const nameOf = (request: Request) => String(request.params.name);
  router.get('/timetables', (_request, response) => {
    const reports = listServiceImports(needs.db).map(({ report }) => report as ServiceReport);
    response.json(reports.map(presentSource));
  });
  router.get('/timetables/:name', async (request, response: Answer) => {
    allow(response, 'coordinator');
    response.json(await timetableWork.inspect(nameOf(request)));
  });
  router.post('/timetables/:name/preview', async (request, response: Answer) => {
    allow(response, 'coordinator');
    const { name } = response.locals.person;
    response.json(await timetableWork.preview(nameOf(request), parsed(reading, request), name));
  });
  router.post('/timetables/:name/plan', (request, response: Answer) => {
    allow(response, 'coordinator');
    const asked = parsed(planFromTable, request);
    const job = needs.jobs.start('plan', async (progress) => {
      const report = await timetableWork.plan(nameOf(request), asked, progress);
      return { planId: report.planId, releaseNumber: null, imported: null };
    });
    response.status(202).json(presentJob(job));
  });
  return router;
}

function presentSource(report: ServiceReport): PlanSourceWire {
  const { sha256: _sha256, figures: _figures, ...source } = report;
  return source;
}
