import { useRef, useState } from 'preact/hooks';
import type { PlanWire } from '../../../server/contract/planner.ts';
import type { RotaEffort } from '../../../server/contract/rota.ts';
import { countedWords } from '../../common/words.ts';
import { askedItems } from '../askedWords.ts';
import { unusedSeed } from '../planView.ts';
import { askedOf, hasNoNumber, isAskedAnew, requestOf } from '../rotaAsking.ts';
import { resource } from '../state.ts';
import { Check, Choice } from './FormFields.tsx';
import type { PanelProps } from './PanelProps.ts';
import { useFocusKept } from './useFocusKept.ts';

const EFFORTS: Readonly<Record<RotaEffort, string>> = {
  quick: 'Quick: for a look',
  thorough: 'Thorough: for the rota that is published',
};

/** All that is asked of the rota, each with a way to take it back, and the button that plans again. */
export function AskedList({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  const [effort, setEffort] = useState<RotaEffort>('quick');
  const [isOtherOrder, setOtherOrder] = useState(false);
  const seed = unusedSeed(resource(state, 'plans').value ?? [plan]);
  const list = useRef<HTMLUListElement>(null);
  const asked = askedOf(state, plan);
  const items = askedItems(asked, plan);
  const planned = new Set(
    askedItems({ planId: plan.id, wishes: plan.rota.wishes, vans: plan.rota.vans }, plan).map(
      ({ id, words }) => `${id} ${words}`,
    ),
  );
  const isNew = ({ id, words }: { id: string; words: string }) => !planned.has(`${id} ${words}`);
  const isChanged = isAskedAnew(asked, plan);
  const isBusy = state.work?.state === 'asking' || state.work?.state === 'running';
  const isIncomplete = hasNoNumber([asked.wishes, asked.vans]);
  const again = () => {
    if (isBusy || isIncomplete) return;
    const request = requestOf(asked, plan, effort, isOtherOrder ? seed : undefined);
    void store.planAgain(plan.id, request);
  };
  useFocusKept(items.map(({ id }) => id).join('|'), list);
  return (
    <section class={isChanged ? 'block asked asked--changed' : 'block asked'} aria-labelledby="asked-title">
      <h3 id="asked-title">What is asked of the rota</h3>
      <p role="status">{askedWords(items.filter(isNew).length, isChanged, items.length)}</p>
      {items.length > 0 && (
        <ul class="asked__list" ref={list}>
          {items.map((item) => (
            <li key={item.id}>
              <span>
                {item.words}
                {isNew(item) && <span class="tag tag--warning asked__new">not planned yet</span>}
              </span>
              <button
                type="button"
                class="button button--quiet button--small"
                onClick={() => store.dispatch({ type: 'rota-asked', asked: item.without })}
              >
                Take back<span class="hidden">: {item.words}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Choice
        id="rota-effort"
        label="Search"
        value={effort}
        options={EFFORTS}
        onChoose={(value) => setEffort(value as RotaEffort)}
      />
      <Check id="rota-order" isOn={isOtherOrder} onToggle={setOtherOrder}>
        Search in another order than before (seed {seed})
      </Check>
      {isIncomplete && (
        <p class="field__problem" role="alert">
          A number is missing in what is asked. Type one, or take it back.
        </p>
      )}
      <p class="asked__buttons">
        <button type="button" class="button" aria-disabled={isBusy || isIncomplete} onClick={again}>
          Plan again
        </button>
        {isChanged && (
          <button
            type="button"
            class="button button--quiet"
            onClick={() => store.dispatch({ type: 'rota-unasked' })}
          >
            Forget the changes
          </button>
        )}
      </p>
      <p class="form__hint">
        Makes a new plan of the same stops, from this rota, and keeps plan {plan.letter} beside it.
      </p>
    </section>
  );
}

function askedWords(waiting: number, isChanged: boolean, all: number): string {
  if (waiting > 0) {
    return `${countedWords(waiting, 'change')} ${waiting === 1 ? 'waits' : 'wait'} to be planned. Nothing is different until you plan again.`;
  }
  if (isChanged) return 'Something was taken back. Nothing is different until you plan again.';
  return all === 0
    ? 'Nothing beyond the usual rules. Keep a stop or a day where it is, ask something of a stop, or change a rule.'
    : `This plan was made with ${all === 1 ? 'this' : 'these'}:`;
}
