import type { ClockTime, ServiceDate } from './time.ts';

/** What a visit can meet on its date, in the order in which it is told when there are several. */
export const CLASH_KINDS = ['bank-holiday', 'season', 'term', 'site-closed', 'van-off', 'crew'] as const;
export type ClashKind = (typeof CLASH_KINDS)[number];

/** What a visit meets: "3 visits meet a bank holiday". */
export const CLASH_WORDS: Readonly<Record<ClashKind, { one: string; many: string; all: string }>> = {
  'bank-holiday': { one: 'meets a bank holiday', many: 'meet a bank holiday', all: 'on bank holidays' },
  season: {
    one: 'is out of its site’s season',
    many: 'are out of their site’s season',
    all: 'out of season',
  },
  term: { one: 'is between school terms', many: 'are between school terms', all: 'between school terms' },
  'site-closed': { one: 'meets a closed site', many: 'meet a closed site', all: 'at closed sites' },
  'van-off': {
    one: 'has its van off the road',
    many: 'have their van off the road',
    all: 'while the van is off the road',
  },
  crew: { one: 'has no crew', many: 'have no crew', all: 'without a crew' },
};

/** Why a visit does not take place, for families: nothing of people's health or leave. */
export const FAMILY_REASONS: Readonly<Record<Exclude<ClashKind, 'bank-holiday'>, string>> = {
  season: 'The place is not used at this time of year',
  term: 'School holidays',
  'site-closed': 'The place is closed that day',
  'van-off': 'The van is off the road that day',
  crew: 'No crew is free that day',
};

/** A van at a stop on one date, as it is decided or offered in place of another visit. */
export interface ReplacementVisit {
  readonly date: ServiceDate;
  readonly vanId: string;
  readonly arrive: ClockTime;
  readonly open: ClockTime;
  readonly close: ClockTime;
  readonly leave: ClockTime;
}

/** What becomes of a visit that meets something. */
export type ClashOutcome =
  | { readonly take: 'no-visit' /** In words for families. */; readonly reason: string }
  | { readonly take: 'replacement'; readonly visit: ReplacementVisit }
  | { readonly take: 'crew'; readonly crewId: string };

/** What was decided of one visit, known by its site and its date in the rota. */
export interface ClashDecision {
  readonly siteId: string;
  readonly date: ServiceDate;
  readonly outcome: ClashOutcome;
}
