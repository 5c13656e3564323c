import type { GainLists } from './gainLists.ts';

/** A set of open sites (positions in the lists' candidates) and what it gains. */
export interface OpenSet {
  readonly open: readonly number[];
  readonly objective: number;
}

/** Swaps that gain less than this share of the objective are rounding. */
const ROUNDING = 1e-10;

/**
 * Improves a set by additions up to `maxSites`, then by swaps of one open site for a closed one, always the most profitable, until
 * none gains. All swaps are judged in one pass over the entries above each area's second-best open site.
 * @param start     open positions; at most `maxSites`
 * @param mayOpen   1 for positions that may be opened
 * @param mayClose  1 for positions that may be closed
 * Source: Whitaker 1983; the profit in three parts is Resende and Werneck 2007.
 */
export function interchange(
  lists: GainLists,
  fields: {
    start: readonly number[];
    maxSites: number;
    mayOpen: Uint8Array;
    mayClose: Uint8Array;
  },
): OpenSet {
  const open = [...fields.start];
  const state = stateOf(lists, fields.maxSites);
  let objective = assign(lists, state, open);
  for (;;) {
    judge(lists, state, open.length);
    const move =
      open.length < fields.maxSites ? bestAddition(state, fields.mayOpen) : bestSwap(state, open, fields);
    if (move === null || move.profit <= ROUNDING * Math.max(1, objective)) break;
    open[move.slot] = move.site;
    objective = assign(lists, state, open);
  }
  return { open: open.sort((a, b) => a - b), objective };
}

interface State {
  /** Slot in the open list of each area's best open site, −1 without. */
  readonly bestSlot: Int32Array;
  readonly best: Float64Array;
  readonly second: Float64Array;
  /** By site: slot in the open list, −1 when closed. */
  readonly slotOf: Int32Array;
  /** By site: what opening it adds. */
  readonly added: Float64Array;
  /** By slot: what closing it loses. */
  readonly lost: Float64Array;
  /** By site and slot: how much of that loss the site makes up. */
  readonly saved: Float64Array;
  readonly slots: number;
}

function stateOf(lists: GainLists, maxSites: number): State {
  const sites = lists.candidates.length;
  return {
    bestSlot: new Int32Array(lists.areas),
    best: new Float64Array(lists.areas),
    second: new Float64Array(lists.areas),
    slotOf: new Int32Array(sites),
    added: new Float64Array(sites),
    lost: new Float64Array(maxSites),
    saved: new Float64Array(sites * maxSites),
    slots: maxSites,
  };
}

/** Finds each area's best and second-best open site. @returns the objective */
function assign(lists: GainLists, state: State, open: readonly number[]): number {
  const { bestSlot, best, second, slotOf } = state;
  slotOf.fill(-1);
  open.forEach((site, slot) => {
    slotOf[site] = slot;
  });
  let objective = 0;
  for (let r = 0; r < lists.areas; r++) {
    bestSlot[r] = -1;
    best[r] = 0;
    second[r] = 0;
    for (let e = lists.starts[r]; e < lists.starts[r + 1]; e++) {
      const slot = slotOf[lists.site[e]];
      if (slot < 0) continue;
      if (bestSlot[r] < 0) {
        bestSlot[r] = slot;
        best[r] = lists.gain[e];
      } else {
        second[r] = lists.gain[e];
        break;
      }
    }
    objective += best[r];
  }
  return objective;
}

function judge(lists: GainLists, state: State, openCount: number): void {
  const { bestSlot, best, second, added, lost, saved, slots } = state;
  added.fill(0);
  lost.fill(0);
  if (openCount === slots) saved.fill(0);
  for (let r = 0; r < lists.areas; r++) {
    const slot = bestSlot[r];
    if (slot >= 0) lost[slot] += best[r] - second[r];
    const end = lists.starts[r + 1];
    for (let e = lists.starts[r]; e < end && lists.gain[e] > second[r]; e++) {
      const gain = lists.gain[e];
      if (gain > best[r]) added[lists.site[e]] += gain - best[r];
      if (slot >= 0) saved[lists.site[e] * slots + slot] += Math.min(gain, best[r]) - second[r];
    }
  }
}

type Move = { slot: number; site: number; profit: number };

function bestAddition(state: State, mayOpen: Uint8Array): Move | null {
  const slot = state.slotOf.reduce((count, s) => (s >= 0 ? count + 1 : count), 0);
  let move: Move | null = null;
  for (let site = 0; site < mayOpen.length; site++) {
    if (mayOpen[site] === 0 || state.slotOf[site] >= 0) continue;
    const profit = state.added[site];
    if (move === null || profit > move.profit) move = { slot, site, profit };
  }
  return move;
}

function bestSwap(
  state: State,
  open: readonly number[],
  fields: { mayOpen: Uint8Array; mayClose: Uint8Array },
): Move | null {
  const { added, lost, saved, slots } = state;
  let [slot, site, profit] = [-1, -1, 0];
  for (let c = 0; c < fields.mayOpen.length; c++) {
    if (fields.mayOpen[c] === 0 || state.slotOf[c] >= 0) continue;
    for (let s = 0; s < open.length; s++) {
      const found = added[c] - lost[s] + saved[c * slots + s];
      if (found > profit && fields.mayClose[open[s]] === 1) [slot, site, profit] = [s, c, found];
    }
  }
  return slot < 0 ? null : { slot, site, profit };
}
