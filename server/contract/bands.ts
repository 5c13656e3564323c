import type { FeatureCollection, MultiPolygon } from 'geojson';

/** Everything within so many minutes' drive: each band holds those of fewer minutes. */
export interface BandPropertiesWire {
  /** Inclusive. */
  readonly minutes: number;
}

/**
 * GET /api/bands: the bands of the hubs; with ?plan=ID, of the hubs and the plan's served stops. GeoJSON, nearest band
 * first; a file to keep with &download=1. It waits until they are measured: to see how far they are, POST /api/bands
 * { planId } first (null for the hubs), which answers 202 with a JobWire.
 */
export interface BandsWire extends FeatureCollection<MultiPolygon, BandPropertiesWire> {
  /** "Drive-time bands of Cornwall: hubs and stops of plan A". */
  readonly name: string;
  /** Whose data, and what the times rest on. */
  readonly attribution: readonly string[];
  readonly isEstimate: boolean;
}
