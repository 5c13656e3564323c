import { fileURLToPath } from 'node:url';
import type { Area, Hub, Place, Site, Van } from '../core/nouns.ts';
import { type Bounds, boundsOf, greatCircleMetres, type LonLat, widened } from '../shared/coordinates.ts';
import type { RegionTables } from '../store/region.ts';
import type { SchoolTerm } from '../store/schoolTerms.ts';
import { withPoints } from './areaPoints.ts';
import { type MappedArea, readAreas } from './areas.ts';
import { readBankHolidays } from './bankHolidays.ts';
import type { BasemapSource } from './basemap/drawBasemap.ts';
import { centralBase } from './centralBase.ts';
import { withinCounty } from './countyAreas.ts';
import { type CountyPostcodes, readCountyPostcodes, withLostCodes } from './countyPostcodes.ts';
import { refuseFaults, refuseMostlyRefused } from './faults.ts';
import { readHubs } from './hubs.ts';
import { fileError } from './importErrors.ts';
import type { ImportRequest } from './importRegion.ts';
import { type LandPolygon, readLand } from './land.ts';
import { keepNearRoads, type NearRoads, nearRoads, WITHOUT_ROADS } from './nearRoads.ts';
import { placesOf } from './osm/places.ts';
import { type RegionExtract, readExtract } from './osm/readExtract.ts';
import { communityFinder, type Surroundings, sitesOf } from './osm/sites.ts';
import { outwardCodesOf, readOutwardCodes, withOutwardCodes } from './outwardCodes.ts';
import { readPlaces } from './places.ts';
import type { ReadRows } from './report.ts';
import { readSchoolTerms } from './schoolTerms.ts';
import { readSessionTypes } from './sessionTypes.ts';
import { readSites } from './sites.ts';
import type { TimedStep } from './stepTimer.ts';
import { readVans } from './vans.ts';

/** Everything of a county, read and checked, before anything is written. */
export interface GatheredRegion {
  readonly tables: Omit<RegionTables, 'region' | 'report'>;
  readonly files: readonly ReadRows<unknown>[];
  /** Hash of the extract; `none` without one. */
  readonly dataVersion: string;
  readonly bounds: Bounds;
  /** What the map is drawn from: large, so let go of it once it is drawn. */
  readonly basemap: BasemapSource;
}

/** Where this project's own session types, vans and bank holidays are. */
const OWN_DATA = fileURLToPath(new URL('../../data/', import.meta.url));
/** A rural postcode may be some 3 km across. */
const HUB_TO_POSTCODE_METRES = 3000;
/** Room around the outermost areas on the map, as a share of the width and height. */
const MAP_MARGIN = 0.04;

/** Reads every file of a request and checks it. @throws as `importRegion` */
export async function gatherRegion(
  request: ImportRequest,
  timed: TimedStep,
  signal?: AbortSignal,
): Promise<GatheredRegion> {
  const skip = request.skipBadRows ?? false;
  const first = await timed('Reading areas and sites', async () => readOwnTables(request));
  if (!skip) refuseFaults([...first.areas, ...first.others]);
  const extract = request.osm
    ? await timed('Reading the OpenStreetMap extract', (onProgress) =>
        readExtract(request.osm as string, { onProgress, signal }),
      )
    : undefined;
  const roads = extract ? nearRoads(extract.lines, extract.bounds) : WITHOUT_ROADS;
  const postcodes = await timed('Reading postcodes', async () =>
    readCountyPostcodes(request.postcodes, extract?.bounds, roads),
  );
  const checked = await timed('Checking places against roads', async () =>
    checkPlaces(request, first, postcodes, roads),
  );
  const { areas, hubs } = checked;
  const essential = [areas, hubs, ...(checked.sites ? [checked.sites] : [])];
  for (const table of essential) refuseMostlyRefused(table);
  if (!skip) refuseFaults([...essential, ...postcodes.files]);
  return putTogether(request, { extract, roads, checked, first, postcodes, isSkipping: skip });
}

interface OwnTables {
  readonly areas: readonly [ReadRows<MappedArea>, ...ReadRows<unknown>[]];
  readonly sites: ReadRows<Site> | undefined;
  readonly places: ReadRows<Place> | undefined;
  readonly outwardCodes: Awaited<ReturnType<typeof readOutwardCodes>> | undefined;
  readonly sessionTypes: Awaited<ReturnType<typeof readSessionTypes>>;
  readonly bankHolidays: Awaited<ReturnType<typeof readBankHolidays>>;
  readonly schoolTerms: readonly ReadRows<SchoolTerm>[];
  readonly others: ReadRows<unknown>[];
}

async function readOwnTables(request: ImportRequest): Promise<OwnTables> {
  const areas = await readAreas(request.areas);
  const sites = request.sites === 'osm' ? undefined : await readSites(request.sites.file);
  const places = request.places === undefined ? undefined : await readPlaces(request.places);
  const outwardCodes =
    request.outwardCodes === undefined ? undefined : await readOutwardCodes(request.outwardCodes);
  const sessionTypes = await readSessionTypes(request.sessionTypes ?? `${OWN_DATA}session-types.csv`);
  const bankHolidays = await readBankHolidays(request.bankHolidays ?? `${OWN_DATA}bank-holidays.json`);
  const schoolTerms: ReadRows<SchoolTerm>[] = [];
  for (const path of request.schoolTerms ?? []) schoolTerms.push(await readSchoolTerms(path));
  const others = [sites, places, outwardCodes, sessionTypes, bankHolidays, ...schoolTerms].filter(
    (table) => table !== undefined,
  );
  return { areas, sites, places, outwardCodes, sessionTypes, bankHolidays, schoolTerms, others };
}

interface CheckedPlaces {
  readonly areas: ReadRows<Area>;
  readonly hubs: ReadRows<Hub>;
  readonly sites: ReadRows<Site> | undefined;
}

async function checkPlaces(
  request: ImportRequest,
  first: OwnTables,
  { points, ended }: CountyPostcodes,
  roads: NearRoads,
): Promise<CheckedPlaces> {
  const pointOf = new Map<string, LonLat>(
    [...ended, ...points].map((point) => [point.postcode, point.lonLat]),
  );
  const outwards = new Set(points.map((point) => point.postcode.split(' ')[0]));
  const read = await readHubs(request.hubs, {
    pointOf: (postcode) => pointOf.get(postcode),
    hasOutward: (outward) => outwards.has(outward),
  });
  const hubs = { ...read, notes: [...read.notes, ...distantHubs(read, pointOf)] };
  return {
    areas: withinCounty(withPoints(first.areas[0], points), roads),
    hubs: keepNearRoads(hubs, roads, !read.isNational),
    sites: first.sites && keepNearRoads(first.sites, roads, true),
  };
}

/** Hubs whose coordinates and postcode disagree: one of the two is probably of another row. */
function distantHubs(hubs: ReadRows<Hub>, pointOf: ReadonlyMap<string, LonLat>): string[] {
  return hubs.rows.flatMap(({ line, value }) => {
    const centre = pointOf.get(value.postcode);
    const metres = centre === undefined ? 0 : greatCircleMetres(centre, value.lonLat);
    if (metres <= HUB_TO_POSTCODE_METRES) return [];
    const far = `${(metres / 1000).toFixed(1)} km`;
    return [
      `Line ${line}: ${value.name} lies ${far} from the middle of its postcode ${value.postcode}. Check both.`,
    ];
  });
}

async function putTogether(
  request: ImportRequest,
  parts: {
    extract: RegionExtract | undefined;
    roads: NearRoads;
    checked: CheckedPlaces;
    first: OwnTables;
    postcodes: CountyPostcodes;
    isSkipping: boolean;
  },
): Promise<GatheredRegion> {
  const { extract, checked, first, postcodes } = parts;
  const areas = valuesOf(checked.areas);
  const hubs = valuesOf(checked.hubs);
  const named = first.places ? valuesOf(first.places) : extract ? placesOf(extract.places) : [];
  const places = withOutwardCodes(named, postcodes.points);
  const sites = checked.sites
    ? withCommunities(valuesOf(checked.sites), places)
    : sitesFrom(request, extract, { places, postcodes: postcodes.points, roads: parts.roads });
  const vans = await readVans(request.vans ?? `${OWN_DATA}vans.csv`, centralBase(areas, hubs));
  if (!parts.isSkipping) refuseFaults([vans]);
  const land = request.land === undefined ? undefined : await readLand(request.land);
  const bounds = mapBounds([...areas, ...hubs, ...sites].map((each) => each.lonLat));
  return {
    tables: {
      areas,
      hubs,
      sites,
      places,
      outwardCodes: first.outwardCodes
        ? valuesOf(first.outwardCodes)
        : outwardCodesOf(withLostCodes(postcodes), places),
      postcodes: postcodes.points,
      endedPostcodes: postcodes.ended,
      vans: valuesOf<Van>(vans),
      sessionTypes: valuesOf(first.sessionTypes),
      bankHolidays: valuesOf(first.bankHolidays),
      schoolTerms: first.schoolTerms.flatMap(valuesOf),
    },
    files: filesRead({ ...parts, sites, vans, land }),
    dataVersion: extract?.sha256 ?? 'none',
    bounds,
    basemap: { extract, land: land && valuesOf(land), places, bounds },
  };
}

/** Every file in the order of the report. */
function filesRead(parts: {
  extract: RegionExtract | undefined;
  checked: CheckedPlaces;
  first: OwnTables;
  postcodes: CountyPostcodes;
  sites: readonly Site[];
  vans: ReadRows<Van>;
  land: ReadRows<LandPolygon> | undefined;
}): ReadRows<unknown>[] {
  const { extract, checked, first, postcodes, vans, land } = parts;
  return [
    extract && extractRows(extract, checked.sites ? undefined : parts.sites.length),
    checked.areas,
    ...first.areas.slice(1),
    checked.hubs,
    checked.sites,
    ...postcodes.files,
    first.places,
    first.outwardCodes,
    vans,
    first.sessionTypes,
    first.bankHolidays,
    ...first.schoolTerms,
    land,
  ].filter((table) => table !== undefined);
}

function sitesFrom(
  request: ImportRequest,
  extract: RegionExtract | undefined,
  around: Surroundings & { roads: NearRoads },
): Site[] {
  if (!extract)
    throw fileError(
      request.hubs,
      'there are no sites: give a site register with --sites, or an extract with --osm',
    );
  const sites = sitesOf(extract, around).filter((site) =>
    Number.isFinite(around.roads.distanceTo(site.lonLat)),
  );
  if (sites.length > 0) return sites;
  throw fileError(
    extract.path,
    'no hall, library, car park or other place for the van was found in this extract. Give a site register with --sites',
  );
}

/** What the extract gave, as one line of the report. */
function extractRows(extract: RegionExtract, sites: number | undefined): ReadRows<unknown> {
  const roads = extract.lines.filter((line) => line.isDrivable);
  return {
    kind: 'extract',
    path: extract.path,
    sha256: extract.sha256,
    rowsRead: roads.length,
    rows: roads.map((value) => ({ line: 0, value })),
    refused: [],
    notes:
      sites === undefined
        ? []
        : [`${sites} sites were chosen from ${extract.siteLike.length} halls, car parks and the like.`],
  };
}

const valuesOf = <T>(table: ReadRows<T>): T[] => table.rows.map((row) => row.value);

function withCommunities(sites: readonly Site[], places: readonly Place[]): Site[] {
  const communityOf = communityFinder(places);
  return sites.map((site) =>
    site.community === '' ? { ...site, community: communityOf(site.lonLat) } : site,
  );
}

/** The box that the map opens on. */
function mapBounds(places: readonly LonLat[]): Bounds {
  const [west, south, east, north] = boundsOf(places) as Bounds;
  return widened([west, south, east, north], MAP_MARGIN * Math.max(east - west, north - south, 0.02));
}
