import type { AccessMeasureWire, MeasureWire } from '../../server/contract/access.ts';
import { measureFigure, measureWords, unitWords } from '../common/measureWords.ts';
import type { AccessShows } from './accessView.ts';
import { NO_ROAD_COLOUR, rampColours } from './minuteScale.ts';

/** One step of a scale of figures. */
export interface FigureStep {
  /** Inclusive; null: no upper end. */
  readonly to: number | null;
  readonly colour: string;
  readonly label: string;
}

/** By what colours a map of figures is read. */
export interface FigureScale {
  readonly steps: readonly FigureStep[];
  /** For areas without a figure. */
  readonly none: { readonly colour: string; readonly label: string };
  readonly colourOf: (value: number | null) => string;
}

/** From pale to deep teal: how much better it gets, which is another question than how it is. */
const BETTER = ['#b9e0d9', '#77c1b5', '#339d91', '#0b776d'];
const UNCHANGED = '#eceae4';
/** Darker than the darkest step. */
const NOTHING = '#1c0a1a';
const WORSE = '#b3433d';

/** Ends of steps that people know: a week, a fortnight, once a week in four weeks. */
const KNOWN_ENDS: Readonly<Partial<Record<MeasureWire['name'], readonly number[]>>> = {
  nearest: [10, 20, 30],
  'walk-nearest': [15, 30, 60],
  visits: [0, 2, 4, 20],
  wait: [1, 3, 7, 14],
  'longest-wait': [3, 7, 14, 21],
};
/** Steps of a scale that is made from the figures themselves. */
const STEPS = 5;

/** How one measure is coloured, the same today and with the plan; the darker the worse off. */
export function figureScale(wire: AccessMeasureWire): FigureScale {
  const { measure } = wire;
  const ends = KNOWN_ENDS[measure.name] ?? evenEnds(figuresOf(wire), STEPS);
  const colours = rampColours(ends.length + 1);
  const steps = [...ends, null].map((to, i) => ({
    to,
    colour: measure.isMoreBetter ? colours[colours.length - 1 - i] : colours[i],
    label: stepLabel(measure, ends, i),
  }));
  // No help near is the far end of waiting; where no road leads, nothing is measured at all.
  const none = measure.unit === 'minutes' ? NO_ROAD_COLOUR : NOTHING;
  return scaleOf(steps, { colour: none, label: measureWords(measure.unit, null) });
}

/** A change smaller than this is shown as 0. */
const LEAST_CHANGE = 0.05;

/**
 * How the change that a plan makes is coloured: the deeper the more it helps. Its figures are those of `improvement`, so that more is
 * better whatever is measured.
 */
export function changeScale(wire: AccessMeasureWire): FigureScale {
  const { measure } = wire;
  const changes = wire.areas.flatMap((area) => improvement(measure, area) ?? []);
  const ends = evenEnds(
    changes.filter((change) => change > LEAST_CHANGE && change < Number.POSITIVE_INFINITY),
    BETTER.length - 1,
  );
  const isGained = changes.includes(Number.POSITIVE_INFINITY);
  const isBetter = changes.some((change) => change > LEAST_CHANGE && change < Number.POSITIVE_INFINITY);
  const better = (isBetter ? [...ends, Number.MAX_VALUE] : []).map((to, i) => ({
    to,
    label: `better by ${stepLabel(measure, ends, i)}`,
  }));
  const gained = isGained ? [{ to: null, label: 'help where there was none' }] : [];
  const gains = [...better, ...gained];
  const worse = { to: -LEAST_CHANGE, colour: WORSE, label: 'worse than today' };
  const steps = [
    ...(changes.some((change) => change <= -LEAST_CHANGE) ? [worse] : []),
    { to: LEAST_CHANGE, colour: UNCHANGED, label: 'no change' },
    // The most that the plan does has the deepest colour.
    ...gains.map((step, i) => ({ ...step, colour: BETTER[BETTER.length - gains.length + i] })),
  ];
  return scaleOf(steps, { colour: NO_ROAD_COLOUR, label: `${measureWords(measure.unit, null)}, as today` });
}

/**
 * How much better a figure gets by the plan, in its unit; Infinity where there is one now and was none.
 * @returns  null where there is none either way
 */
export function improvement(
  measure: Pick<MeasureWire, 'isMoreBetter'>,
  { today, plan }: { readonly today: number | null; readonly plan: number | null },
): number | null {
  if (today === null && plan === null) return null;
  if (today === null) return Number.POSITIVE_INFINITY;
  if (plan === null) return Number.NEGATIVE_INFINITY;
  return measure.isMoreBetter ? plan - today : today - plan;
}

/** The figures that the map shows: one a point of every area. */
export function pointFigures(
  wire: AccessMeasureWire,
  shows: AccessShows,
): ReadonlyMap<string, readonly (number | null)[]> {
  return new Map(
    wire.areas.map((area) => {
      const { pointsToday, pointsPlan } = area;
      if (shows === 'today' || pointsPlan === null) return [area.id, pointsToday];
      if (shows === 'plan') return [area.id, pointsPlan];
      const change = (today: number | null, i: number) =>
        improvement(wire.measure, { today, plan: pointsPlan[i] ?? null });
      return [area.id, pointsToday.map(change)];
    }),
  );
}

const figuresOf = (wire: AccessMeasureWire): number[] =>
  wire.areas.flatMap(({ pointsToday, pointsPlan }) =>
    [...pointsToday, ...(pointsPlan ?? [])].flatMap((value) => value ?? []),
  );

/**
 * Ends that cut figures into steps with about as many in each, rounded to figures that can be read.
 * @returns  ascending, each once, at most one fewer than the steps; none without figures
 */
export function evenEnds(figures: readonly number[], steps: number): number[] {
  const sorted = [...figures].sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const most = sorted[sorted.length - 1];
  const ends = Array.from({ length: steps - 1 }, (_, i) =>
    readable(sorted[Math.floor(((i + 1) / steps) * (sorted.length - 1))]),
  );
  return [...new Set(ends)].filter((end) => end < most).sort((a, b) => a - b);
}

/** Two digits, and none behind the point from 3 on. */
function readable(value: number): number {
  const rounded = Number(value.toPrecision(2));
  return Math.abs(rounded) < 3 ? rounded : Math.round(rounded);
}

/** "up to 10 minutes", "2 to 4 visits", "over 30 minutes"; "none" for a step that holds only noughts. */
function stepLabel({ unit }: Pick<MeasureWire, 'unit'>, ends: readonly number[], i: number): string {
  const figure = (value: number) => measureFigure(unit, value);
  if (ends.length === 0) return `any ${unitWords(unit)}`;
  if (i === ends.length) return `over ${measureWords(unit, ends[i - 1])}`;
  if (i === 0 && ends[0] === 0) return measureWords(unit, null);
  if (i === 0 || (i === 1 && ends[0] === 0)) return `up to ${measureWords(unit, ends[i])}`;
  return `${figure(ends[i - 1])} to ${measureWords(unit, ends[i])}`;
}

function scaleOf(steps: readonly FigureStep[], none: FigureScale['none']): FigureScale {
  const colourOf = (value: number | null) => {
    if (value === null) return none.colour;
    const step = steps.find(({ to }) => to === null || value <= to) ?? steps[steps.length - 1];
    return step.colour;
  };
  return { steps, none, colourOf };
}
