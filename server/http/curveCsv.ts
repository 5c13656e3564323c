import type { KeptCurve } from '../planning/choiceCurve.ts';
import { type Cell, csvText } from '../publish/outputs/csvText.ts';
import { shownCountWords, suppressCount } from '../shared/suppression.ts';

/** Excel takes a file for UTF-8 only when it begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A coverage curve as a spreadsheet opens it: one row for each number of stops. Children are rounded, small numbers kept back;
 * need is told as a share of that of the largest choice, to a hundredth, so that no small number follows from two rows.
 * @param nameOf     a site's name
 * @param threshold  least count that is shown; ≥ 5
 */
export function curveCsv(curve: KeptCurve, nameOf: (siteId: string) => string, threshold: number): string {
  const most = curve.points.reduce((best, { objective }) => Math.max(best, objective), 0);
  const share = (need: number): number => (most > 0 ? Math.round((100 * need) / most) / 100 : 0);
  const rows = curve.points.map((point): Cell[] => {
    const count = suppressCount(point.newlyReachedChildren, threshold);
    return [
      point.stops,
      count ?? shownCountWords(null),
      share(point.objective),
      share(point.greedyObjective),
      point.isProven ? 'yes' : 'no',
      point.stops === curve.kneeStops ? 'yes' : 'no',
      point.added.map(nameOf).join('; '),
      point.dropped.map(nameOf).join('; '),
      point.greedySiteId === null ? '' : nameOf(point.greedySiteId),
    ];
  });
  return BYTE_ORDER_MARK + csvText(COLUMNS, rows, { forGuessers: true });
}

const COLUMNS = [
  'stops',
  'newly_reached_children_aged_0_to_4',
  'share_of_greatest_need_met',
  'share_met_step_by_step',
  'is_proven_best',
  'is_bend',
  'stops_added',
  'stops_dropped',
  'stop_added_step_by_step',
];
