import type { SessionType } from '../core/nouns.ts';
import { fault } from './cells.ts';
import { column, readRows } from './readRows.ts';
import type { ReadRows } from './report.ts';

/** Longest session type that is believed, minutes: a working day. */
const MAX_MINUTES = 480;

/** Reads what is offered on the van, in the coordinator's order. @throws IMPORT_FILE */
export function readSessionTypes(path: string): Promise<ReadRows<SessionType>> {
  const ids = new Set<string>();
  return readRows(path, {
    kind: 'session types',
    what: 'a table of session types',
    expected: 'id, public_name, minutes and is_public',
    fields: {
      id: ['id'],
      publicName: ['publicname', 'name'],
      publicDescription: ['publicdescription', 'description'],
      minutes: ['minutes'],
      isPublic: ['ispublic', 'public'],
      isUsual: ['isusual', 'usual'],
    },
    required: [
      column('id'),
      column('publicName', 'public_name'),
      column('minutes'),
      column('isPublic', 'is_public'),
    ],
    valueOf: (row): SessionType => {
      const id = row.required('id');
      if (ids.has(id)) throw fault('the id is used twice', id);
      ids.add(id);
      row.required('minutes');
      const minutes = row.between('minutes', 5, MAX_MINUTES);
      if (minutes === null || !Number.isInteger(minutes)) {
        throw fault('minutes is not a whole number', row.text('minutes'));
      }
      const isPublic = row.yesNo('isPublic');
      // Nobody said that families may see it: an invitation-only session must never be published by mistake.
      if (isPublic === null) throw fault('is_public says neither yes nor no', '');
      return {
        id,
        publicName: row.required('publicName'),
        publicDescription: row.text('publicDescription'),
        minutes,
        isPublic,
        // Without the column every public type is offered everywhere.
        isUsual: row.yesNo('isUsual') ?? isPublic,
      };
    },
  });
}
