import { greatCircleMetres, type LonLat } from '../../shared/coordinates.ts';
import type { Nearness } from '../../shared/councilRules.ts';
import { nearnessWords } from '../../shared/councilRuleWords.ts';
import { counted } from '../../shared/text.ts';
import { type Metres, type Seconds, toMinutes, UNREACHABLE } from '../../shared/units.ts';
import { distanceWords } from '../../shared/words.ts';

/** How far it is from one place to another, as a rule sees it. */
export interface Apart {
  /** By road or in a straight line, as the rule says. */
  readonly metres: Metres;
  readonly seconds: Seconds;
  /** Within the rule's miles, or within its minutes (inclusive). */
  readonly isNear: boolean;
}

/** Holds two places against a rule's miles and minutes. */
export function apart(
  rule: Nearness,
  places: {
    readonly from: LonLat;
    readonly to: LonLat;
    readonly drive: { seconds: Seconds; metres: Metres };
  },
): Apart {
  const metres = rule.distance === 'road' ? places.drive.metres : greatCircleMetres(places.from, places.to);
  const { seconds } = places.drive;
  const isNear =
    (rule.metres !== null && metres <= rule.metres) || (rule.seconds !== null && seconds <= rule.seconds);
  return { metres, seconds, isNear };
}

/** Nearer first: by what the rule looks at first, miles before minutes. */
export const compareApart = (rule: Nearness, a: Apart, b: Apart): number => {
  const [first, second] =
    rule.metres === null ? (['seconds', 'metres'] as const) : (['metres', 'seconds'] as const);
  return difference(a[first], b[first]) || difference(a[second], b[second]);
};

/** Infinity − Infinity is not a number. */
const difference = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** "1.8 miles and 5 minutes from St Ives Family Hub; the limit is 2 miles by road". */
export function apartWords(rule: Nearness, found: Apart, place: string): string {
  const way = rule.distance === 'road' ? '' : ' in a straight line';
  const miles = found.metres < UNREACHABLE ? `${distanceWords(found.metres)}${way}` : null;
  const drive = found.seconds < UNREACHABLE ? driveWords(found.seconds) : 'no road';
  return `${[miles, drive].filter((part) => part !== null).join(' and ')} from ${place}; the limit is ${nearnessWords(rule)}`;
}

/** "5 minutes’ drive"; parts of a minute where a whole one would hide which side of a limit it is on. */
function driveWords(seconds: Seconds): string {
  const minutes = Math.round(toMinutes(seconds) * 10) / 10;
  return minutes === 1
    ? '1 minute’s drive'
    : `${minutes % 1 === 0 ? counted(minutes, 'minute') : `${minutes} minutes`}’ drive`;
}
