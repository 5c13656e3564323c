import type { PlanWire, VanDayWire } from '../../../server/contract/planner.ts';
import { clockWords } from '../../../server/shared/time.ts';
import { shortWeekday, spanWords, weekdayWords } from '../../common/words.ts';
import type { PanelProps } from '../parts/PanelProps.ts';
import { ScrollArea } from '../parts/ScrollArea.tsx';
import { gridWeekdays, weekGrid } from '../planView.ts';
import { askedOf, isDayLocked } from '../rotaAsking.ts';
import { weekdayColour } from '../weekdayColours.ts';

/** Weeks × weekdays, each van-day a button with its calls and opening times. */
export function WeekGrid({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  if (plan.vanDays.length === 0) return null;
  const { selected } = state.view;
  const { wishes } = askedOf(state, plan);
  const kept = new Set(wishes.lockedStops.map(({ siteId }) => siteId));
  const communities = new Map(plan.planStops.map((stop) => [stop.siteId, stop.community]));
  return (
    <ScrollArea label="Rota by week">
      <table class="grid">
        <caption class="hidden">The rota: van-days by week and weekday, with calls and opening times</caption>
        <thead>
          <tr>
            <td />
            {gridWeekdays(plan.vanDays).map((weekday) => (
              <th key={weekday} scope="col" style={{ borderColor: weekdayColour(weekday) }}>
                <abbr title={weekdayWords(weekday)}>{shortWeekday(weekday)}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weekGrid(plan).map(({ week, days }) => (
            <tr key={week}>
              <th scope="row">
                <span class="grid__week">Week</span> {week + 1}
              </th>
              {days.map((vanDays, i) => (
                <td key={gridWeekdays(plan.vanDays)[i]}>
                  {vanDays.map((day) => (
                    <GridDay
                      key={day.index}
                      day={day}
                      communities={communities}
                      hasVanName={plan.request.vans > 1}
                      isKept={(siteId) => isDayLocked(wishes, day) || kept.has(siteId)}
                      isSelected={selected?.kind === 'van-day' && selected.id === String(day.index)}
                      onPoint={(isPointed) =>
                        store.dispatch({ type: 'day-pointed', index: isPointed ? day.index : null })
                      }
                      onSelect={() =>
                        store.dispatch({
                          type: 'selected',
                          selection: { kind: 'van-day', id: String(day.index) },
                        })
                      }
                    />
                  ))}
                  {vanDays.length === 0 && (
                    <span class="grid__free">
                      –<span class="hidden"> no van out</span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

function GridDay(props: {
  day: VanDayWire;
  communities: ReadonlyMap<string, string>;
  hasVanName: boolean;
  /** Whether a call stays where it is when the plan is planned again. */
  isKept: (siteId: string) => boolean;
  isSelected: boolean;
  onPoint: (isPointed: boolean) => void;
  onSelect: () => void;
}) {
  const { day } = props;
  const place = (siteId: string, name: string) => props.communities.get(siteId) || name;
  return (
    <button
      type="button"
      class="grid__day"
      style={{ borderColor: weekdayColour(day.weekday) }}
      aria-pressed={props.isSelected}
      title={day.calls
        .map((call) => `${call.siteName}, ${spanWords({ from: call.open, to: call.close })}`)
        .join('; ')}
      onClick={props.onSelect}
      onMouseEnter={() => props.onPoint(true)}
      onMouseLeave={() => props.onPoint(false)}
      onFocus={() => props.onPoint(true)}
      onBlur={() => props.onPoint(false)}
    >
      {props.hasVanName && <span class="grid__van">{day.vanName}</span>}
      {day.calls.map((call) => (
        <span key={`${call.siteId}-${call.open}`} class="grid__call">
          <span class="grid__time">
            {clockWords(call.open)}
            {props.isKept(call.siteId) && <Kept />}
          </span>{' '}
          {place(call.siteId, call.siteName)}
        </span>
      ))}
    </button>
  );
}

/** A lock, with a word for those who do not see it. */
const Kept = () => (
  <>
    <svg class="grid__kept" viewBox="0 0 16 16" width="11" height="11" aria-hidden="true">
      <rect x="3" y="7" width="10" height="7" rx="1.5" fill="currentColor" />
      <path d="M5 7V5a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" stroke-width="1.7" />
    </svg>
    <span class="hidden"> kept</span>
  </>
);
