import { useEffect, useState } from 'preact/hooks';
import type { PlanSummaryWire, PlanWire } from '../../../server/contract/planner.ts';
import type { PlanChangesWire, StopChangeWire } from '../../../server/contract/rota.ts';
import { countWords } from '../../common/words.ts';
import type { Answer } from '../api.ts';
import { resource } from '../state.ts';
import { Choice } from './FormFields.tsx';
import { Skeleton, TroubleNote } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';

/** What the plan on show changes against the one it was planned again from, or any other; nothing where there is no other. */
export function PlanChanges({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  const others = (resource(state, 'plans').value ?? []).filter(({ id }) => id !== plan.id);
  const previous = plan.rota.previousPlanId;
  const [chosen, setChosen] = useState<{ planId: number; fromId: number } | null>(null);
  const fromId = chosen?.planId === plan.id ? chosen.fromId : previous;
  const answer = useChanges(store, plan.id, fromId);
  if (others.length === 0) return null;
  return (
    <section class="block changes" aria-labelledby="changes-title">
      <h3 id="changes-title">What changes for families</h3>
      <Choice
        id="changes-from"
        label="Compared with"
        value={fromId === null ? '' : String(fromId)}
        options={optionsOf(others, { previous, isChosen: fromId !== null })}
        onChoose={(value) => value !== '' && setChosen({ planId: plan.id, fromId: Number(value) })}
      />
      {fromId !== null && answer === null && <Skeleton label="Comparing the plans" lines={3} />}
      {answer && !answer.isOk && (
        <TroubleNote title="The plans could not be compared" trouble={answer.trouble} />
      )}
      {answer?.isOk && <Changes changes={answer.value} />}
    </section>
  );
}

function optionsOf(
  others: readonly PlanSummaryWire[],
  { previous, isChosen }: { previous: number | null; isChosen: boolean },
): Record<string, string> {
  const plans = others.map(({ id, letter }) => [
    String(id),
    id === previous ? `plan ${letter}, from which it was made` : `plan ${letter}`,
  ]);
  return Object.fromEntries(isChosen ? plans : [['', 'choose a plan'], ...plans]);
}

/** The comparison, asked for anew when either plan is another. */
function useChanges(
  store: PanelProps['store'],
  planId: number,
  fromId: number | null,
): Answer<PlanChangesWire> | null {
  const [answer, setAnswer] = useState<{ key: string; answer: Answer<PlanChangesWire> } | null>(null);
  const key = `${planId} ${fromId}`;
  useEffect(() => {
    if (fromId === null) return;
    let isWanted = true;
    void store.rota.changes(planId, fromId).then((given) => {
      if (isWanted) setAnswer({ key, answer: given });
    });
    return () => {
      isWanted = false;
    };
  }, [key]);
  return answer?.key === key ? answer.answer : null;
}

function Changes({ changes }: { changes: PlanChangesWire }) {
  return (
    <>
      <p class="changes__headline">{changes.headline}</p>
      {changes.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {changes.stops.length > 0 && (
        <ul class="reasons changes__stops">
          {changes.stops.map((stop) => (
            <ChangedStop key={stop.siteId} stop={stop} />
          ))}
        </ul>
      )}
      <FiguresTable changes={changes} />
      <CopyText text={changes.text} />
    </>
  );
}

function ChangedStop({ stop }: { stop: StopChangeWire }) {
  return (
    <li>
      <strong>{stop.siteName}</strong> {stop.words}.{' '}
      <span class="quiet">
        {stop.children === null
          ? 'Few under-5s within reach.'
          : `About ${countWords(stop.children)} under-5s within reach.`}
      </span>
      {stop.notice && (
        <details class="more">
          <summary>
            Notice to families<span class="hidden"> of {stop.siteName}</span>
          </summary>
          <p class="changes__notice">{stop.notice}</p>
        </details>
      )}
    </li>
  );
}

function FiguresTable({ changes }: { changes: PlanChangesWire }) {
  return (
    <table class="table table--plain">
      <caption class="hidden">Both rotas in figures</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Plan {changes.from.letter}</th>
          <th scope="col">Plan {changes.to.letter}</th>
        </tr>
      </thead>
      <tbody>
        {changes.figures.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{before}</td>
            <td>{before === after ? after : <strong>{after}</strong>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The whole comparison as text, for a mail or a paper. */
function CopyText({ text }: { text: string }) {
  const [isCopied, setCopied] = useState<boolean | null>(null);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <details class="more">
      <summary>All of it as text, with the notices</summary>
      <label class="hidden" for="changes-text">
        The comparison as text
      </label>
      <textarea id="changes-text" class="input changes__text" rows={12} readOnly value={text} />
      <p class="asked__buttons">
        <button type="button" class="button button--quiet" onClick={copy}>
          Copy
        </button>
        <span role="status">
          {isCopied === true && 'Copied.'}
          {isCopied === false && 'This browser does not allow it: mark the text and copy it.'}
        </span>
      </p>
    </details>
  );
}
