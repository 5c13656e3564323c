import type { RuleOf } from '../../shared/councilRules.ts';
import { type Apart, apart, apartWords, compareApart } from './nearness.ts';
import {
  finderIn,
  type ReviewState,
  remaining,
  type StopState,
  take,
  usersWords,
  type Why,
} from './reviewState.ts';

/** Stops near a hub, the quietest first; of several hubs the nearest is named. */
export function nearHub(state: ReviewState, rule: RuleOf<'near-hub'>): void {
  const { hubs, stopsToHubs } = state.input;
  const { busy } = state;
  const drive = finderIn(stopsToHubs);
  for (const target of remaining(state).sort((a, b) => busy(b.stop, a.stop).order)) {
    const { siteId, lonLat } = target.stop;
    const [nearest] = hubs
      .map((hub) => ({
        hub,
        found: apart(rule, { from: lonLat, to: hub.lonLat, drive: drive(siteId, hub.id) }),
      }))
      .filter(({ found }) => found.isNear)
      .sort((a, b) => compareApart(rule, a.found, b.found) || (a.hub.id < b.hub.id ? -1 : 1));
    if (!nearest) continue;
    const why = capital(apartWords(rule, nearest.found, nearest.hub.name));
    take(state, target, { ...rule, why, paperWhy: why });
  }
}

/**
 * Stops near each other become one. The busiest stop stays; every quieter one near it is merged into it; then the busiest of
 * those left, and so on. So no two stops that stay are near each other, unless one is protected, and every stop that goes is near
 * one that stays. Of several that stay, a stop is merged into the nearest.
 */
export function nearStops(state: ReviewState, rule: RuleOf<'near-stops'>): void {
  const { busy } = state;
  const drive = finderIn(state.input.stopsToStops);
  const order = remaining(state).sort((a, b) => busy(a.stop, b.stop).order);
  const staying: StopState[] = [];
  for (const target of order) {
    const near = staying
      .map((kept) => ({ kept, found: apartOf(rule, target, kept, drive) }))
      .filter(({ found }) => found.isNear)
      .sort((a, b) => compareApart(rule, a.found, b.found) || busy(a.kept.stop, b.kept.stop).order);
    const [into] = near;
    if (into)
      take(state, target, {
        reduceToWeeks: null,
        into: into.kept,
        ...mergeWords(state, rule, target, into),
      });
    if (target.gone === null) staying.push(target);
  }
}

/** From the stop that would go to the one that stays: that is the way its users would have. */
const apartOf = (
  rule: RuleOf<'near-stops'>,
  from: StopState,
  to: StopState,
  drive: ReturnType<typeof finderIn>,
): Apart =>
  apart(rule, {
    from: from.stop.lonLat,
    to: to.stop.lonLat,
    drive: drive(from.stop.siteId, to.stop.siteId),
  });

function mergeWords(
  state: ReviewState,
  rule: RuleOf<'near-stops'>,
  target: StopState,
  { kept, found }: { kept: StopState; found: Apart },
): Why {
  const { tieWords } = state.busy(kept.stop, target.stop);
  const { name } = kept.stop;
  const where = capital(apartWords(rule, found, name));
  const tie = tieWords === null ? '' : ` (${tieWords})`;
  return {
    why: `${where}. ${name} has ${usersWords(kept.stop)}, and this stop ${usersWords(target.stop)}${tie}`,
    paperWhy: `${where}. ${name} ${tieWords === null ? 'has more users a visit' : `has as many users a visit${tie}`}`,
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
