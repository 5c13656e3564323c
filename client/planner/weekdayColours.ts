import type { Weekday } from '../../server/shared/time.ts';

/**
 * Line colours by weekday: after Okabe and Ito 2008, darkened to at least 4.5 : 1 on white so that they may carry text.
 * Never alone: the weekday's name stands beside.
 */
const COLOURS: Readonly<Record<Weekday, string>> = {
  1: '#00639c',
  2: '#b34a00',
  3: '#00785a',
  4: '#8a3f86',
  5: '#7a5d00',
  6: '#3f4a52',
  7: '#a3123a',
};

export const weekdayColour = (weekday: Weekday): string => COLOURS[weekday];
