import type {
  FinderFile,
  FinderPlace,
  FinderPlaces,
  FinderSettings,
  PageWords,
} from '../../server/shared/finder.ts';
import { type ParsedPostcode, parsePostcode } from '../../server/shared/postcode.ts';
import { answerFor } from './answer.ts';
import { element, filled } from './dom.ts';
import { findPlace } from './findPlace.ts';
import { answerSection, contactList } from './showAnswer.ts';
import type { WallClock } from './times.ts';

/** How long to wait for a file before giving up. */
const PATIENCE_MS = 10_000;

interface Finder {
  readonly form: HTMLFormElement;
  readonly input: HTMLInputElement;
  readonly errors: HTMLElement;
  readonly status: HTMLElement;
  readonly results: HTMLElement;
  readonly settings: FinderSettings;
  readonly words: PageWords;
  readonly now: () => WallClock;
}

/**
 * Makes the finder work. A postcode is taken apart and answered here: the server is only asked for the file of its first half,
 * and the postcode is put into no address, title or store.
 */
export function startFinder(needs: Pick<Finder, 'settings' | 'words' | 'now'>): void {
  const form = document.querySelector<HTMLFormElement>('[data-finder]');
  const input = form?.querySelector('input');
  const [errors, status, results] = ['[data-errors]', '[data-finder-status]', '[data-results]'].map(
    (selector) => document.querySelector<HTMLElement>(selector),
  );
  if (!form || !input || !errors || !status || !results) return;
  const finder: Finder = { ...needs, form, input, errors, status, results };
  form.hidden = false;
  document.querySelector('[data-without-script]')?.setAttribute('hidden', '');
  let asked = 0;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const mine = ++asked;
    void find(finder, () => mine === asked);
  });
}

async function find(finder: Finder, isWanted: () => boolean): Promise<void> {
  const { input, settings } = finder;
  const typed = input.value.trim();
  clear(finder);
  if (typed === '') return showError(finder, settings.words.nothingTyped);
  const postcode = parsePostcode(typed);
  if (!postcode && /\d/.test(typed)) return showError(finder, settings.words.notAPostcode);
  finder.status.textContent = settings.words.loading;
  const show = postcode ? await findPostcode(finder, postcode) : await findByName(finder, typed);
  if (!isWanted()) return;
  finder.status.textContent = '';
  show();
}

async function findPostcode(finder: Finder, postcode: ParsedPostcode): Promise<() => void> {
  const { words } = finder.settings;
  const file = await fetchFile<FinderFile>(`/lookup/${postcode.outward}.json`);
  if (file === 'failed') return () => showFailure(finder);
  if (file === 'missing') {
    return () => showError(finder, filled(words.outsideRegion, { code: postcode.outward }));
  }
  const answer = answerFor(file, { inward: postcode.inward, now: finder.now() });
  const section = answerSection(answer, { ...finder, where: postcode.text, code: postcode.outward });
  return () => showResult(finder, section);
}

async function findByName(finder: Finder, typed: string): Promise<() => void> {
  const { words } = finder.settings;
  const file = await fetchFile<FinderPlaces>('/lookup/places.json');
  if (file === 'failed' || file === 'missing') return () => showFailure(finder);
  const { same, similar } = findPlace(file.places, typed);
  if (same.length === 1) return () => window.location.assign(pageOf(same[0]));
  if (same.length > 1) return () => showResult(finder, placeChoice(words.whichPlace, same));
  if (similar.length === 0) return () => showError(finder, filled(words.unknownPlace, { typed }));
  return () => {
    showError(finder, filled(words.unknownPlaceSuggestions, { typed }));
    finder.results.replaceChildren(placeChoice(words.whichPlace, similar));
  };
}

/** A file of the release; `missing` when there is no such file, `failed` when it cannot be read. */
async function fetchFile<T>(path: string): Promise<T | 'missing' | 'failed'> {
  try {
    const response = await fetch(path, { credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.status === 404) return 'missing';
    return response.ok ? ((await response.json()) as T) : 'failed';
  } catch {
    return 'failed';
  }
}

const pageOf = (place: FinderPlace): string => `/places/${encodeURIComponent(place.slug)}`;

function placeChoice(heading: string, places: readonly FinderPlace[]): HTMLElement {
  return element(
    'section',
    { class: 'app-answer', 'aria-labelledby': 'answer' },
    element('h2', { class: 'govuk-heading-m', id: 'answer', tabindex: '-1' }, heading),
    element(
      'ul',
      { class: 'govuk-list govuk-list--spaced' },
      ...places.map((place) =>
        element(
          'li',
          {},
          element(
            'a',
            { class: 'govuk-link', href: pageOf(place) },
            place.hint === '' ? place.name : `${place.name} (${place.hint})`,
          ),
        ),
      ),
    ),
  );
}

function showResult(finder: Finder, section: HTMLElement): void {
  finder.results.replaceChildren(section);
  document.getElementById('answer')?.focus();
}

function showFailure(finder: Finder): void {
  const { settings, results } = finder;
  showError(finder, settings.words.failed);
  const contact = contactList(settings);
  if (contact) results.replaceChildren(contact);
}

/** GOV.UK Design System: a summary that takes the focus, the same words at the field, and "Error: " before the title. */
function showError({ input, errors, status, settings }: Finder, message: string): void {
  const { problem, errorPrefix } = settings.words;
  status.textContent = '';
  const summary = element(
    'div',
    { class: 'govuk-error-summary', tabindex: '-1' },
    element(
      'div',
      { role: 'alert' },
      element('h2', { class: 'govuk-error-summary__title' }, problem),
      element(
        'div',
        { class: 'govuk-error-summary__body' },
        element(
          'ul',
          { class: 'govuk-list govuk-error-summary__list' },
          element('li', {}, element('a', { href: '#where' }, message)),
        ),
      ),
    ),
  );
  summary.querySelector('a')?.addEventListener('click', (event) => {
    event.preventDefault();
    input.focus();
  });
  errors.replaceChildren(summary);
  const group = input.closest('.govuk-form-group');
  group?.classList.add('govuk-form-group--error');
  document
    .getElementById('where-hint')
    ?.after(
      element(
        'p',
        { class: 'govuk-error-message', id: 'where-error' },
        element('span', { class: 'govuk-visually-hidden' }, errorPrefix),
        message,
      ),
    );
  input.classList.add('govuk-input--error');
  input.setAttribute('aria-describedby', 'where-hint where-error');
  input.setAttribute('aria-invalid', 'true');
  document.title = `${errorPrefix}${document.title}`;
  summary.focus();
}

function clear({ input, errors, status, results, settings }: Finder): void {
  errors.replaceChildren();
  results.replaceChildren();
  status.textContent = '';
  document.getElementById('where-error')?.remove();
  input.closest('.govuk-form-group')?.classList.remove('govuk-form-group--error');
  input.classList.remove('govuk-input--error');
  input.setAttribute('aria-describedby', 'where-hint');
  input.removeAttribute('aria-invalid');
  const { errorPrefix } = settings.words;
  if (document.title.startsWith(errorPrefix)) document.title = document.title.slice(errorPrefix.length);
}
