import type { ExpressionSpecification, Map as MapLibreMap } from 'maplibre-gl';
import { fetchedLayer, LABEL_FONT, type MapLayer } from './layer.ts';

/** Line width in pixels at zoom 7, 10 and 14 by class of road; a class it does not know is drawn as the least. */
const widthAt = (factor: number): ExpressionSpecification => [
  'match',
  ['get', 'kind'],
  ['motorway', 'trunk'],
  2.2 * factor,
  'primary',
  1.6 * factor,
  'secondary',
  1.1 * factor,
  'tertiary',
  0.8 * factor,
  0.6 * factor,
];

const WIDTH: ExpressionSpecification = [
  'interpolate',
  ['exponential', 1.4],
  ['zoom'],
  7,
  widthAt(0.7),
  10,
  widthAt(1.3),
  14,
  widthAt(4),
];

const COLOUR: ExpressionSpecification = [
  'match',
  ['get', 'kind'],
  ['motorway', 'trunk'],
  '#bfc4c1',
  'primary',
  '#cacdc9',
  '#dcddd8',
];

const IS_FERRY: ExpressionSpecification = ['==', ['get', 'kind'], 'ferry'];

/** Thin grey roads by class, wider for A roads, with their numbers; ferries dashed. Fetched by the map itself. */
export const addRoadsLayer = (map: MapLibreMap): Pick<MapLayer<never>, 'remove'> =>
  fetchedLayer(map, {
    id: 'roads',
    address: '/api/map/roads',
    layers: [
      {
        id: 'roads',
        type: 'line',
        filter: ['!', IS_FERRY],
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': COLOUR, 'line-width': WIDTH },
      },
      {
        id: 'ferries',
        type: 'line',
        filter: IS_FERRY,
        paint: { 'line-color': '#8aa5b3', 'line-width': 1.2, 'line-dasharray': [2, 2] },
      },
    ],
  });

/** Road numbers, drawn after the areas so that they stay readable. */
export function addRoadNumbers(map: MapLibreMap): { remove(): void } {
  map.addLayer({
    id: 'road-numbers',
    type: 'symbol',
    source: 'roads',
    minzoom: 8.5,
    filter: [
      'all',
      ['!=', ['get', 'ref'], ''],
      ['in', ['get', 'kind'], ['literal', ['motorway', 'trunk', 'primary']]],
    ],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 320,
      'text-field': ['get', 'ref'],
      'text-font': LABEL_FONT,
      'text-size': 10.5,
      'text-rotation-alignment': 'viewport',
    },
    paint: { 'text-color': '#5c6661', 'text-halo-color': '#faf9f5', 'text-halo-width': 2 },
  });
  return { remove: () => map.removeLayer('road-numbers') };
}
