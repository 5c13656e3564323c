import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Weekday } from '../../../server/shared/time.ts';
import { weekdayWords } from '../../common/words.ts';
import { resource, shownPlan } from '../state.ts';
import type { PanelProps } from './PanelProps.ts';
import { AreaDetails, HubDetails } from './PlaceDetails.tsx';
import { SiteDetails } from './SiteDetails.tsx';
import { useFocusKept } from './useFocusKept.ts';
import { VanDayDetails } from './VanDayDetails.tsx';

/** What is picked out on the map or in a table, with its facts. Nothing when nothing is, or it is not here (yet). */
export function DetailCard({ state, store }: PanelProps) {
  const details = detailsOf({ state, store });
  const { selected } = state.view;
  const card = useRef<HTMLElement>(null);
  useFocusKept(details && selected ? `${selected.kind} ${selected.id}` : null, card);
  if (details === null) return null;
  return (
    <aside class="card" ref={card} aria-labelledby="card-title">
      <div class="card__head">
        <div>
          <p class="card__kind">{details.kind}</p>
          <h2 class="card__title" id="card-title">
            {details.title}
          </h2>
        </div>
        <button
          type="button"
          class="card__close"
          aria-label={`Close ${details.title}`}
          onClick={() => store.dispatch({ type: 'selected', selection: null })}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M3 3l10 10M13 3L3 13" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
          </svg>
        </button>
      </div>
      {details.body}
    </aside>
  );
}

function detailsOf(props: PanelProps): { kind: string; title: string; body: ComponentChildren } | null {
  const { state } = props;
  const { selected } = state.view;
  const access = resource(state, 'access').value;
  if (selected === null) return null;
  if (selected.kind === 'area') {
    const area = access?.areas.find(({ id }) => id === selected.id);
    return area && access
      ? { kind: 'Area', title: area.name, body: <AreaDetails area={area} access={access} {...props} /> }
      : null;
  }
  if (selected.kind === 'hub') {
    const hub = access?.hubs.find(({ id }) => id === selected.id);
    return hub && access
      ? { kind: 'Family Hub', title: hub.name, body: <HubDetails hub={hub} access={access} /> }
      : null;
  }
  if (selected.kind === 'site') {
    const site = resource(state, 'sites').value?.find(({ id }) => id === selected.id);
    const stop = shownPlan(state).value?.planStops.find(({ siteId }) => siteId === selected.id);
    const kind = stop ? `Stop of plan ${shownPlan(state).value?.letter}` : 'Candidate site';
    return site
      ? { kind, title: site.name, body: <SiteDetails site={site} stop={stop ?? null} {...props} /> }
      : null;
  }
  const plan = shownPlan(state).value;
  const day = plan?.vanDays.find(({ index }) => String(index) === selected.id);
  return plan && day
    ? {
        kind: `${day.vanName}, plan ${plan.letter}`,
        title: dayTitle(day),
        body: <VanDayDetails plan={plan} day={day} {...props} />,
      }
    : null;
}

const dayTitle = (day: { week: number; weekday: Weekday }): string =>
  `Week ${day.week + 1}, ${weekdayWords(day.weekday)}`;
