import type { GroupWire, MeasureWire } from '../../../server/contract/access.ts';
import { measureWords } from '../../common/measureWords.ts';

const ROW = 50;
const BAR = 12;
const LABEL = 15;
/** Per cent of the width: the rest is for the figure behind the bar. */
const WIDEST = 74;

/**
 * The means of groups as bars, one for today and one with the plan. The same figures are in the table below it, so to readers it is
 * one picture with a name.
 */
export function GroupChart(props: {
  groups: readonly GroupWire[];
  measure: MeasureWire;
  letter: string | null;
  title: string;
}) {
  const { groups, measure, letter } = props;
  const most = Math.max(...groups.flatMap(({ today, plan }) => [today.mean ?? 0, plan?.mean ?? 0]), 0);
  const height = letter === null ? ROW - BAR - 2 : ROW;
  const bar = (value: number | null, at: { y: number; kind: 'today' | 'plan' }) => {
    const width = value === null || most === 0 ? 0 : (value / most) * WIDEST;
    return (
      <>
        <rect class={`chart__bar chart__bar--${at.kind}`} y={at.y} height={BAR} width={`${width}%`} rx="2" />
        <text class="chart__figure" x={`${width}%`} dx="6" y={at.y + BAR - 2}>
          {measureWords(measure.unit, value)}
        </text>
      </>
    );
  };
  return (
    <figure class="chart">
      <figcaption class="chart__title">{props.title}</figcaption>
      {letter !== null && (
        <p class="chart__key">
          <span class="chart__sign chart__sign--today" aria-hidden="true" />
          Hubs today
          <span class="chart__sign chart__sign--plan" aria-hidden="true" />
          With plan {letter}
        </p>
      )}
      <svg
        class="chart__drawing"
        role="img"
        aria-label={`Bars: ${props.title}. The figures are in the table below.`}
        width="100%"
        height={groups.length * height}
      >
        {groups.map((group, i) => (
          <g key={group.key} transform={`translate(0 ${i * height})`}>
            <text class="chart__label" y={LABEL - 3}>
              {group.label}
            </text>
            {bar(group.today.mean, { y: LABEL + 1, kind: 'today' })}
            {letter !== null && bar(group.plan?.mean ?? null, { y: LABEL + BAR + 3, kind: 'plan' })}
          </g>
        ))}
      </svg>
    </figure>
  );
}
