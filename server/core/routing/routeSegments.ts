import type { WorkingRoutes } from './workingRoutes.ts';

/** Works out the segments from the start of a route to each of its ids, its sums and the places of its customers. */
export function refreshHeads(routes: WorkingRoutes, day: number, vehicle: number): void {
  const { next, vehicleOf, position, nodeOf, headDuration, headWarp, headEarliest, headLatest } = routes;
  const { headLoad, join } = routes;
  const { distance } = routes.problem;
  const base = day * routes.slots;
  const end = routes.endOf(vehicle);
  const route = day * routes.vehicles + vehicle;
  let id = routes.startOf(vehicle);
  let length = 0;
  let count = 0;
  join.start();
  for (;;) {
    const slot = base + id;
    headDuration[slot] = join.duration;
    headWarp[slot] = join.warp;
    headEarliest[slot] = join.earliest;
    headLatest[slot] = join.latest;
    headLoad[slot] = join.load;
    position[slot] = count;
    vehicleOf[slot] = vehicle;
    if (id === end) break;
    const to = next[slot];
    length += distance[nodeOf[id] * routes.nodes + nodeOf[to]];
    join.visit(nodeOf[to]);
    id = to;
    count++;
  }
  routes.load[route] = join.load;
  routes.duration[route] = join.duration;
  routes.warp[route] = join.warp;
  routes.distance[route] = length;
  routes.count[route] = count - 1;
}

/** Works out the segments from each id of a route to its end. */
export function refreshTails(routes: WorkingRoutes, day: number, vehicle: number): void {
  const { prev, nodeOf, tailDuration, tailWarp, tailEarliest, tailLatest, tailLoad } = routes;
  const { distance, service, demand, opens, closes, hasWindows } = routes.problem;
  const base = day * routes.slots;
  const start = routes.startOf(vehicle);
  let at = routes.endOf(vehicle);
  let [duration, warp, earliest, latest, load] = [0, 0, opens[0], closes[0], 0];
  for (;;) {
    const slot = base + at;
    tailDuration[slot] = duration;
    tailWarp[slot] = warp;
    tailEarliest[slot] = earliest;
    tailLatest[slot] = latest;
    tailLoad[slot] = load;
    if (at === start) return;
    const from = prev[slot];
    const i = nodeOf[from];
    const step = service[i] + distance[i * routes.nodes + nodeOf[at]];
    duration += step;
    if (hasWindows) {
      const wait = earliest - step - closes[i];
      const late = opens[i] + step - latest;
      earliest = Math.max(earliest - step, opens[i]);
      latest = Math.min(latest - step, closes[i]);
      if (wait > 0) {
        duration += wait;
        earliest -= wait;
      }
      if (late > 0) {
        warp += late;
        latest += late;
      }
    }
    load += demand[i];
    at = from;
  }
}
