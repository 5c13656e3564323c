import { useState } from 'preact/hooks';
import type { PlanStopWire, PlanWire, SiteWire } from '../../../server/contract/planner.ts';
import {
  childrenWords,
  countedWords,
  countWords,
  driveWords,
  percentChange,
  pointsWords,
  sentenceCase,
} from '../../common/words.ts';
import { type Column, DataTable } from '../parts/DataTable.tsx';
import { Note } from '../parts/Note.tsx';
import type { PanelProps } from '../parts/PanelProps.ts';
import { SiteWishField } from '../parts/SiteWishField.tsx';
import { TimesNote } from '../parts/TimesNote.tsx';
import { WhenLoaded } from '../parts/WhenLoaded.tsx';
import { newlyReached, numberedStops, shareOf } from '../planView.ts';
import { resource, shownPlan, shownPlanId } from '../state.ts';
import { PlanForm } from './PlanForm.tsx';

/** Where the van should go: what to plan with, what the plan brings, its stops, and every candidate site. */
export function StopsPanel({ state, store }: PanelProps) {
  const region = resource(state, 'region');
  const plans = resource(state, 'plans');
  const isBusy = state.work?.state === 'asking' || state.work?.state === 'running';
  return (
    <>
      <h2 class="panel__title">Where the van should stop</h2>
      <WhenLoaded of={region} what="the region" lines={3} onRetry={() => store.retry(['region'])}>
        {(value) =>
          state.request && <PlanForm request={state.request} region={value} isBusy={isBusy} store={store} />
        }
      </WhenLoaded>
      <WhenLoaded of={plans} what="the plans" lines={3} onRetry={() => store.retry(['plans'])}>
        {(list) =>
          list.length === 0 ? (
            <Note>There is no plan yet. Choose how many stops the van may make, then plan.</Note>
          ) : (
            <WhenLoaded
              of={shownPlan(state)}
              what="the plan"
              lines={6}
              onRetry={() => store.retry([`plan/${shownPlanId(state) ?? 0}`])}
            >
              {(plan) => <PlanResult plan={plan} state={state} store={store} />}
            </WhenLoaded>
          )
        }
      </WhenLoaded>
      <SitesSection state={state} store={store} />
      <TimesNote region={region.value} />
    </>
  );
}

function PlanResult({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  const cutoff = resource(state, 'access').value?.cutoffSeconds;
  const reached = newlyReached(plan);
  const share = percentChange(
    shareOf(plan.beyondReachBefore, plan.children),
    shareOf(plan.beyondReachAfter, plan.children),
  );
  return (
    <section class="block" aria-labelledby="plan-result">
      <h3 id="plan-result">Plan {plan.letter}</h3>
      {plan.isOutdated && (
        <Note kind="warning">
          The roads have changed since this plan was made. Plan again before publishing.
        </Note>
      )}
      <p class="statement statement--small">
        <span class="statement__figure">{countWords(reached)}</span>
        <span class="statement__words">
          {reached === 1 ? 'further under-5' : 'further under-5s'} within{' '}
          {cutoff === undefined ? 'reach' : driveWords(cutoff)}, with {countedWords(plan.stops, 'stop')}
        </span>
        <span class="statement__more">
          Beyond reach: {share.before} <span aria-hidden="true">→</span>
          <span class="hidden"> becomes </span> {share.after}
        </span>
      </p>
      {plan.stops > 0 && <p class="proof">{proofWords(plan)}</p>}
      <StopsTable plan={plan} state={state} store={store} />
    </section>
  );
}

/** Whether the choice is the best there is, said plainly. */
function proofWords(plan: PlanWire): string {
  if (plan.isChoiceProven) {
    return 'Proven: no other choice of as many stops, with the same sites required and ruled out, brings more need within reach.';
  }
  if (plan.choiceGap >= 1) return 'How good this choice of stops is has not been worked out.';
  const { after } = percentChange(0, plan.choiceGap);
  return `Not proven to be the best: another choice could bring at most ${after} more.`;
}

function StopsTable({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  const { selected } = state.view;
  const columns: Column<{ number: number; stop: PlanStopWire }>[] = [
    {
      id: 'name',
      header: 'Stop',
      cell: ({ number, stop }) => (
        <span class="keyed">
          <span class={stop.patternWords ? 'number' : 'number number--hollow'}>{number}</span>
          {stop.siteName}
        </span>
      ),
      sortBy: ({ stop }) => stop.siteName,
    },
    {
      id: 'need',
      header: 'Newly reached',
      isNumber: true,
      cell: ({ stop }) => countWords(stop.need),
      sortBy: ({ stop }) => stop.need,
    },
  ];
  return (
    <DataTable
      caption="Chosen stops, when the van calls, and the children aged 0 to 4 newly reached"
      isCaptionHidden
      columns={columns}
      rows={numberedStops(plan.planStops)}
      rowId={({ stop }) => stop.siteId}
      detail={({ stop }) => sentenceCase(stop.patternWords || 'not served by this rota')}
      plural="stops"
      initialSort={{ columnId: 'need', isDescending: true }}
      selectedId={selected?.kind === 'site' ? selected.id : null}
      onSelect={({ stop }) =>
        store.dispatch({ type: 'selected', selection: { kind: 'site', id: stop.siteId } })
      }
      emptyText="This plan has no stops: no site brings anybody within reach."
    />
  );
}

function SitesSection({ state, store }: PanelProps) {
  const [typed, setTyped] = useState('');
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
        {(sites) => (
          <>
            <div class="field">
              <label for="site-search">Find a site</label>
              <input
                id="site-search"
                class="input"
                type="search"
                value={typed}
                autoComplete="off"
                onInput={(event) => setTyped(event.currentTarget.value)}
              />
            </div>
            <SitesTable sites={sites.filter((site) => isMatch(site, typed))} state={state} store={store} />
          </>
        )}
      </WhenLoaded>
    </section>
  );
}

/** Whether a site's name, community or postcode area holds what was typed. */
const isMatch = (site: SiteWire, typed: string): boolean =>
  `${site.name} ${site.community} ${site.address}`.toLowerCase().includes(typed.trim().toLowerCase());

function SitesTable({ sites, state, store }: PanelProps & { sites: readonly SiteWire[] }) {
  const { selected } = state.view;
  const columns: Column<SiteWire>[] = [
    { id: 'name', header: 'Site', cell: (site) => site.name, sortBy: (site) => site.name },
    {
      id: 'score',
      header: 'Score',
      isNumber: true,
      sortBy: (site) => site.score,
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
  return (
    <DataTable
      caption="Candidate sites and how the next plan may use each, with their score and the children aged 0 to 4 each would newly reach"
      isCaptionHidden
      columns={columns}
      rows={sites}
      rowId={(site) => site.id}
      detail={(site) => <SiteWishField site={site} state={state} store={store} place="row" />}
      plural="sites"
      initialSort={{ columnId: 'score', isDescending: true }}
      selectedId={selected?.kind === 'site' ? selected.id : null}
      onSelect={(site) => store.dispatch({ type: 'selected', selection: { kind: 'site', id: site.id } })}
      emptyText="No site matches. Try part of a village's name."
    />
  );
}
