import { useState } from 'preact/hooks';
import type { PlanWire } from '../../../server/contract/planner.ts';
import type { StopReasonsWire } from '../../../server/contract/rotaReasons.ts';
import { shortWeekday } from '../../common/words.ts';
import { TroubleNote } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';
import { Offers } from './UnservedStops.tsx';
import { useReasons } from './useReasons.ts';

/** Why a stop is on its day and at its time, or is not in the rota; asked when somebody wants to know. */
export function WhyHere(props: PanelProps & { plan: PlanWire; siteId: string }) {
  const { plan, siteId } = props;
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const key = `${plan.id} ${siteId}`;
  const isServed = plan.vanDays.some(({ calls }) => calls.some((call) => call.siteId === siteId));
  if (askedFor !== key) {
    return (
      <button type="button" class="button button--quiet button--small" onClick={() => setAskedFor(key)}>
        {isServed ? 'Why here?' : 'Why is it not served?'}
      </button>
    );
  }
  return <Answer {...props} />;
}

function Answer({ plan, siteId, state, store }: PanelProps & { plan: PlanWire; siteId: string }) {
  const reasons = useReasons(store, plan.id, { about: 'stop', siteId });
  const stop = reasons.answer?.stops?.find((each) => each.siteId === siteId);
  const isBusy = state.work?.state === 'asking' || state.work?.state === 'running';
  return (
    <section class="why-here" aria-label="Why here?" aria-live="polite">
      {reasons.trouble && <TroubleNote title="This could not be worked out" trouble={reasons.trouble} />}
      {stop ? (
        <>
          <p>
            <strong>{stop.headline}</strong>
          </p>
          <Offers reasons={stop} plan={plan} state={state} store={store} />
          {stop.otherDays.length > 0 && <OtherDays stop={stop} hasVans={plan.rota.vans.length > 1} />}
        </>
      ) : (
        <button
          type="button"
          class="button button--quiet button--small"
          aria-disabled={isBusy}
          onClick={() => !isBusy && reasons.find()}
        >
          Work it out
        </button>
      )}
    </section>
  );
}

function OtherDays({ stop, hasVans }: { stop: StopReasonsWire; hasVans: boolean }) {
  return (
    <table class="table table--plain">
      <caption class="hidden">{stop.siteName} on other days</caption>
      <thead>
        <tr>
          <th scope="col">On</th>
          <th scope="col">It would be</th>
        </tr>
      </thead>
      <tbody>
        {stop.otherDays.map((day) => (
          <tr key={`${day.vanId} ${day.weekday}`}>
            <th scope="row">
              {shortWeekday(day.weekday)}
              {hasVans && `, ${day.vanName}`}
            </th>
            <td>{day.words}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
