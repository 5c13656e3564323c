import { type CheckedService, serviceFacts } from '../core/check/service/serviceFacts.ts';
import type { ServiceStop } from '../core/nouns.ts';
import { secondsAt } from '../core/travelMatrix.ts';
import type { Engine, RoutePoint } from '../engines/engine.ts';
import type { LonLat } from '../shared/coordinates.ts';
import type { ServiceDate } from '../shared/time.ts';
import type { StageProgress } from './context.ts';

/** Legs asked of the engine at once: their ends make one small table, of which the diagonal is wanted. */
const LEGS_AT_ONCE = 40;

/** No rules and no roads: enough to know which stops follow one another. */
const NO_RULES: CheckedService['rules'] = {
  travelFactor: 1,
  travelAllowanceSeconds: 0,
  setUpSeconds: 0,
  packDownSeconds: 0,
};

/**
 * Road times of the legs that a timetable drives in a span, from the region's engine.
 * @returns a finder for `checkService`; undefined for a leg whose ends are not on the map, UNREACHABLE without a road
 * @throws ENGINE_*
 */
export async function serviceTravel(
  engine: Engine,
  stops: readonly ServiceStop[],
  asked: { from: ServiceDate; to: ServiceDate } & StageProgress,
): Promise<CheckedService['routedSeconds']> {
  const { legs } = serviceFacts({
    stops,
    routedSeconds: () => undefined,
    rules: NO_RULES,
    bankHolidays: new Map(),
    from: asked.from,
    to: asked.to,
  });
  const ends = legs.flatMap((leg) => {
    const [from, to] = [stops[leg.from], stops[leg.to]];
    return from.lonLat && to.lonLat ? [{ from: pointOf(from, from.lonLat), to: pointOf(to, to.lonLat) }] : [];
  });
  const seconds = new Map<string, number>();
  for (let k = 0; k < ends.length; k += LEGS_AT_ONCE) {
    asked.onStage?.('Measuring the legs of the timetable', k / ends.length);
    const some = ends.slice(k, k + LEGS_AT_ONCE);
    const matrix = await engine.matrix({
      from: some.map((leg) => leg.from),
      to: some.map((leg) => leg.to),
      signal: asked.signal,
    });
    for (const [i, leg] of some.entries())
      seconds.set(`${leg.from.id} ${leg.to.id}`, secondsAt(matrix, i, i));
  }
  return (from, to) =>
    from.lonLat && to.lonLat ? seconds.get(`${idOf(from.lonLat)} ${idOf(to.lonLat)}`) : undefined;
}

const pointOf = (stop: ServiceStop, lonLat: LonLat): RoutePoint => ({
  id: idOf(lonLat),
  name: stop.name,
  lonLat,
});

const idOf = ([lon, lat]: LonLat): string => `${lon},${lat}`;
