import { useEffect, useRef, useState } from 'preact/hooks';
import type { SiteConflictWire, SiteRecordWire } from '../../../server/contract/sites.ts';
import {
  SITE_FIELD_NAMES,
  SITE_SECTIONS,
  type SiteFieldName,
  type SiteSection,
  siteField,
} from '../../../server/shared/siteFields.ts';
import { momentWords } from '../../common/words.ts';
import { createSiteCalls } from '../siteCalls.ts';
import {
  changedTexts,
  type FieldProblem,
  type SiteEditing,
  shownText,
  writtenProblems,
} from '../siteEditing.ts';
import type { Trouble } from '../state.ts';
import { Note, Skeleton, TroubleNote } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';
import { FieldChanges } from './RegisterFile.tsx';
import { SiteConflict } from './SiteConflict.tsx';
import { controlId, SiteField } from './SiteField.tsx';
import { SitePlace } from './SitePlace.tsx';

const calls = createSiteCalls((url, init) => fetch(url, init));

/** Sections that are open from the start: what every site needs. */
const OPEN_SECTIONS: readonly SiteSection[] = ['place', 'status', 'permission'];
const SECTIONS = Object.keys(SITE_SECTIONS) as SiteSection[];

type FormProps = PanelProps & { editing: SiteEditing; mayPlan: boolean };

/** The form of one site, or of a new one. What has been written stays until it is saved or thrown away. */
export function SiteForm(props: FormProps) {
  const { editing, store } = props;
  const [record, setRecord] = useState<SiteRecordWire | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const load = () => {
    if (editing.siteId === null) return;
    setTrouble(null);
    void calls.record(editing.siteId).then((answer) => {
      if (answer.kind === 'done') setRecord(answer.value);
      else if (answer.kind === 'trouble') setTrouble(answer.trouble);
    });
  };
  useEffect(load, [editing.siteId]);
  useEffect(() => title.current?.focus(), []);
  return (
    <>
      <button
        type="button"
        class="link-button register__back"
        onClick={() => store.dispatch({ type: 'site-closed' })}
      >
        {Object.keys(changedTexts(editing, record)).length > 0
          ? 'Back to the register, without saving'
          : 'Back to the register'}
      </button>
      <h2 class="panel__title" tabIndex={-1} ref={title}>
        {editing.siteId === null ? 'A new site' : (record?.texts.name ?? 'Site')}
      </h2>
      {trouble && <TroubleNote title="Could not load the site" trouble={trouble} onRetry={load} />}
      {editing.siteId !== null && record === null ? (
        !trouble && <Skeleton label="Loading the site" lines={8} />
      ) : (
        <Fields {...props} record={record} onRecord={setRecord} />
      )}
    </>
  );
}

function Fields({
  editing,
  mayPlan,
  record,
  onRecord,
  store,
}: FormProps & { record: SiteRecordWire | null; onRecord: (record: SiteRecordWire) => void }) {
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [conflict, setConflict] = useState<SiteConflictWire | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const texts = changedTexts(editing, record);
  const isChanged = Object.keys(texts).length > 0;
  const write = (name: SiteFieldName, text: string) => {
    store.dispatch({ type: 'site-written', texts: { [name]: text } });
    setProblems((all) => all.filter(({ field }) => field !== name));
    setSaved(false);
  };
  const kept = (saved: SiteRecordWire) => {
    onRecord(saved);
    store.dispatch({ type: 'site-opened', siteId: saved.id });
    store.retry(['register', 'sites', 'access']);
    setSaved(true);
  };
  const save = async () => {
    setBusy(true);
    setTrouble(null);
    setConflict(null);
    const answer = await calls.save(editing.siteId, {
      version: record?.version ?? 0,
      texts,
      way: editing.isPlacedOnMap ? 'map' : 'form',
    });
    setBusy(false);
    if (answer.kind === 'done') kept(answer.value);
    else if (answer.kind === 'refused') setProblems(answer.problems);
    else if (answer.kind === 'conflict') setConflict(answer.conflict);
    else setTrouble(answer.trouble);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (isBusy || !mayPlan) return;
    const wrong = writtenProblems(texts, editing.siteId === null);
    setProblems(wrong);
    if (wrong.length === 0 && isChanged) void save();
  };
  return (
    <form class="site-form" noValidate onSubmit={submit}>
      <ProblemSummary problems={problems} />
      {conflict && (
        <SiteConflict
          conflict={conflict}
          onSettle={(theirs) => {
            onRecord(conflict.record);
            store.dispatch({ type: 'site-written', texts: theirs });
            setConflict(null);
          }}
        />
      )}
      {trouble && <TroubleNote title="Nothing was changed" trouble={trouble} />}
      <div role="status">{isSaved && !isChanged && <Note kind="good">Saved.</Note>}</div>
      {!mayPlan && <Note>You may look at sites. Changing them needs a coordinator.</Note>}
      <SitePlace
        editing={editing}
        record={record}
        mayPlan={mayPlan}
        store={store}
        findPlace={calls.placeOf}
      />
      {SECTIONS.map((section) => (
        <Section
          key={section}
          section={section}
          isForced={problems.some(({ field }) => siteField(field).section === section)}
        >
          {SITE_FIELD_NAMES.filter(
            (name) => siteField(name).section === section && (mayPlan || !siteField(name).isPrivate),
          ).map((name) => (
            <SiteField
              key={name}
              name={name}
              text={shownText(name, editing, record) || startOf(name)}
              kept={record?.texts[name] ?? ''}
              problem={problems.find(({ field }) => field === name)?.problem ?? null}
              isReadOnly={!mayPlan}
              onWrite={(text) => write(name, text)}
            />
          ))}
        </Section>
      ))}
      {record && <History record={record} />}
      {mayPlan && (
        <div class="site-form__end">
          <button type="submit" class="button" aria-disabled={isBusy || !isChanged}>
            {editing.siteId === null ? 'Add the site' : 'Save'}
          </button>
          {isChanged && (
            <button
              type="button"
              class="button button--quiet"
              onClick={() => {
                store.dispatch({ type: 'site-opened', siteId: editing.siteId });
                setProblems([]);
                setConflict(null);
              }}
            >
              Undo all changes
            </button>
          )}
        </div>
      )}
    </form>
  );
}

/** What a new site is unless it is said otherwise. */
const startOf = (name: SiteFieldName): string =>
  name === 'status' ? 'proposed' : name === 'kind' ? 'other' : '';

function Section(props: { section: SiteSection; isForced: boolean; children: preact.ComponentChildren }) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (props.isForced && details.current) details.current.open = true;
  }, [props.isForced]);
  return (
    <details class="site-form__section" ref={details} open={OPEN_SECTIONS.includes(props.section)}>
      <summary>
        <h3>{SITE_SECTIONS[props.section]}</h3>
      </summary>
      {props.children}
    </details>
  );
}

/** What is wrong, first and together, with a way to each field (GOV.UK Design System, "Error summary"). */
function ProblemSummary({ problems }: { problems: readonly FieldProblem[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems.length > 0) box.current?.focus();
  }, [problems.length > 0]);
  if (problems.length === 0) return null;
  return (
    <div class="note note--trouble" role="alert" tabIndex={-1} ref={box}>
      <p class="note__title">There is a problem</p>
      <ul>
        {problems.map(({ field, problem }) => (
          <li key={field}>
            <button
              type="button"
              class="link-button"
              onClick={() => document.getElementById(controlId(field))?.focus()}
            >
              {siteField(field).label} {problem}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function History({ record }: { record: SiteRecordWire }) {
  if (record.changes.length === 0) return null;
  return (
    <details class="site-form__section">
      <summary>
        <h3>Who changed what</h3>
      </summary>
      <ol class="register__changes">
        {record.changes.map((change) => (
          <li key={`${change.at} ${change.fields[0]?.field}`}>
            <p>
              <strong>{change.by}</strong>, {momentWords(change.at)}
              {change.way === 'map' ? ', on the map' : change.way === 'register' ? ', with a register' : ''}
            </p>
            <FieldChanges fields={change.fields} />
          </li>
        ))}
      </ol>
    </details>
  );
}
