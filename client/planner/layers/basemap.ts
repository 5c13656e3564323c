import type { LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import type { MapWire } from '../../../server/contract/planner.ts';
import type { Palette } from '../map/palette.ts';

/** The source of all that is drawn below the planner's own layers. */
const SOURCE = 'basemap';

/** A layer of the map's tiles in the colours of a palette; constant colours only, so that another palette shows at once. */
export type BasemapLayer = LayerSpecification extends infer Spec
  ? Spec extends { source: string }
    ? Omit<Spec, 'source' | 'source-layer'> & { readonly 'source-layer': string }
    : never
  : never;

/** Some of the map's layers: they take another palette's colours. */
export interface BasemapPart {
  recolour(palette: Palette): void;
}

/** Makes the map's tiles known; what is drawn of them comes with `addBasemapPart`. */
export function addBasemapSource(map: MapLibreMap, { tiles, minZoom, maxZoom }: MapWire): void {
  map.addSource(SOURCE, {
    type: 'vector',
    tiles: [`${window.location.origin}${tiles}`],
    minzoom: minZoom,
    maxzoom: maxZoom,
  });
}

/** Adds layers above those there are. */
export function addBasemapPart(
  map: MapLibreMap,
  layersIn: (palette: Palette) => readonly BasemapLayer[],
  palette: Palette,
): BasemapPart {
  for (const layer of layersIn(palette)) map.addLayer({ ...layer, source: SOURCE } as LayerSpecification);
  return {
    recolour(next) {
      for (const { id, paint } of layersIn(next)) {
        for (const [name, value] of Object.entries(paint ?? {})) {
          if (name.endsWith('-color')) map.setPaintProperty(id, name as 'line-color', value);
        }
      }
    },
  };
}
