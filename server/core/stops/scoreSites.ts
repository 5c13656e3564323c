import { type Seconds, UNREACHABLE } from '../../shared/units.ts';
import { childrenAged0to4 } from '../access/children.ts';
import { inOrderOf } from '../access/inOrderOf.ts';
import { type NearestHub, nearestHub } from '../access/nearestHub.ts';
import { areaIdOf } from '../access/populationPoints.ts';
import { type ExpectedContacts, expectedContacts } from '../demand/expectedContacts.ts';
import type { SessionRate } from '../demand/sessionRates.ts';
import type { Area, Site } from '../nouns.ts';
import type { Parameters } from '../parameters.ts';
import { secondsAt, type TravelMatrix } from '../travelMatrix.ts';
import { type ScorePart, scoreParts } from './scoreParts.ts';
import { type SiteSuitability, type SuitabilityFacts, siteSuitability } from './siteSuitability.ts';

/** How well a site would serve families who are far from a hub, as if it were the only stop. */
export interface SiteScore {
  readonly siteId: string;
  /** 1 for the best; ties in score go by site identifier, so every site has its own rank. */
  readonly rank: number;
  /** 0..100, the sum of the parts' points. */
  readonly score: number;
  readonly parts: readonly ScorePart[];
  /** "Rural distance": drive from the site to its nearest hub; UNREACHABLE when there is none. */
  readonly secondsToHub: Seconds;
  readonly metresToHub: number;
  readonly nearestHubId: string | null;
  /** Children aged 0 to 4 within reach of the site and beyond reach of every hub. */
  readonly newlyReachedChildren: number;
  readonly newlyReachedAreaIds: readonly string[];
  readonly contacts: ExpectedContacts;
  readonly suitability: SiteSuitability;
  /** Why the site cannot be used, in a sentence; null when it can. */
  readonly reason: string | null;
}

/** What the score looks at in a site. */
export type CandidateSite = Pick<Site, 'id' | 'name' | 'privacy'> & SuitabilityFacts;

/** What the score needs: places, times and constants. */
export interface ScoreFields {
  readonly areas: readonly Area[];
  readonly sites: readonly CandidateSite[];
  readonly areasToHubs: TravelMatrix;
  readonly areasToHubsOnFoot: TravelMatrix;
  readonly areasToSites: TravelMatrix;
  readonly areasToSitesOnFoot: TravelMatrix;
  readonly sitesToHubs: TravelMatrix;
  /** What is offered; the five usual kinds when left out. */
  readonly sessionRates?: readonly SessionRate[];
  readonly parameters: Parameters;
}

/**
 * A score from 0 to 100 for every candidate, each taken as if it were the only stop.
 *
 * Five parts, whose points add up to 100 (weights in `parameters`, scaled to 100): children newly within reach and
 * expected contacts a month, each in proportion to the best candidate of the region; minutes to the nearest hub, in proportion
 * up to `ruralDistanceFullSeconds`; discretion, the register's privacy from 1 to 5; and suitability, the share of seven facts of
 * the register that suit. What the register does not know has half the points: it is no reason for or against a site.
 * "Newly within reach" is the same yes-or-no rule as in `reachAfter`, and the children for whom a stop counts more than
 * nothing in `chooseStops`: at most `withinReachSeconds` from the site, more than that from every hub.
 *
 * @param fields.sites         the candidates, each a column of `areasToSites` and a row of `sitesToHubs`
 * @param fields.areasToHubs   areas × hubs; may have no columns
 * @returns  best first; a site no road leads to stays, with score 0 and a reason; the order of the input does not matter
 * @throws MATRIX_PLACE for a site or an area that a matrix does not hold
 */
export function scoreSites(fields: ScoreFields): SiteScore[] {
  const facts = siteFacts(fields);
  const privacies = new Map(fields.sites.map((site) => [site.id, site.privacy]));
  const usable = facts.filter((site) => site.reason === null);
  const best = {
    children: greatest(usable.map((site) => site.newlyReachedChildren)),
    contacts: greatest(usable.map((site) => site.contacts.contactsPerMonth)),
  };
  return facts
    .map((site) => {
      const parts = scoreParts(
        {
          ...site,
          contactsPerMonth: site.contacts.contactsPerMonth,
          privacy: privacies.get(site.siteId) ?? null,
          isUsable: site.reason === null,
        },
        best,
        fields.parameters,
      );
      return { ...site, parts, score: parts.reduce((sum, part) => sum + part.points, 0) };
    })
    .sort((a, b) => b.score - a.score || (a.siteId < b.siteId ? -1 : 1))
    .map((site, i) => ({ ...site, rank: i + 1 }));
}

type SiteFacts = Omit<SiteScore, 'rank' | 'score' | 'parts'>;

const greatest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);

function siteFacts(fields: ScoreFields): SiteFacts[] {
  const areaIds = fields.areas.map((area) => area.id);
  const siteIds = fields.sites.map((site) => site.id);
  const areasToSites = inOrderOf(fields.areasToSites, { from: areaIds, to: siteIds });
  const areaHubs = nearestHub(inOrderOf(fields.areasToHubs, { from: areaIds }));
  const siteHubs = nearestHub(inOrderOf(fields.sitesToHubs, { from: siteIds }));
  const contacts = expectedContacts({ ...fields, areasToSites });
  const cutoff = fields.parameters.withinReachSeconds;
  const hasHubs = fields.sitesToHubs.to.length > 0;
  return fields.sites.map((site, j) => {
    const newly = fields.areas.filter(
      (_, i) => areaHubs[i].seconds > cutoff && secondsAt(areasToSites, i, j) <= cutoff,
    );
    return {
      siteId: site.id,
      secondsToHub: siteHubs[j].seconds,
      metresToHub: siteHubs[j].metres,
      nearestHubId: siteHubs[j].hubId,
      newlyReachedChildren: newly.reduce((sum, area) => sum + childrenAged0to4(area), 0),
      newlyReachedAreaIds: [...new Set(newly.map(areaIdOf))],
      contacts: contacts[j],
      suitability: siteSuitability(site, fields.parameters),
      reason: reasonAgainst({ site, hub: siteHubs[j], hasHubs, hasRoad: isReached(areasToSites, j) }),
    };
  });
}

const isReached = (areasToSites: TravelMatrix, j: number): boolean =>
  areasToSites.from.some((_, i) => secondsAt(areasToSites, i, j) < UNREACHABLE);

function reasonAgainst(fields: {
  site: Pick<Site, 'name'>;
  hub: NearestHub;
  hasHubs: boolean;
  hasRoad: boolean;
}): string | null {
  if (!fields.hasRoad) return `No road leads from any area to ${fields.site.name}`;
  if (fields.hasHubs && fields.hub.hubId === null) return `No road leads from ${fields.site.name} to any hub`;
  return null;
}
