import type { ClockTime, Weekday } from '../../shared/time.ts';
import { minutes, type Seconds } from '../../shared/units.ts';
import { durationWords } from '../../shared/words.ts';
import type { Rota, Stop } from '../nouns.ts';
import { openWindows } from '../rota/startTimes.ts';
import { siteName, underFives, weekName } from './caseWords.ts';
import { callsOn, tryOnDay, type VanWeekdayRef, workingDays } from './dayTrial.ts';
import { needServed } from './offer.ts';
import { planAgain, type RotaCase, rotaInputOf, termsAfter } from './rotaCase.ts';
import { daysOf, drivingSeconds, type Placement } from './served.ts';
import { leastShortOfTime } from './shortOfTime.ts';

/** A served stop on another van's weekday. */
export interface OtherDay {
  readonly vanId: string;
  readonly weekday: Weekday;
  readonly fits: boolean;
  /** Driving in a cycle more than where it is; below 0: less; null when it does not fit. */
  readonly moreDrivingSeconds: Seconds | null;
  readonly open: ClockTime | null;
  readonly words: string;
}

/** Times lacking are told up to this; a day that lacks more is told not to fit. */
const MOST_TOLD = minutes(240);
/** Calls of a day that are tried to be left out. */
const MOST_LEFT_OUT = 20;

/**
 * A served stop on every other weekday of every van: what it would cost there, or why it does not fit beside the calls there.
 * Its own lock is taken as released.
 * @param at  where it is
 * @returns in the order of the week, then of the vans
 */
export function otherDays(of: RotaCase, stop: Stop, at: Placement): OtherDay[] {
  const freed: RotaCase = {
    ...of,
    ...termsAfter(of, {
      siteId: stop.siteId,
      changes: [{ kind: 'unlock', lock: { kind: 'stop', siteId: stop.siteId } }],
    }),
  };
  const saved =
    drivingSeconds({ vanDays: daysOf(of.rota, { ...at, without: new Set() }) }) -
    drivingSeconds(withoutStop(freed, at, stop.siteId));
  return workingDays(of)
    .filter(({ vanId, weekday }) => vanId !== at.vanId || weekday !== at.weekday)
    .sort((a, b) => a.weekday - b.weekday)
    .map((day) => onDay(freed, stop, { day, saved }));
}

/** The days the stop is on, planned without it. */
function withoutStop(of: RotaCase, at: VanWeekdayRef, siteId: string): Rota {
  const input = rotaInputOf(of);
  const before = daysOf(of.rota, { ...at, without: new Set([siteId]) });
  const isOn = new Set(before.flatMap(({ calls }) => calls.map((call) => call.siteId)));
  const stops = input.stops.filter((stop) => isOn.has(stop.siteId));
  return planAgain({ ...input, stops, previous: { ...of.rota, vanDays: before, unserved: [] } });
}

function onDay(
  of: RotaCase,
  stop: Stop,
  at: { readonly day: VanWeekdayRef; readonly saved: Seconds },
): OtherDay {
  const { day } = at;
  const why = notAllowed(of, stop, day);
  const tried = why === null ? tryOnDay(of, of, { ...day, siteId: stop.siteId }) : null;
  if (!tried) {
    const words = why ?? whyNotThere(of, stop, day);
    return { ...day, fits: false, moreDrivingSeconds: null, open: null, words };
  }
  const now = drivingSeconds({ vanDays: daysOf(of.rota, { ...day, without: new Set() }) });
  const more = Math.round(drivingSeconds(tried) - now - at.saved);
  const open =
    tried.vanDays.flatMap(({ calls }) => calls).find(({ siteId }) => siteId === stop.siteId)?.open ?? null;
  return { ...day, fits: true, moreDrivingSeconds: more, open, words: drivingWords(more) };
}

function drivingWords(more: Seconds): string {
  if (Math.abs(more) < 60) return 'as much driving';
  return `${durationWords(Math.abs(more))} ${more > 0 ? 'more' : 'less'} driving in every cycle`;
}

/** Why the weekday is out of the question whatever else is on it; null when it is not. */
function notAllowed(of: RotaCase, stop: Stop, { weekday }: VanWeekdayRef): string | null {
  const site = of.sites.find(({ id }) => id === stop.siteId);
  if (site && openWindows(site, weekday).length === 0) return 'closed';
  if (stop.wishes?.weekdays && !stop.wishes.weekdays.includes(weekday))
    return 'not among the weekdays asked for';
  return null;
}

function whyNotThere(of: RotaCase, stop: Stop, day: VanWeekdayRef): string {
  const { siteId } = stop;
  if (tryOnDay(of, of, { ...day, siteId, isAlone: true }) === null) {
    return 'does not fit there even as the only call';
  }
  const short = leastShortOfTime(of, of, { siteId, step: minutes(1), most: MOST_TOLD, days: [day] });
  const lacking = short
    ? `${durationWords(short.seconds)} short${of.rota.cycleWeeks > 1 ? ` in ${weekName(short.week)}` : ''}`
    : 'no room beside the calls there';
  const out = callsOn(of.rota, day)
    .map((other) => ({ other, need: needServed(of, other) }))
    .sort((a, b) => a.need - b.need)
    .slice(0, MOST_LEFT_OUT)
    .find(({ other }) => {
      const terms = termsAfter(of, { siteId, changes: [{ kind: 'leave', siteId: other }] });
      return tryOnDay(of, terms, { ...day, siteId }) !== null;
    });
  return out ? `${lacking}; fits only without ${siteName(of, out.other)} (${underFives(out.need)})` : lacking;
}
