import { useRef, useState } from 'preact/hooks';
import type { RuleSetsWire } from '../../../server/contract/rules.ts';
import { checkedRuleSet, type RuleSet } from '../../../server/shared/councilRules.ts';
import type { Answer } from '../api.ts';
import { bareSet, ruleFilePath } from '../ruleCalls.ts';
import type { Trouble } from '../state.ts';
import { Note, TroubleNote } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';

/** Bytes of the largest set the server takes. */
const MOST_FILE_BYTES = 100_000;

/** Which set is worked on, where it comes from; saving it under a name, taking it away as a file, and bringing one. */
export function RuleSetFiles(props: PanelProps & { set: RuleSet; sets: RuleSetsWire }) {
  const { set, sets, store } = props;
  const known = sets.sets.find(({ name }) => name === set.name);
  const isAsSaved = known !== undefined && JSON.stringify(known.rules) === JSON.stringify(set.rules);
  const open = (name: string) => {
    const found = sets.sets.find((each) => each.name === name);
    if (found) store.dispatch({ type: 'rules-changed', set: bareSet(found) });
  };
  return (
    <>
      <div class="field">
        <label for="rule-set">Rules</label>
        <select
          id="rule-set"
          class="input"
          value={isAsSaved ? set.name : ''}
          onChange={(event) => open(event.currentTarget.value)}
        >
          {!isAsSaved && <option value="">{set.name}, not saved</option>}
          {sets.sets.map(({ name, isReadyMade }) => (
            <option key={name} value={name}>
              {name}
              {isReadyMade ? ' (ready made)' : ''}
            </option>
          ))}
        </select>
      </div>
      {set.source && (
        <details class="more">
          <summary>Where these rules come from</summary>
          <p class="quiet">{set.source}</p>
        </details>
      )}
      <details class="more">
        <summary>Save, export, import</summary>
        <SaveSet {...props} isKnown={isAsSaved} />
      </details>
    </>
  );
}

function SaveSet({
  set,
  sets,
  store,
  isKnown,
}: PanelProps & { set: RuleSet; sets: RuleSetsWire; isKnown: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [done, setDone] = useState('');
  const name = typed ?? set.name;
  const isSaved = sets.sets.some((each) => !each.isReadyMade && each.name === set.name);
  const take = async (words: string, ask: () => Promise<Answer<RuleSetsWire>>) => {
    setTrouble(null);
    setDone('');
    const answer = await ask();
    if (!answer.isOk) return setTrouble(answer.trouble);
    setDone(words);
    return store.retry(['rules']);
  };
  const save = () =>
    take(`“${name.trim()}” is saved.`, () => store.rules.saveSet({ ...set, name })).then(() =>
      store.dispatch({ type: 'rules-changed', set: { ...set, name: name.trim() } }),
    );
  const bring = async (file: File | undefined) => {
    if (!file) return;
    setDone('');
    try {
      store.dispatch({ type: 'rules-changed', set: await setIn(file) });
      setTrouble(null);
      setTyped(null);
      setDone(`The rules of ${file.name} are on the page. Save them to keep them.`);
    } catch (error) {
      setTrouble({ code: 'RULES_FILE', message: error instanceof Error ? error.message : String(error) });
    }
    if (input.current) input.current.value = '';
  };
  return (
    <div class="rules__files">
      <div class="field">
        <label for="rule-set-name">Name</label>
        <input
          id="rule-set-name"
          class="input"
          type="text"
          autoComplete="off"
          value={name}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <p class="rules__buttons">
        <button type="button" class="button button--secondary" onClick={() => void save()}>
          Save
        </button>
        {isKnown && (
          <a class="button button--quiet" href={ruleFilePath(set.name)} download>
            Export (JSON)
          </a>
        )}
        {isSaved && (
          <button
            type="button"
            class="button button--quiet"
            onClick={() => void take(`“${set.name}” is deleted.`, () => store.rules.removeSet(set.name))}
          >
            Delete
          </button>
        )}
      </p>
      <div class="field">
        <label for="rule-set-file">Bring rules from a file (JSON)</label>
        <input
          id="rule-set-file"
          ref={input}
          class="input"
          type="file"
          accept=".json,application/json"
          onChange={(event) => void bring(event.currentTarget.files?.[0])}
        />
      </div>
      <div role="status">{done && <Note kind="good">{done}</Note>}</div>
      {trouble && <TroubleNote title="That did not work" trouble={trouble} />}
    </div>
  );
}

/**
 * The set that a file holds.
 * @throws with a sentence when it holds none, or one that cannot be run
 */
export async function setIn(file: Pick<File, 'name' | 'size' | 'text'>): Promise<RuleSet> {
  if (file.size > MOST_FILE_BYTES) throw new Error(`${file.name} is too large for a set of rules.`);
  let brought: Partial<RuleSet>;
  try {
    brought = JSON.parse(await file.text());
  } catch {
    throw new Error(`${file.name} is no JSON file. Choose one that was exported here.`);
  }
  const { name, source = '', rules } = brought ?? {};
  const isRule = (rule: unknown): boolean =>
    typeof rule === 'object' && rule !== null && 'kind' in rule && 'id' in rule;
  if (
    typeof name !== 'string' ||
    typeof source !== 'string' ||
    !Array.isArray(rules) ||
    !rules.every(isRule)
  ) {
    throw new Error(`${file.name} holds no set of rules: expected a name and a list of rules.`);
  }
  return checkedRuleSet({ name, source, rules });
}
