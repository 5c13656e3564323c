import type { SiteWire } from '../../../server/contract/planner.ts';
import {
  childrenWords,
  countedWords,
  countWords,
  driveWords,
  pointsWords,
  sentenceCase,
} from '../../common/words.ts';
import { ALL_CANDIDATES, filtersSet, shownCandidates } from '../choiceView.ts';
import { resource, shownPlan } from '../state.ts';
import { CompareSites } from './CompareSites.tsx';
import { type Column, DataTable } from './DataTable.tsx';
import type { PanelProps } from './PanelProps.ts';
import { ScoreWeights } from './ScoreWeights.tsx';
import { SiteFilters } from './SiteFilters.tsx';
import { SiteWishField } from './SiteWishField.tsx';
import { WhenLoaded } from './WhenLoaded.tsx';

/** Every candidate site with its score: found by name and by facts, weighed, compared, and wished for. */
export function CandidateSites({ state, store }: PanelProps) {
  const view = state.view.choice ?? ALL_CANDIDATES;
  return (
    <section class="block" aria-labelledby="sites-title">
      <h3 id="sites-title">Candidate sites</h3>
      <p class="quiet">
        Each is scored out of 100 as if it were the only stop, with the under-5s it would newly reach. Choose
        one to see why it has its score.
      </p>
      <WhenLoaded
        of={resource(state, 'sites')}
        what="the candidate sites"
        lines={6}
        onRetry={() => store.retry(['sites'])}
      >
        {(sites) => {
          const shown = shownCandidates(sites, view, {
            cutoffSeconds: resource(state, 'access').value?.cutoffSeconds ?? null,
            stops: new Set(shownPlan(state).value?.planStops.map(({ siteId }) => siteId)),
          });
          const isFiltered = view.words !== '' || filtersSet(view) > 0;
          return (
            <>
              <SiteFilters view={view} sites={sites} store={store} />
              <ScoreWeights store={store} />
              <CompareSites compared={view.compared} sites={sites} state={state} store={store} />
              <p class="quiet" role="status">
                {isFiltered && `${countWords(shown.length)} of ${countedWords(sites.length, 'site')} shown.`}
              </p>
              <SitesTable sites={shown} state={state} store={store} />
            </>
          );
        }}
      </WhenLoaded>
    </section>
  );
}

const COLUMNS: readonly Column<SiteWire>[] = [
  { id: 'name', header: 'Site', cell: (site) => site.name, sortBy: (site) => site.name },
  {
    id: 'score',
    header: 'Score',
    isNumber: true,
    // By rank, so that equal scores keep the server's order.
    sortBy: (site) => -site.rank,
    cell: (site) => (site.obstacle ? <span title={site.obstacle}>None</span> : pointsWords(site.score)),
  },
  {
    id: 'reached',
    header: 'Reached',
    isNumber: true,
    sortBy: (site) => site.newlyReachedChildren,
    cell: (site) => (
      <span
        title={`${sentenceCase(driveWords(site.hubSeconds))} to a hub; ${childrenWords(site.newlyReachedChildren)}`}
      >
        {countWords(site.newlyReachedChildren)}
      </span>
    ),
  },
];

function SitesTable({ sites, state, store }: PanelProps & { sites: readonly SiteWire[] }) {
  const { selected } = state.view;
  return (
    <DataTable
      caption="Candidate sites and how the next plan may use each, with their score and the children aged 0 to 4 each would newly reach"
      isCaptionHidden
      columns={COLUMNS}
      rows={sites}
      rowId={(site) => site.id}
      detail={(site) => <SiteWishField site={site} state={state} store={store} place="row" />}
      plural="sites"
      initialSort={{ columnId: 'score', isDescending: true }}
      selectedId={selected?.kind === 'site' ? selected.id : null}
      onSelect={(site) => store.dispatch({ type: 'selected', selection: { kind: 'site', id: site.id } })}
      emptyText="No site matches. Try part of a village's name, or fewer conditions."
    />
  );
}
