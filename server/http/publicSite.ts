import { extname } from 'node:path';
import { type Request, type Response, Router } from 'express';
import type { ServiceIdentity } from '../publish/identity.ts';
import { notPublishedPage } from '../publish/notPublished.ts';
import { currentReleaseFolder } from '../publish/releaseFolder.ts';
import type { ReadableDb } from '../store/open.ts';
import { createReleaseReader, type Encoding, type ReleaseFile } from './releaseReader.ts';

/** What the public site is served with; `folder` is the region's. */
export interface PublicSiteNeeds {
  readonly db: ReadableDb;
  readonly folder: string;
  readonly clientBuild: string;
  readonly identity: ServiceIdentity;
}

/** Pages may be kept a minute and shown five more while they are asked for again. */
const PAGES = 'public, max-age=60, stale-while-revalidate=300';
const FEEDS = 'public, max-age=900';
const PICTURES = 'public, max-age=86400';
const FOR_EVER = 'public, max-age=31536000, immutable';

/** What others may read from their own pages. */
const OPEN_DATA = /^(?:data\/|calendar\/|status\.json$|releases\.json$)/;

/** Types of the files of a release; nothing else is served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
};

/**
 * The public site: files of the current release, and nothing else. Every answer carries a strong ETag of its bytes and the date of
 * its file. A release published meanwhile is served from the next request on and never mixed into one. Before the first release
 * every address answers 503 with a page that says so.
 */
export function publicSite(needs: PublicSiteNeeds): Router {
  const router = Router();
  const reader = createReleaseReader();
  router.use(async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.status(405).set('Allow', 'GET, HEAD').type('text').send('Expected GET or HEAD\n');
      return;
    }
    const folder = currentReleaseFolder(needs.folder);
    const mark = folder && (await reader.mark(folder));
    if (!folder || !mark) {
      response.status(503).set({ 'Cache-Control': 'no-store', 'Retry-After': '60' });
      response.type('html').send(notPublishedPage(needs));
      return;
    }
    if (!mark.isIndexed) response.set('X-Robots-Tag', 'noindex, nofollow');
    const path = fileOf(request.path);
    const file = path && (await reader.read(folder, path));
    if (path && file) return send(request, response, { path, file });
    const notFound = await reader.read(folder, '404.html');
    response.status(404).set('Cache-Control', 'no-store').type('html').send(notFound?.bodies.identity);
  });
  return router;
}

/** The file an address stands for; undefined for one that no release can have. */
function fileOf(address: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(address).replace(/^\/+/, '');
  } catch {
    return undefined;
  }
  const parts = path.split('/');
  const isSafe = parts.every((part, i) => (part !== '' || i === parts.length - 1) && !part.startsWith('.'));
  if (!isSafe || /[\\\0]/.test(path)) return undefined;
  if (path === '' || path.endsWith('/')) return `${path}index.html`;
  const extension = extname(path);
  if (extension === '') return `${path}/index.html`;
  return TYPES[extension] === undefined ? undefined : path;
}

function send(
  request: Request,
  response: Response,
  { path, file }: { path: string; file: ReleaseFile },
): void {
  const accepted = request.acceptsEncodings(...(Object.keys(file.bodies) as Encoding[]));
  const encoding = (accepted || 'identity') as Encoding;
  response.set({
    'Content-Type': TYPES[extname(path)],
    'Cache-Control': cacheControl(path),
    ETag: encoding === 'identity' ? `"${file.hash}"` : `"${file.hash}-${encoding}"`,
    'Last-Modified': file.modified,
  });
  response.vary('Accept-Encoding');
  if (OPEN_DATA.test(path)) response.set('Access-Control-Allow-Origin', '*');
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  if (encoding !== 'identity') response.set('Content-Encoding', encoding);
  response.send(file.bodies[encoding]);
}

function cacheControl(path: string): string {
  if (path.startsWith('assets/')) return FOR_EVER;
  if (path.startsWith('images/')) return PICTURES;
  if (/^(?:data|calendar)\//.test(path) || path === 'releases.json') return FEEDS;
  return PAGES;
}
