import type { PlannerError } from '../shared/errors.ts';
import { listed } from '../shared/text.ts';
import type { RoutePoint } from './engine.ts';
import { type EngineErrorCode, engineError } from './engineErrors.ts';

/** How many places a message names when it cannot tell which one is meant. */
const NAMED_PLACES = 3;

type Refusal = { readonly code: string; readonly message?: string };

/**
 * OSRM's refusal in our words, with the place named where OSRM numbers it.
 * @param places  the places asked about, in the order of the coordinates
 * @param engine  which OSRM, in words
 * Source: OSRM HTTP API, "Responses" and the services' own codes.
 */
export function osrmRefusal(
  refusal: Refusal,
  asked: { places: readonly RoutePoint[]; engine: string },
): PlannerError {
  const { engine, places } = asked;
  const culprit = refusedPlace(refusal, places);
  const about = culprit?.name ?? someOf(places);
  const [code, message] = words({ engine, about, code: refusal.code, places });
  return engineError(code, message, {
    details: { osrmCode: refusal.code, osrmMessage: refusal.message, placeId: culprit?.id },
  });
}

/** Position of the coordinate OSRM complains about ("… for coordinate 1"); undefined when it names none. */
export function refusedCoordinate(refusal: Refusal): number | undefined {
  const position = /coordinate\s+(\d+)/i.exec(refusal.message ?? '')?.[1];
  return position === undefined ? undefined : Number(position);
}

function refusedPlace(refusal: Refusal, places: readonly RoutePoint[]): RoutePoint | undefined {
  const position = refusedCoordinate(refusal);
  return position === undefined ? undefined : places[position];
}

function words(asked: {
  engine: string;
  about: string;
  code: string;
  places: readonly RoutePoint[];
}): [EngineErrorCode, string] {
  const { engine, about } = asked;
  switch (asked.code) {
    case 'NoSegment':
      return [
        'ENGINE_NO_ROAD',
        `${engine} finds no road near ${about}: check the coordinates, or leave the place out`,
      ];
    case 'NoRoute':
      return [
        'ENGINE_NO_ROUTE',
        `There is no way by road between ${about}: check that the places are joined by roads or ferries`,
      ];
    case 'NoTable':
      return ['ENGINE_NO_ROUTE', `${engine} found no road times at all between ${about}`];
    case 'TooBig':
      return [
        'ENGINE_LIMIT',
        `${engine} takes fewer places at once than the ${asked.places.length} asked about: raise its --max-table-size and --max-viaroute-size`,
      ];
    case 'InvalidUrl':
    case 'InvalidService':
    case 'InvalidVersion':
      return [
        'ENGINE_CONFIGURATION',
        `${engine} does not know the service asked for (${asked.code}): expected an osrm-routed with table, route and nearest, version v1; check OSRM_URL`,
      ];
    case 'DisabledDataset':
    case 'NotImplemented':
      return [
        'ENGINE_CONFIGURATION',
        `${engine} cannot answer this with the road data it was started with (${asked.code}): prepare the data with osrm-extract, osrm-partition and osrm-customize, and start it with --algorithm mld`,
      ];
    case 'InvalidOptions':
    case 'InvalidQuery':
    case 'InvalidValue':
      return [
        'ENGINE_REFUSED',
        `${engine} does not accept the question about ${about} (${asked.code}): check the coordinates, and that OSRM_URL points at an osrm-routed of version 5 or 6`,
      ];
    default:
      return ['ENGINE_REFUSED', `${engine} refused the question about ${about} (${asked.code})`];
  }
}

function someOf(places: readonly RoutePoint[]): string {
  const names = places.map((place) => place.name);
  if (names.length <= NAMED_PLACES) return listed(names);
  return `${names.slice(0, NAMED_PLACES).join(', ')} and ${names.length - NAMED_PLACES} other places`;
}
