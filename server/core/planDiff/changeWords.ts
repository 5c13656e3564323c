import { counted, listed } from '../../shared/text.ts';
import { dateWords, type ServiceDate, WEEKDAY_NAMES } from '../../shared/time.ts';
import type { Metres, Seconds } from '../../shared/units.ts';
import { distanceWords, durationWords } from '../../shared/words.ts';
import { patternsWords } from '../timetable/patternWords.ts';
import { type PlanChanges, type StopChange, type StopSlot, weekdaysOf } from './planChanges.ts';

/** Names for identifiers; an identifier without one is its own. */
export interface DiffNames {
  readonly siteName: (siteId: string) => string;
  readonly vanName: (vanId: string) => string;
}

/** "moves from every second Friday, 2pm to 3pm, to every second Tuesday, 10am to 11am": reads after the stop's name. */
export function changeWords({ kind, parts, before, after }: StopChange, names: DiffNames): string {
  if (before === null || after === null) {
    if (kind === 'added' && after) return `is new: ${slotWords(after)}`;
    return `is no longer visited; it was ${before ? slotWords(before) : ''}`;
  }
  const has = (part: StopChange['parts'][number]) => parts.includes(part);
  const [was, is] = [slotWords(before), slotWords(after)];
  const clauses: string[] = [];
  const isMoved = has('weekday') || has('weeks') || has('time');
  if (has('more-visits') || has('fewer-visits')) {
    const often = has('more-visits') ? 'more often' : 'less often';
    clauses.push(`is visited ${often}${isMoved ? ', and moves' : ''}: ${is}, instead of ${was}`);
  } else if (isMoved) {
    clauses.push(was === is ? `moves to other weeks, still ${is}` : `moves from ${was}, to ${is}`);
  } else if (has('length')) clauses.push(`has visits of another length: ${is}, instead of ${was}`);
  if (has('van')) clauses.push(`is served by ${vansOf(after, names)} instead of ${vansOf(before, names)}`);
  return clauses.join(', and ');
}

/**
 * What families of a stop are told: plain sentences, each true by itself.
 * @param told.start       first day of the new times, a Monday
 * @param told.firstVisit  first visit from then on; null when none is known
 * @returns '' when nothing changes for them: only the van does
 */
export function noticeText(
  { kind, parts, before, after }: StopChange,
  told: { readonly name: string; readonly start: ServiceDate; readonly firstVisit: ServiceDate | null },
): string {
  const from = `From ${dateWords(told.start)}`;
  const first = told.firstVisit ? ` The first visit is on ${dateWords(told.firstVisit)}.` : '';
  if (kind === 'removed' || after === null) {
    const until = before ? ` Until then it comes ${phrase(before)}.` : '';
    return `${from} the van no longer comes to ${told.name}.${until}`;
  }
  if (before === null) return `${from} the van comes to ${told.name} ${phrase(after)}.${first}`;
  if (parts.every((part) => part === 'van')) return '';
  const [was, is] = [phrase(before), phrase(after)];
  const comes = was === is ? `in other weeks than before, still ${is}` : is;
  const until = was === is ? '' : ` Until then it comes ${was}.`;
  return `${from} the van comes to ${told.name} ${comes}.${until}${first.replace('The first visit', 'The first visit at the new time')}`;
}

/** "2 other stops had to move to another weekday: Altarnun (Tuesday to Friday) and Bude (…)."; '' for none. */
export function movedWords(moved: readonly StopChange[], names: DiffNames): string {
  if (moved.length === 0) return '';
  const each = moved.map(({ siteId, before, after }) => {
    const days = [before, after].map((slot) => (slot ? listed(weekdayNames(slot)) : ''));
    return `${names.siteName(siteId)} (${days.join(' to ')})`;
  });
  return `${counted(moved.length, 'other stop')} had to move to another weekday: ${listed(each)}.`;
}

/** "3 stops change, and 21 stay as they are." */
export function headlineWords({ stops, unchanged }: PlanChanges): string {
  if (stops.length === 0) {
    return unchanged === 0
      ? 'Neither plan serves a stop.'
      : 'Nothing changes for families: every stop keeps its days and times.';
  }
  const changing = stops.length === 1 ? '1 stop changes' : `${counted(stops.length, 'stop')} change`;
  if (unchanged === 0) return `${changing}, and none stays as it is.`;
  const stay = unchanged === 1 ? '1 stays as it is' : `${unchanged.toLocaleString('en-GB')} stay as they are`;
  return `${changing}, and ${stay}.`;
}

/** The totals of both rotas side by side. */
export function figureChanges({
  before,
  after,
}: PlanChanges): { name: string; before: string; after: string }[] {
  const row = (name: string, of: (totals: PlanChanges['before']) => string) => ({
    name,
    before: of(before),
    after: of(after),
  });
  return [
    row('Repeats every', ({ cycleWeeks }) => counted(cycleWeeks, 'week')),
    row('Stops served', ({ stops }) => stops.toLocaleString('en-GB')),
    row('Visits in a cycle', ({ visits }) => visits.toLocaleString('en-GB')),
    row('Van-days in a cycle', ({ vanDays }) => vanDays.toLocaleString('en-GB')),
    row('Driving in a cycle', ({ drivingSeconds, drivingMetres }) =>
      drivenWords(drivingSeconds, drivingMetres),
    ),
    row('Vans out in a cycle', ({ vanSeconds }) => durationWords(vanSeconds)),
  ];
}

/** "1 hour 20 minutes less driving in a cycle, and the vans are out 2 hours less."; '' when both stay, or cycles differ. */
export function savingWords({ before, after }: PlanChanges): string {
  if (before.cycleWeeks !== after.cycleWeeks) return '';
  const driving = differenceWords(after.drivingSeconds - before.drivingSeconds);
  const out = differenceWords(after.vanSeconds - before.vanSeconds);
  if (driving === null && out === null) return 'Driving and hours stay as they were.';
  return `${driving === null ? 'As much driving as before' : `${driving} driving`} in a cycle, and the vans are out ${out ?? 'as long'}.`;
}

/** "20 minutes more"; null for less than a minute. */
function differenceWords(seconds: Seconds): string | null {
  if (Math.abs(seconds) < 60) return null;
  return `${durationWords(Math.abs(seconds))} ${seconds > 0 ? 'more' : 'less'}`;
}

const drivenWords = (seconds: Seconds, metres: Metres): string =>
  seconds === 0 ? 'none' : `${durationWords(seconds)}, ${distanceWords(metres)}`;

const slotWords = ({ patterns }: StopSlot): string => patternsWords(patterns);

/** A slot after "comes": "every second Tuesday, …", "on the first Tuesday of the month, …", "on 2 Tuesdays in every 4, …". */
function phrase(slot: StopSlot): string {
  const [{ repeats, intervalWeeks }] = slot.patterns;
  if (repeats === 'month') return `on the ${slotWords(slot)}`;
  return intervalWeeks === null ? `on ${slotWords(slot)}` : slotWords(slot);
}

const weekdayNames = (slot: StopSlot): string[] =>
  weekdaysOf(slot).map((weekday) => WEEKDAY_NAMES[weekday - 1]);

const vansOf = ({ vanIds }: StopSlot, { vanName }: DiffNames): string => listed(vanIds.map(vanName));
