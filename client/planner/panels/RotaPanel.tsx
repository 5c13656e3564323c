import type { PlanWire, VanDayWire } from '../../../server/contract/planner.ts';
import {
  countedWords,
  hoursWords,
  lengthWords,
  milesWords,
  shortWeekday,
  spanWords,
  weekdayWords,
} from '../../common/words.ts';
import { AskedList } from '../parts/AskedList.tsx';
import { type Column, DataTable } from '../parts/DataTable.tsx';
import { Note } from '../parts/Note.tsx';
import type { PanelProps } from '../parts/PanelProps.ts';
import { PlanChanges } from '../parts/PlanChanges.tsx';
import { PlanWhenLoaded } from '../parts/PlanWhenLoaded.tsx';
import { RotaRulesForm } from '../parts/RotaRulesForm.tsx';
import { LockConflicts, RuleCosts } from '../parts/RuleCosts.tsx';
import { ScrollArea } from '../parts/ScrollArea.tsx';
import { TimesNote } from '../parts/TimesNote.tsx';
import { UnservedStops } from '../parts/UnservedStops.tsx';
import { VanFields } from '../parts/VanFields.tsx';
import { runSheetPath } from '../runSheetPath.ts';
import { resource } from '../state.ts';
import { RotaChecks } from './RotaChecks.tsx';
import { WeekGrid } from './WeekGrid.tsx';

/** The repeating rota of a plan: totals, what did not fit, week grid, what is asked of it and what it changes, its checks. */
export function RotaPanel({ state, store }: PanelProps) {
  return (
    <>
      <h2 class="panel__title">When the van goes where</h2>
      <PlanWhenLoaded state={state} store={store}>
        {(plan) => (
          <>
            <Totals plan={plan} />
            <UnservedStops plan={plan} state={state} store={store} />
            <WeekGrid plan={plan} state={state} store={store} />
            {plan.rota.previousPlanId !== null && <PlanChanges plan={plan} state={state} store={store} />}
            <AskedList plan={plan} state={state} store={store} />
            <LockConflicts plan={plan} state={state} store={store} />
            {plan.rota.previousPlanId === null && <PlanChanges plan={plan} state={state} store={store} />}
            <RotaRulesForm plan={plan} state={state} store={store} />
            <VanFields plan={plan} state={state} store={store} />
            <RuleCosts plan={plan} state={state} store={store} />
            <RotaChecks plan={plan} />
            <VanDaysTable plan={plan} state={state} store={store} />
          </>
        )}
      </PlanWhenLoaded>
      <TimesNote region={resource(state, 'region').value} />
    </>
  );
}

function Totals({ plan }: { plan: PlanWire }) {
  return (
    <>
      <p class="statement statement--small">
        <span class="statement__figure">{plan.visitsPerCycle}</span>
        <span class="statement__words">
          {plan.visitsPerCycle === 1 ? 'visit' : 'visits'} in{' '}
          {plan.request.repeats === 'month'
            ? 'the first four weeks of a month'
            : plan.request.cycleWeeks === 1
              ? 'every week'
              : `a cycle of ${countedWords(plan.request.cycleWeeks, 'week')}`}
          , on {countedWords(plan.vanDays.length, 'van-day')}
        </span>
        {plan.vanDays.length > 0 && <span class="statement__more">{drivingWords(plan)}</span>}
      </p>
      {plan.unserved.length === 0 && plan.violations.length === 0 && plan.vanDays.length > 0 && (
        <Note kind="good">Every stop is served, and the check found no broken rule.</Note>
      )}
      {plan.vanDays.length > 0 && plan.boundSentences.length > 0 && (
        <p class="quiet rota__bound">{plan.boundSentences.join(' ')}</p>
      )}
      {plan.vanDays.length === 0 && <Note>This plan has no van-days: there is no stop to serve.</Note>}
    </>
  );
}

/** "The van is out 61.5 hours; 18.2 hours of that is driving, 640 miles." */
function drivingWords(plan: PlanWire): string {
  const vans =
    plan.request.vans === 1 ? 'The van is' : `${countedWords(plan.request.vans, 'van')} are together`;
  return `${vans} out ${hoursWords(plan.vanSecondsPerCycle)}; ${hoursWords(plan.drivingSecondsPerCycle)} of that is driving, ${milesWords(plan.drivingMetresPerCycle)}.`;
}

/** Every van-day in a table: the figures of the map's lines. */
function VanDaysTable({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  const { selected } = state.view;
  const columns: Column<VanDayWire>[] = [
    {
      id: 'day',
      header: 'Van-day',
      cell: (day) => `Week ${day.week + 1}, ${shortWeekday(day.weekday)}`,
      sortBy: (day) => day.week * 7 + day.weekday,
    },
    ...(plan.request.vans > 1
      ? [
          {
            id: 'van',
            header: 'Van',
            cell: (day: VanDayWire) => day.vanName,
            sortBy: (day: VanDayWire) => day.vanName,
          },
        ]
      : []),
    {
      id: 'calls',
      header: 'Calls',
      cell: (day) => (
        <ul class="calls">
          {day.calls.map((call) => (
            <li key={`${call.siteId}-${call.open}`}>
              {call.siteName} <span class="quiet">{spanWords({ from: call.open, to: call.close })}</span>
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: 'out',
      header: 'Out',
      cell: (day) => spanWords({ from: day.departBase, to: day.returnBase }),
      sortBy: (day) => day.departBase,
    },
    {
      id: 'driving',
      header: 'Driving',
      isNumber: true,
      cell: (day) => `${lengthWords(day.drivingSeconds)}, ${milesWords(day.drivingMetres)}`,
      sortBy: (day) => day.drivingSeconds,
    },
    {
      id: 'sheet',
      header: 'Run sheet',
      cell: (day) => (
        <a href={runSheetPath(plan.id, day.index)} target="_blank" rel="noopener">
          Print
          <span class="hidden">
            {' '}
            run sheet of week {day.week + 1}, {weekdayWords(day.weekday)} (opens in a new tab)
          </span>
        </a>
      ),
    },
  ];
  return (
    <section class="block">
      <h3>All van-days</h3>
      <ScrollArea label="Table of van-days">
        <DataTable
          caption="Van-days of the cycle, with their calls, hours and driving"
          isCaptionHidden
          columns={columns}
          rows={plan.vanDays}
          rowId={(day) => String(day.index)}
          plural="van-days"
          selectedId={selected?.kind === 'van-day' ? selected.id : null}
          onSelect={(day) =>
            store.dispatch({ type: 'selected', selection: { kind: 'van-day', id: String(day.index) } })
          }
          emptyText="There are no van-days."
        />
      </ScrollArea>
    </section>
  );
}
