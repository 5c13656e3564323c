import { SECONDS_PER_MINUTE, UNREACHABLE } from '../../shared/units.ts';
import { inOrderOf } from '../access/inOrderOf.ts';
import type { Parameters } from '../parameters.ts';
import { namedRandom, poisson, stratifiedShares, triangleAt } from '../random.ts';
import { secondsAt, type TravelMatrix } from '../travelMatrix.ts';
import { meanIdaciRate, needWeightOf, relativeDeprivation } from './areaDemand.ts';
import { DEMAND_PARAMETERS, demandInputs, localRateName } from './demandInputs.ts';
import type { ContactFields } from './expectedContacts.ts';
import { contactsPerChild, type SessionRate, USUAL_SESSION_RATES } from './sessionRates.ts';

/** Draws of an estimate. With them the ends of a range move by some 2 per cent from one seed to another. */
export const DEMAND_DRAWS = 1000;
/** Draws are grouped by how far families would come to a stop, so that shares are worked out so often only. */
const GROUPS = 25;
/** One seed for every estimate, so that figures differ only where their inputs do. */
export const DEMAND_SEED = 1;

/** What draws are made of. */
export interface DrawFields extends ContactFields {
  /** The sites to draw for, columns of both matrices to sites. */
  readonly siteIds: readonly string[];
  /** True for the stops of one plan, which share the families around them; false for each as if it were the only stop. */
  readonly isShared: boolean;
  readonly seed: number;
  /** A multiple of 25. */
  readonly draws: number;
  /** Counts drawn before, of the same areas, seed and draws; drawn anew when left out. */
  readonly children?: ChildrenDrawn;
}

/**
 * Many equally likely versions of the truth. A draw of a site's contacts with one session type is children of the site × rate
 * of the type, under 1 and aged 1 added up; the same draw of two sites rests on the same constants, so figures of a draw may be added.
 */
export interface ContactDraws {
  readonly draws: number;
  readonly siteIds: readonly string[];
  readonly rates: readonly SessionRate[];
  /** Sites × draws: children under 1 (aged 1) who would come to the site, by need and by what hubs leave. */
  readonly babies: Float64Array;
  readonly toddlers: Float64Array;
  /** Session types × draws: contacts a month for each of them. */
  readonly perBaby: Float64Array;
  readonly perToddler: Float64Array;
}

/**
 * Draws what might be true of every site: the counts of children are Poisson about the known ones, every constant is triangular
 * between its low and high end (stratified). The same fields give the same draws on any machine; what is drawn for an area does not
 * depend on the other areas or on their order.
 * @returns  a generator that yields the share done (0..1) some 25 times, so that long work can be told, cut into slices
 *           and stopped, and then returns the draws
 * @throws MATRIX_PLACE for an area without a row or a site without a column
 * Source: expected contacts = Σ areas base × need weight × unserved share × share, as `expectedContacts`.
 */
export function* drawContacts(fields: DrawFields): Generator<number, ContactDraws> {
  const { draws, siteIds } = fields;
  const rates = fields.sessionRates ?? USUAL_SESSION_RATES;
  const versions = drawParameters(fields, rates);
  const children = fields.children ?? drawChildren(fields);
  const demand = areaFacts(fields);
  const travel = siteTravel(fields);
  const babies = new Float64Array(siteIds.length * draws);
  const toddlers = new Float64Array(siteIds.length * draws);
  const groupSize = draws / GROUPS;
  for (let group = 0; group < GROUPS; group++) {
    const shares = sharesOf(travel, versions.parameters[group * groupSize].stopDecayMinutes, fields.isShared);
    for (let d = group * groupSize; d < (group + 1) * groupSize; d++) {
      const weighted = weightedChildren(demand, children, versions.parameters[d], d);
      for (let j = 0; j < siteIds.length; j++) {
        babies[j * draws + d] = sumOver(shares[j], weighted.babies);
        toddlers[j * draws + d] = sumOver(shares[j], weighted.toddlers);
      }
    }
    yield (group + 1) / GROUPS;
  }
  return { draws, siteIds, rates, babies, toddlers, ...versions.rates };
}

/** A version of every constant for each draw; within a group the decay of stops is one and the same. */
function drawParameters(fields: DrawFields, rates: readonly SessionRate[]) {
  const { draws, seed } = fields;
  const inputs = new Map(demandInputs(fields.parameters, rates).map((input) => [input.name, input]));
  const sharesOfInput = (name: string) => stratifiedShares(draws, namedRandom(seed, name));
  const drawn = DEMAND_PARAMETERS.map((name) => {
    const input = inputs.get(name);
    const shares = sharesOfInput(name);
    return Float64Array.from(shares, (share, d) =>
      input === undefined
        ? fields.parameters[name]
        : triangleAt(
            input,
            name === 'stopDecayMinutes' ? (Math.floor((d * GROUPS) / draws) + 0.5) / GROUPS : share,
          ),
    );
  });
  const parameters = Array.from({ length: draws }, (_, d): Parameters => {
    const version: Record<string, number> = { ...fields.parameters };
    for (const [k, name] of DEMAND_PARAMETERS.entries()) version[name] = drawn[k][d];
    return version as Parameters;
  });
  const perBaby = new Float64Array(rates.length * draws);
  const perToddler = new Float64Array(rates.length * draws);
  for (const [k, rate] of rates.entries()) {
    const local = rate.perBaby;
    const localShares = local && sharesOfInput(localRateName(rate.sessionTypeId));
    for (let d = 0; d < draws; d++) {
      const localRate = local && localShares ? triangleAt(local, localShares[d]) : 0;
      const each = contactsPerChild(rate, parameters[d], localRate);
      perBaby[k * draws + d] = each.perBaby;
      perToddler[k * draws + d] = each.perToddler;
    }
  }
  return { parameters, rates: { perBaby, perToddler } };
}

/** Counts of children, areas × draws. */
export interface ChildrenDrawn {
  readonly draws: number;
  readonly babies: Uint32Array;
  readonly toddlers: Uint32Array;
}

/** Draws the counts of children, Poisson about the known ones: the part of the work that rests on no constant. */
export function drawChildren({
  areas,
  draws,
  seed,
}: Pick<DrawFields, 'areas' | 'draws' | 'seed'>): ChildrenDrawn {
  const babies = new Uint32Array(areas.length * draws);
  const toddlers = new Uint32Array(areas.length * draws);
  for (const [i, area] of areas.entries()) {
    const random = namedRandom(seed, `area:${area.id}`);
    for (let d = 0; d < draws; d++) {
      babies[i * draws + d] = poisson(area.childrenUnder1, random);
      toddlers[i * draws + d] = poisson(area.childrenAged1, random);
    }
  }
  return { draws, babies, toddlers };
}

/** What of the areas does not change from draw to draw, area by area. */
interface AreaFacts {
  readonly noCarShares: Float64Array;
  /** Deprivation against the region's mean: 0.5 is half above it; 0 where it is not known. */
  readonly deprivations: Float64Array;
  /** To the nearest hub. */
  readonly driveMinutes: Float64Array;
  readonly walkMinutes: Float64Array;
}

function areaFacts(fields: DrawFields): AreaFacts {
  const { areas } = fields;
  const from = areas.map((area) => area.id);
  const byCar = inOrderOf(fields.areasToHubs, { from });
  const onFoot = inOrderOf(fields.areasToHubsOnFoot, { from });
  const mean = meanIdaciRate(areas);
  return {
    noCarShares: Float64Array.from(areas, (area) => area.noCarShare),
    deprivations: Float64Array.from(areas, (area) => relativeDeprivation(area.idaciRate, mean)),
    driveMinutes: Float64Array.from(areas, (_, i) => leastSeconds(byCar, i) / SECONDS_PER_MINUTE),
    walkMinutes: Float64Array.from(areas, (_, i) => leastSeconds(onFoot, i) / SECONDS_PER_MINUTE),
  };
}

function leastSeconds(matrix: TravelMatrix, i: number): number {
  let least = UNREACHABLE;
  for (let j = 0; j < matrix.to.length; j++) least = Math.min(least, secondsAt(matrix, i, j));
  return least;
}

/** Minutes from areas to sites, site by site. */
interface SiteTravel {
  readonly noCarShares: Float64Array;
  readonly sites: readonly { readonly drive: Float64Array; readonly walk: Float64Array }[];
}

function siteTravel(fields: DrawFields): SiteTravel {
  const order = { from: fields.areas.map((area) => area.id), to: fields.siteIds };
  const byCar = inOrderOf(fields.areasToSites, order);
  const onFoot = inOrderOf(fields.areasToSitesOnFoot, order);
  const minutes = (matrix: TravelMatrix, j: number) =>
    Float64Array.from(fields.areas, (_, i) => secondsAt(matrix, i, j) / SECONDS_PER_MINUTE);
  return {
    noCarShares: Float64Array.from(fields.areas, (area) => area.noCarShare),
    sites: fields.siteIds.map((_, j) => ({ drive: minutes(byCar, j), walk: minutes(onFoot, j) })),
  };
}

/** Share of each area's families who come to each site, site by site: r ÷ (1 + r), or r ÷ (1 + Σ r) for stops that share. */
function sharesOf(
  { noCarShares, sites }: SiteTravel,
  decayMinutes: number,
  isShared: boolean,
): Float64Array[] {
  const reaches = sites.map(({ drive, walk }) => {
    const reach = new Float64Array(noCarShares.length);
    for (let i = 0; i < reach.length; i++) {
      reach[i] =
        (1 - noCarShares[i]) * Math.exp(-drive[i] / decayMinutes) +
        noCarShares[i] * Math.exp(-walk[i] / decayMinutes);
    }
    return reach;
  });
  const sums = new Float64Array(noCarShares.length);
  if (isShared) for (const reach of reaches) for (let i = 0; i < sums.length; i++) sums[i] += reach[i];
  for (const reach of reaches) {
    for (let i = 0; i < reach.length; i++) reach[i] /= 1 + (isShared ? sums[i] : reach[i]);
  }
  return reaches;
}

interface WeightedChildren {
  readonly babies: Float64Array;
  readonly toddlers: Float64Array;
}

/**
 * Children of one draw by what they count for: need weight and the share of them that no hub serves. The same figures as
 * `areaDemand`, written out plainly: this is done for every area in every draw.
 */
function weightedChildren(
  facts: AreaFacts,
  children: ChildrenDrawn,
  parameters: Parameters,
  d: number,
): WeightedChildren {
  const { noCarShares, deprivations, driveMinutes, walkMinutes } = facts;
  const { hubDecayMinutes, unservedFloor } = parameters;
  const babies = new Float64Array(noCarShares.length);
  const toddlers = new Float64Array(noCarShares.length);
  for (let i = 0; i < noCarShares.length; i++) {
    const served =
      (1 - noCarShares[i]) * Math.exp(-driveMinutes[i] / hubDecayMinutes) +
      noCarShares[i] * Math.exp(-walkMinutes[i] / hubDecayMinutes);
    const weight = needWeightOf(deprivations[i], parameters) * Math.max(1 - served, unservedFloor);
    babies[i] = children.babies[i * children.draws + d] * weight;
    toddlers[i] = children.toddlers[i * children.draws + d] * weight;
  }
  return { babies, toddlers };
}

function sumOver(shares: Float64Array, children: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < shares.length; i++) sum += shares[i] * children[i];
  return sum;
}
