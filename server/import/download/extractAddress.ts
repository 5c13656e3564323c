import { PlannerError } from '../../shared/errors.ts';
import { slugOf } from '../../shared/text.ts';

/** Geofabrik cuts Great Britain every night: download.geofabrik.de/europe/united-kingdom.html. */
const BASE = 'https://download.geofabrik.de/europe/united-kingdom/';

/** England by county, as Geofabrik cuts it. Scotland and Wales are one extract each. */
const ENGLAND = [
  'bedfordshire',
  'berkshire',
  'bristol',
  'buckinghamshire',
  'cambridgeshire',
  'cheshire',
  'cornwall',
  'cumbria',
  'derbyshire',
  'devon',
  'dorset',
  'durham',
  'east-sussex',
  'east-yorkshire-with-hull',
  'essex',
  'gloucestershire',
  'greater-london',
  'greater-manchester',
  'hampshire',
  'herefordshire',
  'hertfordshire',
  'isle-of-wight',
  'kent',
  'lancashire',
  'leicestershire',
  'lincolnshire',
  'merseyside',
  'norfolk',
  'north-yorkshire',
  'northamptonshire',
  'northumberland',
  'nottinghamshire',
  'oxfordshire',
  'rutland',
  'shropshire',
  'somerset',
  'south-yorkshire',
  'staffordshire',
  'suffolk',
  'surrey',
  'tyne-and-wear',
  'warwickshire',
  'west-midlands',
  'west-sussex',
  'west-yorkshire',
  'wiltshire',
  'worcestershire',
];
const COUNTRIES = ['england', 'scotland', 'wales'];

/** Names that `--download` knows, in order. */
export const EXTRACT_NAMES: readonly string[] = [...ENGLAND, ...COUNTRIES].sort();

/**
 * Where an extract is downloaded from.
 * @param asked  one of `EXTRACT_NAMES`, in capitals or not, or the address of any extract
 * @throws DOWNLOAD_UNKNOWN for another name, or an address that is not of the web
 */
export function extractAddress(asked: string): URL {
  if (/^[a-z][a-z0-9+.-]*:/i.test(asked)) {
    if (/^https?:\/\/[^/]/i.test(asked) && URL.canParse(asked)) return new URL(asked);
    throw unknown(`${asked} is no address of the web: expected https://…/county.osm.pbf`);
  }
  const name = slugOf(asked);
  if (ENGLAND.includes(name)) return new URL(`england/${name}-latest.osm.pbf`, BASE);
  if (COUNTRIES.includes(name)) return new URL(`${name}-latest.osm.pbf`, BASE);
  throw unknown(
    `There is no extract called "${asked}". Give the address of a file, or one of: ${EXTRACT_NAMES.join(', ')}`,
  );
}

const unknown = (message: string): PlannerError =>
  new PlannerError({ code: 'DOWNLOAD_UNKNOWN', category: 'input', message });
