import { dateAt } from '../../shared/time.ts';
import type { ReleaseContent } from '../releaseContent.ts';

/** `robots.txt`, `sitemap.xml` and `manifest.webmanifest`. What is marked as sample or study is kept from search engines. */
export function siteFiles(content: ReleaseContent): Map<string, string> {
  const { publicUrl } = content.identity;
  const robots =
    content.marking === null
      ? ['User-agent: *', 'Disallow: /planner/', 'Disallow: /api/', `Sitemap: ${publicUrl}/sitemap.xml`]
      : ['User-agent: *', 'Disallow: /'];
  return new Map([
    ['robots.txt', `${robots.join('\n')}\n`],
    ['sitemap.xml', sitemap(content)],
    ['manifest.webmanifest', `${JSON.stringify(manifest(content), null, 1)}\n`],
  ]);
}

function sitemap(content: ReleaseContent): string {
  const { publicUrl } = content.identity;
  const published = dateAt(content.publishedAt);
  const pages: { path: string; on: string }[] = [
    ...['/', '/places/', '/status/', '/open-data/'].map((path) => ({ path, on: published })),
    ...content.stops.map(({ path }) => ({ path, on: published })),
    ...content.places.map(({ path }) => ({ path, on: published })),
    ...content.visits.map(({ path, ledger }) => ({ path, on: dateAt(ledger.revisedAt) })),
  ];
  const urls = pages.map(
    ({ path, on }) => `<url><loc>${xml(`${publicUrl}${path}`)}</loc><lastmod>${on}</lastmod></url>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...urls,
    '</urlset>',
    '',
  ].join('\n');
}

const manifest = ({ identity }: ReleaseContent) => ({
  name: identity.serviceName,
  short_name: identity.serviceName,
  lang: 'en-GB',
  start_url: '/',
  display: 'browser',
  background_color: '#ffffff',
  theme_color: '#0b4f4e',
  icons: [
    { src: '/images/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/images/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/images/icon.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
});

const xml = (text: string): string =>
  text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
