import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import type { Messages } from '../messages/en.ts';
import { englishPages } from '../messages/enPages.ts';
import type { ReleaseContent } from '../releaseContent.ts';
import { homePage } from './homePage.ts';
import { openDataPage } from './openDataPage.ts';
import { placePage, placesPage } from './placePages.ts';
import { type SiteAssets, siteValues } from './siteValues.ts';
import { statusPage } from './statusPage.ts';
import { stopPage } from './stopPage.ts';
import { accessibilityPage, contactPage, notFoundPage, notPublishedPage, privacyPage } from './textPages.ts';
import { visitPage } from './visitPage.ts';

/** One page before it is rendered. */
export interface PageValues {
  readonly template: string;
  /** Its address; empty for the page that stands for missing ones. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Which entry of the main menu it belongs to; empty for none. */
  readonly section: string;
  readonly [value: string]: unknown;
}

export interface PageContext {
  readonly content: ReleaseContent;
  readonly messages: Messages;
  readonly words: typeof englishPages;
}

/**
 * Every page of a release as HTML, one after another, each with the path of its file: `stops/mullion-car-park/index.html`. Titles are different from each
 * other, names and words are escaped.
 */
export function* renderPages(
  content: ReleaseContent,
  fields: { messages: Messages; assets: SiteAssets },
): Generator<readonly [path: string, html: string]> {
  const { messages } = fields;
  const context: PageContext = { content, messages, words: englishPages };
  const release = messages.release(content.number, content.publishedAt);
  const site = { ...siteValues(content, { ...fields, release }), isPublished: true };
  const headers = renderHeaders(site, messages);
  const titleOf = differentTitles();
  for (const page of pagesOf(context)) {
    const html = environment().render(page.template, {
      t: messages,
      p: englishPages,
      site: { ...site, headers },
      page: { ...page, title: titleOf(page.title) },
    });
    yield [fileOf(page.path), html];
  }
}

function* pagesOf(context: PageContext): Generator<PageValues> {
  const { content } = context;
  yield homePage(context);
  yield placesPage(context);
  for (const place of content.places) yield placePage(context, place);
  for (const stop of content.stops) yield stopPage(context, stop);
  for (const visit of content.visits) yield visitPage(context, visit);
  yield statusPage(context);
  yield openDataPage(context);
  yield contactPage(context);
  yield accessibilityPage(context);
  yield privacyPage(context);
  yield notFoundPage(context);
}

/** The page for the time before the first release. It links to nothing that is not there yet. */
export function renderNotPublished(
  content: Pick<ReleaseContent, 'identity' | 'marking'>,
  fields: { messages: Messages; assets: SiteAssets },
): string {
  const page = notPublishedPage(englishPages);
  const site = { ...siteValues(content, { ...fields, release: '' }), isPublished: false };
  const headers = renderHeaders(site, fields.messages);
  return environment().render(page.template, {
    t: fields.messages,
    p: englishPages,
    site: { ...site, headers },
    page,
  });
}

/** The top of a page, by the entry of the main menu that is the current one; '' for pages of no entry. */
function renderHeaders(site: object, messages: Messages): Record<string, string> {
  const sections = ['', 'find', 'places', 'status', 'contact'];
  return Object.fromEntries(
    sections.map((section) => [
      section,
      environment().render('header.njk', { t: messages, p: englishPages, site, section }),
    ]),
  );
}

/** File of an address: `/stops/x` → `stops/x/index.html`. */
export const fileOf = (path: string): string =>
  path === '' ? '404.html' : `${path.replace(/^\/|\/$/g, '')}/index.html`.replace(/^\//, '');

/** Two stops may have one name; their pages still need titles that tell them apart. */
function differentTitles(): (title: string) => string {
  const used = new Map<string, number>();
  return (title) => {
    const times = (used.get(title) ?? 0) + 1;
    used.set(title, times);
    return times === 1 ? title : `${title} (${times})`;
  };
}

let shared: nunjucks.Environment | undefined;

/** Templates are compiled once a process. */
export function environment(): nunjucks.Environment {
  shared ??= new nunjucks.Environment(
    new nunjucks.FileSystemLoader([
      fileURLToPath(new URL('./', import.meta.url)),
      dirname(dirname(fileURLToPath(import.meta.resolve('govuk-frontend/dist/govuk/template.njk')))),
    ]),
    { autoescape: true },
  );
  return shared;
}
