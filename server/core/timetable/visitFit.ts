import { listed } from '../../shared/text.ts';
import { type ClockTime, clockWords, type ServiceDate, WEEKDAY_NAMES, weekdayOf } from '../../shared/time.ts';
import type { Seconds } from '../../shared/units.ts';
import type { DatedVisit, RotaRules, Site, Stop, TimeWindow, Van } from '../nouns.ts';
import { baseId } from '../rota/rotaInput.ts';
import { openWindows, startRanges } from '../rota/startTimes.ts';
import { whyTooBig } from '../rota/vanFits.ts';
import { hoursTrouble } from './dayHours.ts';

/** A van on one date, with all it does already. */
export interface VanDate {
  readonly van: Van;
  readonly date: ServiceDate;
  /** In order of arrival. */
  readonly visits: readonly DatedVisit[];
  /** As the rota plans it; null for none. */
  readonly break: TimeWindow | null;
}

/** When the van is there, and open. */
export type VisitTimes = Pick<DatedVisit, 'arrive' | 'open' | 'close' | 'leave'>;

/** What a visit is held against. */
export interface FitContext {
  readonly rules: RotaRules;
  /** Planned seconds of a leg on a date; identifiers are site ids and `base:<vanId>`. UNREACHABLE where there is no road. */
  readonly legSeconds: (from: string, to: string, date: ServiceDate) => Seconds;
}

/** A visit that is to be fitted in. */
export interface FittedVisit {
  readonly stop: Stop;
  readonly site: Site;
  /** Closing less opening, seconds. */
  readonly sessionSeconds: Seconds;
  /** When it usually opens. */
  readonly usualOpen: ClockTime;
}

/** Times at which a visit can be made on a van's date, and the driving it adds. */
export interface Fit extends VisitTimes {
  readonly extraSeconds: Seconds;
}

/**
 * The opening nearest to the usual one at which a visit fits into a van's date with everything that is there already.
 * @returns null when there is none
 */
export function fitVisit(day: VanDate, fitted: FittedVisit, context: FitContext): Fit | null {
  if (dayTrouble(day, fitted, context) !== null) return null;
  const opens = opensOn(day, fitted, context);
  for (const open of opens) {
    const times = timesFrom(open, fitted.sessionSeconds, context.rules);
    if (timeTrouble(day, { ...fitted, times }, context) === null) {
      return { ...times, extraSeconds: extraSeconds(day, { ...fitted, times }, context) };
    }
  }
  return null;
}

/** Openings that the site and the van's drives allow on the date, the nearest to the usual one first. */
function opensOn(day: VanDate, fitted: FittedVisit, context: FitContext): ClockTime[] {
  const { rules } = context;
  const gaps = openGaps(day, fitted, context);
  if (gaps.length === 0) return [];
  const weekday = weekdayOf(day.date);
  const ranges = startRanges({
    windows: openWindows(fitted.site, weekday),
    sessionSeconds: fitted.sessionSeconds,
    rules,
    schoolRuns: fitted.site.facts.schoolRun?.[weekday],
  });
  const opens: ClockTime[] = [];
  for (let k = 0; k < ranges.length; k += 2) {
    for (let tick = ranges[k]; tick <= ranges[k + 1]; tick++) {
      const open = tick * rules.roundingSeconds;
      if (gaps.some(({ from, to }) => from <= open && open <= to)) opens.push(open);
    }
  }
  const far = (open: ClockTime) => Math.abs(open - fitted.usualOpen);
  return opens.sort((a, b) => far(a) - far(b) || a - b);
}

/** First and last opening between each two of the van's visits that leaves time for the drives; none where there is no room. */
function openGaps(day: VanDate, { site, sessionSeconds }: FittedVisit, context: FitContext): TimeWindow[] {
  const { rules, legSeconds } = context;
  const { van, date, visits } = day;
  const shift = van.shifts[weekdayOf(date)];
  if (!shift) return [];
  const base = baseId(van.id);
  return Array.from({ length: visits.length + 1 }, (_, k) => {
    const [before, after] = [visits[k - 1], visits[k]] as (DatedVisit | undefined)[];
    const ready = before ? before.leave : shift.from;
    const due = after ? after.arrive : shift.to;
    return {
      from: ready + legSeconds(before?.siteId ?? base, site.id, date) + rules.setUpSeconds,
      to: due - legSeconds(site.id, after?.siteId ?? base, date) - rules.packDownSeconds - sessionSeconds,
    };
  }).filter(({ from, to }) => from <= to);
}

/** Why a visit cannot be made at these times on a van's date, in words; null when it can. */
export function fitTrouble(
  day: VanDate,
  asked: FittedVisit & { readonly times: VisitTimes },
  context: FitContext,
): string | null {
  return dayTrouble(day, asked, context) ?? timeTrouble(day, asked, context);
}

const timesFrom = (open: ClockTime, sessionSeconds: Seconds, rules: RotaRules): VisitTimes => ({
  arrive: open - rules.setUpSeconds,
  open,
  close: open + sessionSeconds,
  leave: open + sessionSeconds + rules.packDownSeconds,
});

/** What forbids the date, whatever the time. */
function dayTrouble(day: VanDate, { stop, site }: FittedVisit, { rules }: FitContext): string | null {
  const { van, date, visits } = day;
  const weekday = weekdayOf(date);
  const name = WEEKDAY_NAMES[weekday - 1];
  if (!van.shifts[weekday]) return `${van.name} does not work on ${name}s`;
  if (stop.wishes?.weekdays && !stop.wishes.weekdays.includes(weekday))
    return `${site.name} is not to be visited on ${name}s`;
  if (visits.some((visit) => visit.siteId === site.id)) return `${site.name} has another visit that day`;
  if (visits.length >= rules.maxCallsPerDay) return `${van.name} has ${visits.length} stops that day already`;
  return whyTooBig(van, site, rules.ferries);
}

function timeTrouble(
  day: VanDate,
  { stop, site, times }: FittedVisit & { readonly times: VisitTimes },
  context: FitContext,
): string | null {
  const weekday = weekdayOf(day.date);
  const { arrive, open, close, leave } = times;
  if (!openWindows(site, weekday).some(({ from, to }) => from <= arrive && leave <= to))
    return `${site.name} cannot be used then`;
  const within = stop.wishes?.within;
  if (within && (open < within.from || close > within.to))
    return `${site.name} is to be visited from ${clockWords(within.from)} to ${clockWords(within.to)}`;
  const runs = site.facts.schoolRun?.[weekday] ?? [];
  if (runs.some(({ from, to }) => [arrive, leave].some((time) => from < time && time < to)))
    return `the van would come or go within the school run at ${site.name}`;
  return roadTrouble(day, { site, times }, context);
}

/** The drives to the visit and on from it, the shift, and the break. */
function roadTrouble(
  day: VanDate,
  { site, times }: { site: Site; times: VisitTimes },
  context: FitContext,
): string | null {
  const { van, date } = day;
  const shift = van.shifts[weekdayOf(date)];
  const { before, after } = neighboursOf(day, times);
  const base = baseId(van.id);
  const legIn = context.legSeconds(before?.siteId ?? base, site.id, date);
  const legOut = context.legSeconds(site.id, after?.siteId ?? base, date);
  const ready = before ? before.leave : (shift?.from ?? 0);
  const due = after ? after.arrive : (shift?.to ?? 0);
  if (ready + legIn > times.arrive || times.leave + legOut > due) {
    const busy = [before, after].filter((visit) => visit !== undefined);
    return busy.length === 0
      ? `${van.name} could not be there and back within its shift`
      : `${van.name} would not get there from its other stops in time, ${listed(busy.map((visit) => clockWords(visit.open)))}`;
  }
  return hoursTrouble({ day, siteId: site.id, times }, context);
}

/** Driving that the visit adds to the van's day, seconds. */
function extraSeconds(
  day: VanDate,
  { site, times }: { site: Site; times: VisitTimes },
  { legSeconds }: FitContext,
): Seconds {
  const { before, after } = neighboursOf(day, times);
  const from = before?.siteId ?? baseId(day.van.id);
  const to = after?.siteId ?? baseId(day.van.id);
  const saved = day.visits.length === 0 ? 0 : legSeconds(from, to, day.date);
  return legSeconds(from, site.id, day.date) + legSeconds(site.id, to, day.date) - saved;
}

function neighboursOf(day: VanDate, times: VisitTimes) {
  const before = day.visits.filter((visit) => visit.arrive <= times.arrive).at(-1);
  const after = day.visits.find((visit) => visit.arrive > times.arrive);
  return { before, after };
}
