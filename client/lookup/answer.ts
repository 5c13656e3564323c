import type { FinderFile, FinderHub, FinderStop } from '../../server/shared/finder.ts';
import { isOver, type VisitTime, type WallClock } from './times.ts';

/** What a family is told for its postcode. */
export interface Answer {
  readonly stops: readonly StopAnswer[];
  readonly hub: { readonly hub: FinderHub; readonly minutes: number } | null;
  readonly hasRoad: boolean;
  readonly isEstimate: boolean;
  /** True when the answer is measured from the middle of the outward code. */
  readonly isApproximate: boolean;
  /** The month since which the postcode is out of use, "2003-06", or '' when nobody knows; null for one in use. */
  readonly endedIn: string | null;
}

export interface StopAnswer {
  readonly stop: FinderStop;
  readonly minutes: number;
  /** Those to come, next first; at least one. */
  readonly visits: readonly VisitTime[];
  /** Cancelled ones until the next that is on: somebody may have meant to come. */
  readonly cancelled: readonly { readonly date: string; readonly reason: string }[];
}

/** Length of the second half of a postcode. */
const INWARD = 3;

/**
 * The answer for a postcode from the file of its first half.
 * @param asked.inward  its second half; absent when only the first half was typed
 */
export function answerFor(file: FinderFile, asked: { inward: string | undefined; now: WallClock }): Answer {
  const found = file.answers.find((answer) => isAmong(answer.for, asked.inward));
  const answer = found ?? file.centre;
  const hub = answer.hub && { hub: file.hubs[answer.hub[0]], minutes: answer.hub[1] };
  const stops = answer.stops.flatMap(([index, minutes]): StopAnswer[] => {
    const stop = file.stops[index];
    const visits = comingVisits(stop, asked.now);
    if (visits.length === 0) return [];
    const cancelled = stop.cancelled.filter(
      ({ date }) => date >= asked.now.slice(0, 10) && date <= visits[0].date,
    );
    return [{ stop, minutes, visits, cancelled }];
  });
  return {
    stops,
    hub,
    hasRoad: file.hasRoad,
    isEstimate: file.isEstimate,
    isApproximate: found === undefined,
    endedIn: file.ended.find(([, inwards]) => isAmong(inwards, asked.inward))?.[0] ?? null,
  };
}

/** Visits of a stop that are not over, next first. */
export function comingVisits(stop: FinderStop, now: WallClock): VisitTime[] {
  return stop.times
    .flatMap(({ open, close, dates }) =>
      dates.map((date) => ({ date, open: clockOf(open), close: clockOf(close) })),
    )
    .filter((visit) => !isOver(visit, now))
    .sort((a, b) => (`${a.date}${a.open}` < `${b.date}${b.open}` ? -1 : 1));
}

/** Whether a second half is one of those that stand one after another. */
function isAmong(inwards: string, inward: string | undefined): boolean {
  if (inward === undefined) return false;
  for (let at = 0; at < inwards.length; at += INWARD) {
    if (inwards.startsWith(inward, at)) return true;
  }
  return false;
}

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
