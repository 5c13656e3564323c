import { clockWords } from '../../shared/time.ts';
import type { Seconds } from '../../shared/units.ts';
import { durationWords } from '../../shared/words.ts';
import type { Call, RotaRules, Site, VanDay } from '../nouns.ts';
import { openWindows } from '../rota/startTimes.ts';
import { siteName, weekName, windowWords } from './caseWords.ts';
import { type RotaCase, rotaInputOf } from './rotaCase.ts';

/** What holds an opening time on one side. */
interface Bound {
  /** How far it could move before this stands in its way; ≥ 0. */
  readonly room: Seconds;
  /** What follows "because". */
  readonly why: string;
}

/** One visit with what comes before and after it. */
interface Visit {
  readonly of: RotaCase;
  readonly site: Site;
  readonly rules: RotaRules;
  readonly day: VanDay;
  readonly place: number;
}

/**
 * Why a stop opens when it does: what keeps it from opening earlier, and later, over all its weeks.
 * @returns sentences with the neighbour, the hours or the break that holds it, and the minutes; none when it is not served
 */
export function clockReason(of: RotaCase, siteId: string): string[] {
  const { rules } = rotaInputOf(of);
  const site = of.sites.find(({ id }) => id === siteId);
  const visits = of.rota.vanDays.flatMap((day): Visit[] => {
    const place = day.calls.findIndex((call) => call.siteId === siteId);
    return place < 0 || !site ? [] : [{ of, site, rules, day, place }];
  });
  if (visits.length === 0) return [];
  const before = tightest(visits.flatMap(boundsBefore));
  const after = tightest(visits.flatMap(boundsAfter));
  return [told(before, { rules, way: 'earlier' }), told(after, { rules, way: 'later' })];
}

const tightest = (bounds: readonly Bound[]): Bound => bounds.reduce((a, b) => (b.room < a.room ? b : a));

function told(bound: Bound, at: { readonly rules: RotaRules; readonly way: 'earlier' | 'later' }): string {
  // Less than a step of the published times is no room.
  if (bound.room < at.rules.roundingSeconds) return `It opens no ${at.way} because ${bound.why}.`;
  return `Up to ${durationWords(bound.room)} ${at.way} nothing stands in its way; then ${bound.why}.`;
}

const callOf = ({ day, place }: Visit): Call => day.calls[place];

/** Seconds of the crew's break that lie between two moments. */
const breakWithin = ({ day }: Visit, span: { readonly from: Seconds; readonly to: Seconds }): Seconds =>
  day.break && day.break.from >= span.from && day.break.to <= span.to ? day.break.to - day.break.from : 0;

function boundsBefore(visit: Visit): Bound[] {
  const { of, rules, day, place } = visit;
  const call = callOf(visit);
  const arrives = call.open - rules.setUpSeconds;
  const previous = day.calls[place - 1];
  const left = previous ? previous.close + rules.packDownSeconds : shiftOn(visit).from;
  const rest = breakWithin(visit, { from: left, to: arrives });
  const drive = `${durationWords(call.legSeconds)} away${rest > 0 ? `, with the crew's break of ${durationWords(rest)} between` : ''}`;
  const why = previous
    ? `in ${weekName(day.week)} the van is at ${siteName(of, previous.siteId)} until ${clockWords(left)}, ${drive}`
    : `the van leaves its base at ${clockWords(left)} at the earliest, ${drive}`;
  return [
    { room: Math.max(0, arrives - left - rest - call.legSeconds), why },
    ...hoursBound(visit, ({ from }) => arrives - from, 'opens'),
    ...partBound(visit, ({ from }) => call.open - from),
  ];
}

function boundsAfter(visit: Visit): Bound[] {
  const { of, rules, day, place } = visit;
  const call = callOf(visit);
  const leaves = call.close + rules.packDownSeconds;
  const next = day.calls[place + 1];
  const due = next ? next.open - rules.setUpSeconds : shiftOn(visit).to;
  const leg = next ? next.legSeconds : day.returnLegSeconds;
  const rest = breakWithin(visit, { from: leaves, to: due });
  const drive = `${durationWords(leg)} away${rest > 0 ? `, with the crew's break of ${durationWords(rest)} between` : ''}`;
  const why = next
    ? `in ${weekName(day.week)} the van has to be at ${siteName(of, next.siteId)} by ${clockWords(due)}, ${drive}`
    : `the van has to be back at its base by ${clockWords(due)}, ${drive}`;
  return [
    { room: Math.max(0, due - leaves - rest - leg), why },
    ...hoursBound(visit, ({ to }) => to - leaves, 'closes'),
    ...partBound(visit, ({ to }) => to - call.close),
  ];
}

function shiftOn({ of, day }: Visit) {
  const shift = of.vans.find(({ id }) => id === day.vanId)?.shifts[day.weekday];
  return shift ?? { from: day.departBase, to: day.returnBase };
}

/** The site's own hours, where they are known. */
function hoursBound(
  visit: Visit,
  roomIn: (window: { from: Seconds; to: Seconds }) => Seconds,
  verb: 'opens' | 'closes',
): Bound[] {
  if (visit.site.opening === null) return [];
  const { open, close } = callOf(visit);
  const window = openWindows(visit.site, visit.day.weekday).find(
    ({ from, to }) => from <= open && close <= to,
  );
  if (!window) return [];
  const time = clockWords(verb === 'opens' ? window.from : window.to);
  const why = `${visit.site.name} can be used ${verb === 'opens' ? 'from' : 'until'} ${time} that day, set-up and pack-down included`;
  return [{ room: Math.max(0, roomIn(window)), why }];
}

/** The part of the day that the stop asks for. */
function partBound(visit: Visit, roomIn: (window: { from: Seconds; to: Seconds }) => Seconds): Bound[] {
  const within = visit.of.wishes.stops[visit.site.id]?.within;
  if (!within) return [];
  return [{ room: Math.max(0, roomIn(within)), why: `it is asked to be open within ${windowWords(within)}` }];
}
