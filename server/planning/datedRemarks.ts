import type { Plan, Violation } from '../core/nouns.ts';
import { DEFAULT_ROTA_RULES } from '../core/rotaRules.ts';
import type { DatedRota } from '../core/timetable/expandRota.ts';
import { type DatedClash, isOpen } from '../core/timetable/settleClashes.ts';
import { type ShortNotice, shortNotices } from '../core/timetable/shortNotice.ts';
import { CLASH_KINDS, CLASH_WORDS } from '../shared/clashes.ts';
import { counted, listed } from '../shared/text.ts';
import { dateWords, type ServiceDate } from '../shared/time.ts';
import type { ReadableDb } from '../store/open.ts';
import { listEverySite } from '../store/sites.ts';
import { listVisits } from '../store/visits.ts';

/** Stops that a sentence names, at most. */
const STOPS_NAMED = 5;

/** "3 visits meet a bank holiday and 1 visit has no crew"; a visit counts under the first thing that it meets. */
export const clashCountWords = (clashes: readonly DatedClash[]): string =>
  listed(
    CLASH_KINDS.flatMap((kind) => {
      const count = clashes.filter(({ causes }) => causes[0].kind === kind).length;
      const words = CLASH_WORDS[kind];
      return count === 0 ? [] : [`${counted(count, 'visit')} ${count === 1 ? words.one : words.many}`];
    }),
  );

/** Stops that a plan changes before families can have heard of it. */
export function planShortNotices(
  db: ReadableDb,
  fields: { plan: Pick<Plan, 'rules'>; timetable: DatedRota; today: ServiceDate },
): ShortNotice[] {
  const { noticeDays } = { ...DEFAULT_ROTA_RULES, ...fields.plan.rules };
  const isPromised = ({ status }: { status: string }) => status === 'published' || status === 'changed';
  return shortNotices({ ...fields, noticeDays, promised: listVisits(db).filter(isPromised) });
}

/**
 * What a coordinator must know of a plan's dates, as advice: visits of which nothing is decided (a release with one is refused), and
 * regular changes with less notice than the rule asks for. Such a change is not refused: a van that breaks down does not wait.
 */
export function datedRemarks(
  db: ReadableDb,
  fields: { plan: Pick<Plan, 'rules'>; timetable: DatedRota; today: ServiceDate },
): Violation[] {
  const names = new Map(listEverySite(db).map((site) => [site.id, site.name]));
  const nameOf = (siteId: string) => names.get(siteId) ?? siteId;
  const open = fields.timetable.clashes.filter(isOpen);
  const remarks: Violation[] = [];
  if (open.length > 0) {
    const { siteId, date } = open[0].visit;
    remarks.push({
      rule: 'CLASH_OPEN',
      severity: 'soft',
      siteId,
      date,
      message: `${clashCountWords(open)}, the first at ${nameOf(siteId)} on ${dateWords(date)}; decide in the step Timetable what becomes of ${open.length === 1 ? 'it' : 'them'} before publishing`,
    });
  }
  const short = planShortNotices(db, fields);
  if (short.length > 0) {
    const { siteId, date } = short[0];
    remarks.push({
      rule: 'SHORT_NOTICE',
      severity: 'soft',
      siteId,
      date,
      message: shortNoticeWords(short, fields.plan, nameOf),
    });
  }
  return remarks;
}

/** "2 stops change their regular day or time with less than 28 days’ notice: Ashby hall (Tuesday 1 December 2026, in 7 days) and …". */
export function shortNoticeWords(
  short: readonly ShortNotice[],
  plan: Pick<Plan, 'rules'>,
  nameOf: (siteId: string) => string,
): string {
  const { noticeDays } = { ...DEFAULT_ROTA_RULES, ...plan.rules };
  const named = short
    .slice(0, STOPS_NAMED)
    .map(({ siteId, date, days }) => `${nameOf(siteId)} (${dateWords(date)}, in ${counted(days, 'day')})`);
  const others = short.length - named.length;
  const change = short.length === 1 ? 'changes its regular day or time' : 'change their regular day or time';
  return `${counted(short.length, 'stop')} ${change} with less than ${counted(noticeDays, 'day')}’ notice: ${listed([...named, ...(others > 0 ? [`${others} more`] : [])])}; let the plan begin later, or tell these families yourself`;
}
