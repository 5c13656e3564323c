/** When every journey starts: a Tuesday morning, in winter time, with Christmas inside the timetable. */
export const JOURNEY_START = '2026-11-24T10:00:00Z';

/**
 * Moves `Date` of the place it runs in by a fixed distance, so that clocks go on but read another day. Complete in itself:
 * browsers get it as text.
 */
export function shiftClock(milliseconds: number): void {
  const RealDate = Date;
  const now = () => RealDate.now() + milliseconds;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, asked) => Reflect.construct(target, given.length > 0 ? given : [now()], asked),
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}
