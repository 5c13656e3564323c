import type { Messages } from '../messages/en.ts';
import type { ReleaseContent } from '../releaseContent.ts';
import { csvText } from './csvText.ts';
import { releaseFacts, type VisitRecord, visitRecord } from './visitRecords.ts';

/** Columns of visits.csv, in order. */
export const VISIT_COLUMNS = [
  'visit_uid',
  'sequence',
  'status',
  'status_reason',
  'date',
  'open',
  'close',
  'timezone',
  'original_date',
  'original_open',
  'replaces_uid',
  'replaced_by_uid',
  'stop_id',
  'stop',
  'community',
  'address',
  'postcode',
  'geox',
  'geoy',
  'services',
  'booking',
  'cost',
  'phone',
  'text_line',
  'next_visit_date',
  'page_url',
  'last_modified',
  'release',
  'notice',
] as const satisfies readonly (keyof VisitRecord)[];

/** `/data/visits.csv`, `.json` and `.geojson`: every visit to come and those of the last 30 days, told the same. */
export function visitFiles(content: ReleaseContent, messages: Messages): Map<string, string> {
  const records = content.visits.map((visit) => visitRecord(content, visit, messages));
  const facts = releaseFacts(content, messages);
  const rows = records.map((record) => VISIT_COLUMNS.map((column) => cellOf(record[column])));
  const geojson = {
    type: 'FeatureCollection',
    ...facts,
    features: records.map((record) => ({
      type: 'Feature',
      id: record.visit_uid,
      geometry: { type: 'Point', coordinates: [record.geox, record.geoy] },
      properties: record,
    })),
  };
  return new Map([
    ['data/visits.csv', csvText(VISIT_COLUMNS, rows)],
    ['data/visits.json', `${JSON.stringify({ ...facts, visits: records }, null, 1)}\n`],
    ['data/visits.geojson', `${JSON.stringify(geojson)}\n`],
  ]);
}

const cellOf = (value: VisitRecord[keyof VisitRecord]): string | number | null =>
  Array.isArray(value) ? value.join('|') : (value as string | number | null);
