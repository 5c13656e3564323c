import type { FinderContact, FinderSettings, PageWords } from '../../server/shared/finder.ts';
import type { Answer, StopAnswer } from './answer.ts';
import { element, filled } from './dom.ts';
import { dateWords, visitWords } from './times.ts';

interface Shown {
  readonly settings: FinderSettings;
  readonly words: PageWords;
}

/** Dates named after the next one. */
const LATER_DATES = 2;

/** The answer as part of the page, with a heading that takes the focus. */
export function answerSection(answer: Answer, fields: Shown & { where: string; code: string }): HTMLElement {
  const { words } = fields.settings;
  const hub = hubPart(answer, fields);
  const isHubCloser =
    answer.hub !== null && answer.stops.length > 0 && answer.hub.minutes < answer.stops[0].minutes;
  return element(
    'section',
    { class: 'app-answer', 'aria-labelledby': 'answer' },
    heading(answer, fields),
    answer.endedIn !== null && paragraph(endedWords(answer.endedIn, fields)),
    !answer.hasRoad && paragraph(words.noRoad),
    answer.hasRoad &&
      answer.isApproximate &&
      paragraph(filled(words.approximate, { code: fields.code }), true),
    isHubCloser && paragraph(words.hubCloser),
    isHubCloser && hub,
    ...answer.stops.map((stop) => stopPart(stop, fields)),
    answer.hasRoad && answer.stops.length === 0 && paragraph(words.noStops),
    answer.stops.length > 0 && paragraph(answer.isEstimate ? words.onEstimate : words.onRoads, true),
    !isHubCloser && hub,
    element('h3', { class: 'govuk-heading-m' }, words.askHeading),
    paragraph(words.askForStop),
    contactList(fields.settings),
  );
}

/** "LE15 6QY has not been in use since June 2003. …" */
function endedWords(endedIn: string, fields: Shown & { where: string }): string {
  const { words } = fields.settings;
  const [year, month] = endedIn.split('-');
  if (month === undefined) return filled(words.ended, { postcode: fields.where });
  const name = fields.words.months[Number(month) - 1];
  return filled(words.endedIn, { postcode: fields.where, month: `${name} ${year}` });
}

function heading(answer: Answer, { settings, where }: Shown & { where: string }): HTMLElement {
  const { words } = settings;
  const sentence = !answer.hasRoad
    ? words.noRoadHeading
    : answer.stops.length === 0
      ? words.noStopsHeading
      : words.resultHeading;
  return element(
    'h2',
    { class: 'govuk-heading-l', id: 'answer', tabindex: '-1' },
    filled(sentence, { where }),
  );
}

function stopPart({ stop, minutes, visits, cancelled }: StopAnswer, { settings, words }: Shown): HTMLElement {
  const text = settings.words;
  const later = visits.slice(1, 1 + LATER_DATES).map((visit) => dateWords(visit.date, words, false));
  const says = stop.community !== '' && !stop.name.toLowerCase().includes(stop.community.toLowerCase());
  const label = says ? `${stop.community}: ${stop.name}` : stop.name;
  return element(
    'section',
    { class: 'app-result' },
    element(
      'h3',
      { class: 'govuk-heading-m app-result__name' },
      element('a', { class: 'govuk-link', href: `/stops/${encodeURIComponent(stop.slug)}` }, label),
    ),
    element('p', { class: 'app-result__away' }, capitalised(minutesWords(minutes, settings))),
    ...cancelled.map(({ date, reason }) =>
      element(
        'div',
        { class: 'govuk-inset-text' },
        filled(text.cancelledOn, { date: dateWords(date, words), reason }),
      ),
    ),
    element(
      'dl',
      { class: 'govuk-summary-list govuk-summary-list--no-border app-facts' },
      row(
        text.when,
        element('strong', {}, visitWords(visits[0], words)),
        later.length > 0 && element('br'),
        later.length > 0 &&
          element('span', { class: 'app-quiet' }, filled(text.later, { dates: later.join(', ') })),
      ),
      row(text.where, stop.address),
      stop.services.length > 0 && row(text.services, stop.services.join(', ')),
      row(text.cost, text.costFree),
    ),
    element(
      'p',
      { class: 'govuk-body' },
      element(
        'a',
        { class: 'govuk-link', href: `/stops/${encodeURIComponent(stop.slug)}` },
        filled(text.allDates, { stop: stop.name }),
      ),
    ),
  );
}

function hubPart(answer: Answer, { settings }: Shown): HTMLElement | null {
  if (answer.hub === null) return null;
  const { hub, minutes } = answer.hub;
  const address = [hub.address, hub.postcode].filter((part) => part !== '').join(', ');
  return element(
    'div',
    { class: 'app-hub' },
    element('h3', { class: 'govuk-heading-m' }, settings.words.hubHeading),
    element(
      'p',
      { class: 'govuk-body' },
      element('strong', {}, hub.name),
      element('br'),
      address,
      element('br'),
      capitalised(minutesWords(minutes, settings)),
    ),
  );
}

/** Phone and text line as a list; nothing when neither is known. */
export function contactList({ phone, textLine }: FinderSettings): HTMLElement | null {
  const line = (contact: FinderContact | null, scheme: string) =>
    contact &&
    element(
      'li',
      {},
      element('strong', {}, `${contact.name}: `),
      element(
        'a',
        { class: 'govuk-link', href: `${scheme}${contact.number.replace(/[^+\d]/g, '')}` },
        contact.number,
      ),
      contact.hours !== '' && element('br'),
      contact.hours !== '' && element('span', { class: 'app-quiet' }, contact.hours),
    );
  if (!phone && !textLine) return null;
  return element('ul', { class: 'govuk-list app-contact' }, line(phone, 'tel:'), line(textLine, 'sms:'));
}

const row = (key: string, ...value: (Node | string | false)[]): HTMLElement =>
  element(
    'div',
    { class: 'govuk-summary-list__row' },
    element('dt', { class: 'govuk-summary-list__key' }, key),
    element('dd', { class: 'govuk-summary-list__value' }, ...value),
  );

const paragraph = (text: string, isQuiet = false): HTMLElement =>
  element('p', { class: isQuiet ? 'govuk-body app-quiet' : 'govuk-body' }, text);

const minutesWords = (minutes: number, { words }: FinderSettings): string =>
  minutes === 1 ? words.oneMinuteAway : filled(words.minutesAway, { minutes });

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
