import type { ContactLine } from '../identity.ts';
import type { Messages } from '../messages/en.ts';
import { jsonForHtml } from '../outputs/jsonLd.ts';
import type { ReleaseContent } from '../releaseContent.ts';

/** Built files that pages link to, and the council's logo, as addresses below `/`. */
export interface SiteAssets {
  readonly script: string;
  readonly styles: readonly string[];
  /** Null shows the council's name in words. */
  readonly logo: string | null;
}

/** What every page shows. */
export function siteValues(
  content: Pick<ReleaseContent, 'identity' | 'marking'>,
  fields: { messages: Messages; assets: SiteAssets; release: string },
) {
  const { identity, marking } = content;
  const { messages, assets } = fields;
  const words = marking === null ? null : messages.marking[marking];
  return {
    serviceName: identity.serviceName,
    councilName: identity.councilName,
    councilUrl: identity.councilUrl,
    publicUrl: identity.publicUrl,
    /** Calendar apps subscribe to this scheme. */
    webcal: identity.publicUrl.replace(/^https?:/, 'webcal:'),
    logoHtml:
      assets.logo === null
        ? undefined
        : `<img src="${assets.logo}" alt="${escapeHtml(identity.councilName)}" height="40">`,
    pageWords: jsonForHtml(messages.pageWords),
    script: assets.script,
    styles: assets.styles,
    marking: words,
    markingRest: words === null ? '' : words.long.slice(words.short.length + 2),
    lines: [...contactOf(identity.phone, 'tel:'), ...contactOf(identity.textLine, 'sms:')],
    /** Which release the page is from, in words; empty before the first. */
    release: fields.release,
  };
}

function contactOf(line: ContactLine | null, scheme: string) {
  if (line === null) return [];
  return [{ ...line, href: `${scheme}${line.number.replace(/[^+\d]/g, '')}` }];
}

const escapeHtml = (text: string): string =>
  text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
