import { useEffect, useState } from 'preact/hooks';
import type { BeforeAfterWire, DemandInputWire, WhatIfWire } from '../../../server/contract/demand.ts';
import { contactsFigure, contactsWords } from '../../../server/shared/contactWords.ts';
import { changesOf } from '../demandView.ts';
import { resource, shownPlanId, type Trouble } from '../state.ts';
import { Skeleton, TroubleNote } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';
import { WhatIfField } from './WhatIfField.tsx';

/** Milliseconds without a further change before the server is asked. */
const PAUSE = 200;

/** Every constant with a slider: what a change would do to a site and to a plan, before anything is kept. */
export function WhatIf(props: PanelProps & { siteId: string | null; planId: number | null }) {
  const { state, store } = props;
  const [inputs, setInputs] = useState<readonly DemandInputWire[] | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isAsked, setAsked] = useState(false);
  const role = resource(state, 'region').value?.signedInAs.role;
  const fetch = () => {
    setAsked(true);
    setTrouble(null);
    void store.demand.inputs().then((answer) => {
      if (answer.isOk) setInputs(answer.value);
      else setTrouble(answer.trouble);
    });
  };
  const keep = async (changes: Readonly<Record<string, number>>) => {
    const answer = await store.demand.keep(changes);
    setTrouble(answer.isOk ? null : answer.trouble);
    if (!answer.isOk) return;
    setInputs(answer.value);
    const shown = shownPlanId(state);
    store.retry(['demand', 'sites', ...(shown === null ? [] : ([`plan-demand/${shown}`] as const))]);
  };
  return (
    <details
      class="more"
      onToggle={(event) => (event.currentTarget as HTMLDetailsElement).open && inputs === null && fetch()}
    >
      <summary>What if</summary>
      {trouble && <TroubleNote title="Nothing was changed" trouble={trouble} onRetry={fetch} />}
      {inputs === null ? (
        isAsked && trouble === null && <Skeleton label="Fetching the inputs" lines={5} />
      ) : (
        <Sliders
          key={inputs.map(({ value }) => value).join()}
          inputs={inputs}
          mayKeep={role !== undefined && role !== 'viewer'}
          onKeep={(changes) => void keep(changes)}
          {...props}
        />
      )}
    </details>
  );
}

function Sliders(
  props: PanelProps & {
    inputs: readonly DemandInputWire[];
    siteId: string | null;
    planId: number | null;
    mayKeep: boolean;
    onKeep: (changes: Readonly<Record<string, number>>) => void;
  },
) {
  const { inputs } = props;
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const changes = changesOf(inputs, typed);
  const { outcome, trouble, isAsking } = useWhatIf(props, changes);
  const isChanged = changes !== null && Object.keys(changes).length > 0;
  const change = (name: string, text: string | null) =>
    setTyped(({ [name]: _, ...others }) => (text === null ? others : { ...others, [name]: text }));
  return (
    <div class="what-if">
      <div class="what-if__outcome" role="status" aria-live="polite">
        {trouble ? (
          <TroubleNote title="This could not be worked out" trouble={trouble} />
        ) : (
          <Outcome outcome={outcome} isChanged={isChanged} isAsking={isAsking} isWrong={changes === null} />
        )}
      </div>
      <p class="choice__buttons">
        {props.mayKeep && (
          <button
            type="button"
            class="button"
            aria-disabled={!isChanged}
            onClick={() => isChanged && changes && props.onKeep(changes)}
          >
            Keep these values
          </button>
        )}
        <button
          type="button"
          class="button button--quiet"
          aria-disabled={Object.keys(typed).length === 0}
          onClick={() => setTyped({})}
        >
          Reset all
        </button>
      </p>
      {inputs.map((input) => (
        <WhatIfField
          key={input.name}
          input={input}
          scope={props.siteId ?? `plan-${props.planId}`}
          text={typed[input.name] ?? null}
          onChange={(text) => change(input.name, text)}
        />
      ))}
    </div>
  );
}

/** Asks what the changes would do, once nothing has been changed for a moment; a newer question takes the older one back. */
function useWhatIf(
  { store, siteId, planId }: PanelProps & { siteId: string | null; planId: number | null },
  changes: Readonly<Record<string, number>> | null,
) {
  const [outcome, setOutcome] = useState<WhatIfWire | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isAsking, setAsking] = useState(false);
  const asked = changes === null ? null : JSON.stringify(changes);
  useEffect(() => {
    if (asked === null || asked === '{}') {
      setOutcome(null);
      setTrouble(null);
      setAsking(false);
      return undefined;
    }
    const controller = new AbortController();
    setAsking(true);
    const timer = setTimeout(async () => {
      const request = { changes: JSON.parse(asked), siteId, planId };
      const answer = await store.demand.whatIf(request, controller.signal);
      if (controller.signal.aborted) return;
      setAsking(false);
      setTrouble(answer.isOk ? null : answer.trouble);
      if (answer.isOk) setOutcome(answer.value);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [asked, siteId, planId]);
  return { outcome, trouble, isAsking };
}

function Outcome(props: {
  outcome: WhatIfWire | null;
  isChanged: boolean;
  isAsking: boolean;
  isWrong: boolean;
}) {
  const { outcome } = props;
  if (props.isWrong) return <p>One of the values is not accepted: see below.</p>;
  if (!props.isChanged)
    return <p>Move a slider to see what would change. Nothing is kept until you say so.</p>;
  if (outcome === null) return <p>Working it out…</p>;
  return (
    <div class={props.isAsking ? 'what-if__figures what-if__figures--old' : 'what-if__figures'}>
      {outcome.site && <Change title="This site, as if it were the only stop" figures={outcome.site} />}
      {outcome.plan && <Change title="The whole plan" figures={outcome.plan} />}
    </div>
  );
}

function Change({ title, figures }: { title: string; figures: BeforeAfterWire }) {
  return (
    <p>
      <span class="quiet">{title}: </span>
      {contactsFigure(figures.before)} <span aria-hidden="true">→</span>
      <span class="hidden"> becomes </span> <strong>{contactsWords(figures.after, 'a month')}</strong>
    </p>
  );
}
