import { greatCircleMetres, type LonLat, lonLat } from '../shared/coordinates.ts';
import type { Metres } from '../shared/units.ts';
import { roundDegrees } from './points.ts';

/** A place that stands for several, with its share of them. */
export interface Cluster {
  readonly lonLat: LonLat;
  /** Above 0; those of one set add up to 1. */
  readonly weight: number;
}

/** More points for one area cost more than they tell. */
const MAX_CLUSTERS = 5;
/** Places this near to their point need no other one: two kilometres are some three minutes' drive in a lane. */
const NEAR_METRES: Metres = 2000;
/** Share of the places that must be near: a farm or two at the end of a lane do not count. */
const NEAR_SHARE = 0.9;
/** A point that would stand for fewer than this share is left to its neighbour. */
const SMALLEST_SHARE = 0.05;
const MAX_ROUNDS = 25;

/**
 * The fewest places, at most five, that stand for some places so that nine in ten of these are within 2 km of the one
 * that stands for them. Each is one of the places themselves, never a point in a field between two villages.
 *
 * k-means over metres east and north, begun with places far from each other, with the fewest clusters that are near
 * enough. It was preferred to joining neighbours step by step, which makes one long cluster of a village street, the
 * very case that matters here; and to a density method, which leaves scattered farms out altogether. Begun in a fixed
 * way, it gives one answer.
 * @param places  in a fixed order; at least one
 */
export function clustersOf(places: readonly LonLat[]): Cluster[] {
  let groups: LonLat[][] = [];
  for (let count = 1; count <= MAX_CLUSTERS; count++) {
    groups = groupsOf(places, count);
    if (isNearEnough(groups, places.length)) break;
  }
  const large = groups.filter((group) => group.length >= SMALLEST_SHARE * places.length);
  const centres = large.map((group) => memberNearest(group, meanOf(group)));
  const final = assigned(places, centres).filter((group) => group.length > 0);
  return final.map((group) => ({
    lonLat: memberNearest(group, meanOf(group)),
    weight: group.length / places.length,
  }));
}

function isNearEnough(groups: readonly (readonly LonLat[])[], all: number): boolean {
  const near = groups.reduce((sum, group) => {
    const centre = meanOf(group);
    return sum + group.filter((place) => greatCircleMetres(centre, place) <= NEAR_METRES).length;
  }, 0);
  return near >= NEAR_SHARE * all;
}

/** Lloyd's rounds from seeds that lie far apart. */
function groupsOf(places: readonly LonLat[], count: number): LonLat[][] {
  let centres = seedsOf(places, count);
  let groups = assigned(places, centres);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = groups.map((group) => meanOf(group));
    if (next.every((centre, i) => centre[0] === centres[i][0] && centre[1] === centres[i][1])) break;
    centres = next;
    groups = assigned(places, centres);
  }
  return groups;
}

/** The place nearest to the middle, then each time the one farthest from those chosen. */
function seedsOf(places: readonly LonLat[], count: number): LonLat[] {
  const seeds = [memberNearest(places, meanOf(places))];
  const distance = places.map((place) => greatCircleMetres(place, seeds[0]));
  while (seeds.length < count) {
    const far = distance.reduce((best, metres, i) => (metres > distance[best] ? i : best), 0);
    if (distance[far] === 0) break;
    seeds.push(places[far]);
    for (const [i, place] of places.entries()) {
      distance[i] = Math.min(distance[i], greatCircleMetres(place, places[far]));
    }
  }
  return seeds;
}

/** Each place with its nearest centre; no group is empty, since a centre without places goes. */
function assigned(places: readonly LonLat[], centres: readonly LonLat[]): LonLat[][] {
  const groups: LonLat[][] = centres.map(() => []);
  for (const place of places) {
    const metres = centres.map((centre) => greatCircleMetres(place, centre));
    groups[metres.indexOf(Math.min(...metres))].push(place);
  }
  return groups.filter((group) => group.length > 0);
}

/** The mean of some places, degrees; a county is too small for the Earth's roundness to matter. @param places  at least one */
export function meanOf(places: readonly LonLat[]): LonLat {
  const mean = (axis: 0 | 1) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  return lonLat(roundDegrees(mean(0)), roundDegrees(mean(1)));
}

function memberNearest(places: readonly LonLat[], to: LonLat): LonLat {
  return places.reduce((best, place) =>
    greatCircleMetres(place, to) < greatCircleMetres(best, to) ? place : best,
  );
}
