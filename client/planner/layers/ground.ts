import type { Palette } from '../map/palette.ts';
import type { BasemapLayer } from './basemap.ts';

const outlines = (
  id: string,
  layer: string,
  colour: string,
  kinds?: readonly string[],
): BasemapLayer & { readonly type: 'fill' } => ({
  id,
  type: 'fill',
  'source-layer': layer,
  ...(kinds ? { filter: ['in', ['get', 'kind'], ['literal', [...kinds]]] as never } : {}),
  paint: { 'fill-color': colour },
});

/** Land on the sea that is the map's background, with what covers it. */
export const groundLayers = (palette: Palette): readonly BasemapLayer[] => [
  outlines('land', 'land', palette.land),
  outlines('built', 'landuse', palette.built, ['built']),
  outlines('park', 'landuse', palette.park, ['park']),
  outlines('wood', 'landuse', palette.wood, ['wood']),
  outlines('beach', 'landuse', palette.beach, ['beach']),
  {
    id: 'waterways',
    type: 'line',
    'source-layer': 'waterway',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': palette.water,
      'line-width': ['interpolate', ['linear'], ['zoom'], 9, 0.8, 14, 2, 16, 4],
    },
  },
  outlines('water', 'water', palette.water),
  {
    id: 'land-edge',
    type: 'line',
    'source-layer': 'land',
    paint: { 'line-color': palette.shore, 'line-width': 1 },
  },
  { ...outlines('buildings', 'building', palette.building), minzoom: 13 },
];
