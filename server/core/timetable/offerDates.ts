import type { ReplacementVisit } from '../../shared/clashes.ts';
import { addDays, daysBetween, type ServiceDate, weekdayOf } from '../../shared/time.ts';
import type { Seconds } from '../../shared/units.ts';
import type { Site, Stop } from '../nouns.ts';
import { crewTrouble, type DatedState, vanDateOf } from './datedState.ts';
import { type ExpandFields, patternVisits } from './expandRota.ts';
import { type DatedClash, settledState } from './settleClashes.ts';
import { gapsOf, isInSameWeek, keepsSpacing, type Neighbours, neighboursOf, spacingOf } from './spacing.ts';
import { type FitContext, fitVisit } from './visitFit.ts';

/** Another date, time or van for a visit. */
export interface DateOffer {
  readonly visit: ReplacementVisit;
  /** Days since the visit before and until the next one; null where there is none. */
  readonly daysBefore: number | null;
  readonly daysAfter: number | null;
  /** Driving that it adds to its day. */
  readonly extraSeconds: Seconds;
}

/** What could become of a visit that meets something. */
export interface ClashOffers {
  /** At most `MOST_OFFERS`, the best first. */
  readonly dates: readonly DateOffer[];
  /** Crews that could stand in on the very date, in their order. */
  readonly crewIds: readonly string[];
}

export const MOST_OFFERS = 3;
/** A date further away than this from the one it stands in for is another visit. */
export const MOST_DAYS_AWAY = 28;

/**
 * Other dates for a visit that meets something, and crews that could stand in. A date keeps the spacing to the visits before and
 * after; its van is free, within its shift, big and small enough, crewed, and gets there in time; the site is open. A group that
 * meets in its week is offered dates of that week alone.
 *
 * Ranked by the longest gap to the visits before and after, then by the driving added, then the usual weekday before others, then
 * the earlier date; of several vans on one date the one that drives least.
 * @param span  dates that may be offered, both included
 */
export function offersFor(
  state: DatedState,
  clash: DatedClash,
  asked: { from: ServiceDate; to: ServiceDate; legSeconds: FitContext['legSeconds'] },
): ClashOffers {
  const { visit, causes } = clash;
  const crews = causes.every(({ kind }) => kind === 'crew') ? state.fields.calendar.crews : [];
  const crewIds = crews.filter((crew) => crewTrouble(state, crew, visit) === null).map(({ id }) => id);
  const [stop, site] = [state.stopOf(visit.siteId), state.siteOf(visit.siteId)];
  if (!stop || !site) return { dates: [], crewIds };
  return { dates: datesFor(state, { clash, stop, site }, asked), crewIds };
}

/**
 * The state in which a rota's clashes are decided, with a month of visits on both sides of its dates, so that the visits before and
 * after are known; a rota has none before its first cycle.
 */
export function stateForOffers(fields: ExpandFields): ReturnType<typeof settledState> {
  const from = addDays(fields.from, -MOST_DAYS_AWAY);
  const to = addDays(fields.from, fields.weeks * 7 - 1 + MOST_DAYS_AWAY);
  const moved = (fields.decisions ?? []).map(({ date }) => date).filter((date) => date < to);
  const first = [from, ...moved].sort()[0];
  // biome-ignore lint/complexity/useMathMinMax: dates are text, and compare as such
  const start = first > fields.cycleAnchor ? first : fields.cycleAnchor;
  return settledState(fields, patternVisits(fields, { from: start, to }));
}

interface Candidate {
  readonly date: ServiceDate;
  readonly neighbours: Neighbours;
  readonly longestGap: number;
}

function datesFor(
  state: DatedState,
  of: { clash: DatedClash; stop: Stop; site: Site },
  asked: { from: ServiceDate; to: ServiceDate; legSeconds: FitContext['legSeconds'] },
): DateOffer[] {
  const offers: (DateOffer & Candidate)[] = [];
  for (const candidate of candidatesOf(state, of, asked)) {
    // Every further candidate has a longer gap.
    if (offers.length >= MOST_OFFERS && candidate.longestGap > offers[offers.length - 1].longestGap) break;
    const offer = bestOn(state, of, candidate, asked.legSeconds);
    if (offer) offers.push({ ...offer, ...candidate });
  }
  const weekday = weekdayOf(of.clash.visit.date);
  const isOther = (offer: DateOffer) => Number(weekdayOf(offer.visit.date) !== weekday);
  return offers
    .sort(
      (a, b) =>
        a.longestGap - b.longestGap ||
        a.extraSeconds - b.extraSeconds ||
        isOther(a) - isOther(b) ||
        (a.date < b.date ? -1 : 1),
    )
    .slice(0, MOST_OFFERS)
    .map(({ visit, daysBefore, daysAfter, extraSeconds }) => ({
      visit,
      daysBefore,
      daysAfter,
      extraSeconds,
    }));
}

/** Dates that keep the spacing, those with the shortest longest gap first. */
function candidatesOf(
  state: DatedState,
  { clash, stop, site }: { clash: DatedClash; stop: Stop; site: Site },
  asked: { from: ServiceDate; to: ServiceDate },
): Candidate[] {
  const { date: original, siteId } = clash.visit;
  const dates = state.dates.get(siteId) ?? [];
  const around = neighboursOf(original, dates);
  const spacing = spacingOf(stop, site, state.fields.rules);
  const candidates: Candidate[] = [];
  for (let days = -MOST_DAYS_AWAY; days <= MOST_DAYS_AWAY; days++) {
    const date = addDays(original, days);
    if (date < asked.from || date > asked.to) continue;
    // Past the visits before and after it would be another visit than theirs.
    if ((around.before !== null && date <= around.before) || (around.after !== null && date >= around.after))
      continue;
    const isSameWeek = isInSameWeek(date, original);
    if (stop.wishes?.series && !isSameWeek) continue;
    if (!keepsSpacing(date, around, { spacing, isSameWeek })) continue;
    const gaps = gapsOf(date, around);
    const longestGap = Math.max(
      gaps.before ?? 0,
      gaps.after ?? 0,
      Math.abs(daysBetween({ from: original, to: date })),
    );
    candidates.push({ date, neighbours: around, longestGap });
  }
  return candidates.sort((a, b) => a.longestGap - b.longestGap || (a.date < b.date ? -1 : 1));
}

/** The van that makes the visit on a date with the least driving. */
function bestOn(
  state: DatedState,
  { clash, stop, site }: { clash: DatedClash; stop: Stop; site: Site },
  { date, neighbours }: Candidate,
  legSeconds: FitContext['legSeconds'],
): DateOffer | null {
  const { visit } = clash;
  const { vans, rules } = state.fields;
  const fitted = { stop, site, sessionSeconds: visit.close - visit.open, usualOpen: visit.open };
  let best: DateOffer | null = null;
  for (const van of vans) {
    if (state.meets(visit.siteId, van.id, date).length > 0) continue;
    const fit = fitVisit(vanDateOf(state, van, date), fitted, { rules, legSeconds });
    if (!fit || (best && best.extraSeconds <= fit.extraSeconds)) continue;
    const { extraSeconds, ...times } = fit;
    const gaps = gapsOf(date, neighbours);
    const offered = { date, vanId: van.id, ...times };
    best = { visit: offered, daysBefore: gaps.before, daysAfter: gaps.after, extraSeconds };
  }
  return best;
}
