import { publicPoint } from '../../core/sites/accessPoint.ts';
import { offsetDateTime } from '../../shared/time.ts';
import type { Messages } from '../messages/en.ts';
import type { ReleaseContent, VisitContent } from '../releaseContent.ts';

/**
 * A visit as schema.org Event, safe to stand in a script element: no `<`, `>` or `&` is left as it is.
 * A visit on another date than first promised is EventRescheduled with the old start; a cancelled one keeps its start.
 */
export function visitJsonLd(content: ReleaseContent, visit: VisitContent, messages: Messages): string {
  const { ledger, site } = visit;
  const { identity } = content;
  const [lon, lat] = publicPoint(site);
  const url = `${identity.publicUrl}${visit.path}`;
  const hasMoved = ledger.originalDate !== ledger.date || ledger.originalOpen !== ledger.open;
  const marking = content.marking === null ? '' : ` (${messages.marking[content.marking].short})`;
  const event = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    '@id': `urn:uuid:${ledger.uid}`,
    name: `${messages.summary(site.community)}${marking}`,
    url,
    startDate: offsetDateTime(ledger.date, ledger.open),
    endDate: offsetDateTime(ledger.date, ledger.close),
    ...(hasMoved && { previousStartDate: offsetDateTime(ledger.originalDate, ledger.originalOpen) }),
    eventStatus: `https://schema.org/${statusOf(ledger.status, hasMoved)}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    isAccessibleForFree: true,
    ...(visit.sessionTypes.length > 0 && {
      description: visit.sessionTypes.map((type) => type.publicName).join(', '),
    }),
    organizer: {
      '@type': 'Organization',
      name: identity.councilName,
      ...(identity.councilUrl !== null && { url: identity.councilUrl }),
    },
    location: {
      '@type': 'Place',
      name: site.name,
      url: `${identity.publicUrl}${visit.stopPath}`,
      address: {
        '@type': 'PostalAddress',
        streetAddress: site.address,
        addressLocality: site.community,
        ...(site.postcode !== '' && { postalCode: site.postcode }),
        addressCountry: 'GB',
      },
      geo: { '@type': 'GeoCoordinates', latitude: lat, longitude: lon },
    },
  };
  return jsonForHtml(event);
}

/** A value as JSON that can stand in a script element. */
export const jsonForHtml = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped);

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

function statusOf(status: string, hasMoved: boolean): string {
  if (status === 'cancelled') return 'EventCancelled';
  return hasMoved ? 'EventRescheduled' : 'EventScheduled';
}
