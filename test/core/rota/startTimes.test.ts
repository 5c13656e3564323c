import { describe, expect, it } from 'vitest';
import {
  NEVER,
  nextStart,
  openWindows,
  previousStart,
  startRanges,
} from '../../../server/core/rota/startTimes.ts';
import { clockTime } from '../../../server/shared/time.ts';
import { rules } from '../../support/tinyTown.ts';

const span = (from: string, to: string) => ({ from: clockTime(from), to: clockTime(to) });
/** Ticks of 5 minutes as clock times. */
const asClock = (ranges: Int32Array) =>
  [...ranges].map((tick) => `${Math.floor(tick / 12)}:${String((tick % 12) * 5).padStart(2, '0')}`);

describe('openWindows', () => {
  it('is the whole day when nothing is known, and nothing on a weekday not listed', () => {
    expect(openWindows({ opening: null }, 3)).toEqual([span('00:00', '24:00')]);
    expect(openWindows({ opening: { 2: [span('09:00', '12:00')] } }, 3)).toEqual([]);
  });

  it('joins windows that touch or overlap, whatever their order, and drops empty ones', () => {
    const opening = {
      1: [span('13:00', '14:00'), span('09:00', '11:00'), span('11:00', '12:00'), span('16:00', '16:00')],
    };
    expect(openWindows({ opening }, 1)).toEqual([span('09:00', '12:00'), span('13:00', '14:00')]);
  });
});

describe('startRanges', () => {
  it('keeps set-up, session and pack-down inside one window', () => {
    const ranges = startRanges({
      windows: [span('09:00', '12:00'), span('13:00', '15:00'), span('16:00', '18:10')],
      sessionSeconds: 5400,
      rules: rules(),
    });
    expect(asClock(ranges)).toEqual(['9:20', '10:15', '16:20', '16:25']);
  });

  it('allows a window that fits exactly, and only one opening in it', () => {
    const ranges = startRanges({ windows: [span('09:00', '11:05')], sessionSeconds: 5400, rules: rules() });
    expect(asClock(ranges)).toEqual(['9:20', '9:20']);
  });

  it('neither comes nor goes within a school run, and may at its very ends', () => {
    const ranges = startRanges({
      windows: [span('08:00', '17:00')],
      sessionSeconds: 5400,
      rules: rules(),
      schoolRuns: [span('08:30', '09:15'), span('15:00', '15:45')],
    });
    // Comes 20 minutes before opening, goes 1 hour 45 minutes after it: a come at 8:30 and a go at 15:00 still count.
    expect(asClock(ranges)).toEqual(['8:20', '8:50', '9:35', '13:15', '14:00', '15:15']);
  });

  it('keeps to a fixed opening, and to none when it is not a multiple of five minutes', () => {
    const windows = [span('09:00', '17:00')];
    const at = (text: string) =>
      startRanges({ windows, sessionSeconds: 5400, rules: rules(), fixedOpen: clockTime(text) });
    expect(asClock(at('10:00'))).toEqual(['10:00', '10:00']);
    expect(asClock(at('10:01'))).toEqual([]);
    expect(asClock(at('09:15'))).toEqual([]);
  });
});

describe('nextStart and previousStart', () => {
  const ranges = Int32Array.of(10, 12, 20, 20);

  it('find the nearest allowed tick on either side', () => {
    expect([5, 10, 12, 13, 20].map((tick) => nextStart(ranges, tick))).toEqual([10, 10, 12, 20, 20]);
    expect([30, 20, 19, 12, 10].map((tick) => previousStart(ranges, tick))).toEqual([20, 20, 12, 12, 10]);
  });

  it('find nothing beyond the ends', () => {
    expect(nextStart(ranges, 21)).toBe(NEVER);
    expect(previousStart(ranges, 9)).toBe(-NEVER);
  });
});
