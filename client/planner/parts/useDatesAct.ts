import { useState } from 'preact/hooks';
import type { DatesWire } from '../../../server/contract/dates.ts';
import type { Answer } from '../api.ts';
import type { Trouble } from '../state.ts';
import type { Store } from '../store.ts';

/** Something decided or entered of a plan's dates: how it went, and the way to do it. */
export interface DatesAct {
  readonly isBusy: boolean;
  readonly trouble: Trouble | null;
  /** What was done last, in words; '' for nothing. */
  readonly done: string;
  /** Does it, and shows the dates as they then stand. @returns whether it was done */
  act(ask: () => Promise<Answer<DatesWire>>, done: string): Promise<boolean>;
}

/** Deciding and entering, one thing at a time; the timetable and the plan's check are fetched anew afterwards. */
export function useDatesAct(store: Store, planId: number): DatesAct {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [done, setDone] = useState('');
  const act = async (ask: () => Promise<Answer<DatesWire>>, words: string): Promise<boolean> => {
    if (isBusy) return false;
    setBusy(true);
    setDone('');
    const answer = await ask();
    setBusy(false);
    setTrouble(answer.isOk ? null : answer.trouble);
    if (!answer.isOk) return false;
    setDone(words);
    store.dispatch({ type: 'fetched', key: `dates/${planId}`, value: answer.value });
    store.retry([`timetable/${planId}`, `plan/${planId}`]);
    return true;
  };
  return { isBusy, trouble, done, act };
}
