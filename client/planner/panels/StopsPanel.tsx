import type { PlanStopWire, PlanWire } from '../../../server/contract/planner.ts';
import { countedWords, countWords, driveWords, percentChange, sentenceCase } from '../../common/words.ts';
import { aimWords, proofWords, wishesOf } from '../choiceWords.ts';
import { planStops } from '../demandView.ts';
import { CandidateSites } from '../parts/CandidateSites.tsx';
import { CurveSection } from '../parts/CurveSection.tsx';
import { type Column, DataTable } from '../parts/DataTable.tsx';
import { Note } from '../parts/Note.tsx';
import type { PanelProps } from '../parts/PanelProps.ts';
import { PlanContacts, StopContacts } from '../parts/PlanContacts.tsx';
import { TimesNote } from '../parts/TimesNote.tsx';
import { WhenLoaded } from '../parts/WhenLoaded.tsx';
import { WhyNotSection } from '../parts/WhyNotSection.tsx';
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
          state.request && (
            <PlanForm
              request={state.request}
              region={value}
              sites={resource(state, 'sites').value ?? []}
              isBusy={isBusy}
              store={store}
            />
          )
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
      <CurveSection state={state} store={store} />
      <CandidateSites state={state} store={store} />
      <WhyNotSection state={state} store={store} />
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
      {plan.choice && <p class="quiet">Chosen for: {aimWords(wishesOf(plan.request))}.</p>}
      {plan.stops > 0 && <p class="proof">{proofWords(plan)}</p>}
      {plan.choice && plan.choice.notes.length > 0 && (
        <Note kind="warning">
          <ul class="plain-list">
            {plan.choice.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Note>
      )}
      <PlanContacts plan={plan} state={state} store={store} />
      <div class="stops-table">
        <StopsTable plan={plan} state={state} store={store} />
      </div>
    </section>
  );
}

function StopsTable({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  const { selected } = state.view;
  const contacts = planStops(state);
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
    {
      id: 'contacts',
      header: 'Contacts',
      isNumber: true,
      cell: ({ stop }) => <StopContacts contacts={contacts.get(stop.siteId)} />,
      sortBy: ({ stop }) => contacts.get(stop.siteId)?.month.p50 ?? null,
    },
  ];
  return (
    <DataTable
      caption="Chosen stops, when the van calls, the children aged 0 to 4 newly reached, and the contacts to expect in a month"
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
