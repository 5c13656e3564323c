import type { Area } from '../core/nouns.ts';
import { type AreaFact, type AreaFacts, joinedFacts, type Outline } from './areaFacts.ts';
import { assumedNoCarShare, fillAges, idaciFromCount, type KnownAges } from './areaFallbacks.ts';
import { innerPoint } from './areaPoints.ts';
import { type FittedTable, readAreaTables } from './areaTables.ts';
import { fault, leftOut, refusalOf } from './cells.ts';
import { type ReadRows, type Refusal, refusalList, type SourceRow } from './report.ts';

/** An area with its outline, where a map of outlines was among the files. */
export interface MappedArea extends Area {
  readonly outline: Outline | null;
}

/**
 * Reads the small areas of a county from one table or from several tables and maps that have the area's code in common
 * (see `readAreaTables`). The first one with children by age says which areas there are; the others add what it leaves
 * open, the first of them first.
 * @param paths  at least one; tables, maps of outlines, look-ups, in any order
 * @returns one result a file, that of the table with the children, with the areas, first
 * @throws IMPORT_FILE
 */
export async function readAreas(
  paths: readonly string[],
): Promise<[ReadRows<MappedArea>, ...ReadRows<unknown>[]]> {
  const { base, others, lookups } = await readAreaTables(paths);
  return [areasOf(base, others), ...others.map((table) => table.report), ...lookups];
}

/** What the tables tell of each area together, as areas; those of which that is not enough are refused. */
function areasOf(base: ReadRows<AreaFacts>, others: readonly FittedTable[]): ReadRows<MappedArea> {
  const more = new Map<string, AreaFacts[]>();
  for (const { value } of others.flatMap((table) => table.facts)) {
    const facts = more.get(value.id);
    if (facts) facts.push(value);
    else more.set(value.id, [value]);
  }
  const joined = base.rows.map(({ line, value }) => ({
    line,
    value: [value, ...(more.get(value.id) ?? [])].reduce(joinedFacts),
  }));
  const isPlaced = ({ value }: SourceRow<AreaFacts>) => value.lonLat !== null || value.outline !== null;
  const placed = joined.filter(isPlaced).length;
  const known = {
    isWider: others.length > 0 && placed > 0 && placed * 2 < joined.length,
    isAstray: others.some((table) => table.isAstray),
  };
  const refused = refusalList();
  for (const refusal of base.refused) refused.add(refusal);
  const rows: SourceRow<MappedArea>[] = [];
  for (const row of joined) {
    const area = areaOrRefusal(row, known);
    if ('reason' in area) refused.add(area);
    else rows.push({ line: row.line, value: area });
  }
  const lost = joined.length - rows.length;
  const kept = base.kept === undefined ? undefined : Math.max(0, base.kept - lost);
  return { ...base, rows, refused: refused.all(), ...(kept === undefined ? {} : { kept }) };
}

function areaOrRefusal(
  { line, value }: SourceRow<AreaFacts>,
  known: { isWider: boolean; isAstray: boolean },
): MappedArea | Refusal {
  try {
    if (value.lonLat !== null || value.outline !== null) return areaOf(value);
    if (known.isWider) {
      throw leftOut(
        'the area is in no table or map of places, so it is taken to be outside the county',
        value.id,
      );
    }
    throw fault(
      known.isAstray
        ? 'the area is not in the table or map of places, whose codes may be of another year: add the look-up from LSOA 2011 to LSOA 2021'
        : 'the area has no coordinates: expected lon and lat, or easting and northing',
      value.id,
    );
  } catch (thrown) {
    return refusalOf(thrown, line);
  }
}

function areaOf(facts: AreaFacts): MappedArea {
  const filled = fillAges(facts satisfies KnownAges);
  if (filled === undefined) {
    throw fault('no children by age are given: expected age 0, or ages 0 to 4, as numbers', facts.id);
  }
  if (typeof filled === 'string') throw fault(filled, facts.id);
  const { under1, aged1, aged2to4 } = filled;
  const children = under1 + aged1 + aged2to4;
  if (facts.population !== null && children > facts.population) {
    throw fault('more children aged 0 to 4 than people of all ages', facts.id);
  }
  const noCar = assumedNoCarShare(facts.ruralUrban, facts.ruralUrbanCode);
  const idaci = idaciOf(facts, children);
  const place = placeOf(facts);
  const ruralUrban = facts.ruralUrban ?? facts.ruralUrbanCode;
  return {
    id: facts.id,
    name: facts.name ?? facts.id,
    lonLat: place.lonLat,
    points: [{ lonLat: place.lonLat, weight: 1 }],
    outline: facts.outline,
    population: facts.population,
    childrenUnder1: under1,
    childrenAged1: aged1,
    childrenAged2to4: aged2to4,
    deprivationDecile: facts.deprivationDecile,
    idaciRate: idaci.rate,
    noCarShare: facts.noCarShare ?? noCar.share,
    ruralUrban,
    assumed: [
      ...filled.assumed,
      ...(facts.noCarShare === null ? [{ field: 'noCarShare', reason: noCar.reason }] : []),
      ...(idaci.assumed ? [idaci.assumed] : []),
      ...place.assumed,
      ...workedOut(
        facts,
        filled.assumed.map(({ field }) => field),
      ),
    ],
  };
}

/** The area's own point; else one within its outline, which postcodes may still move; else one carried over. */
function placeOf(facts: AreaFacts): Pick<MappedArea, 'lonLat' | 'assumed'> {
  const isOwn = facts.lonLat !== null && facts.workedOut.lonLat === undefined;
  if (!isOwn && facts.outline !== null) {
    return {
      lonLat: innerPoint(facts.outline),
      assumed: [{ field: 'lonLat', reason: 'a point within the outline' }],
    };
  }
  return { lonLat: facts.lonLat as MappedArea['lonLat'], assumed: [] };
}

/** Which fields of an area rest on which fact. */
const FIELD_OF: Readonly<Partial<Record<AreaFact, string>>> = {
  lonLat: 'lonLat',
  population: 'population',
  under1: 'childrenUnder1',
  aged1: 'childrenAged1',
  aged2to4: 'childrenAged2to4',
  deprivationDecile: 'deprivationDecile',
  idaciRate: 'idaciRate',
  noCarShare: 'noCarShare',
  ruralUrban: 'ruralUrban',
};

function workedOut(facts: AreaFacts, already: readonly string[]): MappedArea['assumed'] {
  return Object.entries(FIELD_OF).flatMap(([fact, field]) => {
    const reason = facts.workedOut[fact as AreaFact];
    const isMoot = fact === 'lonLat' && facts.outline !== null;
    return reason === undefined || isMoot || already.includes(field) ? [] : [{ field, reason }];
  });
}

function idaciOf(
  facts: AreaFacts,
  aged0to4: number,
): { rate: number | null; assumed?: Area['assumed'][number] } {
  if (facts.idaciRate !== null || facts.idaciNumerator === null) return { rate: facts.idaciRate };
  const { rate, reason } = idaciFromCount({
    deprived: facts.idaciNumerator,
    aged0to15: facts.aged0to15,
    aged0to4,
  });
  return rate === null ? { rate } : { rate, assumed: { field: 'idaciRate', reason } };
}
