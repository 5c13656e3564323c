import { useRef, useState } from 'preact/hooks';
import type { PlanWire } from '../../../server/contract/planner.ts';
import type { StopUsersWire, UsersImportWire } from '../../../server/contract/rules.ts';
import { countedWords, countWords } from '../../common/words.ts';
import type { Trouble } from '../state.ts';
import { Note, TroubleNote } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';

/** Rows that were not taken, listed at most. */
const SHOWN = 20;

/** Users a visit, as the service counted them: brought as a table or typed. */
export function StopUsers({ users, plan, store }: PanelProps & { users: StopUsersWire; plan: PlanWire }) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [brought, setBrought] = useState<UsersImportWire | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [done, setDone] = useState('');
  const counted = users.stops.filter(({ countedPerVisit }) => countedPerVisit !== null).length;
  const wrong = Object.entries(typed).filter(([, text]) => !isCount(text));
  const ended = (words: string) => {
    setTrouble(null);
    setDone(words);
    store.retry([`users/${plan.id}`]);
  };
  const bring = async (file: File | undefined) => {
    if (!file) return;
    setBrought(null);
    const answer = await store.rules.bringUsers(plan.id, file);
    if (input.current) input.current.value = '';
    if (!answer.isOk) return setTrouble(answer.trouble);
    setBrought(answer.value);
    return ended(`${countedWords(answer.value.taken, 'stop')} taken from ${file.name}.`);
  };
  const save = async () => {
    if (wrong.length > 0) return document.getElementById(`users-${wrong[0][0]}`)?.focus();
    const counts = Object.entries(typed).map(([siteId, text]) => ({
      siteId,
      perVisit: text.trim() === '' ? null : Number(text),
    }));
    const answer = await store.rules.saveUsers(plan.id, { counts, source: 'typed in the planner' });
    if (!answer.isOk) return setTrouble(answer.trouble);
    setTyped({});
    return ended(`${countedWords(counts.length, 'count')} saved. Run the rules again to use them.`);
  };
  return (
    <section class="block" aria-labelledby="users-title">
      <h3 id="users-title">Users a visit</h3>
      <p>
        Counted at {countWords(counted)} of {countedWords(users.stops.length, 'stop')}. At the others the
        contacts that are expected stand in.
      </p>
      <div class="field">
        <label for="users-file">Bring a table (columns “stop” and “users”)</label>
        <input
          id="users-file"
          ref={input}
          class="input"
          type="file"
          accept=".csv,.xlsx,text/csv"
          onChange={(event) => void bring(event.currentTarget.files?.[0])}
        />
      </div>
      <div role="status">{done && <Note kind="good">{done}</Note>}</div>
      {trouble && <TroubleNote title="Nothing was changed" trouble={trouble} />}
      {brought && brought.refused.length > 0 && <Refused rows={brought.refused} />}
      <details class="more">
        <summary>Type them</summary>
        <ul class="users">
          {users.stops.map((stop) => (
            <li key={stop.siteId} class="users__stop">
              <label for={`users-${stop.siteId}`}>{stop.siteName}</label>
              <input
                id={`users-${stop.siteId}`}
                class="input input--small users__input"
                type="text"
                inputMode="decimal"
                autoComplete="off"
                aria-invalid={!isCount(typed[stop.siteId] ?? '')}
                value={
                  typed[stop.siteId] ?? (stop.countedPerVisit === null ? '' : String(stop.countedPerVisit))
                }
                onInput={(event) => setTyped({ ...typed, [stop.siteId]: event.currentTarget.value })}
              />
            </li>
          ))}
        </ul>
        {wrong.length > 0 && (
          <p class="field__problem">Users a visit are numbers from 0 to 1,000, or empty.</p>
        )}
        <button
          type="button"
          class="button button--secondary"
          aria-disabled={Object.keys(typed).length === 0}
          onClick={() => Object.keys(typed).length > 0 && void save()}
        >
          Save the counts
        </button>
      </details>
    </section>
  );
}

const isCount = (text: string): boolean => text.trim() === '' || (Number(text) >= 0 && Number(text) <= 1000);

const Refused = ({ rows }: { rows: UsersImportWire['refused'] }) => (
  <Note kind="warning">
    <p class="note__title">Rows that were not taken</p>
    <ul class="plain-list">
      {rows.slice(0, SHOWN).map(({ line, reason }) => (
        <li key={line}>
          Line {line}: {reason}
        </li>
      ))}
    </ul>
    {rows.length > SHOWN && <p>and {countWords(rows.length - SHOWN)} more</p>}
  </Note>
);
