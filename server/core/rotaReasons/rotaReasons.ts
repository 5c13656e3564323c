import { type LockConflict, lockConflicts } from './lockConflicts.ts';
import { type RotaCase, rotaInputOf } from './rotaCase.ts';
import { type RuleCost, ruleCosts } from './ruleCosts.ts';
import { type StopReasons, stopReasons } from './stopReasons.ts';

/** What is asked about a rota in force: one stop, every stop not served in full, what rules cost, or locks in conflict. */
export type ReasonsQuestion =
  | { readonly about: 'stop'; readonly siteId: string }
  | { readonly about: 'unserved' }
  | { readonly about: 'rules' }
  | { readonly about: 'locks' };

/** The answer; null for what was not asked. */
export interface ReasonsAnswer {
  readonly stops: readonly StopReasons[] | null;
  readonly rules: readonly RuleCost[] | null;
  readonly locks: readonly LockConflict[] | null;
}

const NOTHING: ReasonsAnswer = { stops: null, rules: null, locks: null };

/**
 * Answers a question about a rota in force.
 * @param onProgress  told the share done, 0..1
 * @returns reasons of stops not served with the most need first; an empty list for a stop that is not asked for
 */
export function rotaReasons(
  of: RotaCase,
  question: ReasonsQuestion,
  onProgress: (share: number) => void = () => undefined,
): ReasonsAnswer {
  switch (question.about) {
    case 'stop':
      return { ...NOTHING, stops: [stopReasons(of, question.siteId)].filter((reasons) => reasons !== null) };
    case 'unserved':
      return { ...NOTHING, stops: ofUnserved(of, onProgress) };
    case 'rules':
      return { ...NOTHING, rules: ruleCosts(of, { onProgress }) };
    case 'locks':
      return { ...NOTHING, locks: lockConflicts(of) };
  }
}

function ofUnserved(of: RotaCase, onProgress: (share: number) => void): StopReasons[] {
  const out = new Set(of.rota.unserved.map(({ siteId }) => siteId));
  const stops = rotaInputOf(of)
    .stops.filter(({ siteId }) => out.has(siteId))
    .sort((a, b) => b.need - a.need);
  return stops.flatMap(({ siteId }, k) => {
    onProgress(k / stops.length);
    const reasons = stopReasons(of, siteId);
    return reasons ? [reasons] : [];
  });
}
