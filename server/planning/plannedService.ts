import type { DatedVisit, ServiceStop, Site, Timetable, Van } from '../core/nouns.ts';
import { type ServiceDate, WEEKDAY_NAMES, type Weekday, weekdayOf } from '../shared/time.ts';

/**
 * A timetable of ours as anybody else's would be read: each stop's visits of one van, weekday and clock time are a row with its
 * dates. What is open to families is what is published, so set-up and pack-down count as time between stops.
 * @returns rows in the order of their first visits
 */
export function serviceOfTimetable(
  timetable: Pick<Timetable, 'visits'>,
  known: { sites: readonly Site[]; vans: readonly Van[]; organisation: string },
): ServiceStop[] {
  const sites = new Map(known.sites.map((site) => [site.id, site]));
  const vans = new Map(known.vans.map((van) => [van.id, van]));
  const rows = new Map<string, DatedVisit[]>();
  for (const visit of timetable.visits) {
    const key = JSON.stringify([visit.siteId, visit.vanId, weekdayOf(visit.date), visit.open, visit.close]);
    rows.set(key, [...(rows.get(key) ?? []), visit]);
  }
  return [...rows.values()].map((visits) => {
    const [{ siteId, vanId, date, open, close }] = visits;
    return rowOf({
      site: sites.get(siteId),
      siteId,
      vanName: vans.get(vanId)?.name ?? vanId,
      organisation: known.organisation,
      weekday: weekdayOf(date),
      dates: visits.map((visit) => visit.date),
      open,
      close,
    });
  });
}

function rowOf(fields: {
  site: Site | undefined;
  siteId: string;
  vanName: string;
  organisation: string;
  weekday: Weekday;
  dates: readonly ServiceDate[];
  open: number;
  close: number;
}): ServiceStop {
  const { site, dates, weekday } = fields;
  return {
    organisation: fields.organisation,
    vanName: fields.vanName,
    route: WEEKDAY_NAMES[weekday - 1],
    community: site?.community ?? '',
    name: site?.name ?? fields.siteId,
    address: site?.address ?? '',
    postcode: site?.postcode ?? '',
    lonLat: site?.lonLat ?? null,
    weekday,
    type: 'public',
    arrival: fields.open,
    departure: fields.close,
    recurrence: { kind: 'dates', dates },
    start: dates[0],
    end: null,
    exceptions: [],
    timetableUrl: '',
  };
}
