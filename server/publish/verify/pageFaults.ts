import type { ReleaseContent } from '../releaseContent.ts';
import type { WrittenRelease } from '../verifyRelease.ts';

/** Pages, feeds and data that must not be missing whatever the timetable holds. */
const ALWAYS = [
  'index.html',
  'places/index.html',
  'status/index.html',
  'open-data/index.html',
  'contact/index.html',
  'accessibility/index.html',
  'privacy/index.html',
  '404.html',
  'calendar/all.ics',
  'data/mobile-library-stops.csv',
  'data/visits.csv',
  'data/visits.json',
  'data/visits.geojson',
  'status.json',
  'releases.json',
  'lookup/places.json',
  'robots.txt',
  'sitemap.xml',
  'manifest.webmanifest',
];

/** Missing files; and for each page: language, title, links that lead nowhere, anything from another server, code inside. */
export function pageFaults(written: WrittenRelease, content: ReleaseContent): string[] {
  const missing = ALWAYS.filter((path) => !written.paths.has(path)).map((path) => `${path} is missing`);
  const secrets = secretWords(content);
  const titles = new Map<string, string>();
  const ofPages = [...written.paths]
    .filter((path) => path.endsWith('.html'))
    .flatMap((path) => {
      const html = written.textOf(path);
      const title = copied(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '');
      const twin = titles.get(title);
      titles.set(title, path);
      return [
        ...(title === '' ? ['has no title'] : []),
        ...(twin === undefined ? [] : [`has the same title as ${twin}: "${title}"`]),
        ...(/<html lang="[a-z-]{2,}/i.test(html) ? [] : ['does not say its language']),
        ...codeInside(html),
        ...deadLinks(written, html),
        ...foreignSources(html, content),
        ...(content.marking !== null && !html.includes('noindex') ? ['is not kept from search engines'] : []),
      ].map((fault) => `${path} ${fault}`);
    });
  return [...missing, ...ofPages, ...toldSecrets(written, secrets)];
}

/** A part of a page that does not keep the whole page in memory, as a slice of it would. */
const copied = (part: string): string => Buffer.from(part).toString();

function codeInside(html: string): string[] {
  const scripts = [...html.matchAll(/<script\b([^>]*)>/g)].filter(
    ([, attributes]) => !/\bsrc="/.test(attributes) && !/type="application\/(ld\+)?json"/.test(attributes),
  );
  const handlers = attributeNames(html).filter((name) => name === 'style' || /^on[a-z]+$/.test(name));
  return [
    ...(scripts.length > 0 ? ['has a script inside'] : []),
    ...(html.includes('<style') ? ['has a style sheet inside'] : []),
    ...(handlers.length > 0 ? [`has the attribute ${handlers[0]}`] : []),
  ];
}

/** Names of all attributes, looked for outside quoted values only: a value may hold anything people typed. */
function attributeNames(html: string): string[] {
  return [...html.matchAll(/<[a-z][^\s>"]*((?:[^">]|"[^"]*")*)>/gi)].flatMap(([, attributes]) =>
    [...attributes.replace(/"[^"]*"/g, '""').matchAll(/\s([^\s=>]+)=/g)].map(([, name]) =>
      name.toLowerCase(),
    ),
  );
}

function deadLinks(written: WrittenRelease, html: string): string[] {
  const targets = new Set([...html.matchAll(/\s(?:href|src)="(\/[^"#?]*)/g)].map(([, target]) => target));
  return [...targets]
    .filter((target) => !resolves(written, target))
    .map((target) => `links to ${target}, which is not there`);
}

/** Whether an address below `/` is answered by a file of the release. */
function resolves(written: WrittenRelease, target: string): boolean {
  const path = target.replace(/^\/|\/$/g, '');
  return path === '' || written.paths.has(path) || written.paths.has(`${path}/index.html`);
}

/** Pictures, scripts and style sheets come from the release itself; links may lead to the council. */
function foreignSources(html: string, content: ReleaseContent): string[] {
  const { publicUrl, councilUrl } = content.identity;
  const sources = [
    ...html.matchAll(/<(?:script|img|link|iframe|source)\b[^>]*?\s(?:src|href)="(https?:)?\/\/([^"]*)"/g),
  ];
  const allowed = sources.filter(
    ([, scheme, rest]) => !`${scheme ?? 'https:'}//${rest}`.startsWith(publicUrl),
  );
  const links = [...html.matchAll(/<a\b[^>]*?\shref="(https?:\/\/[^"]*)"/g)].filter(
    ([, href]) => !href.startsWith(publicUrl) && !(councilUrl !== null && href.startsWith(councilUrl)),
  );
  return [
    ...allowed.map(([tag]) => `loads from another server: ${tag}`),
    ...links.map(([, href]) => `links to ${href}`),
  ];
}

/** What only invited families may read, unless the same words are public anyway. */
function secretWords(content: ReleaseContent): string[] {
  const open = JSON.stringify([
    content.identity,
    content.stops.map(({ site, sessionTypes }) => [site, sessionTypes]),
    content.places.map(({ name, otherNames }) => [name, otherNames]),
    content.hubs,
  ]);
  return content.invitedOnly
    .flatMap((type) => [type.publicName, type.publicDescription])
    .filter((words) => words.trim().length > 3 && !open.includes(words));
}

function toldSecrets(written: WrittenRelease, secrets: readonly string[]): string[] {
  if (secrets.length === 0) return [];
  return [...written.paths]
    .filter((path) => !path.startsWith('assets/'))
    .flatMap((path) =>
      secrets
        .filter((words) => written.textOf(path).includes(words))
        .map((words) => `${path} tells what is only for invited families: "${words}"`),
    );
}
