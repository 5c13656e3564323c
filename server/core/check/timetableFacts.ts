import { dateWords, type ServiceDate } from '../../shared/time.ts';
import type { DatedVisit, Site, Stop, Timetable, Van, Violation } from '../nouns.ts';
import type { TermEntry } from '../sites/schoolTime.ts';
import { placeName } from './sentences.ts';

/** A timetable with everything it must agree with. */
export interface CheckedTimetable {
  readonly timetable: Timetable;
  readonly sites: readonly Site[];
  readonly vans: readonly Van[];
  /** With what they ask for; none where only dates and places are looked at. */
  readonly stops?: readonly Stop[];
  /** Of the working rules; 0 when left out. */
  readonly minDaysBetweenVisits?: number;
  /** Days on which no van goes out. */
  readonly bankHolidays: ReadonlySet<ServiceDate>;
  /** Calendar of school terms; none where their dates are not known. */
  readonly schoolTerms?: readonly TermEntry[];
  /** True makes missing approval, permission and risk assessment hard; otherwise they are advice. */
  readonly requireApproved?: boolean;
  /** True for a feasibility study, which promises nothing: papers that do not hold on a date are advice too. */
  readonly isStudy?: boolean;
}

/** The same, ready for looking up; what every dated rule is given. */
export interface TimetableFacts {
  readonly timetable: Timetable;
  readonly sites: ReadonlyMap<string, Site>;
  readonly vans: ReadonlyMap<string, Van>;
  readonly stops: ReadonlyMap<string, Stop>;
  readonly minDaysBetweenVisits: number;
  readonly bankHolidays: ReadonlySet<ServiceDate>;
  readonly schoolTerms: readonly TermEntry[];
  readonly approvalSeverity: Violation['severity'];
  /** Of papers that there are, and that do not hold on a date. */
  readonly paperSeverity: Violation['severity'];
}

/** One rule for dated visits: looks at the whole timetable, returns every breach. */
export type DatedRule = (facts: TimetableFacts) => Violation[];

export function timetableFacts(checked: CheckedTimetable): TimetableFacts {
  return {
    timetable: checked.timetable,
    sites: new Map(checked.sites.map((site) => [site.id, site])),
    vans: new Map(checked.vans.map((van) => [van.id, van])),
    stops: new Map((checked.stops ?? []).map((stop) => [stop.siteId, stop])),
    minDaysBetweenVisits: checked.minDaysBetweenVisits ?? 0,
    bankHolidays: checked.bankHolidays,
    schoolTerms: checked.schoolTerms ?? [],
    approvalSeverity: checked.requireApproved ? 'hard' : 'soft',
    paperSeverity: checked.isStudy ? 'soft' : 'hard',
  };
}

/** A violation by one visit: "Tuesday 12 January 2027, Van 1, Ashby hall: …". */
export function visitViolation(
  facts: TimetableFacts,
  fields: { rule: string; visit: DatedVisit; finding: string },
): Violation {
  const { visit } = fields;
  const van = facts.vans.get(visit.vanId)?.name ?? `"${visit.vanId}"`;
  return {
    rule: fields.rule,
    severity: 'hard',
    message: `${dateWords(visit.date)}, ${van}, ${placeName(facts, visit.siteId)}: ${fields.finding}`,
    vanId: visit.vanId,
    siteId: visit.siteId,
    date: visit.date,
  };
}

/** The visits of each site, in the order of the timetable; sites nobody knows are left to UNKNOWN_PLACE. */
export function visitsByKnownSite(facts: TimetableFacts): { site: Site; visits: DatedVisit[] }[] {
  const visits = new Map<string, DatedVisit[]>();
  for (const visit of facts.timetable.visits) {
    const list = visits.get(visit.siteId);
    if (list) list.push(visit);
    else visits.set(visit.siteId, [visit]);
  }
  return [...visits].flatMap(([siteId, list]) => {
    const site = facts.sites.get(siteId);
    return site ? [{ site, visits: list }] : [];
  });
}

/**
 * Sites with visits on dates on which they must not be, those visits, and the first of those dates.
 * @param brokenBy  for a site: whether a visit breaks the rule; false where the rule says nothing of the site
 */
export function brokenVisits(
  facts: TimetableFacts,
  brokenBy: (site: Site) => ((visit: DatedVisit) => boolean) | false,
): { site: Site; visits: DatedVisit[]; date: ServiceDate }[] {
  return visitsByKnownSite(facts).flatMap(({ site, visits }) => {
    const isBroken = brokenBy(site);
    const broken = isBroken ? visits.filter(isBroken) : [];
    if (broken.length === 0) return [];
    const [date] = broken.map((visit) => visit.date).sort();
    return [{ site, visits: broken, date }];
  });
}
