import { around } from 'geokdbush';
import KDBush from 'kdbush';
import { greatCircleMetres, type LonLat } from '../shared/coordinates.ts';
import type { Metres } from '../shared/units.ts';

/** The nearest of some values, with its distance. */
export interface Found<T> {
  readonly value: T;
  readonly metres: Metres;
}

/** Finds values near a place. */
export interface NearestIndex<T> {
  /** The nearest value at most `metres` away (inclusive) that passes `isWanted`; undefined when there is none. */
  nearest(place: LonLat, metres: Metres, isWanted?: (value: T) => boolean): Found<T> | undefined;
  /** All values at most `metres` away, nearest first. */
  within(place: LonLat, metres: Metres): Found<T>[];
}

/** An index over values that lie somewhere; empty is fine. */
export function nearestIndex<T>(values: readonly T[], placeOf: (value: T) => LonLat): NearestIndex<T> {
  if (values.length === 0) return { nearest: () => undefined, within: () => [] };
  const index = new KDBush(values.length);
  for (const [lon, lat] of values.map(placeOf)) index.add(lon, lat);
  index.finish();
  const found = (place: LonLat) => (id: number) => ({
    value: values[id],
    metres: greatCircleMetres(place, placeOf(values[id])),
  });
  // geokdbush measures on a sphere of slightly other size: ask for a little more, then measure with ours.
  const search = (place: LonLat, count: number, metres: Metres, isWanted?: (value: T) => boolean) =>
    around(
      index,
      place[0],
      place[1],
      count,
      (metres * 1.01) / 1000,
      isWanted && ((id) => isWanted(values[id])),
    )
      .map(found(place))
      .filter((each) => each.metres <= metres);
  return {
    nearest: (place, metres, isWanted) => search(place, 1, metres, isWanted)[0],
    within: (place, metres) => search(place, Number.POSITIVE_INFINITY, metres),
  };
}
