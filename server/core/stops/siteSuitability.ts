import type { Seconds } from '../../shared/units.ts';
import type { Site, WeeklyOpening } from '../nouns.ts';
import type { Parameters } from '../parameters.ts';

/** What the register says of a site that bears on how well a van can work there. */
export type SuitabilityFacts = Pick<
  Site,
  | 'surface'
  | 'spaces'
  | 'lengthMetres'
  | 'widthMetres'
  | 'hasToilet'
  | 'hasPower'
  | 'isStepFree'
  | 'opening'
  | 'status'
>;

/** One fact of the register, judged. */
export interface SuitabilityFact {
  readonly name: 'surface' | 'space' | 'toilet' | 'power' | 'stepFree' | 'opening' | 'status';
  /** 1 suits, 0 does not, in between suits in part; null: not known, which is not bad. */
  readonly share: number | null;
  /** As one would read it out: "Gravel", "Toilet not known". */
  readonly words: string;
}

/** How well a site suits, as far as that is known. */
export interface SiteSuitability {
  /** Always the same seven, in the same order. */
  readonly facts: readonly SuitabilityFact[];
  readonly known: number;
  /** Sum of the shares of the known facts, 0..known. */
  readonly suiting: number;
}

/** What a fact that nobody knows counts in a score: neither good nor bad. */
export const UNKNOWN_SHARE = 0.5;

/** Width and length of a usual parking bay, metres. Source: Manual for Streets 2007, section 8.3. */
const BAY = { widthMetres: 2.4, lengthMetres: 4.8 };

const SURFACES: Readonly<Record<string, number>> = {
  asphalt: 1,
  concrete: 1,
  paving: 1,
  gravel: 0.5,
  grass: 0,
};
const STATUSES: Readonly<Record<Site['status'], number | null>> = {
  proposed: null,
  surveyed: 0.75,
  approved: 1,
  live: 1,
  suspended: 0,
  closed: 0,
};
/** Monday to Friday: a rota is freest to choose when a site is open on all of them. */
const WORKING_DAYS = [1, 2, 3, 4, 5] as const;

/**
 * What the register's facts say about working at a site: surface, space, toilet, power, step-free, opening, status.
 * @param parameters  the room that the van needs, and the longest session, for which an open day must have time
 * @returns seven facts, those that are not known included; nothing known gives 0 of 0
 */
export function siteSuitability(site: SuitabilityFacts, parameters: Parameters): SiteSuitability {
  const facts: SuitabilityFact[] = [
    surfaceFact(site.surface),
    spaceFact(site, parameters),
    claimFact('toilet', site.hasToilet, ['Toilet', 'No toilet', 'Toilet not known']),
    claimFact('power', site.hasPower, ['Power', 'No power', 'Power not known']),
    claimFact('stepFree', site.isStepFree, ['Step-free', 'Not step-free', 'Step-free or not is not known']),
    openingFact(site.opening, parameters.sessionMostSeconds),
    statusFact(site.status),
  ];
  const known = facts.flatMap(({ share }) => (share === null ? [] : [share]));
  return { facts, known: known.length, suiting: known.reduce((sum, share) => sum + share, 0) };
}

/** The whole as a share, 0..1, with what is not known counted as `UNKNOWN_SHARE`. */
export const suitabilityShare = ({ facts, known, suiting }: SiteSuitability): number =>
  (suiting + UNKNOWN_SHARE * (facts.length - known)) / facts.length;

function claimFact(
  name: SuitabilityFact['name'],
  claim: boolean | null,
  [yes, no, unknown]: readonly [yes: string, no: string, unknown: string],
): SuitabilityFact {
  if (claim === null) return { name, share: null, words: unknown };
  return { name, share: claim ? 1 : 0, words: claim ? yes : no };
}

function surfaceFact(surface: string | null): SuitabilityFact {
  const name = 'surface';
  if (surface === null) return { name, share: null, words: 'Surface not known' };
  const words = surface.charAt(0).toUpperCase() + surface.slice(1).replaceAll('_', ' ');
  return { name, share: SURFACES[surface] ?? null, words };
}

/** By the length and width of the space; where only its bays are known, by those side by side. */
function spaceFact(site: SuitabilityFacts, parameters: Parameters): SuitabilityFact {
  const name = 'space';
  const { vanSpaceLengthMetres: length, vanSpaceWidthMetres: width } = parameters;
  if (site.lengthMetres !== null || site.widthMetres !== null) {
    const isTooSmall = (site.lengthMetres ?? length) < length || (site.widthMetres ?? width) < width;
    const said = [
      ...(site.lengthMetres === null ? [] : [`${site.lengthMetres} m long`]),
      ...(site.widthMetres === null ? [] : [`${site.widthMetres} m wide`]),
    ];
    const words = `Space ${said.join(', ')}`;
    const isWhole = site.lengthMetres !== null && site.widthMetres !== null;
    return { name, share: isTooSmall ? 0 : isWhole ? 1 : null, words };
  }
  if (site.spaces === null) return { name, share: null, words: 'Space not known' };
  const isRoom = site.spaces * BAY.widthMetres >= length && BAY.lengthMetres >= width;
  return {
    name,
    share: isRoom ? 1 : 0,
    words: `${site.spaces} car ${site.spaces === 1 ? 'space' : 'spaces'}`,
  };
}

function openingFact(opening: WeeklyOpening | null, sessionSeconds: Seconds): SuitabilityFact {
  const name = 'opening';
  if (opening === null) return { name, share: null, words: 'Hours not known' };
  const days = WORKING_DAYS.filter((day) =>
    (opening[day] ?? []).some(({ from, to }) => to - from >= sessionSeconds),
  ).length;
  return { name, share: days / WORKING_DAYS.length, words: `Open to the van on ${days} of 5 working days` };
}

function statusFact(status: Site['status']): SuitabilityFact {
  const share = STATUSES[status];
  const words = share === null ? 'Proposed: nobody has surveyed it yet' : `In the register as ${status}`;
  return { name: 'status', share, words };
}
