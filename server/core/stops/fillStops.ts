import type { Seconds } from '../../shared/units.ts';
import { areaDemand } from '../demand/areaDemand.ts';
import { reachOfSites } from '../demand/expectedContacts.ts';
import type { SessionRate } from '../demand/sessionRates.ts';
import type { Area } from '../nouns.ts';
import type { Parameters } from '../parameters.ts';
import type { TravelMatrix } from '../travelMatrix.ts';
import type { ChosenStop } from './chooseStops.ts';

/** A site nearer to a hub than this share of the limit of reach adds little that the hub does not give. */
const LEAST_SHARE_OF_REACH = 0.5;

/**
 * Stops for the places left when nobody more can be brought within reach: the second aim of a choice.
 *
 * One after another, the site that adds most expected contacts a month to all stops together, families shared between them
 * as in `expectedContactsOfPlan`, as long as it adds at least `contactsWorthAVisit` and lies at least half of
 * `withinReachSeconds` from every hub. A county whose villages are all just within reach of its hub still gets a round.
 * @param fields.chosen        stops there are already; they take their share of the families
 * @param fields.siteIds       candidates, each a column of both matrices to sites; chosen ones are passed over
 * @param fields.secondsToHub  drive from a site to its nearest hub; a site without an entry counts as far
 * @param fields.places        how many stops may be added, ≥ 0
 * @returns in order of what they add, ties by identifier; they bring nobody newly within reach, so their need is 0
 * @throws MATRIX_PLACE for a site or area that a matrix does not hold
 */
export function fillStops(fields: {
  areas: readonly Area[];
  areasToHubs: TravelMatrix;
  areasToHubsOnFoot: TravelMatrix;
  areasToSites: TravelMatrix;
  areasToSitesOnFoot: TravelMatrix;
  chosen: readonly string[];
  siteIds: readonly string[];
  secondsToHub: ReadonlyMap<string, Seconds>;
  places: number;
  sessionRates?: readonly SessionRate[];
  parameters: Parameters;
}): ChosenStop[] {
  const { parameters, chosen } = fields;
  const least = parameters.withinReachSeconds * LEAST_SHARE_OF_REACH;
  const candidates = [...new Set(fields.siteIds)]
    .filter(
      (id) => !chosen.includes(id) && (fields.secondsToHub.get(id) ?? Number.POSITIVE_INFINITY) >= least,
    )
    .sort();
  const demand = areaDemand(fields).map(
    ({ base, needWeight, unservedShare }) => base * needWeight * unservedShare,
  );
  const reaches = reachOfSites(fields, [...chosen, ...candidates]);
  const shared = new Float64Array(fields.areas.length);
  for (const reach of reaches.slice(0, chosen.length)) addTo(shared, reach);
  const open = new Map(candidates.map((id, k) => [id, reaches[chosen.length + k]]));
  const added: ChosenStop[] = [];
  while (added.length < fields.places) {
    const best = bestOf(open, (reach) => gainOf(demand, shared, reach));
    if (!best || best.gain < parameters.contactsWorthAVisit) break;
    addTo(shared, open.get(best.id)!);
    open.delete(best.id);
    added.push({ siteId: best.id, isForced: false, need: 0, children: 0, areaIds: [] });
  }
  return added;
}

/** Contacts that one more stop adds to all together. */
function gainOf(demand: readonly number[], shared: Float64Array, reach: Float64Array): number {
  let gain = 0;
  for (let i = 0; i < demand.length; i++) {
    const after = shared[i] + reach[i];
    gain += demand[i] * (after / (1 + after) - shared[i] / (1 + shared[i]));
  }
  return gain;
}

function addTo(shared: Float64Array, reach: Float64Array): void {
  for (let i = 0; i < shared.length; i++) shared[i] += reach[i];
}

/** The greatest gain; of equal ones the first, which is the lowest identifier. */
function bestOf(
  open: ReadonlyMap<string, Float64Array>,
  gain: (reach: Float64Array) => number,
): { id: string; gain: number } | undefined {
  let best: { id: string; gain: number } | undefined;
  for (const [id, reach] of open) {
    const found = gain(reach);
    if (found > (best?.gain ?? 0)) best = { id, gain: found };
  }
  return best;
}
