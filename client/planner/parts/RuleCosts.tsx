import { useState } from 'preact/hooks';
import type { PlanWire } from '../../../server/contract/planner.ts';
import { applyRotaChange, type LockRef, locksOf } from '../../../server/shared/rotaChange.ts';
import { siteNames } from '../askedWords.ts';
import { askedOf } from '../rotaAsking.ts';
import { Note, TroubleNote } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';
import { useReasons } from './useReasons.ts';

type PlanProps = PanelProps & { plan: PlanWire };

/** What each rule and each lock costs, worked out when asked for. */
export function RuleCosts({ plan, state, store }: PlanProps) {
  const [isOpen, setOpen] = useState(false);
  const reasons = useReasons(store, plan.id, { about: 'rules' }, isOpen);
  const rules = reasons.answer?.rules;
  return (
    <details
      class="block rules-form"
      onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary>
        <h3>What each rule costs</h3>
      </summary>
      <p class="quiet">The rota planned again without each of them, one after the other.</p>
      {reasons.trouble && <TroubleNote title="This could not be worked out" trouble={reasons.trouble} />}
      {rules ? (
        <ul class="reasons">
          {rules.length === 0 && <li>No rule costs anything.</li>}
          {rules.map((rule) => (
            <li key={rule.name}>
              <strong>{rule.name}</strong>: {rule.words}
              {rule.lock && <Unlock lock={rule.lock} plan={plan} state={state} store={store} />}
            </li>
          ))}
        </ul>
      ) : (
        <FindButton words="Work it out" onFind={reasons.find} state={state} />
      )}
    </details>
  );
}

/** Whether all locks can be kept, and which cannot; nothing for a plan without any. */
export function LockConflicts({ plan, state, store }: PlanProps) {
  const hasLocks = locksOf(plan.rota.wishes).length > 0;
  const reasons = useReasons(store, plan.id, { about: 'locks' }, hasLocks);
  if (!hasLocks) return null;
  const conflicts = reasons.answer?.locks;
  return (
    <section class="block" aria-labelledby="locks-title">
      <h3 id="locks-title">Can everything be kept?</h3>
      {reasons.trouble && <TroubleNote title="This could not be worked out" trouble={reasons.trouble} />}
      {!conflicts && <FindButton words="Find out" onFind={reasons.find} state={state} />}
      {conflicts?.length === 0 && <Note kind="good">All that is kept can be kept together.</Note>}
      {conflicts?.map((conflict) => (
        <Note key={conflict.words} kind="warning">
          <p>{conflict.words}</p>
          {conflict.locks.map((lock) => (
            <Unlock key={JSON.stringify(lock)} lock={lock} plan={plan} state={state} store={store} />
          ))}
        </Note>
      ))}
    </section>
  );
}

function Unlock({ lock, plan, state, store }: PlanProps & { lock: LockRef }) {
  const asked = askedOf(state, plan);
  const isKept = locksOf(asked.wishes).some((each) => JSON.stringify(each) === JSON.stringify(lock));
  if (!isKept) return <p class="quiet">Taken back; plan again to see.</p>;
  const { wishes } = applyRotaChange(asked.wishes, [], { kind: 'unlock', lock });
  return (
    <p>
      <button
        type="button"
        class="button button--quiet button--small"
        onClick={() => store.dispatch({ type: 'rota-asked', asked: { ...asked, wishes } })}
      >
        Take back<span class="hidden"> {lockWords(lock, plan)}</span>
      </button>
    </p>
  );
}

function lockWords(lock: LockRef, plan: PlanWire): string {
  const nameOf = siteNames(plan);
  if (lock.kind === 'stop') return `keeping ${nameOf(lock.siteId)}`;
  return lock.kind === 'order' ? `the order of ${lock.siteIds.map(nameOf).join(', ')}` : 'the kept day';
}

const FindButton = (props: { words: string; onFind: () => void; state: PanelProps['state'] }) => {
  const isBusy = props.state.work?.state === 'asking' || props.state.work?.state === 'running';
  return (
    <button
      type="button"
      class="button button--secondary"
      aria-disabled={isBusy}
      onClick={() => !isBusy && props.onFind()}
    >
      {props.words}
    </button>
  );
};
