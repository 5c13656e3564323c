import { basename } from 'node:path';
import type { Area } from '../core/nouns.ts';
import { counted } from '../shared/text.ts';
import type { Instant } from '../shared/time.ts';
import type { GatheredRegion } from './gatherRegion.ts';
import type { ImportRequest } from './importRegion.ts';
import { type FileReport, groupRefusals, type ReadRows } from './report.ts';

/** One file as it stands in the report. */
export function fileReport(table: ReadRows<unknown>): FileReport {
  return {
    kind: table.kind,
    file: basename(table.path),
    sha256: table.sha256,
    ...(table.vintage ? { vintage: table.vintage } : {}),
    rowsRead: table.rowsRead,
    kept: table.kept ?? table.rows.length,
    refused: groupRefusals(table.refused),
    notes: table.notes,
  };
}

/** Totals that a person can check against what they know of the county. */
export function totalsOf({ tables }: Pick<GatheredRegion, 'tables'>): string[] {
  const sum = (count: (area: Area) => number) =>
    Math.round(tables.areas.reduce((total, area) => total + count(area), 0));
  const children = sum((area) => area.childrenUnder1 + area.childrenAged1 + area.childrenAged2to4);
  const babies = sum((area) => area.childrenUnder1);
  return [
    `${counted(children, 'child', 'children')} aged 0 to 4 in ${counted(tables.areas.length, 'area')}, ${babies.toLocaleString('en-GB')} of them under 1`,
    counted(tables.hubs.length, 'hub'),
    counted(tables.sites.length, 'candidate site'),
    `${counted(tables.postcodes.length, 'postcode')} in ${counted(tables.outwardCodes.length, 'outward code')}`,
    counted(tables.places.length, 'place'),
  ];
}

/** What was assumed, field by field, and what is missing. */
export function warningsOf({ tables }: Pick<GatheredRegion, 'tables'>): string[] {
  const counts = new Map<string, number>();
  for (const { field, reason } of tables.areas.flatMap((area) => area.assumed)) {
    const text = `${FIELD_WORDS[field] ?? field}: ${reason}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const assumed = [...counts].map(([text, count]) => `Assumed in ${counted(count, 'area')}: ${text}.`);
  const unknown = tables.areas.filter((area) => area.idaciRate === null).length;
  return [
    ...assumed,
    ...(unknown > 0
      ? [`Income deprivation affecting children is not known in ${counted(unknown, 'area')}.`]
      : []),
    ...(tables.postcodes.length === 0
      ? ['No unit postcodes: every answer to a postcode is approximate.']
      : []),
  ];
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  childrenUnder1: 'children under 1',
  childrenAged1: 'children aged 1',
  childrenAged2to4: 'children aged 2 to 4',
  noCarShare: 'households without a car',
  idaciRate: 'income deprivation affecting children',
  deprivationDecile: 'deprivation',
  population: 'population',
  lonLat: 'where the people live',
  ruralUrban: 'rural-urban class',
};

/** Lines owed to the publishers of the usual files. */
export function attributionOf(request: ImportRequest, importedAt: Instant): string[] {
  const year = importedAt.slice(0, 4);
  return [
    ...(request.osm === undefined ? [] : ['© OpenStreetMap contributors, Open Database Licence (ODbL) 1.0']),
    ...(request.postcodes === undefined
      ? []
      : [
          `Contains OS data © Crown copyright and database right ${year}`,
          `Contains Royal Mail data © Royal Mail copyright and database right ${year}`,
        ]),
    `Contains National Statistics data © Crown copyright and database right ${year}`,
    'Contains public sector information licensed under the Open Government Licence v3.0',
  ];
}
