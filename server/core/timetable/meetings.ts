import type { DatedVisit, Stop } from '../nouns.ts';

/**
 * Numbers the meetings of stops that hold series: the first so many visits are one group, the next so many another. A meeting that
 * does not take place is not counted, so its group goes on one period longer.
 * @param visits  from a group's first meeting on, in order
 */
export function numberMeetings(visits: readonly DatedVisit[], stops: readonly Stop[]): DatedVisit[] {
  const meetings = new Map(
    stops.flatMap((stop) => (stop.wishes?.series ? [[stop.siteId, stop.wishes.series.meetings]] : [])),
  );
  const held = new Map<string, number>();
  return visits.map((visit) => {
    const of = meetings.get(visit.siteId);
    if (of === undefined) return visit;
    const count = held.get(visit.siteId) ?? 0;
    held.set(visit.siteId, count + 1);
    return { ...visit, meeting: { number: (count % of) + 1, of } };
  });
}
