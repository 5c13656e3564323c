import type { AccessMeasureWire, DistributionWire, MeasureWire } from '../../server/contract/access.ts';
import { measureChange, measureWords } from '../common/measureWords.ts';
import { countWords, percentChange, percentWords } from '../common/words.ts';
import type { AccessShows } from './accessView.ts';
import { shareOf } from './planView.ts';

/** The answer in one sentence: a figure, what it says, and what stands behind it. */
export interface Statement {
  readonly figure: string;
  readonly words: string;
  readonly more: string;
}

/** Where the sentence is about, and with which plan. */
interface Said {
  readonly wire: AccessMeasureWire;
  readonly shows: AccessShows;
  /** " in Cornwall", or ''. */
  readonly where: string;
}

/** What the mean of a measure says, after its figure. `who` is "under-5s in Cornwall". */
const MEANS: Readonly<Record<MeasureWire['name'], (who: string) => string>> = {
  nearest: (who) => `is the average drive to the nearest help for ${who}`,
  visits: (who) => `in four weeks are near ${who}, on average`,
  wait: (who) => `is how long ${who} wait until help is near, on average`,
  'longest-wait': (who) => `is the longest that ${who} wait until help is near, on average`,
  'children-per-hour': (who) => `share each hour that help is open, of ${who}`,
  'hours-per-100': (who) => `of help in four weeks for every 100 ${who}`,
  'hours-step': (who) => `of help in four weeks are in reach of ${who}, on average`,
  'hours-linear': (who) => `of help in four weeks for ${who}, less the farther away, on average`,
  'hours-logistic': (who) => `of help in four weeks for ${who}, falling off around the limit, on average`,
  'walk-nearest': (who) => `is the average walk to the nearest help for ${who} without a car`,
  'walk-hours': (who) => `of help in four weeks are a walk away from ${who} without a car, on average`,
};

/** In these, who goes without says more than what the others have on average. */
const LEFT_OUT_FIRST: readonly MeasureWire['name'][] = ['visits', 'walk-hours'];

/** What those who are left out have not got. */
const WITHOUT: Readonly<Record<MeasureWire['name'], string>> = {
  nearest: 'have no road to any help',
  visits: 'have no open hub and no visit near in four weeks',
  wait: 'have no help near at all',
  'longest-wait': 'have no help near at all',
  'children-per-hour': 'have no help to share',
  'hours-per-100': 'have none',
  'hours-step': 'have none in reach',
  'hours-linear': 'have none',
  'hours-logistic': 'have none',
  'walk-nearest': 'have no way on foot',
  'walk-hours': 'have none within a walk',
};

/** The answer of a measure for what is on show. @returns null where there are no children to speak of */
export function measureStatement(said: Said): Statement | null {
  const { wire, shows } = said;
  const { today, plan } = wire.everyone;
  if (today.children === 0) return null;
  if (shows === 'difference' && plan !== null) return changeStatement(said, { today, plan });
  const spread = shows === 'plan' && plan !== null ? plan : today;
  const plain = meanStatement(said, spread);
  return shows === 'plan'
    ? { ...plain, words: `${plain.words}, with plan ${wire.plan?.letter ?? ''}` }
    : plain;
}

function meanStatement({ wire: { measure }, where }: Said, spread: DistributionWire): Statement {
  if (LEFT_OUT_FIRST.includes(measure.name)) return leftOutStatement({ measure, where }, spread);
  return {
    figure: measureWords(measure.unit, spread.mean),
    words: MEANS[measure.name](`under-5s${where}`),
    more: [withoutWords(measure, spread), p95Words(measure, spread)].filter(Boolean).join('; '),
  };
}

const whoOf = (measure: MeasureWire, where: string): string =>
  `under-5s${where}${measure.isOnFoot ? ' without a car' : ''}`;

function leftOutStatement(
  { measure, where }: { measure: MeasureWire; where: string },
  spread: DistributionWire,
): Statement {
  const mean = `${measureWords(measure.unit, spread.mean)} ${MEANS[measure.name]('an under-5')}`;
  return {
    figure: percentWords(shareOf(spread.childrenWithout, spread.children)),
    words: `of ${whoOf(measure, where)} ${WITHOUT[measure.name]}`,
    more: [
      `${countWords(spread.childrenWithout)} of ${countWords(spread.children)} children; ${mean}`,
      p95Words(measure, spread),
    ]
      .filter(Boolean)
      .join('; '),
  };
}

function changeStatement(
  { wire: { measure, plan: named }, where }: Said,
  { today, plan }: { today: DistributionWire; plan: DistributionWire },
): Statement {
  const letter = named?.letter ?? '';
  if (LEFT_OUT_FIRST.includes(measure.name))
    return leftOutChange({ measure, where, letter }, { today, plan });
  const gained = Math.max(0, today.childrenWithout - plan.childrenWithout);
  return {
    figure: measureChange(measure.unit, { today: today.mean, plan: plan.mean }),
    words: `${measure.title.charAt(0).toLowerCase()}${measure.title.slice(1)}, on average for ${whoOf(measure, where)}: hubs today, and with plan ${letter}`,
    more:
      gained > 0
        ? `${countWords(gained)} children who ${WITHOUT[measure.name]} today will have some with the plan; ${countWords(plan.childrenWithout)} still will not`
        : withoutWords(measure, plan),
  };
}

function leftOutChange(
  { measure, where, letter }: { measure: MeasureWire; where: string; letter: string },
  { today, plan }: { today: DistributionWire; plan: DistributionWire },
): Statement {
  const share = (spread: DistributionWire) => shareOf(spread.childrenWithout, spread.children);
  const { before, after } = percentChange(share(today), share(plan));
  const mean = measureChange(measure.unit, { today: today.mean, plan: plan.mean });
  return {
    figure: `${before} → ${after}`,
    words: `of ${whoOf(measure, where)} ${WITHOUT[measure.name]}: hubs today, and with plan ${letter}`,
    more: `${countWords(today.childrenWithout)} → ${countWords(plan.childrenWithout)} children; on average ${mean}`,
  };
}

/** "1,240 of 25,000 children (5 %) have no open hub and no visit near". */
function withoutWords(measure: MeasureWire, spread: DistributionWire): string {
  if (Math.round(spread.childrenWithout) === 0) return '';
  const share = percentWords(shareOf(spread.childrenWithout, spread.children));
  return `${countWords(spread.childrenWithout)} of ${countWords(spread.children)} children (${share}) ${WITHOUT[measure.name]}`;
}

/** "95 in 100 have at most 32 minutes". */
function p95Words(measure: MeasureWire, spread: DistributionWire): string {
  if (spread.p95 === null || (measure.isMoreBetter && spread.p95 === 0)) return '';
  const least = measure.isMoreBetter ? 'at least' : 'at most';
  return `95 in 100 have ${least} ${measureWords(measure.unit, spread.p95)}`;
}
