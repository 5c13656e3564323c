import type { CoverageCurveWire, CurvePointWire } from '../../../server/contract/choice.ts';
import { countWords } from '../../common/words.ts';

/** Of the drawing, in its own units; it grows with the panel. */
const SIZE = { width: 360, height: 200, left: 44, right: 10, top: 12, bottom: 34 };

/** Need met by number of stops: the best choice as a line, the step-by-step order beside it, and the bend. A table has the same figures. */
export function CurveChart({ curve, picked }: { curve: CoverageCurveWire; picked: number }) {
  const { points, kneeStops } = curve;
  const mostStops = points.at(-1)?.stops ?? 1;
  const top = niceTop(Math.max(1, ...points.map(({ objective }) => objective)));
  const x = (stops: number) => SIZE.left + (stops / mostStops) * (SIZE.width - SIZE.left - SIZE.right);
  const y = (need: number) =>
    SIZE.height - SIZE.bottom - (need / top) * (SIZE.height - SIZE.top - SIZE.bottom);
  const line = (of: (point: CurvePointWire) => number) =>
    points
      .map((point, k) => `${k === 0 ? 'M' : 'L'}${x(point.stops).toFixed(1)} ${y(of(point)).toFixed(1)}`)
      .join('');
  const knee = points.find(({ stops }) => stops === kneeStops);
  const chosen = points.find(({ stops }) => stops === picked);
  return (
    <figure class="curve">
      <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-labelledby="curve-said">
        <title id="curve-said">{chartWords(curve)}</title>
        <Axes x={x} y={y} mostStops={mostStops} top={top} />
        <path class="curve__greedy" d={line(({ greedyObjective }) => greedyObjective)} />
        <path class="curve__best" d={line(({ objective }) => objective)} />
        {knee && (
          <>
            <line
              class="curve__knee"
              x1={x(knee.stops)}
              x2={x(knee.stops)}
              y1={y(0)}
              y2={y(knee.objective)}
            />
            <text class="curve__text" x={x(knee.stops) + 5} y={y(0) - 5}>
              bend: {knee.stops}
            </text>
          </>
        )}
        {chosen && <circle class="curve__picked" cx={x(chosen.stops)} cy={y(chosen.objective)} r={5} />}
      </svg>
      <figcaption class="curve__keys quiet">
        <span class="curve__key curve__key--best">Best choice</span>
        <span class="curve__key curve__key--greedy">Best next stop, step by step</span>
      </figcaption>
    </figure>
  );
}

function Axes(props: {
  x: (stops: number) => number;
  y: (need: number) => number;
  mostStops: number;
  top: number;
}) {
  const { x, y, mostStops, top } = props;
  const step = Math.max(1, Math.ceil(mostStops / 6 / 5) * 5);
  const stops = Array.from({ length: Math.floor(mostStops / step) + 1 }, (_, k) => k * step);
  return (
    <g>
      {[0, top / 2, top].map((need) => (
        <g key={need}>
          <line class="curve__grid" x1={SIZE.left} x2={SIZE.width - SIZE.right} y1={y(need)} y2={y(need)} />
          <text class="curve__text" x={SIZE.left - 5} y={y(need) + 4} text-anchor="end">
            {countWords(need)}
          </text>
        </g>
      ))}
      {stops.map((count) => (
        <text
          key={count}
          class="curve__text"
          x={x(count)}
          y={SIZE.height - SIZE.bottom + 15}
          text-anchor="middle"
        >
          {count}
        </text>
      ))}
      <text class="curve__text" x={SIZE.width - SIZE.right} y={SIZE.height - 4} text-anchor="end">
        stops
      </text>
      <text class="curve__text" x={SIZE.left + 4} y={SIZE.top + 1}>
        need met, in under-5s
      </text>
    </g>
  );
}

/** A round number that is at least this, and not much more. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((digit) => digit * power >= value) ?? 10) * power;
}

/** What the drawing shows, for those who do not see it. */
function chartWords({ points, kneeStops }: CoverageCurveWire): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return 'There is nothing to draw.';
  const bend = kneeStops === null ? 'no bend' : `a bend at ${kneeStops}`;
  return `Need met rises from ${countWords(first.objective)} with ${first.stops} to ${countWords(last.objective)} with ${last.stops} stops, with ${bend}. The table below has every figure.`;
}
