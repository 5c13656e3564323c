import type { GainLists } from './gainLists.ts';
import { interchange, type OpenSet } from './interchange.ts';

export interface OpenSetSearchFields {
  /** Where to begin: at most `maxSites` positions, everything that may not be closed among them. */
  readonly start: OpenSet;
  /** How likely each site is to be in a good set, 0..1 by position: the mean of a Lagrangian bound. */
  readonly mean: Float64Array;
  readonly maxSites: number;
  readonly mayOpen: Uint8Array;
  readonly mayClose: Uint8Array;
  /** How many sets are built and improved. */
  readonly rounds: number;
  readonly random: () => number;
  /** The search ends when the best set gains this much, or when told to stop. */
  readonly enough: number;
  readonly shouldStop?: () => boolean;
}

/** Good sets that are kept to be crossed. */
const ELITE = 12;
/** Every site may come into a set built at random, however unlikely. */
const LEAST_CHANCE = 0.005;

/**
 * Looks for a better set: in turn sets drawn at random by how likely each site is, sets between two good ones, and the best set
 * with a few sites exchanged; each is improved by swaps.
 * @returns the best set found, at least as good as the start
 * Source: GRASP with path relinking, Resende and Werneck 2004; randomised rounding of a Lagrangian mean.
 */
export function openSetSearch(lists: GainLists, fields: OpenSetSearchFields): OpenSet {
  const elite: OpenSet[] = [fields.start];
  for (let round = 0; round < fields.rounds; round++) {
    if (elite[0].objective >= fields.enough || fields.shouldStop?.()) break;
    const start = STARTS[round % STARTS.length](elite, fields);
    keep(elite, interchange(lists, { ...fields, start }));
  }
  return elite[0];
}

type Start = (elite: readonly OpenSet[], fields: OpenSetSearchFields) => number[];

const STARTS: readonly Start[] = [drawn, crossed, exchanged, exchanged, crossed, exchanged];

/** The better sets first, each once. */
function keep(elite: OpenSet[], found: OpenSet): void {
  const isKnown = elite.some(
    (other) => other.objective === found.objective && other.open.every((site, k) => site === found.open[k]),
  );
  if (isKnown) return;
  const place = elite.findIndex((other) => found.objective > other.objective);
  elite.splice(place < 0 ? elite.length : place, 0, found);
  if (elite.length > ELITE) elite.pop();
}

function drawn(_: readonly OpenSet[], fields: OpenSetSearchFields): number[] {
  const open = new Set(fixed(fields));
  const chance = (site: number) => fields.mean[site] + LEAST_CHANCE;
  fill(open, fields, (site) => fields.random() < chance(site));
  return [...open];
}

/** What two good sets have in common, and part of what they have not. */
function crossed(elite: readonly OpenSet[], fields: OpenSetSearchFields): number[] {
  const pick = () => elite[Math.floor(fields.random() * elite.length)].open;
  const [a, b] = [pick(), new Set(pick())];
  const open = new Set([...fixed(fields), ...a.filter((site) => b.has(site))]);
  const either = [...a, ...b].filter((site) => !open.has(site));
  while (open.size < fields.maxSites && either.length > 0) {
    open.add(either.splice(Math.floor(fields.random() * either.length), 1)[0]);
  }
  return [...open];
}

const LEAST_EXCHANGED = 2;
const MORE_EXCHANGED = 4;

function exchanged(elite: readonly OpenSet[], fields: OpenSetSearchFields): number[] {
  const open = [...elite[0].open];
  const closable = open.filter((site) => fields.mayClose[site] === 1);
  const count = LEAST_EXCHANGED + Math.floor(fields.random() * MORE_EXCHANGED);
  const kept = new Set(open);
  for (let k = 0; k < count && closable.length > 0; k++) {
    kept.delete(closable.splice(Math.floor(fields.random() * closable.length), 1)[0]);
  }
  fill(kept, fields, () => true, count);
  return [...kept];
}

/** Tries of a random site for each place before the rest is left to additions. */
const TRIES = 40;

function fill(
  open: Set<number>,
  fields: OpenSetSearchFields,
  accepts: (site: number) => boolean,
  atMost = fields.maxSites,
): void {
  const places = Math.min(atMost, fields.maxSites - open.size);
  const wanted = open.size + places;
  for (let k = 0; k < places * TRIES && open.size < wanted; k++) {
    const site = Math.floor(fields.random() * fields.mayOpen.length);
    if (fields.mayOpen[site] === 1 && accepts(site)) open.add(site);
  }
}

const fixed = (fields: OpenSetSearchFields): number[] =>
  fields.start.open.filter((site) => fields.mayClose[site] === 0);
