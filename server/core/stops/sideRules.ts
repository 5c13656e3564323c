import type { MipBuilder } from './mipBuilder.ts';

/** What binds sites together beside their number. Sites are indices; opened ones that are forced in are already taken off. */
export interface SideRules {
  /** Groups of which at most one site may be open. */
  readonly exclusions: readonly (readonly number[])[];
  /** What each site costs, by site index; null without a budget. */
  readonly costs: Float64Array | null;
  /** The open sites may cost at most this together. */
  readonly budget: number;
}

/** Costs that add up to this much more than the budget are rounding. */
const ROUNDING = 1e-9;

/** Adds the rules to a model. @param column  column of each site in the model that is not forced in */
export function addSideRows(
  builder: MipBuilder,
  column: ReadonlyMap<number, number>,
  rules: SideRules | undefined,
): void {
  if (!rules) return;
  for (const group of rules.exclusions) {
    const columns = [...new Set(group)].flatMap((site) => column.get(site) ?? []);
    if (columns.length > 1) {
      builder.row(
        0,
        1,
        columns.map((c) => [c, 1]),
      );
    }
  }
  if (rules.costs) {
    const { costs } = rules;
    const entries = [...column].filter(([site]) => costs[site] > 0);
    builder.row(
      Number.NEGATIVE_INFINITY,
      rules.budget,
      entries.map(([site, c]) => [c, costs[site]]),
    );
  }
}

/** Whether open sites keep to the rules. */
export function keepsTo(rules: SideRules | undefined, open: readonly number[]): boolean {
  if (!rules) return true;
  const isOpen = new Set(open);
  const isApart = rules.exclusions.every(
    (group) => new Set(group.filter((site) => isOpen.has(site))).size <= 1,
  );
  const { costs } = rules;
  if (!costs) return isApart;
  const cost = open.reduce((sum, site) => sum + costs[site], 0);
  return isApart && cost <= rules.budget + ROUNDING * Math.max(1, rules.budget);
}
