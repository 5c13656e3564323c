import { dateWords } from '../../shared/time.ts';
import { fill } from '../messages/enPages.ts';
import type { PageContext, PageValues } from './renderPages.ts';

/** Releases listed; all of them are in releases.json. */
const RELEASES_SHOWN = 20;

/** `/open-data/`: every file with what it holds, the licence, the sources and the releases. */
export function openDataPage({ content, messages, words }: PageContext): PageValues {
  const { openData } = words;
  return {
    template: 'openData.njk',
    path: '/open-data/',
    title: openData.title,
    description: openData.lead,
    section: '',
    filesCaption: fill(openData.filesCaption, { release: content.number }),
    files: Object.entries(openData.holdsOf).map(([path, holds]) => ({ path, holds })),
    licence: fill(openData.licence, { licence: messages.licenceName }),
    sources: content.region.attribution,
    releases: content.releases.slice(0, RELEASES_SHOWN).map((release) => ({
      number: release.number,
      published: messages.moment(release.publishedAt),
      covers: `${dateWords(release.from)} to ${dateWords(release.to)}`,
      visits: release.visits,
    })),
  };
}
