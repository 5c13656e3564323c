import type { LedgerVisit, Site } from '../../core/nouns.ts';
import { accessPoint, wayIn } from '../../core/sites/accessPoint.ts';
import { clockText, dateWords } from '../../shared/time.ts';
import type { Messages } from '../messages/en.ts';
import { englishPages, fill } from '../messages/enPages.ts';
import type { NearHub, ReleaseContent, StopContent, VisitContent } from '../releaseContent.ts';

/** The last moment of a visit on the wall clock, as the pages' script compares it: `2026-12-01T11:30`. */
export const endsAt = (visit: Pick<LedgerVisit, 'date' | 'close'>): string =>
  `${visit.date}T${clockText(visit.close)}`;

/** A visit as list rows show it. */
export function visitValues(visit: VisitContent, messages: Messages) {
  const { ledger, site } = visit;
  return {
    path: visit.path,
    ends: endsAt(ledger),
    dateWords: dateWords(ledger.date),
    shortDate: messages.shortDate(ledger.date),
    range: messages.range(ledger),
    status: ledger.status,
    reason: ledger.reason,
    community: site.community || site.name,
    stop: site.name,
  };
}

/** Dates told to the script at most, so that a page stays right for months without being published again. */
const NEXT_DATES = 8;

/** The coming visits of a stop for the script: `2026-12-01 10:00 11:30`, one after another with `|` between. */
export const nextData = (stop: StopContent): string =>
  stop.upcoming
    .slice(0, NEXT_DATES)
    .map(({ ledger }) => `${ledger.date} ${clockText(ledger.open)} ${clockText(ledger.close)}`)
    .join('|');

/** Addresses of the same visits, with `|` between. */
export const nextLinks = (stop: StopContent): string =>
  stop.upcoming
    .slice(0, NEXT_DATES)
    .map(({ path }) => path)
    .join('|');

/** "Mullion: Mullion village hall"; the name alone where it says the community already. */
export function stopLabel({ community, name }: Site): string {
  return community === '' || name.toLowerCase().includes(community.toLowerCase())
    ? name
    : `${community}: ${name}`;
}

/** Lines of a site's address; what an earlier line ends with already is not said again. */
export function addressLines(site: Site): string[] {
  const lines: string[] = [];
  for (const line of [site.name, ...site.address.split(/,\s*/), site.community, site.postcode]) {
    const words = line.trim().toLowerCase();
    const isSaid = lines.some(
      (said) => said.toLowerCase() === words || said.toLowerCase().endsWith(`, ${words}`),
    );
    if (words !== '' && !isSaid) lines.push(line.trim());
  }
  return lines;
}

/** What a family with a pram wants to know of a site, only what is known. */
export function siteFacts(site: Site): string[] {
  const { facts } = englishPages.stop;
  return [
    site.isStepFree === true ? facts.stepFree : site.isStepFree === false ? facts.notStepFree : '',
    site.hasToilet === true ? facts.toilet : '',
    site.spaces !== null && site.spaces > 0 ? facts.parking : '',
    site.busStopMetres === null ? '' : fill(facts.bus, { metres: Math.round(site.busStopMetres / 10) * 10 }),
  ].filter((fact) => fact !== '');
}

/** Where families go in, when that is not where the van stands; '' otherwise. */
export function wayInWords(site: Site): string {
  const [way, point] = [wayIn(site), accessPoint(site)];
  if (way === null || point === null) return '';
  const [lon, lat] = point.map((degrees) => degrees.toFixed(5));
  const metres = Math.max(10, Math.round(way.metres / 10) * 10);
  return fill(englishPages.stop.wayInWords, { metres, direction: way.direction, lat, lon });
}

/** The photo of a site, as an address below `/`; null without one, or without words for those who cannot see it. */
export function photoValues(
  { photos }: Pick<ReleaseContent, 'photos'>,
  { facts: { photo, photoAlt } }: Site,
): { path: string; alt: string } | null {
  if (photo === undefined || photoAlt === undefined || !photos.has(photo)) return null;
  return { path: `/${photoFile(photo)}`, alt: photoAlt };
}

/** Where a photo stands in a release. */
export const photoFile = (name: string): string => `images/stops/${name}`;

/** A hub as an alternative, with how far it is. */
export function hubValues(near: NearHub | null, messages: Messages) {
  if (near === null) return null;
  const { hub, minutes } = near;
  return {
    name: hub.name,
    address: [hub.address, hub.postcode].filter((part) => part !== '').join(', '),
    away: capitalised(messages.drive(minutes)),
  };
}

/** "Every second Tuesday, 10am to 11:30am": the pattern as a sentence's start. */
export const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
