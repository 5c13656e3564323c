import { type LockRef, locksOf } from '../../shared/rotaChange.ts';
import type { RotaWishes, StopWishes } from '../../shared/rotaWishes.ts';
import type { Seconds } from '../../shared/units.ts';
import { durationWords } from '../../shared/words.ts';
import type { Rota, RotaRules, Site } from '../nouns.ts';
import { buildRota } from '../rota/buildRota.ts';
import { sentence, underFives } from './caseWords.ts';
import { lockWords } from './changeWords.ts';
import { type CaseTerms, type RotaCase, rotaInputOf, termsChanged } from './rotaCase.ts';
import { vanSeconds, visitsMade } from './served.ts';

/** What a rule or lock costs: the rota planned again without it. */
export interface RuleCost {
  readonly name: string;
  /** The lock, when it is one; null: a working rule. */
  readonly lock: LockRef | null;
  /** Van time in a cycle spent for it, ≥ 0. */
  readonly vanSeconds: Seconds;
  /** Need and visits in a cycle that go unserved for it, ≥ 0. */
  readonly need: number;
  readonly visits: number;
  readonly words: string;
}

/** A rule that can be left away. */
interface Relaxation {
  readonly name: string;
  readonly lock?: LockRef;
  readonly terms: CaseTerms;
}

const ALL_DAY: Seconds = 24 * 3600;
/** Rounds of each search, unless told otherwise. */
export const RULE_COST_ITERATIONS = 1500;

/**
 * What each rule and lock costs. The rota is planned again with all of them and without each, from the rota in force, with as
 * many rounds, the same seed and no price on change; a search that does no better without a rule than with it finds no cost.
 * @param onProgress  told the share done, 0..1
 * @param shouldStop  asked now and then; true ends with the rules done so far
 * @returns the dearest first: by need, then by van time; only rules that bear on anything asked for
 */
export function ruleCosts(
  of: RotaCase,
  fields: {
    readonly iterations?: number;
    readonly onProgress?: (share: number) => void;
    readonly shouldStop?: () => boolean;
  } = {},
): RuleCost[] {
  const { iterations = RULE_COST_ITERATIONS, onProgress, shouldStop } = fields;
  const search = (terms: CaseTerms): Rota => {
    const input = rotaInputOf(of, terms);
    const weights = { ...input.rules.weights, changeSeconds: 0 };
    return buildRota({ ...input, rules: { ...input.rules, weights }, iterations, shouldStop });
  };
  const relaxations = relaxationsOf(of);
  const withAll = search(of);
  const costs: RuleCost[] = [];
  for (const [k, relaxation] of relaxations.entries()) {
    if (shouldStop?.()) break;
    onProgress?.((k + 1) / (relaxations.length + 1));
    costs.push(costOf(of, { relaxation, withAll, without: search(relaxation.terms) }));
  }
  return costs.sort((a, b) => b.need - a.need || b.vanSeconds - a.vanSeconds || (a.name < b.name ? -1 : 1));
}

function costOf(
  of: RotaCase,
  at: { readonly relaxation: Relaxation; readonly withAll: Rota; readonly without: Rota },
): RuleCost {
  const [before, after] = [figuresOf(of, at.withAll), figuresOf(of, at.without)];
  const need = Math.max(0, after.need - before.need);
  const isWorse = after.need < before.need - 1e-6;
  const van = isWorse ? 0 : Math.max(0, before.van - after.van);
  const visits = isWorse ? 0 : Math.max(0, after.visits - before.visits);
  return {
    name: at.relaxation.name,
    lock: at.relaxation.lock ?? null,
    vanSeconds: van,
    need,
    visits,
    words: costWords({ need, visits, van }),
  };
}

function figuresOf(of: RotaCase, rota: Rota): { need: number; visits: number; van: Seconds } {
  const stops = rotaInputOf(of).stops.map(({ siteId, need, visitsPerCycle }) => ({
    need,
    share: visitsMade(rota, siteId) / visitsPerCycle,
    visits: visitsMade(rota, siteId),
  }));
  return {
    need: stops.reduce((sum, { need, share }) => sum + need * share, 0),
    visits: stops.reduce((sum, { visits }) => sum + visits, 0),
    van: vanSeconds(rota),
  };
}

function costWords(cost: { need: number; visits: number; van: Seconds }): string {
  const parts = [
    ...(Math.round(cost.need) > 0 ? [`${underFives(cost.need)} go unserved for it`] : []),
    ...(cost.visits > 0
      ? [`${cost.visits} fewer ${cost.visits === 1 ? 'visit' : 'visits'} in every cycle`]
      : []),
    ...(cost.van >= 60 ? [`${durationWords(cost.van)} of van time in every cycle`] : []),
  ];
  return parts.length === 0 ? 'Costs nothing that a search finds' : sentence(parts.join('; '));
}

function relaxationsOf(of: RotaCase): Relaxation[] {
  const { stops, rules } = rotaInputOf(of);
  const isAsked = (wish: keyof StopWishes) => stops.some(({ wishes }) => wishes?.[wish] !== undefined);
  const isChosen = new Set(stops.map(({ siteId }) => siteId));
  const sites = of.sites.filter(({ id }) => isChosen.has(id));
  const rule = (name: string, changed: Partial<RotaRules>): Relaxation => ({
    name,
    terms: { ...of, wishes: { ...of.wishes, rules: { ...of.wishes.rules, ...changed } } },
  });
  const wish = (name: string, changed: (asked: StopWishes) => StopWishes): Relaxation => ({
    name,
    terms: { ...of, wishes: withEveryStop(of, changed) },
  });
  const atSites = (name: string, changed: (site: Site) => Site): Relaxation => ({
    name,
    terms: { ...of, sites: of.sites.map(changed) },
  });
  const when = (isThere: boolean, relaxation: Relaxation) => (isThere ? [relaxation] : []);
  return [
    ...when(
      stops.some(({ visitsPerCycle }) => visitsPerCycle > 1),
      wish('The same clock time at every visit', (asked) => ({ ...asked, toleranceSeconds: ALL_DAY })),
    ),
    ...when(
      rules.breakSeconds > 0,
      rule("The crew's break", { breakSeconds: 0, breakAfterSeconds: ALL_DAY }),
    ),
    ...when(rules.driversHours !== 'none', rule("The law on drivers' hours", { driversHours: 'none' })),
    ...when(rules.setUpSeconds > 0, rule('Set-up', { setUpSeconds: 0 })),
    ...when(rules.packDownSeconds > 0, rule('Pack-down', { packDownSeconds: 0 })),
    rule(`At most ${rules.maxCallsPerDay} calls a day`, { maxCallsPerDay: rules.maxCallsPerDay + 2 }),
    ...when(
      sites.some(({ opening }) => opening !== null),
      atSites("The sites' opening hours", (site) => ({ ...site, opening: null })),
    ),
    ...when(
      sites.some(({ facts }) => facts.schoolRun),
      atSites('School runs', (site) => ({ ...site, facts: { ...site.facts, schoolRun: undefined } })),
    ),
    ...when(
      isAsked('weekdays'),
      wish('Weekdays asked for', (asked) => ({ ...asked, weekdays: undefined })),
    ),
    ...when(
      isAsked('weekSets'),
      wish('Weeks asked for', (asked) => ({ ...asked, weekSets: undefined })),
    ),
    ...when(
      isAsked('within'),
      wish('Parts of the day asked for', (asked) => ({ ...asked, within: undefined })),
    ),
    ...when(
      isAsked('skills'),
      wish('Skills asked for', (asked) => ({ ...asked, skills: undefined })),
    ),
    ...locksOf(of.wishes).map((lock) => ({
      name: sentence(lockWords(of, lock)),
      lock,
      terms: termsChanged(of, { kind: 'unlock', lock }),
    })),
  ];
}

const withEveryStop = (of: RotaCase, changed: (asked: StopWishes) => StopWishes): RotaWishes => ({
  ...of.wishes,
  stops: Object.fromEntries(of.stops.map(({ siteId }) => [siteId, changed(of.wishes.stops[siteId] ?? {})])),
});
