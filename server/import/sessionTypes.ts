import type { SessionType } from '../core/nouns.ts';
import { fault, type RowReader } from './cells.ts';
import { column, readRows } from './readRows.ts';
import type { ReadRows } from './report.ts';

/** Longest session type that is believed, minutes: a working day. */
const MAX_MINUTES = 480;
/** Most contacts a month per child that are believed: one a day. */
const MOST_CONTACTS_PER_BABY = 31;
/** Ends of a local rate's range where the table gives none, as factors of the rate. */
const ASSUMED_RANGE = { low: 0.5, high: 1.5 };

/** What families come for, as tables write it: letters alone. */
const DEMAND_KINDS: Readonly<Record<string, SessionType['demandKind']>> = {
  wellbeing: 'wellbeing',
  relationship: 'relationship',
  dropin: 'dropIn',
  feeding: 'feeding',
  review: 'reviews',
  reviews: 'reviews',
  local: 'local',
  other: 'local',
  none: null,
  '': null,
};

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
      demandKind: ['demandkind', 'demand'],
      perBaby: ['contactsperbaby'],
      perBabyLow: ['contactsperbabylow'],
      perBabyHigh: ['contactsperbabyhigh'],
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
        ...demandOf(row),
      };
    },
  });
}

type DemandField = 'demandKind' | 'perBaby' | 'perBabyLow' | 'perBabyHigh';

/** What families come for; a rate without a kind is a local one. */
function demandOf(row: RowReader<DemandField>): Pick<SessionType, 'demandKind' | 'contactsPerBaby'> {
  const word = row.text('demandKind');
  const said = DEMAND_KINDS[word.toLowerCase().replace(/[^a-z]/g, '')];
  if (said === undefined) {
    throw fault(
      'demand_kind is none of wellbeing, relationship, drop_in, feeding, reviews, local and none',
      word,
    );
  }
  const rate = (field: DemandField) => row.between(field, 0, MOST_CONTACTS_PER_BABY);
  const value = rate('perBaby');
  const demandKind = said === null && word === '' && value !== null ? 'local' : said;
  if (demandKind !== 'local') return { demandKind, contactsPerBaby: null };
  if (value === null)
    throw fault('a local kind needs contacts_per_baby, contacts a month for each child under 1', '');
  const low = rate('perBabyLow') ?? value * ASSUMED_RANGE.low;
  const high = rate('perBabyHigh') ?? value * ASSUMED_RANGE.high;
  if (low > value || value > high) {
    throw fault('contacts_per_baby does not lie between its low and high end', `${low}, ${value}, ${high}`);
  }
  return { demandKind, contactsPerBaby: { low, value, high } };
}
