import { accessFigures } from '../../server/core/access/accessFigures.ts';
import { childrenAged0to4 } from '../../server/core/access/children.ts';
import { measurePoints } from '../../server/core/access/measurePoints.ts';
import { populationPoints } from '../../server/core/access/populationPoints.ts';
import type { Supply } from '../../server/core/access/supply.ts';
import { DEFAULT_PARAMETERS } from '../../server/core/parameters.ts';
import { seededRandom } from '../../server/core/random.ts';
import type { TravelMatrix } from '../../server/core/travelMatrix.ts';
import { MEASURE_NAMES, type MeasureName } from '../../server/shared/accessMeasures.ts';
import { area, pointAt } from '../support/tinyTown.ts';
import type { Row } from './row.ts';

const [AREAS, POINTS, HUBS, STOPS] = [2000, 3, 60, 150];
/** Seconds of the processor, in which the server answers nobody else. */
const TARGET_SECONDS = 0.5;
/** The longest drive there is, in seconds. */
const FARTHEST = 6000;
const WEEKDAYS = Array.from({ length: 20 }, (_, i) => Math.floor(i / 5) * 7 + (i % 5));

/** The slowest and the middle measure of access in a large county, with hubs and a plan's stops, once drives are measured. */
export async function measureAccessFigures(): Promise<readonly Row[]> {
  const seconds = MEASURE_NAMES.map(largeCounty());
  const slowest = Math.max(...seconds);
  return [
    {
      name: `Slowest measure of access, ${AREAS} areas`,
      figure: slowest,
      unit: 's',
      target: TARGET_SECONDS,
      note: `${MEASURE_NAMES[seconds.indexOf(slowest)]}: ${AREAS * POINTS} population points, ${HUBS} hubs, ${STOPS} stops; all: ${seconds.map((each) => each.toFixed(2)).join(', ')} s`,
    },
  ];
}

/** @returns  measures one name, and tells the seconds of the processor */
function largeCounty(): (name: MeasureName) => number {
  const random = seededRandom(1);
  const areas = Array.from({ length: AREAS }, (_, i) =>
    area({
      id: `area-${i}`,
      deprivationDecile: 1 + (i % 10),
      noCarShare: Math.round(random() * 1000) / 1000,
      ruralUrban: `class ${i % 6}`,
      points: Array.from({ length: POINTS }, (_, j) => ({ lonLat: pointAt(j), weight: 1 / POINTS })),
    }),
  );
  const points = populationPoints(areas);
  const ids = Array.from({ length: HUBS + STOPS }, (_, j) => `place-${j}`);
  const seconds = Float64Array.from({ length: points.length * ids.length }, () => random() * FARTHEST);
  const source = { engine: 'invented', dataVersion: '1', isEstimate: false };
  const toPlaces: TravelMatrix = {
    from: points.map(({ id }) => id),
    to: ids,
    seconds,
    metres: seconds,
    source,
  };
  const supply: Supply = {
    cycleDays: 28,
    places: ids.map((placeId, j) =>
      j < HUBS
        ? { placeId, kind: 'hub', days: WEEKDAYS, sessionSeconds: 540_000 }
        : { placeId, kind: 'stop', days: [j % 28], sessionSeconds: 7200 },
    ),
  };
  const common = { areas, points, cycleDays: 28, parameters: DEFAULT_PARAMETERS };
  return (measure) => {
    const started = process.cpuUsage();
    const asked = { ...common, supply, toPlaces, children: points.map(childrenAged0to4) };
    const figures = [measurePoints(measure, asked), measurePoints(measure, asked)];
    accessFigures({ ...common, measure, today: figures[0], plan: figures[1] });
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1e6;
  };
}
