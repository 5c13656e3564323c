import type { SITE_STATUSES } from './siteFields.ts';

type SiteStatus = (typeof SITE_STATUSES)[number];

/** What a site may become: a place is found, looked at, allowed and used; what is closed starts anew. */
export const STATUS_MOVES: Readonly<Record<SiteStatus, readonly SiteStatus[]>> = {
  proposed: ['surveyed', 'approved', 'closed'],
  surveyed: ['proposed', 'approved', 'closed'],
  approved: ['surveyed', 'live', 'suspended', 'closed'],
  live: ['approved', 'suspended', 'closed'],
  suspended: ['surveyed', 'approved', 'live', 'closed'],
  closed: ['proposed'],
};

/** Statuses that nobody understands later without a reason. */
export const STATUSES_WITH_REASON: readonly SiteStatus[] = ['suspended', 'closed'];
