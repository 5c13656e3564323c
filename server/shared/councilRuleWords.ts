import type { Consequence, CouncilRule, KeptGroup, Nearness, RuleKind } from './councilRules.ts';
import { counted, listed } from './text.ts';
import { toMiles, toMinutes } from './units.ts';

/** Each kind of rule in a few words, for a list to choose from. */
export const RULE_TITLES: Readonly<Record<RuleKind, string>> = {
  'few-users': 'Too few users',
  'near-hub': 'Near a hub',
  'near-stops': 'Stops near each other',
  'few-reached': 'Too few children newly reached',
  'most-stops': 'Most stops',
  'most-often': 'How often at most',
  'keep-each': 'Keep one in each',
  'keep-named': 'Keep these stops',
};

export const GROUP_WORDS: Readonly<Record<KeptGroup, string>> = {
  community: 'community',
  district: 'district',
  deprivation: 'deprivation tenth',
  'rural-urban': 'rural-urban class',
};

/** A figure as people write it: "3", "2.5". */
export const ruleFigure = (value: number): string =>
  (Math.round(Number(value.toPrecision(12)) * 100) / 100).toLocaleString('en-GB');

/**
 * A rule as one sentence: "Drop a stop within 3 miles by road or 12 minutes’ drive of a hub."
 * @param siteName  names a stop of `keep-named`; without it they are counted
 */
export function ruleWords(rule: CouncilRule, siteName?: (id: string) => string): string {
  switch (rule.kind) {
    case 'few-users': {
      const basis = rule.isCountedOnly ? ', where they were counted' : '';
      return `${against(rule)} with fewer than ${ruleFigure(rule.users)} users a visit${basis}.`;
    }
    case 'few-reached': {
      const whose = rule.counting === 'alone' ? '' : ' that no other stop reaches';
      return `${against(rule)} that newly reaches fewer than ${ruleFigure(rule.children)} children under 5${whose}.`;
    }
    case 'near-hub':
      return `${against(rule)} within ${nearnessWords(rule)} of a hub.`;
    case 'near-stops':
      return `Merge stops within ${nearnessWords(rule)} of each other; the busier stays.`;
    case 'most-stops':
      return `Keep at most ${counted(rule.most, 'stop')} ${rule.per === 'service' ? 'in all' : 'a van-day'}, the busiest.`;
    case 'most-often':
      return `Visit no stop more often than ${everyWords(rule.weeks)}.`;
    case 'keep-each':
      return `From here on, keep at least one stop in each ${GROUP_WORDS[rule.group]}.`;
    case 'keep-named':
      return rule.siteIds.length <= 3 && siteName
        ? `From here on, keep ${rule.siteIds.map(siteName).join(', ') || 'no stop'}.`
        : `From here on, keep ${counted(rule.siteIds.length, 'named stop')}.`;
  }
}

/** "3 miles by road or 12 minutes’ drive". */
export function nearnessWords({ metres, seconds, distance }: Nearness): string {
  const miles = metres === null ? null : ruleFigure(toMiles(metres));
  const parts = [
    ...(miles === null
      ? []
      : [
          `${miles} ${miles === '1' ? 'mile' : 'miles'} ${distance === 'road' ? 'by road' : 'in a straight line'}`,
        ]),
    ...(seconds === null ? [] : [`${ruleFigure(toMinutes(seconds))} minutes’ drive`]),
  ];
  return parts.join(' or ');
}

/** "every week", "every 4 weeks". */
export const everyWords = (weeks: number): string =>
  weeks === 1 ? 'every week' : `every ${ruleFigure(weeks)} weeks`;

const against = ({ reduceToWeeks }: Consequence): string =>
  reduceToWeeks === null ? 'Drop a stop' : `Visit at most ${everyWords(reduceToWeeks)} a stop`;

/** What becomes of stops, in the order it is told. */
const OUTCOMES = [
  ['kept', 'stays as it is', 'stay as they are'],
  ['reduced', 'is visited less often', 'are visited less often'],
  ['dropped', 'is dropped', 'are dropped'],
  ['merged', 'is merged into another', 'are merged into others'],
] as const;

/** "Of 24 stops, 15 stay as they are, 2 are visited less often, 4 are dropped and 3 are merged into others." */
export function outcomeWords(stops: readonly { readonly outcome: (typeof OUTCOMES)[number][0] }[]): string {
  const parts = OUTCOMES.flatMap(([outcome, one, many]) => {
    const count = stops.filter((stop) => stop.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return `Of ${counted(stops.length, 'stop')}, ${listed(parts)}.`;
}
