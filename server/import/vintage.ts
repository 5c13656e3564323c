import { plainName } from './columns.ts';

/**
 * Which year's figures a table holds, from its column names, the name of its sheet, and what stands above its header:
 * "mid-2022", "Indices of Deprivation 2019", "Census 2021". Null when nothing says it.
 */
export function vintageOf(table: {
  readonly columns: readonly string[];
  readonly sheet: string | null;
  /** Cells of the rows above the header. */
  readonly above: readonly string[];
}): string | null {
  const names = table.columns.map(plainName);
  const told = [
    ...populationYear(table, names),
    ...deprivationYear(names),
    ...(names.some((name) => name.startsWith('numberofcarsorvans')) ? ['Census 2021'] : []),
    ...classificationYear(names),
  ];
  return told.length > 0 ? [...new Set(told)].join(', ') : null;
}

const YEAR_IN_WORDS = /\bmid[- ]?((?:19|20)\d\d)\b/i;

function populationYear(
  table: { readonly sheet: string | null; readonly above: readonly string[] },
  names: readonly string[],
): string[] {
  const hasAges = names.some((name) => /^(f|m|age|aged)?0$/.test(name) || /^aged?0(to)?4$/.test(name));
  if (!hasAges) return [];
  const written = [table.sheet ?? '', ...table.above].map((text) => YEAR_IN_WORDS.exec(text)?.[1]);
  const named = names.map((name) => /^pop(?:ulation)?((?:19|20)\d\d)$/.exec(name)?.[1]);
  const year = [...written, ...named].find((each) => each !== undefined);
  return year === undefined ? [] : [`mid-${year}`];
}

/** File 7 of the Indices: of 2019 by areas of 2011, of 2025 by areas of 2021. */
function deprivationYear(names: readonly string[]): string[] {
  if (!names.some((name) => /^(indexofmultipledeprivation|imd|idaci|incomedeprivation)/.test(name)))
    return [];
  if (names.some((name) => /^lsoa(code)?(20)?21(cd|code)?$/.test(name)))
    return ['Indices of Deprivation 2025'];
  if (names.some((name) => /^lsoa(code)?(20)?11(cd|code)?$/.test(name)))
    return ['Indices of Deprivation 2019'];
  return [];
}

function classificationYear(names: readonly string[]): string[] {
  const year = names.map((name) => /^ruc(?:20)?(11|21)(?:cd|nm|code|name)?$/.exec(name)?.[1]).find(Boolean);
  return year === undefined ? [] : [`Rural Urban Classification 20${year}`];
}
