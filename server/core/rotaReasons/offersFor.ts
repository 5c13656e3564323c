import type { RotaChange } from '../../shared/rotaChange.ts';
import { minutes } from '../../shared/units.ts';
import { tryOnDay, workingDays } from './dayTrial.ts';
import { priceOf, type RotaOffer, triedOffer } from './offer.ts';
import {
  anotherLeftOut,
  anotherWeekday,
  fewerVisits,
  longerDays,
  longerOpening,
  moreDays,
  morePartOfDay,
  newDays,
  type OfferSearch,
  oneMoreCall,
  otherWeeks,
  served,
  shorterSession,
  skillsAboard,
  unlocked,
  widerTolerance,
} from './offerCandidates.ts';
import { type RotaCase, rotaInputOf, termsAfter } from './rotaCase.ts';
import { visitsMade } from './served.ts';

type Kind = (search: OfferSearch) => Iterable<RotaChange>;

/** Kinds of change that may let a stop onto a day at all. */
const OF_THE_STOP: readonly Kind[] = [
  shorterSession,
  anotherWeekday,
  otherWeeks,
  morePartOfDay,
  longerOpening,
  skillsAboard,
  unlocked,
  fewerVisits,
  longerDays,
];
/** Kinds of change that make room beside other stops. */
const OF_ROOM: readonly Kind[] = [longerDays, anotherLeftOut, oneMoreCall, widerTolerance, fewerVisits];
const EACH_ALONE: readonly Kind[] = [...new Set([...OF_THE_STOP, ...OF_ROOM])];

/** Changes of a kind that fit their day and are tried on the whole rota. */
const MOST_TRIED = 3;
const MOST_OFFERED = 5;
/** First changes that are tried with a second one. */
const MOST_FIRST = 4;

/**
 * The cheapest changes that bring a stop in, or all its visits.
 * @param shouldStop  asked between kinds of change; true ends the search with those found
 * @returns at most five, one of a kind, each tried on the whole rota, the cheapest first: single changes; pairs when no single
 *          change helps; a day more of a van when nothing else does, with a change to the stop if it must be. When it only
 *          has to be planned for first, that alone. Empty when nothing of this helps, when the stop is served in full
 *          already, and when it is not known
 */
export function offersFor(
  of: RotaCase,
  siteId: string,
  shouldStop: () => boolean = () => false,
): RotaOffer[] {
  const search = searchFor(of, siteId);
  if (!search || visitsMade(of.rota, siteId) >= search.stop.visitsPerCycle) return [];
  const finder: Finder = { of, siteId, shouldStop };
  const first = cheapest(finder, { search, before: [], kind: served });
  if (first) return [first];
  const steps = [
    () => offersOf(finder, { search, before: [], kinds: EACH_ALONE }),
    () => pairs(finder, search),
    () => offersOf(finder, { search, before: [], kinds: [moreDays] }),
    () => onNewDays(finder),
  ];
  for (const step of steps) {
    const found = step();
    if (found.length > 0) return byPrice(of, found).slice(0, MOST_OFFERED);
  }
  return [];
}

/** For which stop offers are looked for, on the rota in force. */
interface Finder {
  readonly of: RotaCase;
  readonly siteId: string;
  readonly shouldStop: () => boolean;
}

/** A stop for which changes are looked for; null when it is not among the stops and sites. */
function searchFor(of: RotaCase, siteId: string): OfferSearch | null {
  const stop = rotaInputOf(of).stops.find((each) => each.siteId === siteId);
  const site = of.sites.find(({ id }) => id === siteId);
  return stop && site ? { of, stop, site, days: workingDays(of) } : null;
}

function offersOf(
  finder: Finder,
  at: {
    readonly search: OfferSearch;
    readonly before: readonly RotaChange[];
    readonly kinds: readonly Kind[];
  },
): RotaOffer[] {
  return at.kinds.flatMap((kind) => {
    const offer = finder.shouldStop() ? null : cheapest(finder, { ...at, kind });
    return offer ? [offer] : [];
  });
}

/** A change to the stop, and one that makes room for it then. */
function pairs(finder: Finder, search: OfferSearch): RotaOffer[] {
  const { of, siteId } = finder;
  return firstChanges(search).flatMap((change) => {
    const changed: RotaCase = { ...of, ...termsAfter(of, { siteId, changes: [change] }) };
    const then = searchFor(changed, siteId);
    const found = then ? offersOf(finder, { search: then, before: [change], kinds: OF_ROOM }) : [];
    return byPrice(of, found).slice(0, 2);
  });
}

/** One more day of a van, and a change that lets the stop onto it. */
function onNewDays(finder: Finder): RotaOffer[] {
  const { of, siteId } = finder;
  return newDays(of).flatMap((change) => {
    const changed: RotaCase = { ...of, ...termsAfter(of, { siteId, changes: [change] }) };
    const then = searchFor(changed, siteId);
    const search = then && { ...then, days: [{ vanId: change.vanId, weekday: change.weekday }] };
    return search ? offersOf(finder, { search, before: [change], kinds: OF_THE_STOP }).slice(0, 1) : [];
  });
}

/** What lets the stop onto an empty day; when nothing keeps it off one, asking for less of it. */
function firstChanges(search: OfferSearch): RotaChange[] {
  const { of, stop, days } = search;
  const { siteId } = stop;
  const terms = termsAfter(of, { siteId, changes: [] });
  const isAlone = true;
  if (days.some((day) => tryOnDay(of, terms, { ...day, siteId, isAlone }) !== null)) {
    const shorter = Math.max(minutes(30), minutes(60) * Math.floor(stop.sessionSeconds / minutes(120)));
    return [
      ...(stop.visitsPerCycle > 1 ? [{ kind: 'visits', siteId, visitsPerCycle: 1 } as const] : []),
      ...(shorter < stop.sessionSeconds
        ? [{ kind: 'session', siteId, sessionSeconds: shorter } as const]
        : []),
    ];
  }
  const ways = OF_THE_STOP.flatMap((kind) => {
    const [change] = kind({ ...search, isAlone });
    return change ? [change] : [];
  });
  return ways.slice(0, MOST_FIRST);
}

/** The cheapest of the first changes of a kind that hold on the whole rota. */
function cheapest(
  { of, siteId }: Finder,
  at: { readonly search: OfferSearch; readonly before: readonly RotaChange[]; readonly kind: Kind },
): RotaOffer | null {
  const offers: RotaOffer[] = [];
  let tried = 0;
  for (const change of at.kind(at.search)) {
    const offer = triedOffer(of, siteId, [...at.before, change]);
    if (offer) offers.push(offer);
    if (++tried >= MOST_TRIED) break;
  }
  return byPrice(of, offers)[0] ?? null;
}

const byPrice = (of: RotaCase, offers: readonly RotaOffer[]): RotaOffer[] =>
  offers
    .map((offer) => ({ offer, price: priceOf(of, offer) }))
    .sort((a, b) => a.price - b.price)
    .map(({ offer }) => offer);
