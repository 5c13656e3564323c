import { SECONDS_PER_MINUTE, type Seconds } from '../../shared/units.ts';
import type { Site } from '../nouns.ts';
import type { ParameterName, Parameters } from '../parameters.ts';
import { type SiteSuitability, suitabilityShare, UNKNOWN_SHARE } from './siteSuitability.ts';

/** The parts of a score, in their order, with the parameter that says how many points each may give. */
export const SCORE_WEIGHTS = {
  newlyReachedChildren: 'scoreWeightNewlyReached',
  expectedContacts: 'scoreWeightContacts',
  ruralDistance: 'scoreWeightRuralDistance',
  discretion: 'scoreWeightDiscretion',
  suitability: 'scoreWeightSuitability',
} as const satisfies Record<string, ParameterName>;
export type ScorePartName = keyof typeof SCORE_WEIGHTS;

/** One part of a site's score, with the figure it rests on. */
export interface ScorePart {
  readonly name: ScorePartName;
  /** The figure; UNREACHABLE minutes when no road leads to a hub; null when it is not known. */
  readonly value: number | null;
  /** Reads after the figure: "children", "contacts a month", "minutes", "of 5", "of 6 known facts". */
  readonly unit: string;
  /** 0..maxPoints; what is not known has half the points. */
  readonly points: number;
  readonly maxPoints: number;
}

/** What a score is made of. */
export interface ScoredFacts {
  readonly newlyReachedChildren: number;
  readonly contactsPerMonth: number;
  readonly secondsToHub: Seconds;
  readonly privacy: Site['privacy'];
  readonly suitability: SiteSuitability;
  /** False: no points for anything. */
  readonly isUsable: boolean;
}

/** Privacy goes from 1, in full view, to 5, discreet. */
const PRIVACY = { least: 1, most: 5 };

/**
 * The parts of one site's score; their points add up to it.
 * @param best  greatest figures of the region's usable sites, ≥ 0: they have all the points of their part
 * @returns one part each in the order of `SCORE_WEIGHTS`; greatest points add up to 100, or to 0 when all weights are 0
 */
export function scoreParts(
  site: ScoredFacts,
  best: { readonly children: number; readonly contacts: number },
  parameters: Parameters,
): ScorePart[] {
  const sum = Object.values(SCORE_WEIGHTS).reduce((total, weight) => total + parameters[weight], 0);
  const { suitability } = site;
  const part = (name: ScorePartName, value: number | null, unit: string, share: number): ScorePart => {
    const maxPoints = sum > 0 ? (100 * parameters[SCORE_WEIGHTS[name]]) / sum : 0;
    const points = site.isUsable ? maxPoints * Math.min(Math.max(share, 0), 1) : 0;
    return { name, value, unit, points, maxPoints };
  };
  const ratio = (value: number, most: number) => (most > 0 ? value / most : 0);
  return [
    part(
      'newlyReachedChildren',
      site.newlyReachedChildren,
      'children',
      ratio(site.newlyReachedChildren, best.children),
    ),
    part(
      'expectedContacts',
      site.contactsPerMonth,
      'contacts a month',
      ratio(site.contactsPerMonth, best.contacts),
    ),
    part(
      'ruralDistance',
      site.secondsToHub / SECONDS_PER_MINUTE,
      'minutes',
      site.secondsToHub / parameters.ruralDistanceFullSeconds,
    ),
    part('discretion', site.privacy, `of ${PRIVACY.most}`, discretionShare(site.privacy)),
    part(
      'suitability',
      suitability.known === 0 ? null : suitability.suiting,
      `of ${suitability.known} known facts`,
      suitabilityShare(suitability),
    ),
  ];
}

const discretionShare = (privacy: number | null): number =>
  privacy === null ? UNKNOWN_SHARE : (privacy - PRIVACY.least) / (PRIVACY.most - PRIVACY.least);
