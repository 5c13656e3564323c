import { useState } from 'preact/hooks';
import type { DatesWire } from '../../../server/contract/dates.ts';
import type { Crew } from '../../../server/shared/absences.ts';
import { listed } from '../../../server/shared/text.ts';
import { WEEKDAY_NAMES, type Weekday } from '../../../server/shared/time.ts';
import { shortWeekday } from '../../common/words.ts';
import type { Store } from '../store.ts';
import { Note, TroubleNote } from './Note.tsx';
import { useDatesAct } from './useDatesAct.ts';

interface CrewsProps {
  readonly dates: DatesWire;
  readonly planId: number;
  readonly store: Store;
}

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const NEW_CREW: Crew = { id: '', name: '', skills: [], weekdays: [1, 2, 3, 4, 5], vanId: null };

/** The crews: which van they take out, on which days, with which skills. None entered: no crew is asked for. */
export function Crews({ dates, planId, store }: CrewsProps) {
  const entering = useDatesAct(store, planId);
  const [edited, setEdited] = useState<Crew | null>(null);
  return (
    <section class="block" aria-labelledby="crews-title">
      <h3 id="crews-title">Crews</h3>
      <p class="quiet">
        {dates.crews.length === 0
          ? 'None is entered, so no visit waits for one. Once there is one, every day of a van needs a crew.'
          : 'Every day of a van needs a crew of its own, or one that stands in.'}
      </p>
      <ul class="away">
        {dates.crews.map((crew) => (
          <li key={crew.id} class="away__item">
            <p>
              <strong>{crew.name}</strong>
              <span class="quiet away__note">{crewWords(crew, dates)}</span>
            </p>
            <span class="away__buttons">
              <button
                type="button"
                class="button button--quiet button--small"
                onClick={() => setEdited(crew)}
              >
                Change<span class="hidden"> {crew.name}</span>
              </button>
              <button
                type="button"
                class="button button--quiet button--small"
                aria-disabled={entering.isBusy}
                onClick={() =>
                  void entering.act(() => store.dates.removeCrew(planId, crew.id), `${crew.name} is removed.`)
                }
              >
                Remove<span class="hidden"> {crew.name}</span>
              </button>
            </span>
          </li>
        ))}
      </ul>
      <div role="status">{entering.done && <Note kind="good">{entering.done}</Note>}</div>
      {entering.trouble && <TroubleNote title="Nothing was changed" trouble={entering.trouble} />}
      {edited ? (
        <CrewForm
          key={edited.id}
          crew={edited}
          dates={dates}
          isBusy={entering.isBusy}
          onCancel={() => setEdited(null)}
          onSave={(crew) =>
            void entering
              .act(() => store.dates.saveCrew(planId, crew), `${crew.name} is saved.`)
              .then((isDone) => isDone && setEdited(null))
          }
        />
      ) : (
        <button type="button" class="button button--secondary" onClick={() => setEdited(NEW_CREW)}>
          Add a crew
        </button>
      )}
    </section>
  );
}

function crewWords(crew: Crew, { vans }: DatesWire): string {
  const van = vans.find(({ id }) => id === crew.vanId)?.name;
  const skills = crew.skills.length === 0 ? '' : `; ${listed(crew.skills)}`;
  return `${van ?? 'Stands in on any van'}; ${crew.weekdays.map(shortWeekday).join(', ')}${skills}`;
}

function CrewForm(props: {
  crew: Crew;
  dates: DatesWire;
  isBusy: boolean;
  onSave: (crew: Crew) => void;
  onCancel: () => void;
}) {
  const [crew, setCrew] = useState(props.crew);
  const [skills, setSkills] = useState(props.crew.skills.join(', '));
  const toggle = (weekday: Weekday) =>
    setCrew({
      ...crew,
      weekdays: WEEKDAYS.filter((each) => crew.weekdays.includes(each) !== (each === weekday)),
    });
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!props.isBusy) props.onSave({ ...crew, skills: skills.split(',').map((skill) => skill.trim()) });
      }}
    >
      <div class="field">
        <label for="crew-name">Name of the crew</label>
        <input
          id="crew-name"
          class="input"
          type="text"
          maxLength={100}
          autoComplete="off"
          value={crew.name}
          onInput={(event) => setCrew({ ...crew, name: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for="crew-van">Van they take out</label>
        <select
          id="crew-van"
          class="input"
          value={crew.vanId ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget as HTMLSelectElement;
            setCrew({ ...crew, vanId: value === '' ? null : value });
          }}
        >
          <option value="">None: they stand in</option>
          {props.dates.vans.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <fieldset class="field">
        <legend>Days they work</legend>
        <div class="crew__days">
          {WEEKDAYS.map((weekday) => (
            <div key={weekday} class="check">
              <input
                id={`crew-day-${weekday}`}
                type="checkbox"
                checked={crew.weekdays.includes(weekday)}
                onChange={() => toggle(weekday)}
              />
              <label for={`crew-day-${weekday}`}>{WEEKDAY_NAMES[weekday - 1]}</label>
            </div>
          ))}
        </div>
      </fieldset>
      <div class="field">
        <label for="crew-skills">Skills, with commas between them</label>
        <input
          id="crew-skills"
          class="input"
          type="text"
          autoComplete="off"
          value={skills}
          onInput={(event) => setSkills(event.currentTarget.value)}
        />
      </div>
      <p class="away__buttons">
        <button type="submit" class="button" aria-disabled={props.isBusy}>
          Save
        </button>
        <button type="button" class="button button--quiet" onClick={props.onCancel}>
          Not now
        </button>
      </p>
    </form>
  );
}
