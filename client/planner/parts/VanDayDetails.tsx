import type { PlanWire, VanDayWire } from '../../../server/contract/planner.ts';
import { clockWords } from '../../../server/shared/time.ts';
import { lengthWords, milesWords, spanWords } from '../../common/words.ts';
import { runSheetPath } from '../runSheetPath.ts';
import { weekdayColour } from '../weekdayColours.ts';
import { DayLocks } from './LockButtons.tsx';
import type { PanelProps } from './PanelProps.ts';

/** One van-day from base to base, what of it is kept, and the way to its run sheet. */
export function VanDayDetails({ plan, day, state, store }: PanelProps & { plan: PlanWire; day: VanDayWire }) {
  return (
    <>
      <ol class="day" style={{ borderColor: weekdayColour(day.weekday) }}>
        <li>
          <span class="day__time">{clockWords(day.departBase)}</span> Leave the base
        </li>
        {day.calls.map((call) => (
          <li key={`${call.siteId}-${call.open}`}>
            <span class="day__time">{clockWords(call.arrive)}</span>
            <span>
              <strong>{call.siteName}</strong>
              <br />
              Open {spanWords({ from: call.open, to: call.close })}
              <br />
              <span class="quiet">
                Drive of {lengthWords(call.legSeconds)}, {milesWords(call.legMetres)}
              </span>
            </span>
          </li>
        ))}
        <li>
          <span class="day__time">{clockWords(day.returnBase)}</span> Back at the base
        </li>
      </ol>
      <p class="quiet">
        {lengthWords(day.drivingSeconds)} of driving, {milesWords(day.drivingMetres)}.
        {day.break ? ` Break ${spanWords(day.break)}.` : ''}
      </p>
      <DayLocks day={day} plan={plan} state={state} store={store} />
      <p>
        <a
          class="button button--secondary"
          href={runSheetPath(plan.id, day.index)}
          target="_blank"
          rel="noopener"
        >
          Run sheet<span class="hidden"> (opens in a new tab)</span>
        </a>
      </p>
    </>
  );
}
