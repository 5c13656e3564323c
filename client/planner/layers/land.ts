import type { Map as MapLibreMap } from 'maplibre-gl';
import { fetchedLayer, type MapLayer } from './layer.ts';

export const SEA_COLOUR = '#d8e6ec';
const LAND_COLOUR = '#faf9f5';

/** The land, on the sea that is the map's background. Fetched by the map itself, off the main thread. */
export const addLandLayer = (map: MapLibreMap): Pick<MapLayer<never>, 'remove'> =>
  fetchedLayer(map, {
    id: 'land',
    address: '/api/map/land',
    layers: [
      { id: 'land', type: 'fill', paint: { 'fill-color': LAND_COLOUR } },
      { id: 'land-edge', type: 'line', paint: { 'line-color': '#b9cdd6', 'line-width': 1 } },
    ],
  });
