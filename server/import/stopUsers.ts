import { unguardedText } from '../shared/cellText.ts';
import { fault } from './cells.ts';
import type { Synonyms } from './columns.ts';
import { readRows } from './readRows.ts';
import type { ReadRows } from './report.ts';

/** A stop's name or id, and its users a visit, as services keep them. */
const COLUMNS = {
  id: ['siteid', 'stopid', 'id'],
  name: ['name', 'stop', 'stopname', 'site', 'sitename', 'location'],
  community: ['community', 'village', 'town', 'place', 'parish'],
  users: [
    'usersavisit',
    'userspervisit',
    'users',
    'averageusers',
    'averageuserspervisit',
    'averagevisits',
    'averagevisitsperstop',
    'average',
    'attendance',
    'averageattendance',
    'visits',
    'visitors',
    'customers',
  ],
} as const satisfies Record<string, Synonyms>;

/** Nobody has seen more users at one stop of a van; more is a count of something else. */
const MOST_USERS = 1000;

/** One row: which stop, and how many users a visit. */
export interface StopUsersRow {
  /** '' when the table has none. */
  readonly id: string;
  readonly name: string;
  readonly community: string;
  /** 0..1000. */
  readonly usersPerVisit: number;
}

/**
 * Reads a table of users by stop. Rows without a figure are left out with the reason.
 * @throws IMPORT_FILE when it has no column of users, or none that tells the stop
 */
export const readStopUsers = (path: string): Promise<ReadRows<StopUsersRow>> =>
  readRows(path, {
    kind: 'stop-users',
    what: 'a table of users by stop',
    expected: 'stop (its name or id) and users (a visit)',
    fields: COLUMNS,
    required: [
      { words: 'stop', isThere: (found) => found.has('id') || found.has('name') },
      { words: 'users', isThere: (found) => found.has('users') },
    ],
    valueOf: (row): StopUsersRow => {
      const [id, name] = [unguardedText(row.text('id')), unguardedText(row.text('name'))];
      if (id === '' && name === '') throw fault('the row names no stop', '');
      const usersPerVisit = row.between('users', 0, MOST_USERS);
      if (usersPerVisit === null) throw fault('no number of users is given', row.text('users'));
      return { id, name, community: unguardedText(row.text('community')), usersPerVisit };
    },
  });
