import type {
  Area,
  EndedPostcode,
  Hub,
  OutwardCode,
  Place,
  PostcodePoint,
  Region,
  SessionType,
  Site,
  Van,
} from '../core/nouns.ts';
import type { Bounds } from '../shared/coordinates.ts';
import { PlannerError } from '../shared/errors.ts';
import type { Instant } from '../shared/time.ts';
import { listAreas, replaceAreas } from './areas.ts';
import { listHubs, replaceHubs } from './hubs.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { listEndedPostcodes, listOutwardCodes, listPlaces, listPostcodes, replacePlaces } from './places.ts';
import { insertSql } from './rows.ts';
import { listSchoolTerms, replaceSchoolTerms, type SchoolTerm } from './schoolTerms.ts';
import {
  type BankHolidayFact,
  listBankHolidays,
  listSessionTypes,
  listVans,
  replaceService,
} from './service.ts';
import { listSites, replaceSites } from './sites.ts';
import { keepVersion } from './versions.ts';

/** Everything that an import brings, checked and complete. */
export interface RegionTables {
  readonly region: Region;
  readonly areas: readonly Area[];
  readonly hubs: readonly Hub[];
  readonly sites: readonly Site[];
  readonly places: readonly Place[];
  readonly outwardCodes: readonly OutwardCode[];
  readonly postcodes: readonly PostcodePoint[];
  /** None when missing. */
  readonly endedPostcodes?: readonly EndedPostcode[];
  readonly vans: readonly Van[];
  readonly sessionTypes: readonly SessionType[];
  readonly bankHolidays: readonly BankHolidayFact[];
  /** None when missing. */
  readonly schoolTerms?: readonly SchoolTerm[];
  /** The import's report: plain data, kept as it is. */
  readonly report: unknown;
}

interface RegionRow {
  slug: string;
  name: string;
  is_sample: number;
  roads_label: string;
  data_version: string;
  roads_folder: string;
  tiles_file: string;
  west: number;
  south: number;
  east: number;
  north: number;
  attribution_json: string;
  imported_at: string;
}

const COLUMNS = [
  'one',
  'slug',
  'name',
  'is_sample',
  'roads_label',
  'data_version',
  'roads_folder',
  'tiles_file',
  'west',
  'south',
  'east',
  'north',
  'attribution_json',
  'imported_at',
] as const;

/** The region of this database; undefined before the first import. */
export function findRegion(db: ReadableDb): Region | undefined {
  const row = db.prepare<[], RegionRow>('SELECT * FROM region').get();
  return (
    row && {
      slug: row.slug,
      name: row.name,
      isSample: row.is_sample === 1,
      roadsLabel: row.roads_label,
      dataVersion: row.data_version,
      roadsFolder: row.roads_folder,
      tilesFile: row.tiles_file,
      bounds: [row.west, row.south, row.east, row.north] satisfies Bounds,
      attribution: JSON.parse(row.attribution_json),
      importedAt: row.imported_at as Instant,
    }
  );
}

/** @throws REGION_EMPTY when nothing has been imported into this database */
export function getRegion(db: ReadableDb): Region {
  const region = findRegion(db);
  if (region) return region;
  throw new PlannerError({
    code: 'REGION_EMPTY',
    category: 'not-found',
    message: `No region has been imported into ${db.name}. Run "npm run region" with the county's files`,
  });
}

/** Everything the region holds, edits since the import included; undefined before the first import. */
export function readTables(db: ReadableDb): RegionTables | undefined {
  const region = findRegion(db);
  return (
    region && {
      region,
      areas: listAreas(db),
      hubs: listHubs(db),
      sites: listSites(db),
      places: listPlaces(db),
      outwardCodes: listOutwardCodes(db),
      postcodes: listPostcodes(db),
      endedPostcodes: listEndedPostcodes(db),
      vans: listVans(db),
      sessionTypes: listSessionTypes(db),
      bankHolidays: listBankHolidays(db),
      schoolTerms: listSchoolTerms(db),
      report: findImportReport(db),
    }
  );
}

/**
 * Puts an imported region in place of the one there is, all or nothing; what there is can be restored. Plans, ledger,
 * releases and people stay: they are promises, not data of the import.
 */
export function saveRegion(db: WritableDb, tables: RegionTables): void {
  const save = db.transaction(() => {
    const before = readTables(db);
    if (before) keepVersion(db, before, tables.region.importedAt);
    const { region } = tables;
    const [west, south, east, north] = region.bounds;
    db.prepare('DELETE FROM region').run();
    db.prepare(insertSql('region', COLUMNS)).run({
      one: 1,
      slug: region.slug,
      name: region.name,
      is_sample: Number(region.isSample),
      roads_label: region.roadsLabel,
      data_version: region.dataVersion,
      roads_folder: region.roadsFolder,
      tiles_file: region.tilesFile,
      west,
      south,
      east,
      north,
      attribution_json: JSON.stringify(region.attribution),
      imported_at: region.importedAt,
    });
    replaceAreas(db, tables.areas);
    replaceHubs(db, tables.hubs);
    replaceSites(db, tables.sites);
    replacePlaces(db, tables);
    replaceService(db, tables);
    replaceSchoolTerms(db, tables.schoolTerms ?? []);
    db.prepare('INSERT INTO import_report (imported_at, report_json) VALUES (?, ?)').run(
      region.importedAt,
      JSON.stringify(tables.report),
    );
  });
  save.immediate();
}

/** The report of the newest import; undefined before the first. */
export function findImportReport(db: ReadableDb): unknown {
  const row = db
    .prepare<[], { report_json: string }>('SELECT report_json FROM import_report ORDER BY id DESC LIMIT 1')
    .get();
  return row && JSON.parse(row.report_json);
}
