import type { Site } from '../../core/nouns.ts';
import { parseWeeklyTimes } from '../../shared/weeklyTimes.ts';

type Tags = Readonly<Record<string, string>>;
type Facts = Pick<
  Site,
  | 'surface'
  | 'spaces'
  | 'lengthMetres'
  | 'widthMetres'
  | 'headroomMetres'
  | 'hasPower'
  | 'hasWater'
  | 'hasToilet'
  | 'isStepFree'
  | 'mobileSignal'
  | 'privacy'
  | 'opening'
>;

const SURFACES: Readonly<Record<string, string>> = {
  asphalt: 'asphalt',
  paved: 'asphalt',
  tarmac: 'asphalt',
  concrete: 'concrete',
  'concrete:plates': 'concrete',
  paving_stones: 'paving',
  sett: 'paving',
  cobblestone: 'paving',
  bricks: 'paving',
  gravel: 'gravel',
  fine_gravel: 'gravel',
  compacted: 'gravel',
  pebblestone: 'gravel',
  grass: 'grass',
  grass_paver: 'grass',
};

/**
 * The facts of a site register that OpenStreetMap tells; everything else stays unknown. What is said but not understood
 * goes into the notes, never into a fact.
 * @param carPark    tags of the car park on which the van would stand, when it is another object
 * @param isWorship  opening hours of a church are those of services: they are noted, not taken
 */
export function siteFactsIn(
  tags: Tags,
  carPark: Tags | undefined,
  isWorship: boolean,
): { fields: Facts; notes: string[] } {
  const ground = carPark ?? tags;
  const notes: string[] = [];
  if (tags.operator) notes.push(`Run by ${tags.operator}.`);
  return {
    fields: {
      surface: SURFACES[ground.surface ?? ''] ?? null,
      spaces: wholeNumber(ground.capacity),
      lengthMetres: null,
      widthMetres: null,
      headroomMetres: metresIn(ground.maxheight),
      hasPower: null,
      hasWater: yesNo(tags.drinking_water),
      hasToilet: yesNo(tags.toilets),
      isStepFree: yesNo(tags.wheelchair),
      mobileSignal: null,
      privacy: null,
      opening: openingIn(tags.opening_hours, isWorship, notes),
    },
    notes,
  };
}

function openingIn(text: string | undefined, isWorship: boolean, notes: string[]): Site['opening'] {
  if (!text) return null;
  const opening = isWorship ? undefined : parseWeeklyTimes(text, 'osm');
  if (opening === undefined) notes.push(`OpenStreetMap gives the opening hours "${text}".`);
  return opening ?? null;
}

/** "limited" wheelchair access is neither. */
const yesNo = (value: string | undefined): boolean | null =>
  value === 'yes' || value === 'designated' ? true : value === 'no' ? false : null;

const wholeNumber = (value: string | undefined): number | null =>
  value !== undefined && /^\d{1,5}$/.test(value) ? Number(value) : null;

/** `2.1`, `2.1 m`, `6'6"`; null for anything else. */
function metresIn(value: string | undefined): number | null {
  if (value === undefined) return null;
  const metric = /^(\d+(?:\.\d+)?)\s*m?$/.exec(value.trim());
  if (metric) return Number(metric[1]);
  const imperial = /^(\d+)'\s*(?:(\d+)")?$/.exec(value.trim());
  if (!imperial) return null;
  const inches = Number(imperial[1]) * 12 + Number(imperial[2] ?? 0);
  return Math.round(inches * 2.54) / 100;
}
