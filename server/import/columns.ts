/** A column name with everything but letters and digits taken out: "LSOA code (2011)" → "lsoacode2011". */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** Names a column may have, plain (see `plainName`): whole names, or a pattern for a whole name. The first found wins. */
export type Synonyms = readonly (string | RegExp)[];

/**
 * Where each field stands in a table: the index of the first column with one of its names, by order of the synonyms.
 * @returns  index by field; a field that no column has is absent
 */
export function findColumns<F extends string>(
  columns: readonly string[],
  fields: Readonly<Record<F, Synonyms>>,
): Partial<Record<F, number>> {
  const plain = columns.map(plainName);
  const found: Partial<Record<F, number>> = {};
  for (const field of Object.keys(fields) as F[]) {
    for (const synonym of fields[field]) {
      const index = plain.findIndex((name) =>
        typeof synonym === 'string' ? name === synonym : synonym.test(name),
      );
      if (index < 0) continue;
      found[field] = index;
      break;
    }
  }
  return found;
}

/** Names that coordinate columns have in either system: what they hold is told from the numbers (see `pointIn`). */
const EITHER_EAST = ['x', 'xcoord', 'xcoordinate', 'coordx', 'xcentroid'] as const;
const EITHER_NORTH = ['y', 'ycoord', 'ycoordinate', 'coordy', 'ycentroid'] as const;

/** Usual names of coordinate columns. */
export const POINT_COLUMNS = {
  lon: ['lon', 'longitude', 'long', 'lng', 'geox', ...EITHER_EAST],
  lat: ['lat', 'latitude', 'geoy', ...EITHER_NORTH],
  easting: ['easting', 'eastings', 'east1m', 'oseast1m', 'bnge', 'gridreferenceeasting'],
  northing: ['northing', 'northings', 'north1m', 'osnrth1m', 'bngn', 'gridreferencenorthing'],
} as const satisfies Record<string, Synonyms>;

/** Whether a column's name leaves open which coordinates it holds. */
export const isEitherSystem = (name: string): boolean =>
  [...EITHER_EAST, ...EITHER_NORTH].some((each) => each === plainName(name));
