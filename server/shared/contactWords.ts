import { counted } from './text.ts';

/** Contacts that will be counted: a chance of one in ten that fewer than `p10` come, and one in ten that more than `p90` do. */
export interface ContactsRange {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** From here on a figure is told in tens: nobody plans by single contacts out of hundreds. */
const TOLD_IN_TENS = 100;

/**
 * Expected contacts for people: "about 5 to 15 contacts a month", "up to 3 contacts a visit", "hardly any contacts a month".
 * @param range  ≥ 0; parts are rounded
 * @param per    "a month", "a visit"
 * @returns  whole numbers, in tens from 100 on; never a decimal
 */
export function contactsWords(range: ContactsRange, per: string): string {
  const [low, high] = [told(range.p10), told(range.p90)];
  if (high === 0) return `hardly any contacts ${per}`;
  if (low === 0) return `up to ${counted(high, 'contact')} ${per}`;
  if (low === high) return `about ${counted(high, 'contact')} ${per}`;
  return `about ${low.toLocaleString('en-GB')} to ${counted(high, 'contact')} ${per}`;
}

/** The same for a cell of a table under its heading: "5 to 15", "0 to 3", "5". */
export function contactsFigure(range: ContactsRange): string {
  const [low, high] = [told(range.p10), told(range.p90)];
  const words = high.toLocaleString('en-GB');
  return low === high ? words : `${low.toLocaleString('en-GB')} to ${words}`;
}

const told = (value: number): number =>
  value >= TOLD_IN_TENS ? Math.round(value / 10) * 10 : Math.round(value);

/** Why a figure should not be leant on, in words. */
export const LOW_CONFIDENCE_WORDS = {
  'few-babies': 'Fewer than 30 children under 1 live within reach: a few families more or less change it',
  'wide-range': 'The high figure is more than three times the low one',
} as const;
