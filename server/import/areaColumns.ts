import type { Synonyms } from './columns.ts';
import { POINT_COLUMNS } from './columns.ts';

/** Ages 0 to 15 by single year, under every name seen: `0`, `age0`, `aged_0`, "Age 0", and by sex `F0`, `M0`. */
const AGES = Array.from({ length: 16 }, (_, age) => age);

type AgeField = `age${number}` | `female${number}` | `male${number}`;

const AGE_COLUMNS = Object.fromEntries(
  AGES.flatMap((age): [AgeField, Synonyms][] => [
    [
      `age${age}`,
      [
        ...(age === 0 ? ['childrenunder1', 'under1', 'childrenaged0'] : [`childrenaged${age}`]),
        `age${age}`,
        `aged${age}`,
        `${age}`,
        `age${age}years`,
      ],
    ],
    [`female${age}`, [`f${age}`, `female${age}`, `females${age}`]],
    [`male${age}`, [`m${age}`, `male${age}`, `males${age}`]],
  ]),
) as Record<AgeField, Synonyms>;

/**
 * Columns of any table about small areas: this project's own form, ONS single years of age, Indices of Deprivation
 * (File 7, 2019 and 2025), Census 2021 TS045, rural-urban classes, centroids, and tables derived from them.
 */
export const AREA_COLUMNS = {
  ...POINT_COLUMNS,
  ...AGE_COLUMNS,
  id: [
    'id',
    /^lsoa(20)?\d\d(cd|code)$/,
    /^lsoacode(20)?\d\d$/,
    'lsoacode',
    'geographycode',
    'areacode',
    'code',
    'mnemonic',
    'datazone',
    'lowerlayersuperoutputareascode',
    'lsoa',
    // "E01013787 : Rutland 005A", as Nomis writes it.
    /^(20\d\d)?superoutputarea(s)?lowerlayer$/,
    'geography',
  ],
  name: [
    'name',
    /^lsoa(20)?\d\d(nm|name)$/,
    /^lsoaname(20)?\d\d$/,
    'lsoaname',
    'areaname',
    'geography',
    'lowerlayersuperoutputareas',
    /^(20\d\d)?superoutputarea(s)?lowerlayer$/,
  ],
  population: ['population', /^pop\d{4}$/, /^totalpopulation/, 'allages', 'total', 'allpersons'],
  age0to4: ['age04', 'aged04', 'age0to4', 'aged0to4', 'childrenaged0to4'],
  // "age24" is left out: it is the 24-year-olds as often as not.
  age2to4: ['childrenaged2to4', 'age2to4', 'aged2to4'],
  age0to15: [/^dependentchildrenaged0(to)?15/, 'age015', 'age0to15', 'aged0to15', 'childrenaged0to15'],
  deprivationDecile: ['deprivationdecile', 'imddecile', /^indexofmultipledeprivationimddecile/],
  idaciRate: [
    'idacirate',
    'idaciscore',
    'idaciscorerate',
    /^incomedeprivationaffectingchildrenindexidaciscore/,
  ],
  idaciNumerator: ['idacinumerator'],
  noCarShare: ['nocarshare'],
  noCarHouseholds: [/nocarsorvansinhousehold/, 'nocarhouseholds'],
  households: [/^numberofcarsorvanstotalallhouseholds/, 'carsallhouseholds'],
  ruralUrban: ['ruralurban', 'ruc21nm', 'ruc11', 'ruralurbanclassification', 'classification', 'ruc'],
  ruralUrbanCode: [/^ruc(20)?\d\d(cd|code)$/],
} as const satisfies Record<string, Synonyms>;

export type AreaField = keyof typeof AREA_COLUMNS;

/** Fields that say something of an area beside its name, its place and its children by age. */
export const AREA_FACTS = [
  'population',
  'age0to15',
  'deprivationDecile',
  'idaciRate',
  'idaciNumerator',
  'noCarShare',
  'noCarHouseholds',
  'households',
  'ruralUrban',
  'ruralUrbanCode',
] as const satisfies AreaField[];
