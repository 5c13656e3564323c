import { bandScale } from '../bandScale.ts';
import type { PanelProps } from '../parts/PanelProps.ts';
import { resource, shownBands, shownPlan } from '../state.ts';
import { PALETTES } from './palette.ts';

/** Puts drive-time bands on the map, tells what their colours mean, and gives them away as a file. */
export function BandsControl({ state, store }: PanelProps) {
  const { bands } = state.view;
  const plan = shownPlan(state).value;
  const show = (whose: typeof bands) => store.dispatch({ type: 'bands-shown', bands: whose });
  return (
    <fieldset class="bands">
      <legend class="hidden">Drive-time bands</legend>
      <label class="bands__choice">
        <input
          type="checkbox"
          checked={bands !== undefined}
          onChange={(event) => show(event.currentTarget.checked ? 'hubs' : undefined)}
        />
        Drive-time bands
      </label>
      {bands !== undefined && plan !== null && (
        <label class="bands__choice">
          <input
            type="checkbox"
            checked={bands === 'plan'}
            onChange={(event) => show(event.currentTarget.checked ? 'plan' : 'hubs')}
          />
          with the stops of plan {plan.letter}
        </label>
      )}
      <p class="hidden" role="status">
        {statusWords({ state, store })}
      </p>
      <Bands state={state} store={store} />
    </fieldset>
  );
}

function statusWords({ state }: PanelProps): string {
  const key = shownBands(state);
  if (key === null) return '';
  const { status } = resource(state, key);
  if (status === 'ready') return 'Drive-time bands are on the map.';
  return status === 'failed' ? '' : 'Drive-time bands are being measured.';
}

/** What the colours mean, or why there are none yet. */
function Bands({ state, store }: PanelProps) {
  const key = shownBands(state);
  if (key === null) return null;
  const { status, value, trouble } = resource(state, key);
  if (status === 'failed') {
    return (
      <p class="bands__note" role="alert">
        No drive-time bands: {trouble?.message}{' '}
        <button type="button" class="button button--quiet" onClick={() => store.retry([key])}>
          Try again
        </button>
      </p>
    );
  }
  if (value === null) return <p class="bands__note">Being measured…</p>;
  const minutes = value.features.map(({ properties }) => properties.minutes);
  const onDark = bandScale(minutes, PALETTES.dark.land);
  return (
    <>
      <ul>
        {bandScale(minutes, PALETTES.light.land).map((step, i) => (
          <li key={step.minutes}>
            <span class="legend__sign" aria-hidden="true">
              <span
                class="bands__swatch"
                style={{ '--band': step.colour, '--band-on-dark': onDark[i].colour }}
              />
            </span>
            {step.label}
          </li>
        ))}
      </ul>
      <p class="bands__note">
        By car to the nearest {key === 'bands/hubs' ? 'hub' : 'hub or stop'}
        {value.isEstimate ? ', an estimate' : ''}.{' '}
        <a
          href={`${key === 'bands/hubs' ? '/api/bands?' : `/api/bands?plan=${key.split('/')[1]}&`}download=1`}
        >
          Save as a file (GeoJSON)
        </a>
      </p>
    </>
  );
}
