import type { FeatureCollection } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { AccessWire } from '../../../server/contract/planner.ts';
import { NO_ROAD_COLOUR } from '../minuteScale.ts';
import { featureLayer, type MapLayer } from './layer.ts';

/** The areas with the colours of their points. */
export interface AreasOnMap {
  readonly areas: AccessWire['areas'];
  /** By area, one a point of it. */
  readonly colours: ReadonlyMap<string, readonly string[]>;
  /** What the colours mean, for the legend: only those that are on the map or may be. */
  readonly key: AreasKey;
  /** Pale, where something else is in front. */
  readonly isDimmed: boolean;
}

/** What the areas' colours say. */
export interface AreasKey {
  readonly title: string;
  readonly steps: readonly { readonly colour: string; readonly label: string }[];
}

/** Radius in pixels at the county's view: an area's surface grows with its children. */
const LEAST_RADIUS = 3;
const MOST_RADIUS = 15;

/**
 * One feature a point of an area, with colour and radius; those without children are the smallest, none is left out. The
 * smallest come last, and are drawn on top: a sort key would have the map draw each area by itself.
 */
export function areaFeatures({ areas, colours, isDimmed }: AreasOnMap): FeatureCollection {
  const most = areas.reduce((largest, area) => Math.max(largest, area.children), 1);
  const points = areas.flatMap((area) =>
    area.points.map(({ lonLat, share }, i) => ({
      area,
      lonLat,
      children: Math.max(0, area.children * share),
      colour: colours.get(area.id)?.[i] ?? NO_ROAD_COLOUR,
    })),
  );
  return {
    type: 'FeatureCollection',
    features: points
      .sort((a, b) => b.children - a.children)
      .map((point) => ({
        type: 'Feature',
        properties: {
          id: point.area.id,
          name: point.area.name,
          colour: point.colour,
          radius: LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * Math.sqrt(point.children / most),
          opacity: isDimmed ? 0.35 : 0.86,
        },
        geometry: { type: 'Point', coordinates: [...point.lonLat] },
      })),
  };
}

/** Areas as circles where their people live: size by children, colour by what is measured; small ones on top. */
export const addAreasLayer = (map: MapLibreMap): MapLayer<AreasOnMap | null> =>
  featureLayer(map, {
    id: 'areas',
    featuresOf: areaFeatures,
    layers: [
      {
        id: 'areas',
        type: 'circle',
        paint: {
          'circle-color': ['get', 'colour'],
          'circle-opacity': ['get', 'opacity'],
          // Seen on light land and on dark.
          'circle-stroke-color': '#9c715a',
          'circle-stroke-width': 0.6,
          'circle-stroke-opacity': ['get', 'opacity'],
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['zoom'],
            7,
            ['*', ['get', 'radius'], 0.62],
            10,
            ['*', ['get', 'radius'], 1.3],
            13,
            ['*', ['get', 'radius'], 2],
          ],
        },
      },
    ],
  });
