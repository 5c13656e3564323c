import type { RuleOf } from '../../shared/councilRules.ts';
import { GROUP_WORDS } from '../../shared/councilRuleWords.ts';
import { counted, listed } from '../../shared/text.ts';
import { type ReviewState, remaining } from './reviewState.ts';

/** Groups named in a remark at most. */
const NAMED_AT_MOST = 5;

/** Protects from here on; says which named stops are gone already, or are none of the service's. */
export function keepNamed(state: ReviewState, rule: RuleOf<'keep-named'>): void {
  const known = new Map(state.stops.map((each) => [each.stop.siteId, each]));
  const late = rule.siteIds.filter((id) => known.get(id)?.gone);
  const strange = rule.siteIds.filter((id) => !known.has(id));
  for (const id of rule.siteIds) state.named.add(id);
  if (late.length > 0) {
    const names = listed(late.slice(0, NAMED_AT_MOST).map((id) => known.get(id)?.stop.name ?? id));
    state.remarks.push(
      `Earlier rules have already taken ${counted(late.length, 'of these stops', 'of these stops')} out (${names}). To keep them, move this rule up.`,
    );
  }
  if (strange.length > 0) {
    state.remarks.push(
      `${counted(strange.length, 'named stop is', 'named stops are')} no stop of this service.`,
    );
  }
}

/** Protects the last stop of each group from here on; says where earlier rules have left none. */
export function keepEach(state: ReviewState, rule: RuleOf<'keep-each'>): void {
  state.groups.add(rule.group);
  const groupsOf = (stops: readonly { stop: { groups: Readonly<Record<string, string | null>> } }[]) =>
    new Set(stops.flatMap(({ stop }) => stop.groups[rule.group] ?? []));
  const [all, left] = [groupsOf(state.stops), groupsOf(remaining(state))];
  const words = GROUP_WORDS[rule.group];
  if (all.size === 0) {
    state.remarks.push(`No stop's ${words} is known, so this rule protects nothing.`);
    return;
  }
  const lost = [...all].filter((group) => !left.has(group)).sort();
  if (lost.length === 0) return;
  state.remarks.push(
    `Earlier rules have already left ${lost.length} of ${all.size} without a stop (${words}: ${listed(lost.slice(0, NAMED_AT_MOST))}${lost.length > NAMED_AT_MOST ? ', …' : ''}). To protect them, move this rule up.`,
  );
}
