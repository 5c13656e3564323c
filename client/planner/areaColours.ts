import type { AccessMeasureWire } from '../../server/contract/access.ts';
import type { AccessWire, PlanWire } from '../../server/contract/planner.ts';
import type { AccessShows } from './accessView.ts';
import type { AreasOnMap } from './layers/areas.ts';
import { changeScale, type FigureScale, figureScale, pointFigures } from './measureScale.ts';
import { colourOf, minuteScale, NO_ROAD_COLOUR, NO_ROAD_LABEL } from './minuteScale.ts';
import { secondsByPoint } from './planView.ts';

type Coloured = Omit<AreasOnMap, 'isDimmed'>;

/** Areas by the drive to the nearest hub, or with a plan to the nearest hub or stop. */
export function areasByDrive(access: AccessWire, plan: PlanWire | null): Coloured {
  const scale = minuteScale(access.reach.bands);
  const seconds = secondsByPoint(access, plan);
  const hasNone = [...seconds.values()].some((points) => points.includes(null));
  return {
    areas: access.areas,
    colours: colours(seconds, (each) => colourOf(scale, each)),
    key: {
      title: `Drive to the nearest ${plan ? 'hub or stop' : 'hub'}`,
      steps: [...scale, ...(hasNone ? [{ colour: NO_ROAD_COLOUR, label: NO_ROAD_LABEL }] : [])],
    },
  };
}

/** Areas by any measure of access, or by the change that the plan makes to it. */
export function areasByMeasure(access: AccessWire, wire: AccessMeasureWire, shows: AccessShows): Coloured {
  const scale: FigureScale = shows === 'difference' ? changeScale(wire) : figureScale(wire);
  const figures = pointFigures(wire, shows);
  const hasNone = [...figures.values()].some((points) => points.includes(null));
  const letter = wire.plan?.letter ?? '';
  const when = { today: 'hubs today', plan: `with plan ${letter}`, difference: `change by plan ${letter}` };
  return {
    areas: access.areas,
    colours: colours(figures, scale.colourOf),
    key: {
      title: `${wire.measure.title}: ${when[shows]}`,
      steps: [...scale.steps, ...(hasNone ? [scale.none] : [])],
    },
  };
}

const colours = (
  figures: ReadonlyMap<string, readonly (number | null)[]>,
  colour: (figure: number | null) => string,
): ReadonlyMap<string, readonly string[]> =>
  new Map([...figures].map(([id, points]) => [id, points.map(colour)]));
