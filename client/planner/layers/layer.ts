import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';

/** One kind of thing on the map: it puts itself there, follows its value, and takes itself away. */
export interface MapLayer<Value> {
  /** Shows this value; the same value again costs nothing. */
  update(value: Value): void;
  remove(): void;
}

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Fonts of the reader's own system: nothing is fetched. */
export const LABEL_FONT = ['system-ui', 'Segoe UI', 'Roboto', 'Helvetica', 'Arial', 'sans-serif'];
/** The weight is read from the name; a generic name takes none. */
export const LABEL_FONT_BOLD = ['system-ui', 'Segoe UI', 'Roboto', 'Helvetica', 'Arial Bold', 'sans-serif'];

/** A layer without its source: that is the same for all layers of a file. */
export type SourcelessLayer = LayerSpecification extends infer Spec
  ? Spec extends { source: string }
    ? Omit<Spec, 'source'>
    : never
  : never;

/**
 * A layer that shows features made from a value; null shows nothing.
 * @param fields.featuresOf  called only when the value is another object than before
 */
export function featureLayer<Value>(
  map: MapLibreMap,
  fields: {
    id: string;
    layers: readonly SourcelessLayer[];
    featuresOf: (value: Value) => FeatureCollection;
  },
): MapLayer<Value | null> {
  map.addSource(fields.id, { type: 'geojson', data: EMPTY });
  let shown: Value | null = null;
  return {
    ...addToSource(map, fields),
    update(value) {
      if (value === shown) return;
      shown = value;
      const source = map.getSource<GeoJSONSource>(fields.id);
      void source?.setData(value === null ? EMPTY : fields.featuresOf(value));
    },
  };
}

/** Draws a source; taking it away takes the source away too. */
function addToSource(
  map: MapLibreMap,
  { id, layers }: { id: string; layers: readonly SourcelessLayer[] },
): Pick<MapLayer<never>, 'remove'> {
  for (const layer of layers) map.addLayer({ ...layer, source: id } as LayerSpecification);
  return {
    remove() {
      for (const layer of layers) map.removeLayer(layer.id);
      map.removeSource(id);
    },
  };
}
