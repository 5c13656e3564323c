import type { ClashWire, DatesWire } from '../contract/dates.ts';
import type { Plan } from '../core/nouns.ts';
import type { OfferedClash, PlanClashes } from '../planning/clashes.ts';
import { planShortNotices, shortNoticeWords } from '../planning/datedRemarks.ts';
import type { Crew } from '../shared/absences.ts';
import { clockWords, dateWords, type ServiceDate } from '../shared/time.ts';
import { listAbsences, listCrews } from '../store/absences.ts';
import { listStandingDecisions } from '../store/clashDecisions.ts';
import type { ReadableDb } from '../store/open.ts';
import { listEverySite } from '../store/sites.ts';

interface Named {
  readonly sites: ReadonlyMap<string, string>;
  readonly vans: ReadonlyMap<string, string>;
  readonly crews: readonly Crew[];
  readonly plan: Plan;
}

/** @param fields.showsNotes  notes of absences are for those who plan */
export function presentDates(
  db: ReadableDb,
  fields: { plan: Plan; dates: PlanClashes; today: ServiceDate; showsNotes: boolean },
): DatesWire {
  const { plan, dates, today } = fields;
  const sites = new Map(listEverySite(db).map((site) => [site.id, site.name]));
  const vans = new Map(plan.vans.map((van) => [van.id, van.name]));
  const crews = listCrews(db);
  const named = { sites, vans, crews, plan };
  const short = planShortNotices(db, { plan, timetable: dates.timetable, today });
  const nameOf = (siteId: string) => sites.get(siteId) ?? siteId;
  return {
    from: dates.timetable.from,
    to: dates.timetable.to,
    clashes: dates.clashes.map((clash) => presentClash(clash, named)),
    standing: listStandingDecisions(db).map(({ kind, reason, by }) => ({ kind, reason, by })),
    absences: listAbsences(db)
      .filter(({ to }) => to >= today)
      .map(({ enteredBy: _, ...absence }) => ({
        ...absence,
        note: fields.showsNotes ? absence.note : '',
        name: absentName(absence, named),
      })),
    crews,
    vans: plan.vans.map(({ id, name }) => ({ id, name })),
    sites: plan.stops.map(({ siteId }) => ({ id: siteId, name: nameOf(siteId) })),
    skills: skillsOf(plan, crews),
    shortNotice: short.length === 0 ? null : shortNoticeWords(short, plan, nameOf),
  };
}

function presentClash(clash: OfferedClash, named: Named): ClashWire {
  const { visit, causes, outcome } = clash;
  const vanName = (vanId: string) => named.vans.get(vanId) ?? vanId;
  const series = named.plan.stops.find(({ siteId }) => siteId === visit.siteId)?.wishes?.series;
  return {
    siteId: visit.siteId,
    siteName: named.sites.get(visit.siteId) ?? visit.siteId,
    date: visit.date,
    vanName: vanName(visit.vanId),
    open: visit.open,
    close: visit.close,
    kind: causes[0].kind,
    causes: causes.map(({ words }) => words),
    familyWords: clash.familyWords,
    outcome,
    outcomeWords: outcome && outcomeWords(clash, named),
    isStanding: clash.isStanding,
    lapsed: clash.lapsed,
    offers: clash.offers.dates.map((offer) => ({ ...offer, vanName: vanName(offer.visit.vanId) })),
    crews: named.crews
      .filter(({ id }) => clash.offers.crewIds.includes(id))
      .map(({ id, name }) => ({ id, name })),
    seriesWords: series ? `one of a group of ${series.meetings} meetings` : null,
  };
}

function outcomeWords({ outcome, visit }: OfferedClash, named: Named): string | null {
  if (outcome === null) return null;
  if (outcome.take === 'no-visit') return `No visit. Families read: “${outcome.reason}”`;
  if (outcome.take === 'crew') {
    return `${named.crews.find(({ id }) => id === outcome.crewId)?.name ?? 'Another crew'} stands in`;
  }
  const { date, open, close, vanId } = outcome.visit;
  const van = vanId === visit.vanId ? '' : `, with ${named.vans.get(vanId) ?? vanId}`;
  return `Moved to ${dateWords(date)}, ${clockWords(open)} to ${clockWords(close)}${van}`;
}

function absentName({ of, id }: { of: string; id: string }, { sites, vans, crews }: Named): string {
  if (of === 'skill') return id;
  if (of === 'crew') return crews.find((crew) => crew.id === id)?.name ?? id;
  return (of === 'van' ? vans : sites).get(id) ?? id;
}

/** Every skill that a stop asks for, a van has aboard or a crew brings, in order. */
function skillsOf(plan: Plan, crews: readonly Crew[]): string[] {
  const wanted = [...plan.stops.map(({ wishes }) => wishes), ...Object.values(plan.wishes?.stops ?? {})];
  return [
    ...new Set([
      ...wanted.flatMap((wishes) => wishes?.skills ?? []),
      ...plan.vans.flatMap((van) => Object.values(van.skills ?? {}).flat()),
      ...crews.flatMap((crew) => crew.skills),
    ]),
  ].sort();
}
