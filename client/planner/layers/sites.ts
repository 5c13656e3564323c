import type { FeatureCollection } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { SiteWire } from '../../../server/contract/planner.ts';
import type { SiteWish } from '../actions.ts';
import { featureLayer, type MapLayer } from './layer.ts';

/** The candidate sites, and how the next plan may use each. */
export interface SitesOnMap {
  readonly sites: readonly SiteWire[];
  readonly wishOf: (siteId: string) => SiteWish;
  /** Drawn as stops already. */
  readonly stopIds: ReadonlySet<string>;
}

/**
 * Sites as points with a shade and size by score; the chosen ones are left to the stops' layer. The best come last, and are
 * drawn on top: a sort key would have the map draw each site by itself.
 */
export const siteFeatures = ({ sites, wishOf, stopIds }: SitesOnMap): FeatureCollection => ({
  type: 'FeatureCollection',
  features: sites
    .filter((site) => !stopIds.has(site.id))
    .map((site) => ({ site, score: site.obstacle === null ? site.score : 0 }))
    .sort((a, b) => a.score - b.score)
    .map(({ site, score }) => ({
      type: 'Feature',
      properties: { id: site.id, name: site.name, score, wish: wishOf(site.id) },
      geometry: { type: 'Point', coordinates: [...site.lonLat] },
    })),
});

/** Candidate sites as small rings: larger and darker with the score; required ones filled, ruled-out ones grey. */
export const addSitesLayer = (map: MapLibreMap): MapLayer<SitesOnMap | null> =>
  featureLayer(map, {
    id: 'sites',
    featuresOf: siteFeatures,
    layers: [
      {
        id: 'sites',
        type: 'circle',
        paint: {
          'circle-color': ['match', ['get', 'wish'], 'must', '#0b6e6e', 'never', '#d5d9da', '#ffffff'],
          'circle-stroke-color': [
            'match',
            ['get', 'wish'],
            'never',
            '#8b959a',
            ['interpolate', ['linear'], ['get', 'score'], 0, '#9db8b6', 60, '#08504f'],
          ],
          'circle-stroke-width': 1.6,
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['zoom'],
            7,
            ['interpolate', ['linear'], ['get', 'score'], 0, 1.6, 100, 4],
            11,
            ['interpolate', ['linear'], ['get', 'score'], 0, 3.5, 100, 8],
          ],
        },
      },
    ],
  });
