import { greatCircleMetres, type LonLat, lonLat } from '../shared/coordinates.ts';
import type { Metres } from '../shared/units.ts';
import { SECOND_LOOK_METRES } from './valhallaConfig.ts';

/** Where a place meets a road that a van may use. */
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
        readonly edge?: { readonly classification?: { readonly use?: string } };
      }[]
    | null;
}

export type Locate = (request: Readonly<Record<string, unknown>>) => Promise<readonly LocateAnswer[]>;

/** Places asked about at once: an answer is some 8 kB for each. */
const AT_ONCE = 200;

/**
 * The nearest road of each place, in order; null where Valhalla finds none within its reach. Farm and forest tracks
 * are passed over: OSRM's car profile has none, and Valhalla drives them at 2 km/h, so that one place in fifty would
 * be an hour from everywhere.
 */
export async function snapToRoads(
  places: readonly LonLat[],
  locate: Locate,
): Promise<(ValhallaSnap | null)[]> {
  const snaps = await nearestEdges(places, locate, {});
  let onTrack = snaps.flatMap((snap, i) => (snap?.isTrack ? [i] : []));
  for (const look of [{ radius: SECOND_LOOK_METRES }, { search_filter: { min_road_class: 'residential' } }]) {
    const roads = await nearestEdges(
      onTrack.map((i) => places[i]),
      locate,
      { ...look, passOverTracks: true },
    );
    roads.forEach((road, k) => {
      if (road) snaps[onTrack[k]] = road;
    });
    onTrack = onTrack.filter((i) => snaps[i]?.isTrack);
  }
  return snaps.map((snap) => snap && { lonLat: snap.lonLat, metres: snap.metres });
}

type Candidate = ValhallaSnap & { readonly isTrack: boolean };

async function nearestEdges(
  places: readonly LonLat[],
  locate: Locate,
  look: { passOverTracks?: boolean; radius?: Metres; search_filter?: object },
): Promise<(Candidate | null)[]> {
  const { passOverTracks, ...how } = look;
  const snaps: (Candidate | null)[] = [];
  for (let start = 0; start < places.length; start += AT_ONCE) {
    const some = places.slice(start, start + AT_ONCE);
    const locations = some.map(([lon, lat]) => ({ lon, lat, ...how }));
    const answers = await locate({ locations, costing: 'auto', verbose: true });
    some.forEach((place, i) => {
      const edges = candidatesOf(place, answers[i]).filter((edge) => !(passOverTracks && edge.isTrack));
      snaps.push(edges.reduce<Candidate | null>(nearer, null));
    });
  }
  return snaps;
}

const nearer = (best: Candidate | null, edge: Candidate): Candidate =>
  best && best.metres <= edge.metres ? best : edge;

function candidatesOf(place: LonLat, answer: LocateAnswer | undefined): readonly Candidate[] {
  return (answer?.edges ?? []).map((edge) => {
    const at = lonLat(edge.correlated_lon, edge.correlated_lat);
    const isTrack = edge.edge?.classification?.use === 'track';
    return { lonLat: at, metres: greatCircleMetres(place, at), isTrack };
  });
}
