import type { FeatureCollection } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { PlanStopWire } from '../../../server/contract/planner.ts';
import { numberedStops } from '../planView.ts';
import { featureLayer, LABEL_FONT_BOLD, type MapLayer } from './layer.ts';

/** A plan's stops as points with their number. */
export const stopFeatures = (stops: readonly PlanStopWire[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: numberedStops(stops).map(({ stop, number }) => ({
    type: 'Feature',
    properties: {
      id: stop.siteId,
      name: stop.siteName,
      number: String(number),
      isServed: stop.patternWords !== '',
    },
    geometry: { type: 'Point', coordinates: [...stop.lonLat] },
  })),
});

/** Chosen stops as numbered discs in the accent colour; unserved ones hollow. */
export const addStopsLayer = (map: MapLibreMap): MapLayer<readonly PlanStopWire[] | null> =>
  featureLayer(map, {
    id: 'stops',
    featuresOf: stopFeatures,
    layers: [
      {
        id: 'stops',
        type: 'circle',
        paint: {
          'circle-color': ['case', ['get', 'isServed'], '#0b6e6e', '#ffffff'],
          'circle-stroke-color': ['case', ['get', 'isServed'], '#ffffff', '#0b6e6e'],
          'circle-stroke-width': 2,
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 6, 8, 9, 11, 12],
        },
      },
      {
        id: 'stop-numbers',
        type: 'symbol',
        layout: {
          'text-field': ['get', 'number'],
          'text-font': LABEL_FONT_BOLD,
          'text-size': ['interpolate', ['linear'], ['zoom'], 6, 8, 8, 10.5, 11, 13],
          'text-allow-overlap': true,
          'text-padding': 6,
        },
        paint: { 'text-color': ['case', ['get', 'isServed'], '#ffffff', '#08504f'] },
      },
    ],
  });
