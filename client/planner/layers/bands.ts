import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, Map as MapLibreMap } from 'maplibre-gl';
import type { BandsWire } from '../../../server/contract/bands.ts';
import { bandScale } from '../bandScale.ts';
import type { Palette } from '../map/palette.ts';
import { featureLayer, type MapLayer } from './layer.ts';

/** The lines between bands: they can be told apart without colour. */
const EDGE = '#7a4430';
/** What bands lie beneath, where the region has a map. */
const ABOVE = 'waterways';

/** The widest band first: nearer ones lie on top of it. */
export const bandFeatures = (bands: BandsWire): FeatureCollection => ({
  type: 'FeatureCollection',
  features: [...bands.features].sort((a, b) => b.properties.minutes - a.properties.minutes),
});

/** Drive-time bands in steps, on the land and below water, roads and everything of the planner's own. */
export function addBandsLayer(map: MapLibreMap): MapLayer<BandsWire | null> & {
  recolour(palette: Palette): void;
} {
  const layer = featureLayer<BandsWire>(map, {
    id: 'bands',
    featuresOf: bandFeatures,
    layers: [
      { id: 'bands', type: 'fill', paint: {} },
      {
        id: 'bands-edge',
        type: 'line',
        paint: { 'line-color': EDGE, 'line-width': 0.7, 'line-opacity': 0.6 },
      },
    ],
  });
  if (map.getLayer(ABOVE)) for (const id of ['bands', 'bands-edge']) map.moveLayer(id, ABOVE);
  return {
    ...layer,
    recolour: ({ land }) => map.setPaintProperty('bands', 'fill-color', colourBy(land)),
  };
}

const LIMITS = [5, 10, 15, 20, 30];

function colourBy(land: string): ExpressionSpecification {
  const scale = bandScale(LIMITS, land);
  const cases = scale.flatMap(({ minutes, colour }) => [minutes, colour]);
  return ['match', ['get', 'minutes'], ...cases, land] as unknown as ExpressionSpecification;
}
