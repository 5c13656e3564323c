import { counted } from '../../shared/text.ts';
import { clockWords, type Weekday } from '../../shared/time.ts';
import { minutes, type Seconds } from '../../shared/units.ts';
import { durationWords } from '../../shared/words.ts';
import type { Stop } from '../nouns.ts';
import { dayName, sentence, siteName, vanName, weekName, weeksName } from './caseWords.ts';
import { clockReason } from './clockReason.ts';
import { offersFor } from './offersFor.ts';
import { ifWords, type ToldOffer, toldOffer } from './offerWords.ts';
import { type OtherDay, otherDays } from './otherDays.ts';
import { type RotaCase, rotaInputOf, termsAfter } from './rotaCase.ts';
import { type Placement, placements, visitsMade } from './served.ts';
import { leastShortOfTime, type ShortOfTime } from './shortOfTime.ts';

/** Why a stop is where it is, or is not in the rota, for people. */
export interface StopReasons {
  readonly siteId: string;
  readonly siteName: string;
  readonly visitsAsked: number;
  readonly visitsMade: number;
  /** The answer in one sentence. */
  readonly headline: string;
  readonly sentences: readonly string[];
  /** Where it nearly fits; null when it is served, or when time is not what it lacks. */
  readonly shortage: {
    readonly vanId: string;
    readonly vanName: string;
    readonly weekday: Weekday;
    readonly week: number;
    readonly seconds: Seconds;
    readonly besideSiteId: string | null;
    readonly besideSiteName: string | null;
  } | null;
  readonly offers: readonly ToldOffer[];
  readonly otherDays: readonly (OtherDay & { readonly vanName: string })[];
}

/** Offers told in a sentence, at most. */
const TOLD = 3;

/**
 * Why a stop is out, on its day, and at its time.
 * @param shouldStop  asked now and then; true ends the search for offers with those found
 * @returns null when no such stop is asked for
 */
export function stopReasons(
  of: RotaCase,
  siteId: string,
  shouldStop: () => boolean = () => false,
): StopReasons | null {
  const stop = rotaInputOf(of).stops.find((each) => each.siteId === siteId);
  if (!stop) return null;
  const made = visitsMade(of.rota, siteId);
  const common = {
    siteId,
    siteName: siteName(of, siteId),
    visitsAsked: stop.visitsPerCycle,
    visitsMade: made,
  };
  if (made < stop.visitsPerCycle)
    return { ...common, ...whyOut(of, stop, { made, shouldStop }), otherDays: [] };
  const at = placements(of.rota).get(siteId);
  return { ...common, ...(at ? whyHere(of, stop, at) : whyNothing), shortage: null, offers: [] };
}

/** Of a stop that asks for no visits. */
const whyNothing = { headline: 'No visits are asked for.', sentences: [], otherDays: [] };

function whyOut(
  of: RotaCase,
  stop: Stop,
  at: { readonly made: number; readonly shouldStop: () => boolean },
): Pick<StopReasons, 'headline' | 'sentences' | 'shortage' | 'offers'> {
  const { siteId } = stop;
  const terms = termsAfter(of, { siteId, changes: [] });
  const short = leastShortOfTime(of, terms, { siteId, step: minutes(1) });
  const found = offersFor(of, siteId, at.shouldStop);
  const said = of.rota.unserved.find((each) => each.siteId === siteId)?.reason ?? '';
  const start =
    at.made > 0 ? `${at.made} of ${counted(stop.visitsPerCycle, 'visit')} fit; for all of them it is ` : '';
  const isRoom = found.some(({ changes }) => changes.some(({ kind }) => kind === 'require'));
  const headline = isRoom
    ? 'There is room for it: plan again with this stop before the others.'
    : short
      ? `${sentence(`${start}${shortWords(of, short)}`)}.`
      : `${sentence(said || 'no change of hours alone makes room for it')}.`;
  const ways = found.slice(0, TOLD).map(({ changes }) => `if ${ifWords(of, siteId, changes)}`);
  return {
    headline,
    sentences: [...(isRoom ? [] : [ways.length > 0 ? `It fits ${ways.join(', or ')}.` : NO_WAY])],
    shortage: short && !isRoom ? placed(of, short) : null,
    offers: found.map((offer) => toldOffer(of, siteId, offer)),
  };
}

const NO_WAY =
  'No one change of hours, session, visits, weekday or lock brings it in, and no two of them that were tried.';

/** "34 minutes short on Tuesday of week 2, beside Bude Library". */
function shortWords(of: RotaCase, short: ShortOfTime): string {
  const { cycleWeeks } = rotaInputOf(of).rules;
  const week = cycleWeeks > 1 ? ` of ${weekName(short.week)}` : '';
  const beside = short.besideSiteId === null ? '' : `, beside ${siteName(of, short.besideSiteId)}`;
  return `${durationWords(short.seconds)} short on ${dayName(of, short)}${week}${beside}`;
}

const placed = (of: RotaCase, short: ShortOfTime): StopReasons['shortage'] => ({
  vanId: short.vanId,
  vanName: vanName(of, short.vanId),
  weekday: short.weekday,
  week: short.week,
  seconds: short.seconds,
  besideSiteId: short.besideSiteId,
  besideSiteName: short.besideSiteId === null ? null : siteName(of, short.besideSiteId),
});

function whyHere(
  of: RotaCase,
  stop: Stop,
  at: Placement,
): Pick<StopReasons, 'headline' | 'sentences' | 'otherDays'> {
  const others = otherDays(of, stop, at);
  const lock = of.wishes.lockedStops.find(({ siteId }) => siteId === stop.siteId);
  const weeks = of.rota.cycleWeeks > 1 ? `, ${weeksName(at.visits.map(({ week }) => week))}` : '';
  const where = `${dayName(of, at)} at ${clockWords(at.visits[0].open)}${weeks}`;
  return {
    headline: `${where}: ${lock ? 'locked there by hand' : dayReason(of, others)}.`,
    sentences: clockReason(of, stop.siteId),
    otherDays: others.map((other) => ({ ...other, vanName: vanName(of, other.vanId) })),
  };
}

/** Why this day and no other: the one that costs least, the only one that fits, or what keeps it from a cheaper one. */
function dayReason(of: RotaCase, others: readonly OtherDay[]): string {
  const open = others.filter(({ fits }) => fits);
  if (others.length === 0) return 'the van works on no other day';
  if (open.length === 0) return 'it fits on no other day as the rota is';
  const next = open.reduce((a, b) => ((b.moreDrivingSeconds ?? 0) < (a.moreDrivingSeconds ?? 0) ? b : a));
  const more = next.moreDrivingSeconds ?? 0;
  if (more >= 60) {
    return `the day with the least driving; ${dayName(of, next)}, the next best, takes ${durationWords(more)} more in every cycle`;
  }
  if (more > -60) return `${dayName(of, next)} would take as much driving`;
  return `${dayName(of, next)} would take ${durationWords(-more)} less driving in every cycle; it stays where it is promised`;
}
