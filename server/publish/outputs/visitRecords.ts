import { publicPoint } from '../../core/sites/accessPoint.ts';
import { clockText, offsetDateTime } from '../../shared/time.ts';
import type { Messages } from '../messages/en.ts';
import type { ReleaseContent, VisitContent } from '../releaseContent.ts';

/** One visit as open data: the same fields in visits.csv, visits.json and visits.geojson. */
export interface VisitRecord {
  readonly visit_uid: string;
  readonly sequence: number;
  readonly status: string;
  readonly status_reason: string;
  readonly date: string;
  /** Published times, Europe/London, `HH:MM`. */
  readonly open: string;
  readonly close: string;
  readonly timezone: string;
  /** The same moments with their offset, ISO 8601. */
  readonly start: string;
  readonly end: string;
  readonly original_date: string;
  readonly original_open: string;
  readonly replaces_uid: string | null;
  readonly replaced_by_uid: string | null;
  readonly stop_id: string;
  readonly stop: string;
  readonly community: string;
  readonly address: string;
  readonly postcode: string;
  readonly geox: number;
  readonly geoy: number;
  readonly services: readonly string[];
  readonly booking: string;
  readonly cost: string;
  readonly phone: string | null;
  readonly text_line: string | null;
  readonly next_visit_date: string | null;
  readonly page_url: string;
  readonly last_modified: string;
  readonly release: number;
  readonly notice: string;
}

/** Five decimals of a degree: about a metre. */
const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** A visit's record, as open data tells it. */
export function visitRecord(content: ReleaseContent, visit: VisitContent, messages: Messages): VisitRecord {
  const { ledger, site } = visit;
  const { identity } = content;
  const [lon, lat] = publicPoint(site);
  return {
    visit_uid: ledger.uid,
    sequence: ledger.sequence,
    status: ledger.status,
    status_reason: ledger.reason,
    date: ledger.date,
    open: clockText(ledger.open),
    close: clockText(ledger.close),
    timezone: 'Europe/London',
    start: offsetDateTime(ledger.date, ledger.open),
    end: offsetDateTime(ledger.date, ledger.close),
    original_date: ledger.originalDate,
    original_open: clockText(ledger.originalOpen),
    replaces_uid: ledger.replacesUid,
    replaced_by_uid: ledger.replacedByUid,
    stop_id: site.slug,
    stop: site.name,
    community: site.community,
    address: site.address,
    postcode: site.postcode,
    geox: round(lon),
    geoy: round(lat),
    services: visit.sessionTypes.map((type) => type.publicName),
    booking: 'drop-in',
    cost: 'free',
    phone: identity.phone?.number ?? null,
    text_line: identity.textLine?.number ?? null,
    next_visit_date: visit.next?.date ?? null,
    page_url: `${identity.publicUrl}${visit.path}`,
    last_modified: ledger.revisedAt,
    release: content.number,
    notice: content.marking === null ? '' : messages.marking[content.marking].short,
  };
}

/** What every file of open data states about itself. */
export function releaseFacts(content: ReleaseContent, messages: Messages) {
  return {
    title: content.identity.serviceName,
    publisher: content.identity.councilName,
    notice: content.marking === null ? '' : messages.marking[content.marking].long,
    isSample: content.marking === 'sample',
    release: content.number,
    lastUpdated: content.publishedAt,
    from: content.from,
    to: content.to,
    timezone: 'Europe/London',
    licence: messages.licenceName,
    attribution: content.region.attribution,
  };
}
