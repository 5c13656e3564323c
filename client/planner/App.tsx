import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { MapPane } from './map/MapPane.tsx';
import { AccessPanel } from './panels/AccessPanel.tsx';
import { PublishPanel } from './panels/PublishPanel.tsx';
import { RegionPanel } from './panels/RegionPanel.tsx';
import { ReviewPanel } from './panels/ReviewPanel.tsx';
import { RotaPanel } from './panels/RotaPanel.tsx';
import { SitesPanel } from './panels/SitesPanel.tsx';
import { StopsPanel } from './panels/StopsPanel.tsx';
import { TimetablePanel } from './panels/TimetablePanel.tsx';
import { DetailCard } from './parts/DetailCard.tsx';
import { Header } from './parts/Header.tsx';
import type { PanelProps } from './parts/PanelProps.ts';
import { StepNav } from './parts/StepNav.tsx';
import { WorkNote } from './parts/WorkNote.tsx';
import { siteWarnings } from './registerView.ts';
import type { PlannerState, Selection, Step } from './state.ts';
import type { Store } from './store.ts';

const PANELS: Readonly<Record<Step, ComponentType<PanelProps>>> = {
  region: RegionPanel,
  access: AccessPanel,
  sites: SitesPanel,
  stops: StopsPanel,
  review: ReviewPanel,
  rota: RotaPanel,
  timetable: TimetablePanel,
  publish: PublishPanel,
};

/** The whole page: header, map, card of what is picked out, and the panel of the step. */
export function App({ store }: { store: Store }) {
  const state = useStore(store);
  const panel = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useScrollToTop(state, body);
  const Panel = PANELS[state.view.step];
  return (
    <div class={`planner planner--${state.view.step}`}>
      {/* biome-ignore lint/a11y/useValidAnchor: a skip link; the page's state is behind #, so the focus is moved by hand */}
      <a class="skip" href="#panel" onClick={(event) => skipTo(event, panel.current)}>
        Skip the map
      </a>
      <Header state={state} store={store} />
      <main class="work-area">
        <MapPane state={state} store={store} />
        <DetailCard state={state} store={store} />
        <section class="panel" id="panel" ref={panel} tabIndex={-1} aria-label="Planning">
          <StepNav view={state.view} siteWarnings={siteWarnings(state)} />
          <WorkNote work={state.work} store={store} />
          <div class="panel__body" ref={body}>
            <Panel state={state} store={store} />
          </div>
        </section>
      </main>
    </div>
  );
}

/** Draws again when the state is another object. */
function useStore(store: Store): PlannerState {
  const [state, setState] = useState(store.state());
  useEffect(() => {
    setState(store.state());
    return store.subscribe(() => setState(store.state()));
  }, [store]);
  return state;
}

/** The address behind # is the page's state, so the link moves the focus itself. */
function skipTo(event: Event, panel: HTMLElement | null): void {
  event.preventDefault();
  panel?.focus();
}

/** A new step starts at its top; on a narrow page, what is picked out is brought into view with the map. */
function useScrollToTop(state: PlannerState, body: { current: HTMLElement | null }): void {
  const { step, selected } = state.view;
  const before = useRef<{ step: Step; selected: Selection | null }>({ step, selected });
  useEffect(() => {
    const isNewStep = before.current.step !== step;
    const isNewPick = selected !== null && before.current.selected !== selected;
    before.current = { step, selected };
    if (isNewStep) body.current?.scrollTo(0, 0);
    if (isNewPick && !window.matchMedia('(min-width: 60rem)').matches) window.scrollTo(0, 0);
  }, [step, selected]);
}
