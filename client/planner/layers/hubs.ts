import type { FeatureCollection } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { HubWire } from '../../../server/contract/planner.ts';
import { featureLayer, type MapLayer } from './layer.ts';
import { houseImage } from './symbols.ts';

/** Hubs as points. */
export const hubFeatures = (hubs: readonly HubWire[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: hubs.map((hub) => ({
    type: 'Feature',
    properties: { id: hub.id, name: hub.name },
    geometry: { type: 'Point', coordinates: [...hub.lonLat] },
  })),
});

/** Family Hubs as dark houses: a shape of their own, not only a colour. */
export function addHubsLayer(map: MapLibreMap): MapLayer<readonly HubWire[] | null> {
  map.addImage('hub', houseImage(), { pixelRatio: 2 });
  const layer = featureLayer(map, {
    id: 'hubs',
    featuresOf: hubFeatures,
    layers: [
      {
        id: 'hubs',
        type: 'symbol',
        layout: {
          'icon-image': 'hub',
          'icon-allow-overlap': true,
          // A name stands below its hub, and is not left out because of it.
          'icon-ignore-placement': true,
          'icon-size': ['interpolate', ['linear'], ['zoom'], 6, 0.5, 8, 0.85, 10, 1.05, 13, 1.3],
        },
      },
    ],
  });
  return {
    update: layer.update,
    remove() {
      layer.remove();
      map.removeImage('hub');
    },
  };
}
