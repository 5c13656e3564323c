import { useState } from 'preact/hooks';
import type { PlanRequestWire, RegionWire } from '../../../server/contract/planner.ts';
import { countedWords } from '../../common/words.ts';
import type { Store } from '../store.ts';

/**
 * What is wrong with a typed whole number, as a sentence; null when nothing is.
 * @param low, high  inclusive
 */
export function wholeNumberProblem(
  text: string,
  field: { name: string; low: number; high: number },
): string | null {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= field.low && value <= field.high) return null;
  return `${field.name} must be a whole number from ${field.low} to ${field.high}`;
}

/** How many stops, over how many weeks, with how many vans; the button that starts the planning. */
export function PlanForm(props: {
  request: PlanRequestWire;
  region: RegionWire;
  isBusy: boolean;
  store: Store;
}) {
  const { request, region, store } = props;
  const [typed, setTyped] = useState({ stops: String(request.maxStops), vans: String(request.vans) });
  const [isTried, setTried] = useState(false);
  const fields = {
    stops: { name: 'Number of stops', low: 1, high: region.limits.maxStops },
    vans: { name: 'Number of vans', low: 1, high: region.limits.maxVans },
  };
  const problems = {
    stops: wholeNumberProblem(typed.stops, fields.stops),
    vans: wholeNumberProblem(typed.vans, fields.vans),
  };
  const type = (field: 'stops' | 'vans', text: string) => {
    setTyped((now) => ({ ...now, [field]: text }));
    if (wholeNumberProblem(text, fields[field]) !== null) return;
    const change = field === 'stops' ? { maxStops: Number(text) } : { vans: Number(text) };
    store.dispatch({ type: 'request-changed', change });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (props.isBusy) return;
    setTried(true);
    const wrong = problems.stops ? 'plan-stops' : problems.vans ? 'plan-vans' : null;
    if (wrong) document.getElementById(wrong)?.focus();
    else void store.makePlan(store.state().request ?? request);
  };
  return (
    <form class="form" noValidate onSubmit={submit}>
      <NumberField
        id="plan-stops"
        label="Stops, at most"
        text={typed.stops}
        field={fields.stops}
        problem={isTried ? problems.stops : null}
        hasSlider
        onType={(text) => type('stops', text)}
      />
      <div class="form__row">
        <WeeksField request={request} region={region} store={store} />
        <NumberField
          id="plan-vans"
          label="Vans"
          text={typed.vans}
          field={fields.vans}
          problem={isTried ? problems.vans : null}
          onType={(text) => type('vans', text)}
        />
      </div>
      <p class="form__hint">{wishesWords(request)}</p>
      <button type="submit" class="button" aria-disabled={props.isBusy}>
        Plan stops and rota
      </button>
    </form>
  );
}

function NumberField(props: {
  id: string;
  label: string;
  text: string;
  field: { low: number; high: number };
  problem: string | null;
  hasSlider?: boolean;
  onType: (text: string) => void;
}) {
  const { id, field, problem } = props;
  const type = (event: Event) => props.onType((event.currentTarget as HTMLInputElement).value);
  const sliderValue = Number(props.text) || field.low;
  return (
    <div class={problem ? 'field field--wrong' : 'field'}>
      <label for={id}>{props.label}</label>
      {problem && (
        <p class="field__problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <div class="field__controls">
        <input
          id={id}
          class="input input--number"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          value={props.text}
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onInput={type}
        />
        {props.hasSlider && (
          <input
            class="slider"
            type="range"
            min={field.low}
            max={field.high}
            value={sliderValue}
            aria-label={props.label}
            onInput={type}
          />
        )}
      </div>
    </div>
  );
}

function WeeksField({
  request,
  region,
  store,
}: {
  request: PlanRequestWire;
  region: RegionWire;
  store: Store;
}) {
  return (
    <div class="field">
      <label for="plan-weeks">Rota repeats every</label>
      <select
        id="plan-weeks"
        class="input"
        value={String(request.cycleWeeks)}
        onChange={(event) => {
          const cycleWeeks = Number((event.currentTarget as HTMLSelectElement).value);
          store.dispatch({ type: 'request-changed', change: { cycleWeeks } });
        }}
      >
        {region.limits.cycleWeeks.map((weeks) => (
          <option key={weeks} value={String(weeks)}>
            {countedWords(weeks, 'week')}
          </option>
        ))}
      </select>
    </div>
  );
}

/** "2 sites must be stops, 1 never. Change that in the table of sites." */
function wishesWords({ forceIn, forceOut }: PlanRequestWire): string {
  if (forceIn.length + forceOut.length === 0)
    return 'In the table of sites below, any site can be required or ruled out.';
  const parts = [
    ...(forceIn.length > 0 ? [`${countedWords(forceIn.length, 'site')} must be a stop`] : []),
    ...(forceOut.length > 0 ? [`${countedWords(forceOut.length, 'site')} may never be one`] : []),
  ];
  return `${parts.join(', ')}. Change that in the table of sites below.`;
}
