import { counted, listed } from '../../shared/text.ts';
import { clockWords, WEEKDAY_NAMES, type Weekday } from '../../shared/time.ts';
import type { TimeWindow } from '../nouns.ts';
import type { VanWeekdayRef } from './dayTrial.ts';
import type { RotaCase } from './rotaCase.ts';

/** Name of a site; its identifier when it is not known. */
export const siteName = (of: Pick<RotaCase, 'sites'>, siteId: string): string =>
  of.sites.find(({ id }) => id === siteId)?.name ?? siteId;

export const vanName = (of: Pick<RotaCase, 'vans'>, vanId: string): string =>
  of.vans.find(({ id }) => id === vanId)?.name ?? vanId;

/** " (Van 2)" where there is more than one van; nothing otherwise. */
export const ofVan = (of: Pick<RotaCase, 'vans'>, vanId: string): string =>
  of.vans.length > 1 ? ` (${vanName(of, vanId)})` : '';

/** "Tuesday", "Tuesday (Van 2)". */
export const dayName = (of: Pick<RotaCase, 'vans'>, { vanId, weekday }: VanWeekdayRef): string =>
  `${weekdayName(weekday)}${ofVan(of, vanId)}`;

export const weekdayName = (weekday: Weekday): string => WEEKDAY_NAMES[weekday - 1];

/** "week 2": weeks are counted from 1 for people. */
export const weekName = (week: number): string => `week ${week + 1}`;

/** "week 2", "weeks 1 and 3". */
export const weeksName = (weeks: readonly number[]): string =>
  `${weeks.length === 1 ? 'week' : 'weeks'} ${listed(weeks.map((week) => `${week + 1}`))}`;

export const windowWords = ({ from, to }: TimeWindow): string => `${clockWords(from)} to ${clockWords(to)}`;

/** "12 under-5s": need is counted in children aged 0 to 4. */
export const underFives = (need: number): string => counted(Math.round(need), 'under-5');

/** With a capital first letter. */
export const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
