import { counted } from '../../../shared/text.ts';
import type { Rota, Violation } from '../../nouns.ts';
import { type AskedStop, givenUpVisits, type RotaFacts, type RotaVisit, visitsBySite } from '../rotaFacts.ts';
import { placeName } from '../sentences.ts';

/**
 * SERIES_BROKEN: a group that meets so many times, every so many weeks, finds the stop's van on the same weekday at the same
 * time at each meeting, over the end of the cycle too. Where the rota goes by months the free fifth week breaks a series,
 * unless it meets once a month. Visits given up with a reason are not asked of a series.
 */
export function seriesBroken(facts: RotaFacts): Violation[] {
  const visits = visitsBySite(facts.rota);
  return [...facts.stops.values()].flatMap((stop): Violation[] => {
    const { series } = stop.wishes;
    const made = visits.get(stop.siteId) ?? [];
    if (!series || made.length === 0 || givenUpVisits(facts.rota, stop.siteId) > 0) return [];
    if (made.some((start) => keepsSlot(start, made, { rota: facts.rota, series }))) return [];
    const every = series.everyWeeks === 1 ? 'week' : counted(series.everyWeeks, 'week');
    const message = `${placeName(facts, stop.siteId)}: the visits hold no series of ${counted(series.meetings, 'meeting')}, one every ${every}, on one weekday at one time`;
    return [{ rule: 'SERIES_BROKEN', severity: 'hard', siteId: stop.siteId, message }];
  });
}

/** Whether a group that starts with one visit finds a visit in the same slot at each of its meetings. */
function keepsSlot(
  start: RotaVisit,
  visits: readonly RotaVisit[],
  { rota, series }: { rota: Rota; series: NonNullable<AskedStop['wishes']['series']> },
): boolean {
  const weeks = new Set(visits.filter((visit) => isSameSlot(visit, start)).map(({ day }) => day.week));
  // After a cycle of meetings the weeks come round again.
  const length = Math.min(series.meetings, rota.cycleWeeks + 1);
  const meetings = Array.from({ length }, (_, k) => start.day.week + k * series.everyWeeks);
  const isMonthly = rota.repeats === 'month';
  return meetings.every(
    (week) =>
      weeks.has(week % rota.cycleWeeks) &&
      (!isMonthly || week < rota.cycleWeeks || series.everyWeeks % rota.cycleWeeks === 0),
  );
}

const isSameSlot = (a: RotaVisit, b: RotaVisit): boolean =>
  a.day.vanId === b.day.vanId &&
  a.day.weekday === b.day.weekday &&
  a.call.open === b.call.open &&
  a.call.close === b.call.close;
