import type { Site } from '../core/nouns.ts';
import type { PlanDemand, SiteDemand } from '../planning/demandMeasures.ts';
import { type Cell, csvText } from '../publish/outputs/csvText.ts';
import { type ContactsRange, contactsWords, LOW_CONFIDENCE_WORDS } from '../shared/contactWords.ts';
import { shownCountWords, suppressCount } from '../shared/suppression.ts';

/** Excel takes a file for UTF-8 only when it begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';

const file = (columns: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  BYTE_ORDER_MARK + csvText(columns, rows, { forGuessers: true });

const confidence = (reasons: readonly (keyof typeof LOW_CONFIDENCE_WORDS)[]): string =>
  reasons.length === 0 ? '' : `low: ${reasons.map((reason) => LOW_CONFIDENCE_WORDS[reason]).join('; ')}`;

const ends = ({ p10, p50, p90 }: ContactsRange): number[] => [p10, p50, p90].map(Math.round);

/**
 * Expected contacts at every candidate site, each as if it were the only stop: in words, and as whole numbers to sort by. They are
 * estimates, not counts of people; the children counted beside them are kept back where they are few.
 * @param threshold  least count that is shown; ≥ 5
 */
export function siteDemandCsv(
  demand: readonly SiteDemand[],
  sites: readonly Site[],
  threshold: number,
): string {
  const byId = new Map(sites.map((site) => [site.id, site]));
  const rows = demand.map((row): Cell[] => {
    const babies = suppressCount(row.babiesWithinReach, threshold);
    return [
      row.siteId,
      byId.get(row.siteId)?.name ?? null,
      byId.get(row.siteId)?.community ?? null,
      contactsWords(row.month, 'a month'),
      ...ends(row.month),
      confidence(row.lowConfidence),
      babies ?? shownCountWords(babies),
    ];
  });
  return file(
    [
      ...['site_id', 'site_name', 'community', 'expected'],
      ...['contacts_a_month_low', 'contacts_a_month_middle', 'contacts_a_month_high'],
      ...['confidence', 'children_under_1_within_reach'],
    ],
    rows,
  );
}

/** Expected contacts of a plan: all stops, then stop by stop, each with all session types first. */
export function planDemandCsv(demand: PlanDemand, sites: readonly Site[]): string {
  const names = new Map(sites.map((site) => [site.id, site.name]));
  const row = (
    place: readonly [string, string, string],
    month: ContactsRange,
    more: readonly Cell[] = ['', ''],
  ): Cell[] => [...place, contactsWords(month, 'a month'), ...ends(month), ...more];
  const all = [
    row(['', 'All stops', 'All'], demand.month),
    ...demand.sessions.map((session) => row(['', 'All stops', session.name], session.month)),
  ];
  const stops = demand.stops.flatMap((stop) => {
    const name = names.get(stop.siteId) ?? stop.siteId;
    return [
      row([stop.siteId, name, 'All'], stop.month, [
        contactsWords(stop.visit, 'a visit'),
        confidence(stop.lowConfidence),
      ]),
      ...stop.sessions.map((session) => row([stop.siteId, name, session.name], session.month)),
    ];
  });
  return file(
    [
      ...['site_id', 'stop', 'session_type', 'expected'],
      ...['contacts_a_month_low', 'contacts_a_month_middle', 'contacts_a_month_high'],
      ...['expected_a_visit', 'confidence'],
    ],
    [...all, ...stops],
  );
}
