import type { Rota, VanDay } from '../nouns.ts';
import { calendarsOf } from './calendars.ts';

/** From one visit of a stop to its next, in every way the rota's days can follow one another. */
export interface VisitGap {
  readonly siteId: string;
  /** Of the earlier visit. */
  readonly day: VanDay;
  readonly fewestDays: number;
  readonly mostDays: number;
}

/** One entry a visit of the rota, site by site; a stop visited once a cycle is followed by itself. */
export function visitGaps(rota: Rota): VisitGap[] {
  const gaps = new Map<string, Map<VanDay, VisitGap>>();
  for (const { end, days } of calendarsOf(rota)) {
    const last = new Map<string, { at: number; day: VanDay }>();
    for (const { at, day } of days) {
      for (const { siteId } of day.calls) {
        const before = last.get(siteId);
        if (before && before.at < end) noteGap(gaps, { siteId, day: before.day, days: at - before.at });
        last.set(siteId, { at, day });
      }
    }
  }
  return [...gaps.values()].flatMap((ofSite) => [...ofSite.values()]);
}

function noteGap(
  gaps: Map<string, Map<VanDay, VisitGap>>,
  { siteId, day, days }: { siteId: string; day: VanDay; days: number },
): void {
  const ofSite = gaps.get(siteId) ?? new Map<VanDay, VisitGap>();
  gaps.set(siteId, ofSite);
  const known = ofSite.get(day);
  ofSite.set(day, {
    siteId,
    day,
    fewestDays: Math.min(days, known?.fewestDays ?? days),
    mostDays: Math.max(days, known?.mostDays ?? days),
  });
}
