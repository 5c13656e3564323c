import type { TimeWindow, Van } from '../core/nouns.ts';
import type { LonLat } from '../shared/coordinates.ts';
import type { Weekday } from '../shared/time.ts';
import { parseWeeklyTimes } from '../shared/weeklyTimes.ts';
import { fault, type RowReader } from './cells.ts';
import type { Synonyms } from './columns.ts';
import { pointIn } from './points.ts';
import { column, readRows } from './readRows.ts';
import type { ReadRows } from './report.ts';

const COLUMNS = {
  id: ['id', 'vanid'],
  name: ['name', 'vanname'],
  baseName: ['basename', 'base'],
  lon: ['baselon', 'baselongitude'],
  lat: ['baselat', 'baselatitude'],
  easting: ['baseeasting'],
  northing: ['basenorthing'],
  shifts: ['shifts', 'workinghours'],
} as const satisfies Record<string, Synonyms>;
type Field = keyof typeof COLUMNS;

/** Where a van stands when its row does not say. */
export type Base = { readonly name: string; readonly lonLat: LonLat };

/**
 * Reads the vans and their shifts: one window a day, earliest departure from base to latest return.
 * @param defaultBase  base of a van without coordinates
 * @throws IMPORT_FILE
 */
export function readVans(path: string, defaultBase: Base): Promise<ReadRows<Van>> {
  const ids = new Set<string>();
  return readRows(path, {
    kind: 'vans',
    what: 'a table of vans',
    expected: 'id, name and shifts',
    fields: COLUMNS,
    required: [column('id'), column('shifts')],
    valueOf: (row): Van => {
      const id = row.required('id');
      if (ids.has(id)) throw fault('the id is used twice', id);
      ids.add(id);
      const point = pointIn(row);
      const base = point ? { name: row.text('baseName') || 'Base', lonLat: point } : defaultBase;
      return { id, name: row.text('name') || id, base, shifts: shiftsIn(row) };
    },
  });
}

function shiftsIn(row: RowReader<Field>): Van['shifts'] {
  const written = row.required('shifts');
  const weekly = parseWeeklyTimes(written);
  if (!weekly) throw fault('shifts are not weekly times such as Mon-Fri 08:00-17:30', written);
  const shifts: Partial<Record<Weekday, TimeWindow>> = {};
  for (const [day, windows] of Object.entries(weekly)) {
    if (windows.length > 1) throw fault('a van has one shift a day, and a day here has two', written);
    shifts[Number(day) as Weekday] = windows[0];
  }
  return shifts;
}
