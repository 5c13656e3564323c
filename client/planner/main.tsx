import { render } from 'preact';
import { App } from './App.tsx';
import { createApi } from './api.ts';
import { createStore } from './store.ts';
import './styles/base.css';
import './styles/frame.css';
import './styles/statements.css';
import './styles/controls.css';
import './styles/tables.css';
import './styles/figures.css';
import './styles/notes.css';
import './styles/card.css';
import './styles/weekGrid.css';
import './styles/map.css';
import './styles/bands.css';
import './styles/sizes.css';
import './styles/region.css';
import './styles/sites.css';
import './styles/access.css';
import './styles/stops.css';
import './styles/review.css';
import './styles/demand.css';
import './styles/dates.css';
import './styles/rota.css';
import { hashOfView, viewOfHash } from './urlState.ts';

/** Where a piece of work is remembered while the page is loaded again; gone with the tab. */
const WORK_KEY = 'hub-rounds.work';

const store = createStore(viewOfHash(location.hash), {
  api: createApi((url, init) => fetch(url, init)),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  onSignedOut: () => location.assign('/planner/sign-in'),
  onRegionChanged: () => location.reload(),
  memory: {
    read: () => sessionStorage.getItem(WORK_KEY),
    write: (jobId) =>
      jobId === null ? sessionStorage.removeItem(WORK_KEY) : sessionStorage.setItem(WORK_KEY, jobId),
  },
});

window.addEventListener('hashchange', () =>
  store.dispatch({ type: 'view-followed', view: viewOfHash(location.hash) }),
);
let lastStep = store.state().view.step;
store.subscribe(() => {
  const { view } = store.state();
  const hash = hashOfView(view);
  const isNewStep = view.step !== lastStep;
  lastStep = view.step;
  if (hash === location.hash) return;
  if (isNewStep) history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
});

const root = document.getElementById('planner');
if (root) {
  store.start();
  render(<App store={store} />, root);
}
