import { useEffect, useState } from 'preact/hooks';
import type { AskablePlaceWire, WhyNotRequestWire, WhyNotWire } from '../../../server/contract/choice.ts';
import { childrenWords } from '../../common/words.ts';
import { askThrough } from '../choiceCalls.ts';
import type { AskedPlace } from '../choiceView.ts';
import { shownPlanId, type Trouble } from '../state.ts';
import type { Store } from '../store.ts';
import { Note, TroubleNote } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';

/** Milliseconds without a key before places are looked for. */
const PAUSE_MS = 200;

/** Asks for a village, an area or a site why the van does not stop there, and what it would take. */
export function WhyNotSection({ state, store }: PanelProps) {
  const planId = shownPlanId(state);
  const asked = state.view.choice?.asked ?? null;
  const { work } = state;
  const isBusy = work?.state === 'asking' || work?.state === 'running';
  const ended = work?.kind === 'why-not' && work.state === 'done' ? work.job?.id : undefined;
  const [answer, setAnswer] = useState<WhyNotWire | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const question = asked && planId !== null ? { planId, ...asked } : null;
  useEffect(() => {
    let isCurrent = true;
    setAnswer(null);
    setTrouble(null);
    if (question !== null) {
      void store.choice.knownWhyNot(question).then((known) => {
        if (!isCurrent) return;
        if (known.isOk) setAnswer(known.value.answer);
        else setTrouble(known.trouble);
      });
    }
    return () => {
      isCurrent = false;
    };
  }, [store, JSON.stringify(question), ended]);
  if (planId === null) return null;
  const ask = async (place: AskedPlace) => {
    store.dispatch({ type: 'candidates-asked', change: { asked: place } });
    if (isBusy) return;
    const refused = await askWhyNot(store, { planId, kind: place.kind, id: place.id });
    if (refused) setTrouble(refused);
  };
  return (
    <section class="block" aria-labelledby="why-not-title">
      <h3 id="why-not-title">Why not us?</h3>
      <p class="quiet">
        For any village, area or site: what it would take to be a stop, with whom it competes, and who would
        lose.
      </p>
      <PlaceSearch store={store} onChoose={(place) => void ask(place)} />
      <div aria-live="polite">
        {trouble && <TroubleNote title="There is no answer" trouble={trouble} />}
        {asked && answer === null && trouble === null && (
          <p class="choice__buttons">
            <button
              type="button"
              class="button button--secondary"
              aria-disabled={isBusy}
              onClick={() => void ask(asked)}
            >
              Find out for {asked.kind === 'village' ? asked.id : 'the chosen place'}
            </button>
          </p>
        )}
        {answer && <Answer answer={answer} />}
      </div>
    </section>
  );
}

/** A button that asks it of a place, on the step where the answer is shown. */
export function WhyNotButton({ place, state, store }: PanelProps & { place: AskedPlace }) {
  const planId = shownPlanId(state);
  const { work } = state;
  if (planId === null) return null;
  const ask = () => {
    store.dispatch({ type: 'step-opened', step: 'stops' });
    store.dispatch({ type: 'candidates-asked', change: { asked: place } });
    const isBusy = work?.state === 'asking' || work?.state === 'running';
    if (!isBusy) void askWhyNot(store, { planId, kind: place.kind, id: place.id });
    requestAnimationFrame(() => document.getElementById('why-not-title')?.scrollIntoView());
  };
  return (
    <button type="button" class="button button--quiet button--small" onClick={ask}>
      Why not us?
    </button>
  );
}

/** Asks, and follows the work that finds the answer. @returns why it was refused; null when it was not */
export const askWhyNot = (store: Store, question: WhyNotRequestWire): Promise<Trouble | null> =>
  askThrough(
    () => store.choice.whyNot(question),
    (ask) => store.work('why-not', ask),
  );

function PlaceSearch({ store, onChoose }: { store: Store; onChoose: (place: AskedPlace) => void }) {
  const [words, setWords] = useState('');
  const [found, setFound] = useState<readonly AskablePlaceWire[] | null>(null);
  useEffect(() => {
    setFound(null);
    if (words.trim() === '') return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void store.choice.places(words).then((answer) => {
        if (isCurrent) setFound(answer.isOk ? answer.value : []);
      });
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [store, words]);
  return (
    <div class="field">
      <label for="why-not-place">Village, area or site</label>
      <input
        id="why-not-place"
        class="input"
        type="search"
        autoComplete="off"
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <p class="hidden" role="status">
        {found && `${found.length} places found`}
      </p>
      {found && found.length === 0 && <p class="quiet">No such place. Try part of its name.</p>}
      {found && found.length > 0 && (
        <ul class="choice__found">
          {found.map((place) => (
            <li key={`${place.kind}:${place.id}`}>
              <button
                type="button"
                class="worst__area"
                onClick={() => {
                  setWords('');
                  onChoose({ kind: place.kind, id: place.id });
                }}
              >
                <span class="worst__name">{place.name}</span>
                <span class="worst__drive">{place.detail}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Answer({ answer }: { answer: WhyNotWire }) {
  return (
    <>
      <p class="choice__verdict">{answer.headline}</p>
      <ul class="reasons">
        {answer.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {answer.losers.length > 0 && (
        <table class="table table--plain">
          <caption>Who would lose: beyond reach again</caption>
          <thead>
            <tr>
              <th scope="col">Area</th>
              <th scope="col" class="table__number">
                Under-5s
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.losers.map((area) => (
              <tr key={area.areaId}>
                <th scope="row">{area.areaName}</th>
                <td class="table__number">{childrenWords(area.children)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {answer.letter !== '' && <Letter letter={answer.letter} />}
    </>
  );
}

/** Words for the parish, to copy and send. */
function Letter({ letter }: { letter: string }) {
  const [said, setSaid] = useState('');
  // Browsers have no clipboard on pages that are not secure, or refuse it.
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(letter);
      setSaid('Copied.');
    } catch {
      setSaid('Your browser does not allow copying: mark the words and copy them.');
    }
  };
  return (
    <Note>
      <p class="note__title">For the parish</p>
      <p>{letter}</p>
      <p class="choice__buttons">
        <button type="button" class="button button--quiet button--small" onClick={() => void copy()}>
          Copy these words
        </button>
        <span role="status">{said}</span>
      </p>
    </Note>
  );
}
