import { useState } from 'preact/hooks';
import type { TimetableWire } from '../../../server/contract/planner.ts';
import { dateWords } from '../../../server/shared/time.ts';
import { countedWords, dayWords, monthWords, spanWords } from '../../common/words.ts';
import { Absences } from '../parts/Absences.tsx';
import { Clashes } from '../parts/Clashes.tsx';
import { Crews } from '../parts/Crews.tsx';
import { Note } from '../parts/Note.tsx';
import type { PanelProps } from '../parts/PanelProps.ts';
import { PlanWhenLoaded } from '../parts/PlanWhenLoaded.tsx';
import { WhenLoaded } from '../parts/WhenLoaded.tsx';
import { resource } from '../state.ts';
import { type TimetableMonth, timetableMonths, timetableStops } from '../timetableView.ts';

/** The dated visits of the plan, month by month, with what is skipped and why. */
export function TimetablePanel({ state, store }: PanelProps) {
  return (
    <>
      <h2 class="panel__title">Dates families can come</h2>
      <PlanWhenLoaded state={state} store={store}>
        {(plan) => (
          <>
            <WhenLoaded
              of={resource(state, `dates/${plan.id}`)}
              what="what visits meet"
              lines={4}
              onRetry={() => store.retry([`dates/${plan.id}`])}
            >
              {(dates) => <Clashes key={plan.id} dates={dates} planId={plan.id} store={store} />}
            </WhenLoaded>
            <WhenLoaded
              of={resource(state, `timetable/${plan.id}`)}
              what="the timetable"
              lines={8}
              onRetry={() => store.retry([`timetable/${plan.id}`])}
            >
              {(timetable) => (
                <Dates timetable={timetable} letter={plan.letter} state={state} store={store} />
              )}
            </WhenLoaded>
            <People planId={plan.id} state={state} store={store} />
          </>
        )}
      </PlanWhenLoaded>
    </>
  );
}

/** Who and what is away, once it is known: below the dates, as it is entered now and then. */
function People({ planId, state, store }: PanelProps & { planId: number }) {
  const dates = resource(state, `dates/${planId}`).value;
  if (dates === null) return null;
  return (
    <>
      <Absences dates={dates} planId={planId} store={store} />
      <Crews dates={dates} planId={planId} store={store} />
    </>
  );
}

function Dates({
  timetable,
  letter,
  state,
  store,
}: PanelProps & { timetable: TimetableWire; letter: string }) {
  const [stopId, setStopId] = useState('');
  const stops = timetableStops(timetable);
  const chosen = stops.some((stop) => stop.siteId === stopId) ? stopId : '';
  const months = timetableMonths(timetable, chosen);
  return (
    <>
      <p class="statement statement--small">
        <span class="statement__figure">{timetable.visits.length.toLocaleString('en-GB')}</span>
        <span class="statement__words">
          {timetable.visits.length === 1 ? 'visit' : 'visits'} at {countedWords(stops.length, 'stop')} by plan{' '}
          {letter}
        </span>
        <span class="statement__more">
          {dateWords(timetable.from)} to {dateWords(timetable.to)}
        </span>
      </p>
      {timetable.warnings.map((warning) => (
        <Note key={warning} kind="warning">
          {warning}
        </Note>
      ))}
      <div class="field">
        <label for="timetable-stop">Show</label>
        <select
          id="timetable-stop"
          class="input"
          value={chosen}
          onChange={(event) => setStopId((event.currentTarget as HTMLSelectElement).value)}
        >
          <option value="">All stops</option>
          {stops.map((stop) => (
            <option key={stop.siteId} value={stop.siteId}>
              {stop.siteName}
            </option>
          ))}
        </select>
      </div>
      {months.length === 0 && <p class="empty">No visits in this time.</p>}
      {months.map((month) => (
        <Month key={month.key} month={month} state={state} store={store} />
      ))}
    </>
  );
}

function Month({ month, state, store }: PanelProps & { month: TimetableMonth }) {
  const { selected } = state.view;
  return (
    <section class="block">
      <h3>{monthWords(month.rows[0].date)}</h3>
      <table class="table">
        <caption class="hidden">Visits in {monthWords(month.rows[0].date)}</caption>
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Stop</th>
            <th scope="col">Open</th>
          </tr>
        </thead>
        <tbody>
          {month.rows.map((row) => (
            <tr
              key={`${row.date}-${row.siteName}-${row.kind}`}
              class={
                row.kind === 'visit' && selected?.kind === 'site' && selected.id === row.siteId
                  ? 'table__row table__row--selected'
                  : 'table__row'
              }
            >
              <th scope="row">{dayWords(row.date)}</th>
              <td>
                {row.kind === 'visit' ? (
                  <button
                    type="button"
                    class="table__name"
                    onClick={() =>
                      store.dispatch({ type: 'selected', selection: { kind: 'site', id: row.siteId } })
                    }
                  >
                    {row.siteName}
                  </button>
                ) : (
                  row.siteName
                )}
              </td>
              <td>
                {row.kind === 'visit' ? (
                  <>
                    {spanWords({ from: row.open, to: row.close })}
                    {row.replaces && <span class="quiet"> instead of {dayWords(row.replaces)}</span>}
                    {row.meeting && (
                      <span class="quiet">
                        {' '}
                        meeting {row.meeting.number} of {row.meeting.of}
                      </span>
                    )}
                  </>
                ) : (
                  <>
                    <span class="tag tag--warning">no visit</span> {row.reason}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
