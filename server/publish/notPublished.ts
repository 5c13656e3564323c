import type { ReadableDb } from '../store/open.ts';
import { findRegion } from '../store/region.ts';
import type { ServiceIdentity } from './identity.ts';
import { english } from './messages/en.ts';
import { renderNotPublished } from './pages/renderPages.ts';
import { readSiteAssets } from './siteAssets.ts';

/** The page shown before the first release, in the council's looks. */
export function notPublishedPage(needs: {
  db: ReadableDb;
  clientBuild: string;
  identity: ServiceIdentity;
}): string {
  const marking = findRegion(needs.db)?.isSample ? 'sample' : null;
  // No picture of a release can be served yet, so the council's name stands in words.
  const { assets } = readSiteAssets(needs.clientBuild, null);
  return renderNotPublished({ identity: needs.identity, marking }, { messages: english, assets });
}
