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

/** Usual names of coordinate columns. `x` and `y` are left out: nobody can tell what they hold. */
export const POINT_COLUMNS = {
  lon: ['lon', 'longitude', 'long', 'lng', 'geox'],
  lat: ['lat', 'latitude', 'geoy'],
  easting: ['easting', 'eastings', 'east1m', 'oseast1m'],
  northing: ['northing', 'northings', 'north1m', 'osnrth1m'],
} as const satisfies Record<string, Synonyms>;
