import { type ClockTime, clockText, clockTime, type Weekday } from './time.ts';

/** From and to on one day; both ends count. */
export interface TimeWindow {
  readonly from: ClockTime;
  readonly to: ClockTime;
}

/** When a site may be used: windows by weekday; a missing weekday means closed. */
export type WeeklyOpening = Readonly<Partial<Record<Weekday, readonly TimeWindow[]>>>;

const DAY_STARTS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const;
const DAY_NAME =
  /^(mo(n|nday)?|tu(e|es|esday)?|we(d|ds|dnesday)?|th(u|ur|urs|ursday)?|fr(i|iday)?|sa(t|turday)?|su(n|nday)?)$/;
const SHORT_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const ALL_DAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** A rule as parsed: the days it names, and its windows; null windows mean closed. */
interface Rule {
  readonly days: readonly Weekday[];
  readonly windows: readonly TimeWindow[];
}

/**
 * Weekly times in words: `Mon-Wed,Fri 09:30-14:30,16:00-18:00; Sat 09:00-12:00`, or the simple forms of
 * OpenStreetMap's opening_hours (`Mo-Fr 09:00-17:00; PH off`). Rules that name a day again add windows to it, except in
 * `osm` form, where the later rule takes its place. A day that no rule names is closed.
 * @returns  null for "always open" (24/7); undefined when the text is not understood in every part
 */
export function parseWeeklyTimes(
  text: string,
  form: 'table' | 'osm' = 'table',
): WeeklyOpening | null | undefined {
  const plain = text.trim().toLowerCase().replace(/[–—]/g, '-');
  if (plain === '24/7') return null;
  const parts = plain.split(';').map((part) => part.trim());
  const opening = new Map<Weekday, TimeWindow[]>();
  let rules = 0;
  for (const part of parts) {
    if (part === '' || /^(ph|sh)( (off|closed))$/.test(part)) continue;
    const rule = parseRule(part);
    if (!rule) return undefined;
    rules += 1;
    for (const day of rule.days) {
      const before = form === 'osm' ? [] : (opening.get(day) ?? []);
      opening.set(day, [...before, ...rule.windows]);
    }
  }
  return rules === 0 ? undefined : weeklyOpening(opening);
}

/**
 * Weekly times in words that `parseWeeklyTimes` understands: "Mon-Wed,Fri 09:00-17:00; Sat 09:00-12:00".
 * @returns  '' for null (any time), "closed" when no day is open
 */
export function weeklyTimesText(opening: WeeklyOpening | null): string {
  if (opening === null) return '';
  const rules: { windows: string; days: Weekday[] }[] = [];
  for (const day of ALL_DAYS) {
    const windows = (opening[day] ?? [])
      .map(({ from, to }) => `${clockText(from)}-${clockText(to)}`)
      .join(',');
    const rule = rules.find((each) => each.windows === windows);
    if (rule) rule.days.push(day);
    else if (windows !== '') rules.push({ windows, days: [day] });
  }
  return rules.map(({ days, windows }) => `${daysText(days)} ${windows}`).join('; ') || 'closed';
}

/** "Mon-Wed,Fri": days in a row are drawn together from three on. */
function daysText(days: readonly Weekday[]): string {
  const runs: Weekday[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const name = (day: Weekday | undefined) => SHORT_NAMES[(day ?? 1) - 1];
  return runs
    .map((run) => (run.length < 3 ? run.map(name).join(',') : `${name(run[0])}-${name(run.at(-1))}`))
    .join(',');
}

function weeklyOpening(opening: ReadonlyMap<Weekday, readonly TimeWindow[]>): WeeklyOpening | undefined {
  const weekly: Partial<Record<Weekday, readonly TimeWindow[]>> = {};
  for (const day of ALL_DAYS) {
    const windows = merged(opening.get(day) ?? []);
    if (windows.length > 0) weekly[day] = windows;
  }
  return weekly;
}

/** Windows in order, with those that touch or overlap made one. */
function merged(windows: readonly TimeWindow[]): TimeWindow[] {
  const result: TimeWindow[] = [];
  for (const window of [...windows].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && window.from <= last.to) {
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, window.to) };
    } else result.push(window);
  }
  return result;
}

function parseRule(text: string): Rule | undefined {
  const match = /^([a-z][a-z,\s-]*?)?\s*((?:\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}\s*,?\s*)+|off|closed)$/.exec(
    text,
  );
  if (!match) return undefined;
  const days = match[1] ? parseDays(match[1]) : ALL_DAYS;
  const windows = parseWindows(match[2]);
  return days && windows && { days, windows };
}

function parseDays(text: string): Weekday[] | undefined {
  const days: Weekday[] = [];
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '' || part === 'ph' || part === 'sh') continue;
    const ends = part.split('-').map((end) => weekdayIn(end.trim()));
    if (ends.length > 2 || ends.some((end) => end === undefined)) return undefined;
    const [first, last = first] = ends as Weekday[];
    for (let day = first; ; day = ((day % 7) + 1) as Weekday) {
      days.push(day);
      if (day === last) break;
    }
  }
  return days.length > 0 ? days : undefined;
}

function weekdayIn(text: string): Weekday | undefined {
  const start = DAY_NAME.test(text) ? text.slice(0, 2) : undefined;
  return start === undefined
    ? undefined
    : ((DAY_STARTS.indexOf(start as (typeof DAY_STARTS)[number]) + 1) as Weekday);
}

function parseWindows(text: string): TimeWindow[] | undefined {
  if (text === 'off' || text === 'closed') return [];
  const windows: TimeWindow[] = [];
  for (const part of text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)) {
    const [from, to] = part.split('-').map((end) => clockIn(end));
    // A window past midnight is beyond any van's day: not understood rather than cut.
    if (from === undefined || to === undefined || to <= from) return undefined;
    windows.push({ from, to });
  }
  return windows.length > 0 ? windows : undefined;
}

function clockIn(text: string): number | undefined {
  try {
    return clockTime(text);
  } catch {
    return undefined;
  }
}
