import proj4 from 'proj4';
import { type LonLat, lonLat } from '../shared/coordinates.ts';
import { fault, type RowReader } from './cells.ts';
import { isEitherSystem } from './columns.ts';

/**
 * British National Grid (EPSG:27700) with the seven-parameter shift to WGS 84, true to about 5 m over Great Britain.
 * Source: EPSG transformation 1314; Ordnance Survey, "A guide to coordinate systems in Great Britain".
 */
const BRITISH_GRID =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs';
const toLonLat = proj4(BRITISH_GRID, 'EPSG:4326');
/** Extent of the grid squares in use, metres. */
const GRID_EAST = 700_000;
const GRID_NORTH = 1_300_000;

/** Metres of the British National Grid as degrees. */
export function fromBritishGrid(grid: { easting: number; northing: number }): LonLat {
  const [lon, lat] = toLonLat.forward([grid.easting, grid.northing]);
  return lonLat(roundDegrees(lon), roundDegrees(lat));
}

/** Seven decimals: a centimetre, and what OpenStreetMap keeps. */
export const roundDegrees = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

type PointField = 'lon' | 'lat' | 'easting' | 'northing';

/** True when a table has columns that say where a row lies. */
export const hasPointColumns = (found: ReadonlySet<string>): boolean =>
  (found.has('lon') && found.has('lat')) || (found.has('easting') && found.has('northing'));

/**
 * Where a row lies: longitude and latitude when given, else easting and northing; null when it gives neither. Columns
 * called x and y are taken for the one that their numbers can only be.
 * Throws a `CellFault` for a number that cannot be one.
 */
export function pointIn(row: RowReader<PointField>): LonLat | null {
  const grid = gridIn(row);
  const isOpen = isEitherSystem(row.title('lon')) && isEitherSystem(row.title('lat'));
  if (isOpen && grid !== null) return grid;
  const lon = row.number('lon');
  const lat = row.number('lat');
  if (lon !== null && lat !== null) return isOpen ? eitherIn(row, lon, lat) : degreesIn(row, lon, lat);
  if ((lon === null) !== (lat === null)) {
    const missing = lon === null ? 'lon' : 'lat';
    throw fault(`only one of the two coordinates is given: ${row.title(missing)} is missing`, '');
  }
  return grid;
}

function gridIn(row: RowReader<PointField>): LonLat | null {
  const easting = row.number('easting');
  const northing = row.number('northing');
  if (easting === null || northing === null || (easting === 0 && northing === 0)) return null;
  if (!isOnGrid(easting, northing)) {
    throw fault(
      'easting and northing are not on the British National Grid (metres, such as 486119 and 308841)',
      `${easting}, ${northing}`,
    );
  }
  return fromBritishGrid({ easting, northing });
}

const isOnGrid = (easting: number, northing: number): boolean =>
  easting > 0 && easting <= GRID_EAST && northing > 0 && northing <= GRID_NORTH;

/** Degrees of the British Isles, and metres beyond them: no pair of numbers is both. */
function eitherIn(row: RowReader<PointField>, x: number, y: number): LonLat {
  if (x >= -11 && x <= 2 && y >= 49 && y <= 61.5) return lonLat(x, y);
  if (x > 180 && y > 90 && isOnGrid(x, y)) return fromBritishGrid({ easting: x, northing: y });
  throw fault(
    `${row.title('lon')} and ${row.title('lat')} are neither degrees in the British Isles nor metres of the British National Grid: name the columns lon and lat, or easting and northing`,
    `${row.text('lon')}, ${row.text('lat')}`,
  );
}

function degreesIn(row: RowReader<PointField>, lon: number, lat: number): LonLat {
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return lonLat(lon, lat);
  const looksLikeGrid = lon > 180 && lon <= GRID_EAST && lat > 90 && lat <= GRID_NORTH;
  throw fault(
    looksLikeGrid
      ? 'longitude and latitude hold metres: name these columns easting and northing'
      : 'longitude and latitude are not degrees (expected numbers such as -0.7279 and 52.6704)',
    `${row.text('lon')}, ${row.text('lat')}`,
  );
}
