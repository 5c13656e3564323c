import type { PageWords } from '../../server/shared/finder.ts';
import { dateWords, isOver, rangeWords, type VisitTime, visitWords, type WallClock } from './times.ts';

/**
 * Keeps a published page right as days pass: takes away what is over and moves "next visit" on to the one that is next now.
 * May run again on the same page at a later moment.
 */
export function keepCurrent(root: ParentNode, fields: { now: WallClock; words: PageWords }): void {
  const { now, words } = fields;
  for (const list of root.querySelectorAll<HTMLElement>('[data-next-visits]')) keepListFull(list, now);
  for (const element of root.querySelectorAll<HTMLElement>('[data-ends]')) {
    if (element.dataset.ends! <= now) element.hidden = true;
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-after]')) {
    if (element.dataset.after! <= now) element.hidden = false;
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-today]')) {
    element.hidden = element.dataset.today !== now.slice(0, 10);
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-next]')) moveOn(element, { now, words });
}

/** The list names as many visits as it did when it was published, as long as it has any in reserve; an empty one goes. */
function keepListFull(list: HTMLElement, now: WallClock): void {
  const items = [...list.querySelectorAll<HTMLElement>('[data-ends]')];
  const wanted = items.filter((item) => !item.hidden).length;
  const coming = items.filter((item) => item.dataset.ends! > now);
  if (items.length > 0 && coming.length === 0) list.hidden = true;
  for (const item of items) item.hidden = !coming.slice(0, wanted).includes(item);
}

function moveOn(element: HTMLElement, fields: { now: WallClock; words: PageWords }): void {
  const { now, words } = fields;
  const visits = parseVisits(element.dataset.next ?? '');
  const at = visits.findIndex((visit) => !isOver(visit, now));
  const panel = element.closest<HTMLElement>('[data-next-panel]');
  if (at === 0 || visits.length === 0) return;
  if (panel && at < 0) {
    panel.hidden = true;
    const over = document.querySelector<HTMLElement>('[data-over]');
    if (over) over.hidden = false;
    return;
  }
  const visit = visits[at];
  const style = element.dataset.nextStyle;
  if (!visit) element.textContent = words.noDates;
  else if (style === 'short') element.textContent = dateWords(visit.date, words, false);
  else if (style === 'panel') {
    element.replaceChildren(
      dateWords(visit.date, words),
      document.createElement('br'),
      rangeWords(visit, words),
    );
  } else element.textContent = visitWords(visit, words);
  const link = panel?.querySelector<HTMLAnchorElement>('[data-next-link]');
  if (link) link.href = link.dataset.nextLink!.split('|')[at];
}

/** `2026-12-01 10:00 11:30|2026-12-15 10:00 11:30` as visits; empty text gives none. */
export function parseVisits(text: string): VisitTime[] {
  if (text === '') return [];
  return text.split('|').map((visit) => {
    const [date, open, close] = visit.split(' ');
    return { date, open, close };
  });
}
