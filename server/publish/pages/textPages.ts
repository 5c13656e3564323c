import { fill } from '../messages/enPages.ts';
import { byName } from '../releaseContent.ts';
import type { PageContext, PageValues } from './renderPages.ts';

/** `/contact/`: phone and text lines, urgent help, and the hubs. */
export function contactPage({ content, words }: PageContext): PageValues {
  return {
    template: 'contact.njk',
    path: '/contact/',
    title: words.contact.title,
    description: words.contact.lead,
    section: 'contact',
    hubs: [...content.hubs]
      .sort((a, b) => byName(a.name, b.name))
      .map((hub) => ({ name: hub.name, address: [hub.address, hub.postcode].filter(Boolean).join(', ') })),
  };
}

/** `/accessibility/`. */
export function accessibilityPage({ content, words }: PageContext): PageValues {
  const { accessibility } = words;
  const council = { council: content.identity.councilName };
  return textPage('/accessibility/', {
    title: accessibility.title,
    description: accessibility.title,
    parts: [
      { paragraphs: accessibility.paragraphs.map((line) => fill(line, council)) },
      { heading: accessibility.statusHeading, paragraphs: accessibility.status },
      { heading: accessibility.problemsHeading, paragraphs: [accessibility.problems], hasContact: true },
      { heading: accessibility.enforcementHeading, paragraphs: [accessibility.enforcement] },
    ],
  });
}

/** `/privacy/`. */
export function privacyPage({ words }: PageContext): PageValues {
  const { privacy } = words;
  return textPage('/privacy/', {
    title: privacy.title,
    description: privacy.lead,
    parts: [
      { lead: privacy.lead },
      { heading: privacy.heading, points: privacy.points },
      { heading: privacy.cookiesHeading, paragraphs: [privacy.cookies] },
      { heading: privacy.logsHeading, paragraphs: [privacy.logs] },
    ],
  });
}

/** `404.html`. */
export function notFoundPage({ words }: PageContext): PageValues {
  const { notFound } = words;
  return textPage('', {
    title: notFound.title,
    description: notFound.title,
    parts: [
      {
        paragraphs: [notFound.lead],
        links: [
          { href: '/', text: notFound.find },
          { href: '/places/', text: notFound.places },
        ],
        hasContact: true,
      },
    ],
  });
}

/** What is shown before the first release. */
export function notPublishedPage(words: PageContext['words']): PageValues {
  const { notPublished } = words;
  return textPage('', {
    title: notPublished.title,
    description: notPublished.lead,
    parts: [{ lead: notPublished.lead, hasContact: true }],
  });
}

interface TextPart {
  readonly heading?: string;
  readonly lead?: string;
  readonly paragraphs?: readonly string[];
  readonly points?: readonly string[];
  readonly links?: readonly { readonly href: string; readonly text: string }[];
  readonly hasContact?: boolean;
}

function textPage(
  path: string,
  fields: { title: string; description: string; parts: readonly TextPart[] },
): PageValues {
  return { template: 'text.njk', path, section: '', ...fields };
}
