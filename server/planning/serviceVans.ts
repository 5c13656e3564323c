import { vanKey } from '../core/check/service/serviceFacts.ts';
import type { ServiceStop, Van, VanDay } from '../core/nouns.ts';
import { PlannerError } from '../shared/errors.ts';
import { listed, uniqueSlugs } from '../shared/text.ts';

/**
 * The vans of a service: known ones by their name, others like the region's first, from its base.
 * @returns vans in the order in which the stops name them, which van a stop has, which vans were not known, and what was assumed, in sentences
 * @throws NO_VAN when the region has none
 */
export function serviceVans(
  stops: readonly ServiceStop[],
  known: readonly Van[],
): { vans: Van[]; vanIdOf: (stop: ServiceStop) => string; unknown: Set<string>; assumed: string[] } {
  const [like] = known;
  if (!like) {
    throw new PlannerError({
      code: 'NO_VAN',
      category: 'input',
      message:
        'The region has no van. Import it again with a table of vans, or without one to get the usual van',
    });
  }
  const named = new Map(stops.map((stop) => [vanKey(stop), stop.vanName]));
  const ids = uniqueSlugs(
    [...named.values()],
    known.map((van) => van.id),
  );
  const vans = new Map<string, Van>();
  const unknown = new Set<string>();
  for (const [k, [key, name]] of [...named].entries()) {
    const same = known.find(
      (van) => van.name.toLowerCase() === name.toLowerCase() && ![...vans.values()].includes(van),
    );
    if (!same) unknown.add(ids[k]);
    vans.set(key, same ?? { ...like, id: ids[k], name });
  }
  const names = [...vans.values()].filter((van) => unknown.has(van.id)).map((van) => van.name);
  const assumed =
    names.length === 0
      ? []
      : [
          `The timetable does not say where ${listed(names)} ${names.length === 1 ? 'starts' : 'start'}: ${like.base.name}, the base of ${like.name}, is taken.`,
        ];
  return {
    vans: [...vans.values()],
    vanIdOf: (stop) => vans.get(vanKey(stop))?.id ?? like.id,
    unknown,
    assumed,
  };
}

/** A van whose shifts hold the days the timetable shows of it: nobody has said when it may be out. */
export function withSeenShifts(van: Van, days: readonly VanDay[]): Van {
  const shifts = { ...van.shifts };
  for (const day of days.filter((each) => each.vanId === van.id)) {
    const shift = shifts[day.weekday];
    shifts[day.weekday] = {
      from: Math.min(day.departBase, shift?.from ?? day.departBase),
      to: Math.max(day.returnBase, shift?.to ?? day.returnBase),
    };
  }
  return { ...van, shifts };
}
