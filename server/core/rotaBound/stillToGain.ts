import type { TourSpace } from './tourSpace.ts';

/**
 * What a tour can still cost from a call on, at least: driving to come less the prices of the stops to come. A stop may be called
 * at again in it, only not twice in a row, so no true tour costs less.
 */
export interface StillToGain {
  /** By calls left at most, stop and step of time: no break is needed any more. */
  readonly rested: readonly Float64Array[];
  /** The break is still to come. The same object as `rested` where no day can need a break. */
  readonly due: readonly Float64Array[];
}

/** What makes one tour better than another. */
export interface TourWorth {
  readonly prices: Float64Array;
  readonly secondsWeight: number;
}

/**
 * Works the tables out backwards, by calls left.
 * @param worth.prices         per stop of the space; what a call at it is worth
 * @param worth.secondsWeight  what a second of driving costs
 */
export function stillToGain(space: TourSpace, worth: TourWorth): StillToGain {
  const { mayEnd, mayEndResting, mayNeedBreak } = space.steps;
  const rested: Float64Array[] = [homeTable(space, worth, mayEnd)];
  const due: Float64Array[] = mayNeedBreak ? [homeTable(space, worth, mayEndResting)] : rested;
  for (let calls = 1; calls < space.mostCalls; calls++) {
    rested[calls] = longer(space, { worth, home: rested[0], ways: [[space.arrives, rested[calls - 1]]] });
    if (!mayNeedBreak) continue;
    due[calls] = longer(space, {
      worth,
      home: due[0],
      ways: [
        [space.arrives, due[calls - 1]],
        [space.arrivesRested, rested[calls - 1]],
      ],
    });
  }
  return { rested, due };
}

function homeTable(
  space: TourSpace,
  { secondsWeight }: TourWorth,
  mayEnd: (stop: number, tick: number) => boolean,
): Float64Array {
  const { stops, timeSteps, origin, stepTicks } = space;
  const table = new Float64Array(stops.length * timeSteps).fill(Number.POSITIVE_INFINITY);
  stops.forEach((stop, i) => {
    for (let t = 0; t < timeSteps; t++) {
      if (mayEnd(stop, origin + t * stepTicks)) table[i * timeSteps + t] = space.home[i] * secondsWeight;
    }
  });
  return table;
}

/** One call more: home at once, or to another stop by one of the ways. */
function longer(
  space: TourSpace,
  of: {
    worth: TourWorth;
    home: Float64Array;
    ways: readonly (readonly [arrives: Int16Array, after: Float64Array])[];
  },
): Float64Array {
  const { timeSteps, legs } = space;
  const { prices, secondsWeight } = of.worth;
  const n = space.stops.length;
  const table = of.home.slice();
  for (const [arrives, after] of of.ways) {
    for (let i = 0; i < n; i++) {
      for (let t = 0; t < timeSteps; t++) {
        const at = i * timeSteps + t;
        let least = table[at];
        for (let j = 0; j < n; j++) {
          const step = arrives[at * n + j];
          if (step < 0) continue;
          const cost = legs[i * n + j] * secondsWeight - prices[j] + after[j * timeSteps + step];
          if (cost < least) least = cost;
        }
        table[at] = least;
      }
    }
  }
  return table;
}
