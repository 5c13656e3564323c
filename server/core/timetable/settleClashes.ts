import type { ClashOutcome, ReplacementVisit } from '../../shared/clashes.ts';
import type { DatedVisit } from '../nouns.ts';
import {
  crewTrouble,
  type DatedState,
  emptyState,
  standIn,
  takePlace,
  vanDateOf,
  visitsOf,
} from './datedState.ts';
import type { ExpandFields, PatternVisit } from './expandRota.ts';
import type { ClashCause } from './serviceCalendar.ts';
import { isInSameWeek, keepsSpacing, neighboursOf, spacingOf } from './spacing.ts';
import { type FitContext, fitTrouble } from './visitFit.ts';

/** A visit of the rota that meets something on its date, and what becomes of it. */
export interface DatedClash {
  /** As the rota has it. */
  readonly visit: DatedVisit;
  /** At least one, in the order of `CLASH_KINDS`. */
  readonly causes: readonly ClashCause[];
  /** The first cause, for families. */
  readonly familyWords: string;
  /** null: nobody has decided, and until then the visit does not take place. */
  readonly outcome: ClashOutcome | null;
  /** Whether it was decided of this visit or of all of its kind. */
  readonly isStanding: boolean;
  /** Why what was decided no longer holds, in words; null when it does, and when nothing was. */
  readonly lapsed: string | null;
}

/** Undecided: a release cannot say what becomes of it. */
export const isOpen = (clash: DatedClash): boolean => clash.outcome === null;

/** No drive is known: replacements are held against times, places and people alone. */
const NO_LEGS: FitContext['legSeconds'] = () => 0;

/**
 * Finds the visits that meet something, and lets take place what can: visits that meet nothing first, then those with another crew,
 * then replacements in the order of the dates they stand in for. A decision that no longer holds leaves its visit open again.
 */
export function settleClashes(
  fields: ExpandFields,
  planned: readonly PatternVisit[],
): { visits: DatedVisit[]; clashes: DatedClash[] } {
  const state = settledState(fields, planned);
  return { visits: visitsOf(state), clashes: state.clashes };
}

/** The same with all that offers are held against. */
export function settledState(
  fields: ExpandFields,
  planned: readonly PatternVisit[],
): DatedState & { readonly clashes: DatedClash[] } {
  const state = emptyState(fields, planned);
  const met: { visit: DatedVisit; causes: ClashCause[] }[] = [];
  for (const { visit } of planned) {
    const causes = state.meets(visit.siteId, visit.vanId, visit.date);
    if (causes.length === 0) takePlace(state, visit);
    else met.push({ visit, causes });
  }
  const decisions = new Map((fields.decisions ?? []).map((each) => [keyOf(each), each.outcome]));
  const settled = new Map<DatedVisit, DatedClash>();
  for (const turn of ['crew', 'replacement', 'no-visit'] as const) {
    for (const { visit, causes } of met) {
      const decided = decisions.get(keyOf(visit));
      if ((decided?.take ?? 'no-visit') === turn)
        settled.set(visit, settle(state, { visit, causes, decided }));
    }
  }
  return {
    ...state,
    clashes: met.map(({ visit }) => settled.get(visit)).filter((each) => each !== undefined),
  };
}

const keyOf = ({ siteId, date }: { siteId: string; date: string }): string => `${date} ${siteId}`;

function settle(
  state: DatedState,
  met: { visit: DatedVisit; causes: readonly ClashCause[]; decided: ClashOutcome | undefined },
): DatedClash {
  const { visit, causes, decided } = met;
  const clash = { visit, causes, familyWords: causes[0].familyWords };
  const lapsed = decided ? takeOutcome(state, { ...clash, outcome: decided }) : null;
  if (decided && lapsed === null) return { ...clash, outcome: decided, isStanding: false, lapsed };
  const standing = causes
    .map(({ kind }) => state.fields.standing?.get(kind))
    .find((each) => each !== undefined);
  if (standing === undefined || decided) return { ...clash, outcome: null, isStanding: false, lapsed };
  const reason = standing === '' ? clash.familyWords : standing;
  return { ...clash, outcome: { take: 'no-visit', reason }, isStanding: true, lapsed };
}

/** Lets a visit take place as was decided. @returns why it cannot, in words; null when it does, or is decided not to */
function takeOutcome(
  state: DatedState,
  clash: Pick<DatedClash, 'visit' | 'causes'> & { outcome: ClashOutcome },
): string | null {
  const { visit, causes, outcome } = clash;
  if (outcome.take === 'no-visit') return null;
  if (outcome.take === 'replacement') {
    const trouble = replacementTrouble(state, visit, outcome.visit);
    if (trouble === null) takePlace(state, replacement(visit, outcome.visit));
    return trouble;
  }
  const crew = state.fields.calendar.crews.find(({ id }) => id === outcome.crewId);
  if (!crew) return 'The crew that was to stand in is no longer there';
  const other = causes.find(({ kind }) => kind !== 'crew');
  const trouble = other ? other.words : crewTrouble(state, crew, visit);
  if (trouble !== null) return trouble;
  standIn(state, { crewId: crew.id, date: visit.date, vanId: visit.vanId });
  takePlace(state, visit);
  return null;
}

/** The visit that stands in for another; one on the same date changes only its time or van. */
export function replacement(visit: DatedVisit, to: ReplacementVisit): DatedVisit {
  return { ...visit, ...to, ...(to.date === visit.date ? {} : { replaces: visit.date }) };
}

/** Why a visit cannot be made at another time or with another van, in words; null when it can. */
function replacementTrouble(state: DatedState, visit: DatedVisit, to: ReplacementVisit): string | null {
  const [stop, site, van] = [state.stopOf(visit.siteId), state.siteOf(visit.siteId), state.vanOf(to.vanId)];
  if (!stop || !site) return 'The site is no longer in the register';
  if (!van) return 'The van is not in the plan';
  const [cause] = state.meets(visit.siteId, to.vanId, to.date);
  if (cause) return cause.words;
  const { rules, legSeconds } = state.fields;
  const fitted = { stop, site, sessionSeconds: to.close - to.open, usualOpen: to.open, times: to };
  const trouble = fitTrouble(vanDateOf(state, van, to.date), fitted, {
    rules,
    legSeconds: legSeconds ?? NO_LEGS,
  });
  if (trouble !== null) return trouble;
  const neighbours = neighboursOf(to.date, state.dates.get(visit.siteId) ?? []);
  const spacing = spacingOf(stop, site, rules);
  return keepsSpacing(to.date, neighbours, { spacing, isSameWeek: isInSameWeek(to.date, visit.date) })
    ? null
    : `${site.name} would be visited too soon or too late after or before its other visits`;
}
