import type { FeatureCollection } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { LonLat } from '../../../server/shared/coordinates.ts';
import { featureLayer, type MapLayer } from './layer.ts';

/** One point; the place that is picked out. */
export const highlightFeatures = (place: LonLat): FeatureCollection => ({
  type: 'FeatureCollection',
  features: [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [...place] } }],
});

/** A ring around the place that is picked out. */
export const addHighlightLayer = (map: MapLibreMap): MapLayer<LonLat | null> =>
  featureLayer(map, {
    id: 'highlight',
    featuresOf: highlightFeatures,
    layers: [
      {
        id: 'highlight-edge',
        type: 'circle',
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 7, 15, 12, 26],
          'circle-opacity': 0,
          'circle-stroke-color': '#ffffff',
          'circle-stroke-width': 6,
        },
      },
      {
        id: 'highlight',
        type: 'circle',
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 7, 16.5, 12, 27.5],
          'circle-opacity': 0,
          'circle-stroke-color': '#17242b',
          'circle-stroke-width': 3,
        },
      },
    ],
  });
