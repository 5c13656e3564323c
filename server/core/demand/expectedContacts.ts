import { inOrderOf } from '../access/inOrderOf.ts';
import { areaIdOf, countAreas } from '../access/populationPoints.ts';
import type { Area } from '../nouns.ts';
import type { Parameters } from '../parameters.ts';
import { secondsAt, type TravelMatrix } from '../travelMatrix.ts';
import { type AreaDemand, areaDemand, useByDistance } from './areaDemand.ts';
import type { SessionRate } from './sessionRates.ts';

/**
 * Why a number of contacts is what it is: the areas within reach of the site by car (limit inclusive). Areas further away
 * add a little to the figure too; `contactsByArea` lists them all.
 */
export interface ContactInputs {
  readonly areasWithinReach: number;
  readonly babiesWithinReach: number;
  readonly toddlersWithinReach: number;
  /** Means over the areas within reach, weighted by their base contacts; null where there are none. */
  readonly meanNeedWeight: number | null;
  readonly meanUnservedShare: number | null;
  /** Mean share of the families who would come to this site. */
  readonly meanShare: number | null;
  /** Areas within reach whose deprivation is not known: their need weight is taken as 1. */
  readonly areasWithAssumedNeedWeight: number;
}

/**
 * Contacts a month to expect at one site: at the most likely value of every constant, unrounded; ≥ 0. The score and the frequency
 * of visits rest on this and not on draws: constants are the same for all sites, so their order is the same, for any
 * seed, and a choice of stops needs no draws for its thousands of comparisons. What people are shown are ranges. Never for
 * public pages.
 */
export interface ExpectedContacts {
  readonly siteId: string;
  readonly contactsPerMonth: number;
  readonly inputs: ContactInputs;
}

/** What the estimate needs: places, times and constants. Sites are the columns of `areasToSites`, which the other has too. */
export interface ContactFields {
  readonly areas: readonly Area[];
  readonly areasToHubs: TravelMatrix;
  readonly areasToHubsOnFoot: TravelMatrix;
  readonly areasToSites: TravelMatrix;
  readonly areasToSitesOnFoot: TravelMatrix;
  /** What is offered; the five usual kinds when left out. */
  readonly sessionRates?: readonly SessionRate[];
  readonly parameters: Parameters;
}

/**
 * Contacts a month at every site, each as if it were the only stop.
 * An area's share at the site is r ÷ (1 + r) with r its reach: `useByDistance` with `stopDecayMinutes`.
 * @returns  one entry a column of `areasToSites`, in column order; zeros where nobody can come
 * @throws MATRIX_PLACE for an area without a row
 * Source: expected contacts = Σ areas base × need weight × unserved share × share.
 */
export function expectedContacts(fields: ContactFields): ExpectedContacts[] {
  return contactsWith(fields, (reach, i, j) => reach[j][i] / (1 + reach[j][i]));
}

/**
 * Contacts a month at every stop of a plan, where stops share the families around them.
 * An area's share at a stop is r ÷ (1 + Σ r over the plan's stops); with one stop this equals `expectedContacts`.
 * @param fields.areasToSites  its columns are the plan's stops
 * @returns  one entry a stop, in column order; adding a stop never raises another's figure
 */
export function expectedContactsOfPlan(fields: ContactFields): ExpectedContacts[] {
  return contactsWith(fields, (reach, i, j) => reach[j][i] / (1 + reachSum(reach, i)));
}

/** One area's part in a site's figure, for the table "why this number". */
export interface AreaContacts {
  readonly areaId: string;
  readonly driveSeconds: number;
  readonly babies: number;
  readonly toddlers: number;
  readonly needWeight: number;
  readonly isNeedWeightAssumed: boolean;
  readonly unservedShare: number;
  readonly share: number;
  readonly contactsPerMonth: number;
}

/**
 * The areas (or population points) behind one site's figure as if it were the only stop, most contacts first (ties:
 * identifier).
 * Their contacts add up to the site's. Areas that add nothing are left out.
 * @throws MATRIX_PLACE for a site or area the matrix does not hold
 */
export function contactsByArea(fields: ContactFields & { siteId: string }): AreaContacts[] {
  const to = [fields.siteId];
  const matrix = inOrderOf(fields.areasToSites, { from: fields.areas.map((area) => area.id), to });
  const [reach] = reachOfSites(fields, to);
  const demand = areaDemand(fields);
  return fields.areas
    .map((area, i) => {
      const share = reach[i] / (1 + reach[i]);
      const { needWeight, isNeedWeightAssumed, unservedShare } = demand[i];
      return {
        areaId: areaIdOf(area),
        driveSeconds: secondsAt(matrix, i, 0),
        babies: area.childrenUnder1,
        toddlers: area.childrenAged1,
        needWeight,
        isNeedWeightAssumed,
        unservedShare,
        share,
        contactsPerMonth: contactsOf(demand[i]) * share,
      };
    })
    .filter((row) => row.contactsPerMonth > 0)
    .sort((a, b) => b.contactsPerMonth - a.contactsPerMonth || (a.areaId < b.areaId ? -1 : 1));
}

/** Reach of every site over the areas: sites × areas, 0..1. */
export type SiteReach = readonly Float64Array[];

function contactsWith(
  fields: ContactFields,
  shareOf: (reach: SiteReach, i: number, j: number) => number,
): ExpectedContacts[] {
  const { areas, parameters } = fields;
  const matrix = inOrderOf(fields.areasToSites, { from: areas.map((area) => area.id) });
  const demand = areaDemand(fields);
  const reach = reachOfSites(fields, matrix.to);
  return matrix.to.map((siteId, j) => {
    const shares = areas.map((_, i) => shareOf(reach, i, j));
    return {
      siteId,
      contactsPerMonth: shares.reduce((sum, share, i) => sum + contactsOf(demand[i]) * share, 0),
      inputs: inputsOf({
        areas,
        demand,
        shares,
        isWithinReach: (i) => secondsAt(matrix, i, j) <= parameters.withinReachSeconds,
      }),
    };
  });
}

/**
 * How much each area's families would use each of some sites, in their order: `useByDistance`, 0..1.
 * @throws MATRIX_PLACE for a site or an area that a matrix does not hold
 */
export function reachOfSites(
  fields: Pick<ContactFields, 'areas' | 'areasToSites' | 'areasToSitesOnFoot' | 'parameters'>,
  siteIds: readonly string[],
): SiteReach {
  const order = { from: fields.areas.map((area) => area.id), to: siteIds };
  const byCar = inOrderOf(fields.areasToSites, order);
  const onFoot = inOrderOf(fields.areasToSitesOnFoot, order);
  return siteIds.map((_, j) =>
    Float64Array.from(fields.areas, (area, i) =>
      useByDistance({
        driveSeconds: secondsAt(byCar, i, j),
        walkSeconds: secondsAt(onFoot, i, j),
        noCarShare: area.noCarShare,
        decayMinutes: fields.parameters.stopDecayMinutes,
      }),
    ),
  );
}

const reachSum = (reach: SiteReach, i: number): number => reach.reduce((sum, site) => sum + site[i], 0);

/** Contacts a month that no hub meets, wherever they would go. */
const contactsOf = ({ base, needWeight, unservedShare }: AreaDemand): number =>
  base * needWeight * unservedShare;

function inputsOf(fields: {
  areas: readonly Area[];
  demand: readonly AreaDemand[];
  shares: readonly number[];
  isWithinReach: (i: number) => boolean;
}): ContactInputs {
  const within = fields.areas.map((_, i) => i).filter(fields.isWithinReach);
  const sum = (of: (i: number) => number) => within.reduce((total, i) => total + of(i), 0);
  const base = sum((i) => fields.demand[i].base);
  const mean = (of: (i: number) => number) =>
    base > 0 ? sum((i) => fields.demand[i].base * of(i)) / base : null;
  return {
    areasWithinReach: countAreas(within.map((i) => fields.areas[i])),
    babiesWithinReach: sum((i) => fields.areas[i].childrenUnder1),
    toddlersWithinReach: sum((i) => fields.areas[i].childrenAged1),
    meanNeedWeight: mean((i) => fields.demand[i].needWeight),
    meanUnservedShare: mean((i) => fields.demand[i].unservedShare),
    meanShare: mean((i) => fields.shares[i]),
    areasWithAssumedNeedWeight: countAreas(
      within.filter((i) => fields.demand[i].isNeedWeightAssumed).map((i) => fields.areas[i]),
    ),
  };
}
