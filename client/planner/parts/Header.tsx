import type { PlanSummaryWire } from '../../../server/contract/planner.ts';
import { countWords } from '../../common/words.ts';
import { resource, shownPlanId } from '../state.ts';
import type { PanelProps } from './PanelProps.ts';

/** More letters than this stand in a list to choose from. */
const MOST_BUTTONS = 4;

/** Which region this is, which plan is on show, and who is signed in. */
export function Header({ state, store }: PanelProps) {
  const region = resource(state, 'region').value;
  const plans = resource(state, 'plans').value ?? [];
  return (
    <header class="top">
      <p class="top__brand">
        <Mark />
        <span class="top__name">Hub Rounds</span>
      </p>
      <h1 class="top__region">
        {region ? region.name : 'Planner'}
        {region?.isSample && <span class="tag tag--warning">sample</span>}
      </h1>
      {plans.length > 0 && <PlanSwitcher plans={plans} state={state} store={store} />}
      {region && (
        <div class="top__who">
          <span class="top__person">{region.signedInAs.name}</span>
          <form method="post" action="/planner/sign-out">
            <button type="submit" class="button button--quiet button--small">
              Sign out
            </button>
          </form>
        </div>
      )}
    </header>
  );
}

/** A road that goes round, with three calls on it. */
const Mark = () => (
  <svg class="top__mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
    <rect width="32" height="32" rx="8" fill="#0b6e6e" />
    <path
      d="M8 21c0-8 5-13 11-12 5 1 6 7 2 10-3 2-7 1-9 4"
      fill="none"
      stroke="#fff"
      stroke-width="2.4"
      stroke-linecap="round"
    />
    <circle cx="8" cy="22" r="2.6" fill="#fff" />
    <circle cx="19" cy="9" r="2.6" fill="#fff" />
    <circle cx="21.5" cy="18.5" r="2.6" fill="#ffd98a" />
  </svg>
);

function PlanSwitcher({ plans, state, store }: PanelStateProps) {
  const shown = shownPlanId(state);
  const open = (planId: number) => store.dispatch({ type: 'plan-opened', planId });
  if (plans.length > MOST_BUTTONS) {
    return (
      <div class="plans">
        <label for="plan-switch" class="plans__label">
          Plan
        </label>
        <select
          id="plan-switch"
          class="input input--small"
          value={String(shown)}
          onChange={(event) => open(Number((event.currentTarget as HTMLSelectElement).value))}
        >
          {plans.map((plan) => (
            <option key={plan.id} value={String(plan.id)}>
              {planTitle(plan)}
            </option>
          ))}
        </select>
      </div>
    );
  }
  return (
    <fieldset class="plans">
      <legend class="hidden">Plan on show</legend>
      <span class="plans__label" aria-hidden="true">
        Plan
      </span>
      <div class="segmented segmented--small">
        {plans.map((plan) => (
          <button
            key={plan.id}
            type="button"
            class="segmented__option"
            aria-pressed={plan.id === shown}
            aria-label={`Plan ${planTitle(plan)}`}
            title={planTitle(plan)}
            onClick={() => open(plan.id)}
          >
            {plan.letter}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

type PanelStateProps = PanelProps & { plans: readonly PlanSummaryWire[] };

/** "B: 8 stops, approved". */
const planTitle = (plan: PlanSummaryWire): string =>
  `${plan.letter}: ${countWords(plan.stops)} ${plan.stops === 1 ? 'stop' : 'stops'}, ${plan.status}`;
