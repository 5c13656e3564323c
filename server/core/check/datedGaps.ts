import { daysBetween, type ServiceDate } from '../../shared/time.ts';
import type { Site, Stop } from '../nouns.ts';
import { type TimetableFacts, visitsByKnownSite } from './timetableFacts.ts';

/** The dates of a site's visits, one after the other. */
export interface SiteGaps {
  readonly site: Site;
  readonly stop: Stop | undefined;
  /** In order of date; two visits on one date are a duplicate, and count as one here. */
  readonly gaps: readonly { readonly from: ServiceDate; readonly to: ServiceDate; readonly days: number }[];
  readonly last: ServiceDate;
  /** From the last visit to the last date of the timetable. */
  readonly daysAfterLast: number;
}

/** One entry a site with visits. */
export function gapsOnDates(facts: TimetableFacts): SiteGaps[] {
  return visitsByKnownSite(facts).map(({ site, visits }) => {
    const dates = [...new Set(visits.map(({ date }) => date))].sort();
    const last = dates[dates.length - 1];
    return {
      site,
      stop: facts.stops.get(site.id),
      gaps: dates
        .slice(1)
        .map((to, k) => ({ from: dates[k], to, days: daysBetween({ from: dates[k], to }) })),
      last,
      daysAfterLast: daysBetween({ from: last, to: facts.timetable.to }),
    };
  });
}
