import { greatCircleMetres, type LonLat, lonLat } from '../shared/coordinates.ts';
import type { Metres } from '../shared/units.ts';
import { MINIMUM_REACH, SECOND_LOOK_METRES } from './valhallaConfig.ts';

/** By car, or on foot. */
export type ValhallaCosting = 'auto' | 'pedestrian';

/** Where a place meets a road that a van may use, or a way that one may walk. */
export interface ValhallaSnap {
  readonly lonLat: LonLat;
  readonly metres: Metres;
}

/** The part of Valhalla's verbose `locate` answer that is read here. */
export interface LocateAnswer {
  readonly edges:
    | readonly {
        readonly correlated_lat: number;
        readonly correlated_lon: number;
        readonly outbound_reach?: number;
        readonly inbound_reach?: number;
      }[]
    | null;
}

export type Locate = (request: Readonly<Record<string, unknown>>) => Promise<readonly LocateAnswer[]>;

/** How to ask, and whose ways count. */
interface Asking {
  readonly locate: Locate;
  readonly costing: ValhallaCosting;
}

/** One way of looking, and how many places it may be used for at once (an edge is 2 kB of answer). */
interface Look {
  readonly options: Readonly<Record<string, unknown>>;
  readonly atOnce: number;
}

/** The nearest few edges. */
const FIRST_LOOK: Look = { options: {}, atOnce: 200 };
/** For places whose nearest edge is of no use: every edge around, and then the nearest street, however far. */
const FURTHER_LOOKS: readonly Look[] = [
  { options: { radius: SECOND_LOOK_METRES }, atOnce: 10 },
  { options: { search_filter: { min_road_class: 'residential' } }, atOnce: 200 },
];

/**
 * The nearest road of each place, in order; null where Valhalla finds none within its reach. Passed over are scraps of
 * road that lead nowhere, such as a car park drawn without its entrance, a yard behind a farm track (the graph has no
 * tracks) or an island. Only where nothing else is within reach is one of these taken.
 */
export async function snapToRoads(
  places: readonly LonLat[],
  asking: Asking,
): Promise<(ValhallaSnap | null)[]> {
  const first = await candidatesOf(places, asking, FIRST_LOOK);
  const snaps = first.map((candidates) => candidates.reduce(nearer, null));
  let open = snaps.flatMap((snap, i) => (snap && !snap.isUsable ? [i] : []));
  for (const look of FURTHER_LOOKS) {
    const asked = open.map((i) => places[i]);
    const found = await candidatesOf(asked, asking, look);
    found.forEach((candidates, k) => {
      const usable = candidates.filter((candidate) => candidate.isUsable).reduce(nearer, null);
      snaps[open[k]] = usable ?? snaps[open[k]];
    });
    open = open.filter((i) => !snaps[i]?.isUsable);
  }
  return snaps.map((snap) => snap && { lonLat: snap.lonLat, metres: snap.metres });
}

type Candidate = ValhallaSnap & { readonly isUsable: boolean };

const nearer = (best: Candidate | null, candidate: Candidate): Candidate =>
  best && best.metres <= candidate.metres ? best : candidate;

async function candidatesOf(
  places: readonly LonLat[],
  { locate, costing }: Asking,
  look: Look,
): Promise<(readonly Candidate[])[]> {
  const all: (readonly Candidate[])[] = [];
  for (let start = 0; start < places.length; start += look.atOnce) {
    const some = places.slice(start, start + look.atOnce);
    const locations = some.map(([lon, lat]) => ({ lon, lat, ...look.options }));
    const answers = await locate({ locations, costing, verbose: true });
    all.push(...some.map((place, i) => readCandidates(place, answers[i])));
  }
  return all;
}

function readCandidates(place: LonLat, answer: LocateAnswer | undefined): readonly Candidate[] {
  return (answer?.edges ?? []).map((edge) => {
    const at = lonLat(edge.correlated_lon, edge.correlated_lat);
    const reach = Math.min(edge.outbound_reach ?? 0, edge.inbound_reach ?? 0);
    return { lonLat: at, metres: greatCircleMetres(place, at), isUsable: reach >= MINIMUM_REACH };
  });
}
