import type { ExpressionSpecification, Map as MapLibreMap, SymbolLayerSpecification } from 'maplibre-gl';
import { fetchedLayer, LABEL_FONT, LABEL_FONT_BOLD, type MapLayer } from './layer.ts';

const RANK: ExpressionSpecification = ['match', ['get', 'kind'], 'city', 0, 'town', 1, 'village', 2, 3];
const LARGE: ExpressionSpecification = ['in', ['get', 'kind'], ['literal', ['city', 'town']]];
const VILLAGE: ExpressionSpecification = ['==', ['get', 'kind'], 'village'];

/** On whichever side nothing else is. */
const BESIDE = {
  'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
  'text-radial-offset': 0.9,
} satisfies SymbolLayerSpecification['layout'];

const paint = {
  'text-color': '#27363d',
  'text-halo-color': 'rgba(250, 249, 245, 0.92)',
  'text-halo-width': 1.6,
} as const;

/** Names of places: towns first, villages from a county's view down, the rest close by. Fetched by the map itself. */
export const addPlacesLayer = (map: MapLibreMap): Pick<MapLayer<never>, 'remove'> =>
  fetchedLayer(map, {
    id: 'places',
    address: '/api/map/places',
    layers: [
      {
        id: 'places-small',
        type: 'symbol',
        minzoom: 11.5,
        filter: ['all', ['!', LARGE], ['!', VILLAGE]],
        layout: {
          'text-field': ['get', 'name'],
          'text-font': LABEL_FONT,
          'text-size': 10.5,
          ...BESIDE,
        },
        paint: { ...paint, 'text-color': '#4c5b63' },
      },
      {
        id: 'places-villages',
        type: 'symbol',
        minzoom: 9.3,
        filter: VILLAGE,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': LABEL_FONT,
          'text-size': 11,
          ...BESIDE,
        },
        paint: { ...paint, 'text-color': '#3c4a51' },
      },
      {
        id: 'places-towns',
        type: 'symbol',
        filter: LARGE,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': LABEL_FONT_BOLD,
          'text-size': ['interpolate', ['linear'], ['zoom'], 7, 11, 11, 14],
          ...BESIDE,
          'symbol-sort-key': RANK,
        },
        paint,
      },
    ],
  });
