import { useState } from 'preact/hooks';
import type { DatesWire } from '../../../server/contract/dates.ts';
import {
  ABSENCE_KINDS,
  ABSENCE_WORDS,
  ABSENT_BY_KIND,
  type AbsenceKind,
  type AbsentThing,
} from '../../../server/shared/absences.ts';
import { dateWords } from '../../../server/shared/time.ts';
import type { Store } from '../store.ts';
import { Note, TroubleNote } from './Note.tsx';
import { useDatesAct } from './useDatesAct.ts';

interface AbsencesProps {
  readonly dates: DatesWire;
  readonly planId: number;
  readonly store: Store;
}

/** Leave, sickness, training, a van off the road and closed sites: the list, and a form for one more. */
export function Absences({ dates, planId, store }: AbsencesProps) {
  const entering = useDatesAct(store, planId);
  return (
    <section class="block" aria-labelledby="absences-title">
      <h3 id="absences-title">Who and what is away</h3>
      {dates.absences.length === 0 && <p class="empty">Nothing is entered from today on.</p>}
      <ul class="away">
        {dates.absences.map((absence) => (
          <li key={absence.number} class="away__item">
            <p>
              <strong>{absence.name}</strong>, {ABSENCE_WORDS[absence.kind].toLowerCase()}:{' '}
              {absence.from === absence.to
                ? dateWords(absence.from)
                : `${dateWords(absence.from)} to ${dateWords(absence.to)}`}
              {absence.note && <span class="quiet away__note">{absence.note}</span>}
            </p>
            <button
              type="button"
              class="button button--quiet button--small"
              aria-disabled={entering.isBusy}
              onClick={() =>
                void entering.act(
                  () => store.dates.removeAbsence(planId, absence.number),
                  `${absence.name} is there again.`,
                )
              }
            >
              Remove
              <span class="hidden">
                {' '}
                {absence.name}, {dateWords(absence.from)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div role="status">{entering.done && <Note kind="good">{entering.done}</Note>}</div>
      {entering.trouble && <TroubleNote title="Nothing was changed" trouble={entering.trouble} />}
      <details class="more">
        <summary>Enter an absence</summary>
        <AbsenceForm dates={dates} planId={planId} store={store} entering={entering} />
      </details>
    </section>
  );
}

/** What can be away of a kind, as choices: "crew north", "skill midwife". */
function choicesOf(dates: DatesWire, kind: AbsenceKind): { of: AbsentThing; id: string; name: string }[] {
  const known: Readonly<Record<AbsentThing, readonly { id: string; name: string }[]>> = {
    crew: dates.crews,
    skill: dates.skills.map((skill) => ({ id: skill, name: `Skill: ${skill}` })),
    van: dates.vans,
    site: dates.sites,
  };
  return ABSENT_BY_KIND[kind].flatMap((of) => known[of].map(({ id, name }) => ({ of, id, name })));
}

function AbsenceForm({
  dates,
  planId,
  store,
  entering,
}: AbsencesProps & { entering: ReturnType<typeof useDatesAct> }) {
  const [kind, setKind] = useState<AbsenceKind>('van-off');
  const [chosen, setChosen] = useState(0);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState('');
  const choices = choicesOf(dates, kind);
  const enter = async () => {
    const choice = choices[chosen];
    if (!choice)
      return setProblem('Enter a crew first: leave, sickness and training are of a crew or a skill.');
    if (from === '') return setProblem('Choose the first day.');
    setProblem('');
    const { of, id, name } = choice;
    const asked = { kind, of, id, from, to: to === '' ? from : to, note };
    const isDone = await entering.act(
      () => store.dates.addAbsence(planId, asked),
      `${name} is entered as away.`,
    );
    if (!isDone) return undefined;
    setFrom('');
    setTo('');
    return setNote('');
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <div class="field">
        <label for="away-kind">What it is</label>
        <select
          id="away-kind"
          class="input"
          value={kind}
          onChange={(event) => {
            setKind((event.currentTarget as HTMLSelectElement).value as AbsenceKind);
            setChosen(0);
          }}
        >
          {ABSENCE_KINDS.map((each) => (
            <option key={each} value={each}>
              {ABSENCE_WORDS[each]}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="away-who">Who or what is away</label>
        <select
          id="away-who"
          class="input"
          value={chosen}
          onChange={(event) => setChosen(Number((event.currentTarget as HTMLSelectElement).value))}
        >
          {choices.map(({ of, id, name }, k) => (
            <option key={`${of} ${id}`} value={k}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div class="away__dates">
        <DateField id="away-from" label="First day" value={from} onChange={setFrom} />
        <DateField id="away-to" label="Last day (the same if empty)" value={to} onChange={setTo} />
      </div>
      <div class="field">
        <label for="away-note">Note for staff</label>
        <input
          id="away-note"
          class="input"
          type="text"
          maxLength={300}
          autoComplete="off"
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </div>
      {problem && (
        <p class="field__problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" class="button" aria-disabled={entering.isBusy}>
        Enter
      </button>
    </form>
  );
}

const DateField = (props: {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
}) => (
  <div class="field">
    <label for={props.id}>{props.label}</label>
    <input
      id={props.id}
      class="input"
      type="date"
      value={props.value}
      onInput={(event) => props.onChange(event.currentTarget.value)}
    />
  </div>
);
