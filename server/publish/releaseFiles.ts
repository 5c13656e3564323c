import type { Messages } from './messages/en.ts';
import { calendarFiles } from './outputs/calendar.ts';
import { finderFiles } from './outputs/finderFiles.ts';
import { mobileLibraryStops } from './outputs/mobileLibraryStops.ts';
import { siteFiles } from './outputs/siteFiles.ts';
import { statusFiles } from './outputs/statusFiles.ts';
import { visitFiles } from './outputs/visitFiles.ts';
import { renderPages } from './pages/renderPages.ts';
import { photoFile } from './pages/visitValues.ts';
import type { ReleaseContent } from './releaseContent.ts';
import { readSiteAssets } from './siteAssets.ts';

/** Stands in every release folder and is not served: which release it is, for whoever serves or replaces the folder. */
export const MARK_FILE = '.release.json';

export interface ReleaseMark {
  readonly release: number;
  readonly publishedAt: string;
  readonly isIndexed: boolean;
}

/**
 * Every file of a release, one after another. The same content gives the same bytes.
 * @throws CLIENT_NOT_BUILT when the pages' script and style sheet are missing; LOGO_UNREADABLE
 */
export function* releaseFiles(
  content: ReleaseContent,
  fields: { messages: Messages; clientBuild: string },
): Generator<readonly [path: string, content: string | Buffer]> {
  const { messages } = fields;
  const built = readSiteAssets(fields.clientBuild, content.identity.logoFile);
  const mark: ReleaseMark = {
    release: content.number,
    publishedAt: content.publishedAt,
    isIndexed: content.marking === null,
  };
  yield [MARK_FILE, `${JSON.stringify(mark)}\n`];
  yield* built.files;
  for (const [name, bytes] of content.photos) yield [photoFile(name), bytes];
  yield* renderPages(content, { messages, assets: built.assets });
  yield* calendarFiles(content, messages);
  yield* visitFiles(content, messages);
  yield ['data/mobile-library-stops.csv', mobileLibraryStops(content, messages)];
  yield* statusFiles(content, messages);
  yield* finderFiles(content);
  yield* siteFiles(content);
}
