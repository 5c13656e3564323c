import type { PlanWire, VanDayWire } from '../../../server/contract/planner.ts';
import { clockWords } from '../../../server/shared/time.ts';
import { shortWeekday, spanWords, weekdayWords } from '../../common/words.ts';
import type { PanelProps } from '../parts/PanelProps.ts';
import { ScrollArea } from '../parts/ScrollArea.tsx';
import { gridWeekdays, weekGrid } from '../planView.ts';
import { weekdayColour } from '../weekdayColours.ts';

/** Weeks × weekdays, each van-day a button with its calls and opening times. */
export function WeekGrid({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  if (plan.vanDays.length === 0) return null;
  const { selected } = state.view;
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
          <span class="grid__time">{clockWords(call.open)}</span> {place(call.siteId, call.siteName)}
        </span>
      ))}
    </button>
  );
}
