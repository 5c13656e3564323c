import { useEffect, useRef, useState } from 'preact/hooks';
import type { RegisterCheckWire, RowChangeWire } from '../../../server/contract/sites.ts';
import { siteField } from '../../../server/shared/siteFields.ts';
import { countedWords } from '../../common/words.ts';
import { createSiteCalls, type SiteAnswer } from '../siteCalls.ts';
import type { Trouble } from '../state.ts';
import { Confirm } from './Confirm.tsx';
import { Note, TroubleNote } from './Note.tsx';

const calls = createSiteCalls((url, init) => fetch(url, init));
/** Changes and names listed at first. */
const SHOWN = 20;

/** Many sites at once: download the register, edit it in a spreadsheet, see what would change, then change it. */
export function RegisterFile({ onApplied }: { onApplied: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [check, setCheck] = useState<RegisterCheckWire | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const take = async (ask: () => Promise<SiteAnswer<RegisterCheckWire>>) => {
    setBusy(true);
    setTrouble(null);
    const answer = await ask();
    setBusy(false);
    if (answer.kind === 'done') {
      setCheck(answer.value);
      if (answer.value.isApplied) onApplied();
    } else if (answer.kind === 'trouble') setTrouble(answer.trouble);
  };
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    setCheck(null);
    void take(() => calls.check(chosen));
    // The same file, edited once more, must count as chosen again.
    if (input.current) input.current.value = '';
  };
  return (
    <section class="block" aria-labelledby="register-file-title">
      <h3 id="register-file-title">Many sites at once</h3>
      <p>
        Download the register, edit it in a spreadsheet, and bring it back: you see what would change first.
        Leave the columns id and version as they are.
      </p>
      <p>
        <a class="button button--secondary" href="/api/sites.csv" download>
          Download the register (CSV)
        </a>
      </p>
      <div class="field">
        <label for="register-file">Bring an edited register</label>
        <input
          id="register-file"
          ref={input}
          class="input"
          type="file"
          accept=".csv,.xlsx,text/csv"
          disabled={isBusy}
          onChange={(event) => choose(event.currentTarget.files?.[0])}
        />
      </div>
      <div role="status">{isBusy && <p class="quiet">Looking at {file?.name}…</p>}</div>
      {trouble && <TroubleNote title="Nothing was changed" trouble={trouble} />}
      {check && file && (
        <Outcome
          check={check}
          file={file}
          isBusy={isBusy}
          onApply={(stamp) => void take(() => calls.apply(file, stamp))}
        />
      )}
    </section>
  );
}

function Outcome(props: {
  check: RegisterCheckWire;
  file: File;
  isBusy: boolean;
  onApply: (stamp: string) => void;
}) {
  const { check, file } = props;
  const count = check.changed.length + check.added.length;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), [check]);
  const isHeld = check.problems.length + check.conflicts.length > 0;
  if (check.isApplied) {
    return (
      <Note kind="good">
        <p role="status">
          {countedWords(check.changed.length, 'site')} changed, {check.added.length} added.
        </p>
      </Note>
    );
  }
  return (
    <section aria-labelledby="register-check-title">
      <h4 id="register-check-title" tabIndex={-1} ref={title}>
        What {file.name} would do
      </h4>
      {check.problems.length > 0 && (
        <Note kind="warning">
          <p class="note__title">Rows that cannot be taken: mend them, then bring the file again</p>
          <ul class="register__papers">
            {check.problems.slice(0, SHOWN).map(({ line, message }) => (
              <li key={`${line} ${message}`}>
                Line {line}: {message}
              </li>
            ))}
          </ul>
          <More of={check.problems.length} />
        </Note>
      )}
      {check.conflicts.length > 0 && (
        <Note kind="warning">
          <p class="note__title">
            Changed by somebody else since the register was downloaded: download it again, or take these rows
            out
          </p>
          <Rows rows={check.conflicts} />
        </Note>
      )}
      <p>
        {countedWords(check.changed.length, 'site')} changed, {check.added.length} new, {check.missing.length}{' '}
        not in the file and left as they are.
      </p>
      <Rows rows={[...check.changed, ...check.added]} />
      {check.missing.length > 0 && (
        <details class="more">
          <summary>Not in the file</summary>
          <p>{check.missing.join(', ')}</p>
        </details>
      )}
      {count > 0 && (
        <Confirm
          text="Change the register"
          question={`Change ${countedWords(check.changed.length, 'site')} and add ${check.added.length}? Who changed what is kept.`}
          confirmText="Change it now"
          isDisabled={isHeld || props.isBusy}
          onConfirm={() => props.onApply(check.stamp)}
        />
      )}
    </section>
  );
}

function Rows({ rows }: { rows: readonly RowChangeWire[] }) {
  return (
    <>
      <ul class="register__changes">
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <strong>{row.name || row.id}</strong>
            <FieldChanges fields={row.fields} />
          </li>
        ))}
      </ul>
      <More of={rows.length} />
    </>
  );
}

const More = ({ of }: { of: number }) => (of > SHOWN ? <p class="quiet">and {of - SHOWN} more</p> : null);

/** Fields before and after. */
export function FieldChanges({ fields }: { fields: RowChangeWire['fields'] }) {
  return (
    <ul class="register__fields">
      {fields.map(({ field, before, after }) => (
        <li key={field}>
          {siteField(field)?.label ?? field}: {before === '' ? 'nothing' : before}{' '}
          <span aria-hidden="true">→</span>
          <span class="hidden"> becomes </span> {after === '' ? 'nothing' : after}
        </li>
      ))}
    </ul>
  );
}
