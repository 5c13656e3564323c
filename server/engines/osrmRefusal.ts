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
  const [code, sentence] = MEANINGS.get(refusal.code) ?? UNKNOWN_CODE;
  return engineError(code, sentence(engine, about, places.length), {
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

/** What a code of OSRM means, as a sentence about the places asked and the engine asked. */
type Meaning = [EngineErrorCode, (engine: string, about: string, count: number) => string];

const UNKNOWN_SERVICE: Meaning = [
  'ENGINE_CONFIGURATION',
  (engine) =>
    `${engine} does not know the service asked for: expected an osrm-routed with table, route and nearest, version v1; check OSRM_URL, or OSRM_FOOT_URL for walks`,
];
const UNSUITED_DATA: Meaning = [
  'ENGINE_CONFIGURATION',
  (engine) =>
    `${engine} cannot answer this with the road data it was started with: prepare the data with osrm-extract, osrm-partition and osrm-customize, and start it with --algorithm mld`,
];
const NOT_ACCEPTED: Meaning = [
  'ENGINE_REFUSED',
  (engine, about) =>
    `${engine} does not accept the question about ${about}: check the coordinates, and that OSRM_URL (OSRM_FOOT_URL for walks) points at an osrm-routed of version 5 or 6`,
];
const MEANINGS = new Map<string, Meaning>(
  Object.entries({
    NoSegment: [
      'ENGINE_NO_ROAD',
      (engine, about) =>
        `${engine} finds no road near ${about}: check the coordinates, or leave the place out`,
    ],
    NoRoute: [
      'ENGINE_NO_ROUTE',
      (_engine, about) =>
        `There is no way by road between ${about}: check that the places are joined by roads or ferries`,
    ],
    NoTable: [
      'ENGINE_NO_ROUTE',
      (engine, about) =>
        `${engine} found no road times at all between ${about}: check that its road data covers the region`,
    ],
    TooBig: [
      'ENGINE_LIMIT',
      (engine, _about, count) =>
        `${engine} takes fewer places at once than the ${count} asked about: raise its --max-table-size and --max-viaroute-size`,
    ],
    InvalidUrl: UNKNOWN_SERVICE,
    InvalidService: UNKNOWN_SERVICE,
    InvalidVersion: UNKNOWN_SERVICE,
    DisabledDataset: UNSUITED_DATA,
    NotImplemented: UNSUITED_DATA,
    InvalidOptions: NOT_ACCEPTED,
    InvalidQuery: NOT_ACCEPTED,
    InvalidValue: NOT_ACCEPTED,
  }),
);
/** OSRM may add codes; its own words are in the error's details. */
const UNKNOWN_CODE: Meaning = [
  'ENGINE_REFUSED',
  (engine, about) => `${engine} refused the question about ${about}: see its log`,
];

function someOf(places: readonly RoutePoint[]): string {
  const names = places.map((place) => place.name);
  if (names.length <= NAMED_PLACES) return listed(names);
  return `${names.slice(0, NAMED_PLACES).join(', ')} and ${names.length - NAMED_PLACES} other places`;
}
