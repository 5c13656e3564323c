import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlanWire } from '../../../server/contract/planner.ts';
import type { RuleSetsWire } from '../../../server/contract/rules.ts';
import {
  type CouncilRule,
  NEW_RULES,
  RULE_KINDS,
  type RuleKind,
  type RuleSet,
  ruleProblem,
} from '../../../server/shared/councilRules.ts';
import { RULE_TITLES, ruleWords } from '../../../server/shared/councilRuleWords.ts';
import type { PanelProps } from './PanelProps.ts';
import { RuleFields } from './RuleFields.tsx';
import { RuleSetFiles } from './RuleSetFiles.tsx';

type EditorProps = PanelProps & { set: RuleSet; sets: RuleSetsWire; plan: PlanWire };

/** The rules in their order, each switched on or off, changed, moved or removed; and the button that runs them. */
export function RuleEditor({ set, sets, plan, state, store }: EditorProps) {
  const [isTried, setTried] = useState(false);
  const isBusy = state.work?.state === 'asking' || state.work?.state === 'running';
  const change = (rules: readonly CouncilRule[]) =>
    store.dispatch({ type: 'rules-changed', set: changedSet(set, sets, rules) });
  const wrong = set.rules.find((rule) => ruleProblem(rule) !== null);
  const run = () => {
    if (isBusy) return;
    setTried(true);
    if (wrong) document.getElementById(`rule-${wrong.id}`)?.focus();
    else void store.work('review', () => store.rules.run({ planId: plan.id, set }));
  };
  return (
    <section class="block" aria-labelledby="rules-title">
      <h3 id="rules-title">The rules, in their order</h3>
      <RuleSetFiles set={set} sets={sets} state={state} store={store} />
      <RuleList set={set} plan={plan} isTried={isTried} onChange={change} />
      <AddRule set={set} onChange={change} />
      <button type="button" class="button rules__run" aria-disabled={isBusy} onClick={run}>
        Run the rules on plan {plan.letter}
      </button>
      <p class="form__hint">Nothing changes by this: you see what they would do, and who would lose.</p>
    </section>
  );
}

/** Rules that are ready made stay as they were published: changed, they are the council's own. */
function changedSet(set: RuleSet, { sets }: RuleSetsWire, rules: readonly CouncilRule[]): RuleSet {
  const isReadyMade = sets.some(({ name, isReadyMade: ready }) => ready && name === set.name);
  return isReadyMade
    ? { name: 'Our rules', source: `After “${set.name}”, changed.`, rules }
    : { ...set, rules };
}

function RuleList(props: {
  set: RuleSet;
  plan: PlanWire;
  isTried: boolean;
  onChange: (rules: readonly CouncilRule[]) => void;
}) {
  const { set, plan, onChange } = props;
  const { rules } = set;
  const list = useRef<HTMLOListElement>(null);
  const [moved, setMoved] = useState<{ id: string; way: 'up' | 'down'; words: string } | null>(null);
  // A row that is moved within the page loses the focus.
  useEffect(() => {
    if (!moved) return;
    const buttons = ['up', 'down'].map((way) =>
      list.current?.querySelector<HTMLButtonElement>(`#rule-${moved.id}-${way}`),
    );
    const [wanted, other] = moved.way === 'up' ? buttons : [...buttons].reverse();
    (wanted?.getAttribute('aria-disabled') === 'true' ? other : wanted)?.focus();
  }, [moved]);
  const move = (i: number, way: 'up' | 'down') => {
    const j = way === 'up' ? i - 1 : i + 1;
    if (j < 0 || j >= rules.length) return;
    const next = [...rules];
    [next[i], next[j]] = [rules[j], rules[i]];
    onChange(next);
    setMoved({ id: rules[i].id, way, words: `Rule moved to place ${j + 1} of ${rules.length}.` });
  };
  if (rules.length === 0) return <p class="empty">No rule yet. Add one below.</p>;
  return (
    <>
      <p class="hidden" role="status">
        {moved?.words}
      </p>
      <ol class="rules" ref={list}>
        {rules.map((rule, i) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            number={i + 1}
            count={rules.length}
            plan={plan}
            isTried={props.isTried}
            onMove={(way) => move(i, way)}
            onChange={(next) => onChange(rules.map((each) => (each.id === rule.id ? next : each)))}
            onRemove={() => onChange(rules.filter((each) => each.id !== rule.id))}
          />
        ))}
      </ol>
    </>
  );
}

function RuleRow(props: {
  rule: CouncilRule;
  number: number;
  count: number;
  plan: PlanWire;
  isTried: boolean;
  onMove: (way: 'up' | 'down') => void;
  onChange: (rule: CouncilRule) => void;
  onRemove: () => void;
}) {
  const { rule, number, count } = props;
  const id = `rule-${rule.id}`;
  const problem = ruleProblem(rule);
  const names = new Map(props.plan.planStops.map((stop) => [stop.siteId, stop.siteName]));
  return (
    <li class={rule.isOn ? 'rules__rule' : 'rules__rule rules__rule--off'} id={id} tabIndex={-1}>
      <label class="rules__head">
        <input
          type="checkbox"
          checked={rule.isOn}
          onChange={(event) => props.onChange({ ...rule, isOn: event.currentTarget.checked })}
        />
        <span>
          <span class="rules__number">{number}.</span>{' '}
          {problem && !isNamed(rule)
            ? RULE_TITLES[rule.kind]
            : ruleWords(rule, (siteId) => names.get(siteId) ?? siteId)}
        </span>
      </label>
      {problem && (props.isTried || !isNamed(rule)) && (
        <p class="field__problem">
          Rule {number}: {problem}
        </p>
      )}
      <details class="rules__more">
        <summary>
          Change<span class="hidden"> rule {number}</span>
        </summary>
        <RuleFields rule={rule} plan={props.plan} onChange={props.onChange} />
      </details>
      <div class="rules__moves">
        <MoveButton
          id={`${id}-up`}
          sign="↑"
          words={`Move rule ${number} up`}
          isOff={number === 1}
          onMove={() => props.onMove('up')}
        />
        <MoveButton
          id={`${id}-down`}
          sign="↓"
          words={`Move rule ${number} down`}
          isOff={number === count}
          onMove={() => props.onMove('down')}
        />
        <button type="button" class="button button--quiet button--small" onClick={props.onRemove}>
          Remove<span class="hidden"> rule {number}</span>
        </button>
      </div>
    </li>
  );
}

/** A rule without stops yet says so in its own words. */
const isNamed = (rule: CouncilRule): boolean => rule.kind === 'keep-named';

const MoveButton = (props: {
  id: string;
  sign: string;
  words: string;
  isOff: boolean;
  onMove: () => void;
}) => (
  <button
    id={props.id}
    type="button"
    class="button button--quiet button--small"
    aria-label={props.words}
    aria-disabled={props.isOff}
    onClick={() => !props.isOff && props.onMove()}
  >
    <span aria-hidden="true">{props.sign}</span>
  </button>
);

function AddRule({ set, onChange }: { set: RuleSet; onChange: (rules: readonly CouncilRule[]) => void }) {
  const [kind, setKind] = useState<RuleKind>('few-users');
  return (
    <div class="field rules__add">
      <label for="rule-kind">Another rule</label>
      <div class="field__controls">
        <select
          id="rule-kind"
          class="input"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as RuleKind)}
        >
          {RULE_KINDS.map((each) => (
            <option key={each} value={each}>
              {RULE_TITLES[each]}
            </option>
          ))}
        </select>
        <button
          type="button"
          class="button button--secondary"
          onClick={() => onChange([...set.rules, newRule(kind, set.rules)])}
        >
          Add
        </button>
      </div>
    </div>
  );
}

/** A new rule as it usually starts, under an identifier of its own. */
export function newRule(kind: RuleKind, rules: readonly CouncilRule[]): CouncilRule {
  const taken = new Set(rules.map(({ id }) => id));
  let n = 1;
  while (taken.has(`${kind}-${n}`)) n += 1;
  return { id: `${kind}-${n}`, kind, isOn: true, ...NEW_RULES[kind] } as CouncilRule;
}
