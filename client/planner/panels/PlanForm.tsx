import { useState } from 'preact/hooks';
import type { PlanRequestWire, RegionWire, SiteWire } from '../../../server/contract/planner.ts';
import { countedWords } from '../../common/words.ts';
import { aimWords, wishesOf } from '../choiceWords.ts';
import { ChoiceFields } from '../parts/ChoiceFields.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import {
  countingFields,
  fieldProblem,
  fieldValue,
  type PlanFieldName,
  planFields,
  type TypedField,
} from '../planFields.ts';
import type { Store } from '../store.ts';

/** How many stops, over how many weeks, with how many vans, chosen for what; the button that starts the planning. */
export function PlanForm(props: {
  request: PlanRequestWire;
  region: RegionWire;
  sites: readonly SiteWire[];
  isBusy: boolean;
  store: Store;
}) {
  const { request, region, store } = props;
  // Only what cannot be taken is kept here: all else is in the request, which others may change too.
  const [wrong, setWrong] = useState<Partial<Record<PlanFieldName, string>>>({});
  const [isTried, setTried] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const fields = planFields(region.limits);
  const wishes = wishesOf(request);
  const typed = (name: PlanFieldName): TypedField => ({
    id: fields[name].id,
    text: wrong[name] ?? fields[name].textOf(request),
    field: fields[name],
    problem: isTried && wrong[name] !== undefined ? fieldProblem(fields[name], wrong[name]) : null,
    onType: (text) => {
      const isWrong = fieldProblem(fields[name], text) !== null;
      setWrong(({ [name]: _, ...others }) => (isWrong ? { ...others, [name]: text } : others));
      if (isWrong) return;
      const change = fields[name].changeOf(fieldValue(text), store.state().request ?? request);
      store.dispatch({ type: 'request-changed', change });
    },
  });
  const submit = (event: Event) => {
    event.preventDefault();
    if (props.isBusy) return;
    setTried(true);
    const first = countingFields(wishes).find((name) => wrong[name] !== undefined);
    if (first === undefined) return void store.makePlan(store.state().request ?? request);
    setOpen(true);
    requestAnimationFrame(() => document.getElementById(fields[first].id)?.focus());
  };
  return (
    <form class="form" noValidate onSubmit={submit}>
      {wishes.aim !== 'everyone' && <NumberField {...typed('stops')} label="Stops, at most" hasSlider />}
      <div class="form__row">
        <WeeksField request={request} region={region} store={store} />
        <NumberField {...typed('vans')} label="Vans" />
      </div>
      <details
        class="choice"
        open={isOpen}
        onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}
      >
        <summary>Chosen for: {aimWords(wishes)}</summary>
        <ChoiceFields wishes={wishes} typed={typed} sites={props.sites} store={store} />
      </details>
      <p class="form__hint">{wishesWords(request)}</p>
      <button type="submit" class="button" aria-disabled={props.isBusy}>
        Plan stops and rota
      </button>
    </form>
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
        value={request.repeats === 'month' ? 'month' : String(request.cycleWeeks)}
        onChange={(event) => {
          const { value } = event.currentTarget as HTMLSelectElement;
          const change: Partial<PlanRequestWire> =
            value === 'month'
              ? { cycleWeeks: 4, repeats: 'month' }
              : { cycleWeeks: Number(value), repeats: 'weeks' };
          store.dispatch({ type: 'request-changed', change });
        }}
      >
        {region.limits.cycleWeeks.map((weeks) => (
          <option key={weeks} value={String(weeks)}>
            {countedWords(weeks, 'week')}
          </option>
        ))}
        <option value="month">month (first Tuesday, …)</option>
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
