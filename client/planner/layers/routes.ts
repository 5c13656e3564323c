import type { FeatureCollection } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { RoutesWire } from '../state.ts';
import { weekdayColour } from '../weekdayColours.ts';
import { featureLayer, type MapLayer } from './layer.ts';

/** The van-days' roads, and the one picked out or pointed at. */
export interface RoutesOnMap {
  readonly routes: RoutesWire;
  readonly litIndex: number | null;
}

/** Lines with the weekday's colour; when one is lit it comes last, on top, and the others fade. */
export function routeFeatures({ routes, litIndex }: RoutesOnMap): FeatureCollection {
  const isLit = (index: number) => index === litIndex;
  const features = routes.features.map((feature) => ({
    ...feature,
    properties: {
      id: String(feature.properties.index),
      colour: weekdayColour(feature.properties.weekday),
      width: isLit(feature.properties.index) ? 2 : 1,
      opacity: litIndex === null ? 0.8 : isLit(feature.properties.index) ? 1 : 0.12,
    },
  }));
  return {
    type: 'FeatureCollection',
    features: [
      ...features.filter(({ properties }) => properties.width === 1),
      ...features.filter(({ properties }) => properties.width === 2),
    ],
  };
}

/** The roads of the van-days, coloured by weekday. */
export const addRoutesLayer = (map: MapLibreMap): MapLayer<RoutesOnMap | null> =>
  featureLayer(map, {
    id: 'routes',
    featuresOf: routeFeatures,
    layers: [
      {
        id: 'routes-edge',
        type: 'line',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: {
          'line-color': '#ffffff',
          'line-opacity': ['*', ['get', 'opacity'], 0.8],
          'line-width': [
            'interpolate',
            ['linear'],
            ['zoom'],
            7,
            ['*', ['get', 'width'], 3.5],
            12,
            ['*', ['get', 'width'], 7],
          ],
        },
      },
      {
        id: 'routes',
        type: 'line',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: {
          'line-color': ['get', 'colour'],
          'line-opacity': ['get', 'opacity'],
          'line-width': [
            'interpolate',
            ['linear'],
            ['zoom'],
            7,
            ['*', ['get', 'width'], 2],
            12,
            ['*', ['get', 'width'], 4.5],
          ],
        },
      },
    ],
  });
