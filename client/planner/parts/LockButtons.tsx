import type { PlanWire, VanDayWire } from '../../../server/contract/planner.ts';
import { weekdayWords } from '../../common/words.ts';
import { placeWords } from '../askedWords.ts';
import {
  askedOf,
  isDayLocked,
  isOrderLocked,
  orderOf,
  placeOf,
  withLockedDay,
  withLockedOrder,
  withLockedStop,
} from '../rotaAsking.ts';
import type { PanelProps } from './PanelProps.ts';

/** Keeps a stop where it is in the plan, or lets it go; nothing for a stop that is not served at one time. */
export function StopLock({ siteId, plan, state, store }: PanelProps & { siteId: string; plan: PlanWire }) {
  const asked = askedOf(state, plan);
  const lock = asked.wishes.lockedStops.find((each) => each.siteId === siteId);
  const place = lock ?? placeOf(plan, siteId);
  if (place === null) return null;
  return (
    <LockButton
      isOn={lock !== undefined}
      words="Keep this stop here"
      hint={`Stays ${placeWords(place, plan.rota.rules.cycleWeeks)} when you plan again.`}
      onToggle={(isOn) =>
        store.dispatch({
          type: 'rota-asked',
          asked: { ...asked, wishes: withLockedStop(asked.wishes, siteId, isOn ? place : null) },
        })
      }
    />
  );
}

/** Keeps a van's weekday, or the order of its calls. */
export function DayLocks({ day, plan, state, store }: PanelProps & { day: VanDayWire; plan: PlanWire }) {
  const asked = askedOf(state, plan);
  const order = orderOf(day);
  const ask = (wishes: typeof asked.wishes) =>
    store.dispatch({ type: 'rota-asked', asked: { ...asked, wishes } });
  return (
    <>
      <LockButton
        isOn={isDayLocked(asked.wishes, day)}
        words="Keep this day"
        hint={`All ${weekdayWords(day.weekday)}s of ${day.vanName} stay as they are, and no stop joins them.`}
        onToggle={(isOn) => ask(withLockedDay(asked.wishes, day, isOn))}
      />
      {order.length > 1 && (
        <LockButton
          isOn={isOrderLocked(asked.wishes, order)}
          words="Keep this order"
          hint="These stops are called at in this order wherever they share a day."
          onToggle={(isOn) => ask(withLockedOrder(asked.wishes, order, isOn))}
        />
      )}
    </>
  );
}

const LockButton = (props: {
  isOn: boolean;
  words: string;
  hint: string;
  onToggle: (isOn: boolean) => void;
}) => (
  <p class="lock">
    <button
      type="button"
      class="button button--quiet button--small lock__button"
      aria-pressed={props.isOn}
      onClick={() => props.onToggle(!props.isOn)}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <rect x="3" y="7" width="10" height="7" rx="1.5" fill="currentColor" />
        <path
          d={props.isOn ? 'M5 7V5a3 3 0 0 1 6 0v2' : 'M5 7V4.5a3 3 0 0 1 5.6-1.5'}
          fill="none"
          stroke="currentColor"
          stroke-width="1.7"
        />
      </svg>{' '}
      {props.words}
    </button>
    <span class="quiet lock__hint">{props.hint}</span>
  </p>
);
