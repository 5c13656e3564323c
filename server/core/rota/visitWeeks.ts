const DAYS_PER_WEEK = 7;

/**
 * In which weeks of the cycle a stop may be visited so that its visits are spread evenly.
 * @param visits                1..cycleWeeks
 * @param cycleWeeks            1..30
 * @param minDaysBetweenVisits  fewest days between two visits, across the end of the cycle too
 * @returns bit masks (bit w = week w), one per rotation of the most even spread, in ascending order; empty when
 *          `visits` is out of range or the visits would come too close together. All visits share one weekday, so
 *          gaps are whole weeks; where they cannot be equal they differ by one week.
 * Source: maximally even sets, weeks floor((k × cycleWeeks + r) / visits) (Clough & Douthett 1991).
 */
export function visitWeekSets(fields: {
  visits: number;
  cycleWeeks: number;
  minDaysBetweenVisits: number;
}): number[] {
  const { visits, cycleWeeks } = fields;
  if (!(visits >= 1 && visits <= cycleWeeks)) return [];
  if (Math.floor(cycleWeeks / visits) * DAYS_PER_WEEK < fields.minDaysBetweenVisits) return [];
  const sets = new Set<number>();
  for (let shift = 0; shift < cycleWeeks; shift++) {
    let mask = 0;
    for (let k = 0; k < visits; k++) {
      mask |= 1 << (Math.floor((k * cycleWeeks) / visits + shift) % cycleWeeks);
    }
    sets.add(mask);
  }
  return [...sets].sort((a, b) => a - b);
}

/** The weeks of a bit mask, ascending. */
export function weeksOf(mask: number): number[] {
  const weeks: number[] = [];
  for (let week = 0; mask >> week; week++) if ((mask >> week) & 1) weeks.push(week);
  return weeks;
}

/** How many weeks a bit mask holds. */
export function countWeeks(mask: number): number {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) count++;
  return count;
}
