import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Call, Plan, Rota, VanDay } from '../../../server/core/nouns.ts';
import { measureLookup } from '../../../server/planning/measureLookup.ts';
import type { PublishNeeds } from '../../../server/publish/draftRelease.ts';
import type { ServiceIdentity } from '../../../server/publish/identity.ts';
import {
  type Clock,
  clockTime,
  fixedClock,
  type Instant,
  serviceDate,
  type Weekday,
} from '../../../server/shared/time.ts';
import { saveStandingDecision } from '../../../server/store/clashDecisions.ts';
import { openStore, type WritableDb } from '../../../server/store/open.ts';
import { addPlan, approvePlan } from '../../../server/store/plans.ts';
import { type RegionTables, saveRegion } from '../../../server/store/region.ts';
import { townEngine, townTables } from '../../support/tinyRegion.ts';
import { rules, stop, van } from '../../support/tinyTown.ts';

/** Tuesday 24 November 2026, 9 in the morning. */
export const NINE_ON_TUESDAY = '2026-11-24T09:00:00Z';

export const IDENTITY: ServiceIdentity = {
  serviceName: 'Mobile Family Hub',
  councilName: 'Tiny Town Council',
  councilUrl: 'https://council.example',
  logoFile: null,
  phone: { name: 'Advice line', number: '01632 960321', hours: 'Monday to Friday, 9am to 5pm' },
  textLine: { name: 'Text line', number: '07700 900321', hours: '' },
  publicUrl: 'https://hub.example',
};

const call = (siteId: string, open: string, close: string): Call => ({
  siteId,
  arrive: clockTime(open) - 1200,
  open: clockTime(open),
  close: clockTime(close),
  leave: clockTime(close) + 900,
  legSeconds: 600,
  legMetres: 10_000,
});

const vanDay = (week: number, weekday: Weekday, calls: readonly Call[]): VanDay => ({
  vanId: 'van-1',
  week,
  weekday,
  departBase: clockTime('08:30'),
  calls,
  break: { from: clockTime('12:00'), to: clockTime('12:30') },
  returnLegSeconds: 600,
  returnLegMetres: 10_000,
  returnBase: clockTime('16:00'),
});

/**
 * Four weeks from Monday 23 November 2026: Ashby every Tuesday 10:00 to 11:30, Brook every second Tuesday 14:00 to 15:30 from
 * 24 November, Carn every fourth Monday 10:00 to midday from 30 November (28 December is a bank holiday).
 */
export function tinyRota(fields: { ashbyOpens?: string; hasBrook?: boolean } = {}): Rota {
  const ashby = call('site-ashby', fields.ashbyOpens ?? '10:00', '11:30');
  const brook = (fields.hasBrook ?? true) ? [call('site-brook', '14:00', '15:30')] : [];
  return {
    cycleWeeks: 4,
    vanDays: [
      vanDay(0, 2, [ashby, ...brook]),
      vanDay(1, 1, [call('site-carn', '10:00', '12:00')]),
      vanDay(1, 2, [ashby]),
      vanDay(2, 2, [ashby, ...brook]),
      vanDay(3, 2, [ashby]),
    ],
    unserved: [],
    seed: 1,
    iterations: 1,
  };
}

/** Keeps a plan with this rota, approved unless told otherwise. */
export function keepPlan(
  db: WritableDb,
  fields: { rota?: Rota; isApproved?: boolean; at?: string; sessionTypeIds?: readonly string[] } = {},
): Plan {
  const rota = fields.rota ?? tinyRota();
  const at = (fields.at ?? NINE_ON_TUESDAY) as Instant;
  const siteIds = [...new Set(rota.vanDays.flatMap((day) => day.calls.map(({ siteId }) => siteId)))];
  const plan = addPlan(db, {
    parameters: {
      maxStops: 3,
      vans: 1,
      cycleWeeks: 4,
      seed: 1,
      iterations: 1,
      forceIn: [],
      forceOut: [],
    },
    rules: rules(),
    vans: [van()],
    stops: siteIds.map((siteId) => stop({ siteId, sessionTypeIds: fields.sessionTypeIds ?? ['drop-in'] })),
    rota,
    cycleAnchor: serviceDate('2026-11-23'),
    travelSource: { engine: 'tiny town', dataVersion: '1', isEstimate: false },
    children: 300,
    beyondReachBefore: 100,
    beyondReachAfter: 50,
    isChoiceProven: true,
    choiceGap: 0,
    createdAt: at,
  });
  return (fields.isApproved ?? true) ? approvePlan(db, { id: plan.id, by: 'Ann', at }) : plan;
}

/** Tiny town with three sites of the rota named, and bank holidays to the end of 2027. */
export const publishTables = (fields: Partial<RegionTables> = {}): RegionTables => {
  const tables = townTables();
  const names: Readonly<Record<string, readonly [string, string]>> = {
    'site-ashby': ['Ashby hall', 'Ashby'],
    'site-brook': ['Brook hall', 'Brook'],
    'site-carn': ['Carn hall', 'Carn'],
  };
  return {
    ...tables,
    sites: tables.sites.map((site) => {
      const [name, community] = names[site.id] ?? [site.name, site.community];
      return { ...site, name, community };
    }),
    bankHolidays: [
      ['2026-12-25', 'Christmas Day'],
      ['2026-12-28', 'Boxing Day'],
      ['2027-01-01', 'New Year’s Day'],
      ['2027-03-26', 'Good Friday'],
      ['2027-03-29', 'Easter Monday'],
      ['2027-05-03', 'Early May bank holiday'],
      ['2027-05-31', 'Spring bank holiday'],
    ].map(([date, title]) => ({ date: serviceDate(date), title })),
    ...fields,
  };
};

/** Decides that no visit takes place on bank holidays. */
export const skipBankHolidays = (db: WritableDb): void =>
  saveStandingDecision(db, {
    kind: 'bank-holiday',
    reason: '',
    by: 'Ann',
    at: '2026-11-20T09:00:00Z' as Instant,
  });

/** A region's folder on disk with its store. No visit takes place on bank holidays: that was decided. */
export function tinyFolder(fields: Partial<RegionTables> = {}): { regionFolder: string; db: WritableDb } {
  const regionFolder = mkdtempSync(join(tmpdir(), 'hub-rounds-publish-'));
  const db = openStore(join(regionFolder, 'region.sqlite'));
  saveRegion(db, publishTables(fields));
  skipBankHolidays(db);
  return { regionFolder, db };
}

/** The built client as far as publishing reads it. */
export function builtClient(regionFolder: string): string {
  const folder = join(regionFolder, 'client');
  mkdirSync(join(folder, '.vite'), { recursive: true });
  const manifest = { 'lookup/main.ts': { file: 'lookup-1a2b.js', css: ['lookup-3c4d.css'], isEntry: true } };
  writeFileSync(join(folder, '.vite/manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'lookup-1a2b.js'), 'document.title;\n');
  writeFileSync(join(folder, 'lookup-3c4d.css'), 'body{color:#000}\n');
  return folder;
}

/** uid-0001, uid-0002, …: in the form of a UUID. */
export function countedUids(): () => string {
  let count = 0;
  return () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
}

/** Everything publishing works with in tiny town: 8 weeks ahead, no violations, real drives along tiny town's road. */
export function publishNeeds(
  region: { regionFolder: string; db: WritableDb },
  fields: Partial<PublishNeeds> = {},
): PublishNeeds {
  const clock: Clock = fields.clock ?? fixedClock(NINE_ON_TUESDAY);
  const engine = townEngine();
  return {
    ...region,
    clock,
    identity: IDENTITY,
    clientBuild: builtClient(region.regionFolder),
    check: async () => ({ violations: [] }),
    datedLegs: async () => () => 600,
    lookupTimes: ({ siteIds }) => measureLookup({ db: region.db, engine, clock }, { siteIds }),
    weeks: 8,
    newUid: countedUids(),
    study: 'auto',
    ...fields,
  };
}
