/** An event of Chromium's trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of the processor, without waiting for the graphics process; not on every machine. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** What runs script; one within another counts once. */
const SCRIPT = ['FunctionCall', 'EvaluateScript', 'RunMicrotasks', 'v8.callFunction', 'FireAnimationFrame'];
const FRAME = 'FireAnimationFrame';

/**
 * Milliseconds of script on a page's main thread from the start of each frame's drawing to the next.
 * @param events  of a trace with the categories devtools.timeline and __metadata
 */
export function scriptByFrame(events: readonly TraceEvent[]): number[] {
  const thread = busiest(events.filter(({ name }) => name === 'FunctionCall'));
  const onThread = (event: TraceEvent) => `${event.pid}/${event.tid}` === thread;
  const starts = events
    .filter((event) => event.name === FRAME && onThread(event))
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  const script = events
    .filter((event) => event.ph === 'X' && SCRIPT.includes(event.name) && onThread(event))
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const sums = starts.map(() => 0);
  let end = Number.NEGATIVE_INFINITY;
  let frame = 0;
  for (const { ts, dur = 0, tdur = dur } of script) {
    if (ts < end) continue;
    end = ts + dur;
    while (frame + 1 < starts.length && starts[frame + 1] <= ts) frame++;
    if (starts.length > 0 && ts >= starts[0]) sums[frame] += tdur / 1000;
  }
  return sums;
}

/** The thread that runs most script is the page's own: workers and the browser's other processes run less. */
function busiest(calls: readonly TraceEvent[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { pid, tid } of calls) counts.set(`${pid}/${tid}`, (counts.get(`${pid}/${tid}`) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
