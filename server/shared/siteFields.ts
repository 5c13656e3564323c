import type { Season } from './season.ts';
import type { ServiceDate } from './time.ts';
import type { WeeklyOpening } from './weeklyTimes.ts';

/** One thing that a site register records. Its column, its field in a form and what is taken for it all follow from this. */
interface FieldOf<Kind extends string> {
  readonly kind: Kind;
  readonly section: SiteSection;
  /** In a form and in messages. */
  readonly label: string;
  readonly hint?: string;
  /** For staff who plan alone: never in any public output, and not shown to those who may only look. */
  readonly isPrivate?: true;
  /** Written for families, and printed on the public page as it stands. */
  readonly isPublic?: true;
  /** Kept among a site's `facts`, not as a property of its own. */
  readonly isFact?: true;
  /** Other names that its column may have, plain (small letters and digits alone). */
  readonly alsoCalled?: readonly string[];
}

/** Any field of a site, by kind of its value. */
export type SiteField =
  | (FieldOf<'text'> & { readonly isRequired?: true; readonly isLong?: true })
  | FieldOf<'postcode'>
  | (FieldOf<'words'> & { readonly words: readonly string[] })
  | FieldOf<'yes-no'>
  | (FieldOf<'number'> & {
      /** Inclusive. */
      readonly low: number;
      readonly high: number;
      readonly unit: string;
      readonly isWhole?: true;
      readonly isRequired?: true;
    })
  | FieldOf<'date'>
  | FieldOf<'weekly-times'>
  | FieldOf<'seasons'>
  | FieldOf<'photo'>;

export const SITE_SECTIONS = {
  place: 'Place',
  public: 'For the public page',
  status: 'Status',
  permission: 'Permission',
  times: 'When the van may be there',
  ground: 'Ground and way in',
  utilities: 'Power, water, toilet',
  signal: 'Mobile signal',
  access: 'For families',
  safety: 'Safety',
  notes: 'Notes',
} as const;
export type SiteSection = keyof typeof SITE_SECTIONS;

export const SITE_STATUSES = ['proposed', 'surveyed', 'approved', 'live', 'suspended', 'closed'] as const;
export const SITE_KINDS = [
  'village_hall',
  'community_centre',
  'library',
  'car_park',
  'health_centre',
  'school',
  'church_hall',
  'leisure_centre',
  'town_hall',
  'other',
] as const;
const SIGNALS = ['none', 'voice', '4g', '5g'] as const;

/** Everything a site register records, in the order of its columns and of the form. After the practice of mobile services. */
export const SITE_FIELDS = {
  name: {
    kind: 'text',
    section: 'place',
    label: 'Name',
    isRequired: true,
    alsoCalled: ['sitename', 'stopname'],
  },
  community: {
    kind: 'text',
    section: 'place',
    label: 'Village or town',
    alsoCalled: ['parish', 'village', 'town'],
  },
  address: { kind: 'text', section: 'place', label: 'Address' },
  postcode: {
    kind: 'postcode',
    section: 'place',
    label: 'Postcode',
    hint: 'Or its first half, where no more is known',
  },
  lon: {
    kind: 'number',
    section: 'place',
    label: 'Longitude',
    hint: 'Degrees, west of Greenwich below 0, for example -5.0527',
    low: -180,
    high: 180,
    unit: 'degrees',
    isRequired: true,
  },
  lat: {
    kind: 'number',
    section: 'place',
    label: 'Latitude',
    hint: 'Degrees north, for example 50.2631',
    low: -90,
    high: 90,
    unit: 'degrees',
    isRequired: true,
  },
  accessLon: {
    kind: 'number',
    section: 'place',
    label: 'Way in, east',
    hint: 'Longitude of where families go in, when the van stands elsewhere; published in its place',
    low: -180,
    high: 180,
    unit: 'degrees',
    isFact: true,
    alsoCalled: ['accesslongitude'],
  },
  accessLat: {
    kind: 'number',
    section: 'place',
    label: 'Way in, north',
    hint: 'Its latitude',
    low: -90,
    high: 90,
    unit: 'degrees',
    isFact: true,
    alsoCalled: ['accesslatitude'],
  },
  kind: { kind: 'words', section: 'place', label: 'Kind of place', words: SITE_KINDS, alsoCalled: ['type'] },
  uprn: { kind: 'text', section: 'place', label: 'UPRN', isFact: true },
  what3words: { kind: 'text', section: 'place', label: 'what3words address', isFact: true },
  publicDescription: {
    kind: 'text',
    section: 'public',
    label: 'Description for families',
    hint: 'Where the van stands, and where to go in',
    isLong: true,
    isFact: true,
    isPublic: true,
    alsoCalled: ['description'],
  },
  photo: { kind: 'photo', section: 'public', label: 'Photo', isFact: true, isPublic: true },
  photoAlt: {
    kind: 'text',
    section: 'public',
    label: 'The photo in words',
    hint: 'For those who cannot see it: what it shows that helps to find the place',
    isFact: true,
    isPublic: true,
    alsoCalled: ['alttext', 'photoalttext'],
  },
  status: { kind: 'words', section: 'status', label: 'Status', words: SITE_STATUSES },
  statusReason: {
    kind: 'text',
    section: 'status',
    label: 'Reason',
    hint: 'Needed when a site is suspended or closed',
    isFact: true,
  },
  statusChangedOn: {
    kind: 'date',
    section: 'status',
    label: 'Status since',
    hint: 'Today, when the status is changed and no date is given',
    isFact: true,
  },
  permissionOwner: {
    kind: 'text',
    section: 'permission',
    label: 'Who allows it',
    hint: 'The owner of the land, or who acts for them',
    alsoCalled: ['owner', 'landowner'],
  },
  permissionContact: {
    kind: 'text',
    section: 'permission',
    label: 'Their contact',
    hint: 'Shown to those who plan, and on the run sheet',
    isFact: true,
    isPrivate: true,
    alsoCalled: ['contact'],
  },
  permissionReference: {
    kind: 'text',
    section: 'permission',
    label: 'Reference of the agreement',
    alsoCalled: ['agreementreference', 'agreementref'],
  },
  permissionStartsOn: {
    kind: 'date',
    section: 'permission',
    label: 'First day of permission',
    isFact: true,
    alsoCalled: ['permissionstart'],
  },
  permissionExpiresOn: {
    kind: 'date',
    section: 'permission',
    label: 'Last day of permission',
    hint: 'That day still counts; empty when no end is agreed',
    alsoCalled: ['permissionexpiry'],
  },
  permissionFeePounds: {
    kind: 'number',
    section: 'permission',
    label: 'Fee a visit',
    low: 0,
    high: 100_000,
    unit: '£',
    isFact: true,
    isPrivate: true,
    alsoCalled: ['fee', 'feepounds'],
  },
  opening: {
    kind: 'weekly-times',
    section: 'times',
    label: 'Days and hours allowed',
    hint: 'Set-up and pack-down included, for example Mon-Fri 09:00-17:00; Sat 09:00-12:00. Empty: any time',
    alsoCalled: ['openinghours'],
  },
  seasons: {
    kind: 'seasons',
    section: 'times',
    label: 'Season',
    hint: 'For example Apr-Sep, or 1 Apr-30 Sep; 10 Dec-23 Dec. Empty: all year',
    isFact: true,
    alsoCalled: ['season'],
  },
  isTermTimeOnly: {
    kind: 'yes-no',
    section: 'times',
    label: 'In school terms only',
    isFact: true,
    alsoCalled: ['termonly', 'termtimeonly'],
  },
  isByArrangement: {
    kind: 'yes-no',
    section: 'times',
    label: 'By arrangement',
    hint: 'The van comes when families ask for it: the public page then gives the phone line and no times',
    isFact: true,
    isPublic: true,
    alsoCalled: ['byarrangement'],
  },
  schoolRun: {
    kind: 'weekly-times',
    section: 'times',
    label: 'School runs',
    hint: 'Times in which the van neither comes nor goes, for example Mon-Fri 08:30-09:15,15:00-15:45',
    isFact: true,
    alsoCalled: ['schoolruntimes'],
  },
  minDaysBetweenVisits: {
    kind: 'number',
    section: 'times',
    label: 'Fewest days between visits',
    hint: 'Where this place needs more than the working rules ask for',
    low: 1,
    high: 366,
    unit: 'days',
    isWhole: true,
    isFact: true,
    alsoCalled: ['mingap', 'mingapdays'],
  },
  clashes: {
    kind: 'text',
    section: 'times',
    label: 'Markets, events, bin days',
    hint: 'What else takes the space, and when',
    isFact: true,
  },
  surface: {
    kind: 'words',
    section: 'ground',
    label: 'Surface',
    words: ['asphalt', 'concrete', 'paving', 'gravel', 'grass'],
  },
  slopePercent: {
    kind: 'number',
    section: 'ground',
    label: 'Slope',
    low: 0,
    high: 40,
    unit: '%',
    isFact: true,
    alsoCalled: ['slope'],
  },
  lengthMetres: {
    kind: 'number',
    section: 'ground',
    label: 'Length of the space',
    low: 0,
    high: 1000,
    unit: 'm',
  },
  widthMetres: {
    kind: 'number',
    section: 'ground',
    label: 'Width of the space',
    hint: 'Awning included',
    low: 0,
    high: 1000,
    unit: 'm',
  },
  headroomMetres: {
    kind: 'number',
    section: 'ground',
    label: 'Headroom',
    hint: 'Lowest barrier, branch or wire where the van stands',
    low: 0,
    high: 100,
    unit: 'm',
    alsoCalled: ['headroom'],
  },
  spaces: {
    kind: 'number',
    section: 'ground',
    label: 'Car spaces',
    low: 0,
    high: 100_000,
    unit: '',
    isWhole: true,
    alsoCalled: ['capacity'],
  },
  approachWidthMetres: {
    kind: 'number',
    section: 'ground',
    label: 'Narrowest point on the way in',
    low: 0,
    high: 100,
    unit: 'm',
    isFact: true,
  },
  approachHeightMetres: {
    kind: 'number',
    section: 'ground',
    label: 'Lowest point on the way in',
    low: 0,
    high: 100,
    unit: 'm',
    isFact: true,
  },
  approachTonnes: {
    kind: 'number',
    section: 'ground',
    label: 'Weight limit on the way in',
    low: 0,
    high: 100,
    unit: 't',
    isFact: true,
  },
  canTurn: { kind: 'yes-no', section: 'ground', label: 'The van can turn without reversing', isFact: true },
  floodRisk: {
    kind: 'words',
    section: 'ground',
    label: 'Flood or tide',
    words: ['none', 'river', 'tide', 'surface_water'],
    isFact: true,
  },
  windExposure: {
    kind: 'words',
    section: 'ground',
    label: 'Wind, for the awning',
    words: ['sheltered', 'some', 'exposed'],
    isFact: true,
  },
  keyCode: {
    kind: 'text',
    section: 'ground',
    label: 'Key or gate code',
    hint: 'Shown to those who plan, and on the run sheet',
    isFact: true,
    isPrivate: true,
    alsoCalled: ['gatecode', 'keyorgatecode'],
  },
  hasPower: { kind: 'yes-no', section: 'utilities', label: 'Power hook-up', alsoCalled: ['power'] },
  powerType: {
    kind: 'words',
    section: 'utilities',
    label: 'Kind of socket',
    words: ['household_socket', 'blue_16a', 'blue_32a', 'other'],
    isFact: true,
  },
  powerAmps: {
    kind: 'number',
    section: 'utilities',
    label: 'Power',
    low: 0,
    high: 400,
    unit: 'A',
    isFact: true,
    alsoCalled: ['amps'],
  },
  hasWater: { kind: 'yes-no', section: 'utilities', label: 'Water', alsoCalled: ['water'] },
  hasToilet: {
    kind: 'yes-no',
    section: 'utilities',
    label: 'Toilet for the public',
    alsoCalled: ['toilet', 'toilets'],
  },
  isToiletAccessible: { kind: 'yes-no', section: 'utilities', label: 'Accessible toilet', isFact: true },
  hasBabyChange: { kind: 'yes-no', section: 'utilities', label: 'Baby change', isFact: true },
  hasShelter: { kind: 'yes-no', section: 'utilities', label: 'Shelter to wait in', isFact: true },
  hasLighting: { kind: 'yes-no', section: 'utilities', label: 'Lighting', isFact: true },
  mobileSignal: {
    kind: 'words',
    section: 'signal',
    label: 'Best network',
    words: SIGNALS,
    alsoCalled: ['signal'],
  },
  signalEe: { kind: 'words', section: 'signal', label: 'EE', words: SIGNALS, isFact: true },
  signalO2: { kind: 'words', section: 'signal', label: 'O2', words: SIGNALS, isFact: true },
  signalVodafone: { kind: 'words', section: 'signal', label: 'Vodafone', words: SIGNALS, isFact: true },
  signalThree: { kind: 'words', section: 'signal', label: 'Three', words: SIGNALS, isFact: true },
  signalTestedOn: { kind: 'date', section: 'signal', label: 'Tested on', isFact: true },
  isStepFree: { kind: 'yes-no', section: 'access', label: 'Step-free route', alsoCalled: ['stepfree'] },
  hasPramPath: { kind: 'yes-no', section: 'access', label: 'Path for prams', isFact: true },
  hasBlueBadgeBay: { kind: 'yes-no', section: 'access', label: 'Blue Badge bay', isFact: true },
  hasFamilyParking: { kind: 'yes-no', section: 'access', label: 'Parking for families', isFact: true },
  busStopMetres: {
    kind: 'number',
    section: 'access',
    label: 'Walk to the bus stop',
    low: 0,
    high: 100_000,
    unit: 'm',
  },
  busLines: { kind: 'text', section: 'access', label: 'Bus lines', isFact: true },
  privacy: {
    kind: 'number',
    section: 'access',
    label: 'Privacy',
    hint: '1 in full view, 5 discreet',
    low: 1,
    high: 5,
    unit: '',
    isWhole: true,
  },
  riskAssessedOn: {
    kind: 'date',
    section: 'safety',
    label: 'Risk assessed on',
    alsoCalled: ['riskassessmentdate'],
  },
  riskAssessor: { kind: 'text', section: 'safety', label: 'By whom', isFact: true, isPrivate: true },
  riskAssessmentDueOn: {
    kind: 'date',
    section: 'safety',
    label: 'Next assessment due on',
    hint: 'That day still counts',
    isFact: true,
    alsoCalled: ['riskassessmentnextdue', 'nextriskassessment'],
  },
  loneWorking: {
    kind: 'text',
    section: 'safety',
    label: 'Lone working',
    hint: 'What somebody alone there must know or do; on the run sheet',
    isLong: true,
    isFact: true,
    isPrivate: true,
    alsoCalled: ['lonework'],
  },
  emergencyAccess: { kind: 'text', section: 'safety', label: 'Way in for an ambulance', isFact: true },
  emergencyDepartment: {
    kind: 'text',
    section: 'safety',
    label: 'Nearest A&E',
    isFact: true,
    alsoCalled: ['nearestae'],
  },
  defibrillator: {
    kind: 'text',
    section: 'safety',
    label: 'Nearest defibrillator',
    isFact: true,
    alsoCalled: ['nearestdefibrillator', 'defib'],
  },
  driverNotes: {
    kind: 'text',
    section: 'notes',
    label: 'For the driver',
    hint: 'On the run sheet',
    isLong: true,
    isFact: true,
    isPrivate: true,
  },
  notes: { kind: 'text', section: 'notes', label: 'For those who plan', isLong: true },
  source: { kind: 'text', section: 'notes', label: 'Source' },
} as const satisfies Record<string, SiteField>;

/** Name of a field, as in the code: "permissionExpiresOn". */
export type SiteFieldName = keyof typeof SITE_FIELDS;
export const SITE_FIELD_NAMES = Object.keys(SITE_FIELDS) as readonly SiteFieldName[];

/** What a field holds when it is known. */
export type SiteValue<Name extends SiteFieldName> = ValueOf<(typeof SITE_FIELDS)[Name]>;
type ValueOf<Field> = Field extends { kind: 'words'; words: readonly (infer Word)[] }
  ? Word
  : Field extends { kind: 'yes-no' }
    ? boolean
    : Field extends { kind: 'number' }
      ? number
      : Field extends { kind: 'date' }
        ? ServiceDate
        : Field extends { kind: 'weekly-times' }
          ? WeeklyOpening
          : Field extends { kind: 'seasons' }
            ? readonly Season[]
            : string;

type FactName = {
  [Name in SiteFieldName]: (typeof SITE_FIELDS)[Name] extends { isFact: true } ? Name : never;
}[SiteFieldName];

/** What a register may record beyond what every source of sites tells; a fact that is missing is not known. */
export type SiteFacts = { readonly [Name in FactName]?: SiteValue<Name> };

/** The field of a name, with what only some fields have. */
export const siteField = (name: SiteFieldName): SiteField => SITE_FIELDS[name];

/** Its column in a register: "permission_expires_on". */
export const siteColumn = (name: SiteFieldName): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
