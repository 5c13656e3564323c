import type { Hub } from '../core/nouns.ts';
import { isUnknown } from '../shared/cellText.ts';
import type { LonLat } from '../shared/coordinates.ts';
import { parsePostcode } from '../shared/postcode.ts';
import { slugOf } from '../shared/text.ts';
import { fault, leftOut, type RowReader } from './cells.ts';
import { POINT_COLUMNS, type Synonyms } from './columns.ts';
import { pointIn } from './points.ts';
import { column, readRows } from './readRows.ts';
import type { ReadRows } from './report.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const dayNames = (day: string): Synonyms => [
  day,
  ...['opening', 'openingtimes', 'openinghours', 'hours'].map((word) => `${day}${word}`),
];

/** This project's own form, and the lists of the Department for Education and of councils. */
export const HUB_COLUMNS = {
  ...POINT_COLUMNS,
  name: [
    'name',
    'hubname',
    'familyhubname',
    'familyhubsitename',
    /^nameof(the)?(family)?hub(site)?$/,
    'familyhub',
    'familyhubsite',
    'sitename',
    'hub',
    'establishmentname',
    'centrename',
  ],
  postcode: ['postcode', 'postalcode', 'pcds', /^(familyhub|hub|site)(site)?postcode$/],
  id: ['id', 'hubid', 'urn'],
  address: [
    'address',
    'addressline1',
    'address1',
    'street',
    'fulladdress',
    /^(familyhub|hub|site)(site)?address$/,
  ],
  town: ['town', 'addresstown', 'towncity', 'city', 'addressline3'],
  opening: ['opening', 'openinghours', 'openingtimes', 'hours'],
  monday: dayNames('monday'),
  tuesday: dayNames('tuesday'),
  wednesday: dayNames('wednesday'),
  thursday: dayNames('thursday'),
  friday: dayNames('friday'),
  saturday: dayNames('saturday'),
  sunday: dayNames('sunday'),
  /** Whose hub it is: a list of several authorities is a national one. */
  authority: [/^(localauthority|la)(name)?$/, 'council', 'authority'],
  checkedOn: ['checkedon', 'verifiedon', 'lastchecked'],
  source: ['source', 'sourceurl'],
} as const satisfies Record<string, Synonyms>;
type Field = keyof typeof HUB_COLUMNS;

const EXPECTED =
  'name, postcode, lon and lat (lon and lat may be left out when the postcode file has the postcode)';

const OUTSIDE = 'no postcode like it is in the postcode file, so the hub is outside the county';

/** Where postcodes lie, as far as a county's postcode files tell. */
export interface PostcodeFinder {
  /** The centre of a unit postcode in its usual form; undefined when it is not known. */
  readonly pointOf: (postcode: string) => LonLat | undefined;
  /** Whether any postcode with this first half is known. */
  readonly hasOutward: (outward: string) => boolean;
}

/** Hubs as read from a list. */
export interface ReadHubs extends ReadRows<Hub> {
  /** True when it names the hubs of several authorities, of which one county's are wanted. */
  readonly isNational: boolean;
}

/**
 * Reads the county's Family Hubs from its own list or from a national one. A hub without coordinates takes its
 * postcode's. Of a national list, hubs whose postcodes are elsewhere are left out.
 * @throws IMPORT_FILE
 */
export async function readHubs(path: string, postcodes: PostcodeFinder): Promise<ReadHubs> {
  const ids = new Set<string>();
  const doors = new Set<string>();
  const authorities = new Set<string>();
  const read = await readRows(path, {
    kind: 'hubs',
    what: 'a table of hubs',
    expected: EXPECTED,
    fields: HUB_COLUMNS,
    required: [column('name'), column('postcode')],
    valueOf: (row): Hub => {
      if (row.has('authority')) authorities.add(row.text('authority').toLowerCase());
      const hub = hubIn(row, postcodes);
      const door = `${hub.name.toLowerCase()} ${hub.postcode}`;
      if (doors.has(door)) throw fault('the hub is there twice (same name and postcode)', hub.name);
      doors.add(door);
      if (row.has('id') && ids.has(hub.id)) throw fault('the id is used twice', hub.id);
      let id = hub.id;
      for (let n = 2; ids.has(id); n++) id = `${hub.id}-${n}`;
      ids.add(id);
      return { ...hub, id };
    },
  });
  const isNational = authorities.size > 1;
  // In a county's own list such a hub is a hub with a wrong postcode.
  const refused = read.refused.map((each) =>
    each.reason === OUTSIDE && !isNational ? { ...each, isFault: true } : each,
  );
  return { ...read, refused, isNational };
}

function hubIn(row: RowReader<Field>, postcodes: PostcodeFinder): Hub {
  const name = row.required('name');
  const postcode = parsePostcode(row.required('postcode'));
  if (postcode?.inward === undefined) {
    throw fault('the postcode is not a full postcode such as LE15 6HW', row.text('postcode'));
  }
  const point = pointIn(row) ?? postcodes.pointOf(postcode.text);
  if (!point && row.has('authority') && !postcodes.hasOutward(postcode.outward)) {
    throw leftOut(OUTSIDE, postcode.text);
  }
  if (!point) {
    throw fault('the hub has no lon and lat, and its postcode is not in the postcode file', postcode.text);
  }
  const address = row.text('address');
  const town = row.text('town');
  return {
    id: row.text('id') || slugOf(name),
    name,
    address:
      town && !address.toLowerCase().includes(town.toLowerCase())
        ? [address, town].filter(Boolean).join(', ')
        : address,
    postcode: postcode.text,
    lonLat: point,
    opening: openingIn(row),
    checkedOn: row.date('checkedOn'),
    source: row.text('source'),
  };
}

/** One column of hours, or one for each weekday: "Monday 9am to 5pm; Tuesday closed". */
function openingIn(row: RowReader<Field>): string {
  const days = DAYS.filter((day) => !isUnknown(row.text(day))).map(
    (day) => `${day[0].toUpperCase()}${day.slice(1)} ${row.text(day)}`,
  );
  return isUnknown(row.text('opening')) ? days.join('; ') : row.text('opening');
}
