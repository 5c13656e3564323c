import { useEffect, useState } from 'preact/hooks';
import type { RotaReasonsAnswerWire, RotaReasonsRequestWire } from '../../../server/contract/rotaReasons.ts';
import { askThrough } from '../choiceCalls.ts';
import type { Trouble } from '../state.ts';
import type { Store } from '../store.ts';

/** What is known about a rota's reasons, and how to have more worked out. */
export interface Reasons {
  /** null: not asked yet, or not known. */
  readonly answer: RotaReasonsAnswerWire | null;
  /** Why they could not be worked out. */
  readonly trouble: Trouble | null;
  /** Works them out, as long work. */
  find(): void;
}

/**
 * Asks what is known about a plan's reasons, and works them out when told to.
 * @param isWanted  false: nothing is asked yet
 */
export function useReasons(
  store: Store,
  planId: number,
  asked: RotaReasonsRequestWire,
  isWanted = true,
): Reasons {
  const key = JSON.stringify([planId, asked]);
  const [known, setKnown] = useState<{ key: string; answer: RotaReasonsAnswerWire } | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const load = async (isShown: () => boolean) => {
    const answer = await store.rota.reasons(planId, { ...asked, isOnlyKnown: true });
    if (isShown() && answer.isOk && 'stops' in answer.value) setKnown({ key, answer: answer.value });
  };
  useEffect(() => {
    let isShown = true;
    setTrouble(null);
    if (isWanted) void load(() => isShown);
    return () => {
      isShown = false;
    };
  }, [key, isWanted]);
  const find = async () => {
    setTrouble(null);
    const refused = await askThrough(
      () => store.rota.reasons(planId, asked),
      (ask) => store.work('reasons', ask),
    );
    setTrouble(refused);
    if (refused === null) await load(() => true);
  };
  return { answer: known?.key === key ? known.answer : null, trouble, find: () => void find() };
}
