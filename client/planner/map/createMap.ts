import {
  type MapGeoJSONFeature,
  Map as MapLibreMap,
  type MapMouseEvent,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { MapWire } from '../../../server/contract/planner.ts';
import { type Bounds, type LonLat, lonLat } from '../../../server/shared/coordinates.ts';
import { addAreasLayer } from '../layers/areas.ts';
import { addBandsLayer } from '../layers/bands.ts';
import { addBasemapPart, addBasemapSource, type BasemapLayer } from '../layers/basemap.ts';
import { groundLayers } from '../layers/ground.ts';
import { addHighlightLayer } from '../layers/highlight.ts';
import { addHubsLayer } from '../layers/hubs.ts';
import { placeLayers } from '../layers/places.ts';
import { placingMarker } from '../layers/placing.ts';
import { roadLayers, roadNameLayers } from '../layers/roads.ts';
import { addRoutesLayer } from '../layers/routes.ts';
import { addSitesLayer } from '../layers/sites.ts';
import { addStopsLayer } from '../layers/stops.ts';
import type { MapContent } from '../mapContent.ts';
import type { Selection } from '../state.ts';
import { PALETTES, type Palette, type Scheme } from './palette.ts';
import { firstScheme, schemeControl } from './scheme.ts';

/** The planner's map, as the page uses it. */
export interface PlannerMap {
  show(content: MapContent): void;
  remove(): void;
}

/** Sea, or land where there is no sea. */
const BACKGROUND = 'background';

/** Layers that can be picked, nearest to the eye first, and what each stands for. */
const PICKABLE: readonly { readonly layer: string; readonly kind: Selection['kind'] }[] = [
  { layer: 'stops', kind: 'site' },
  { layer: 'hubs', kind: 'hub' },
  { layer: 'sites', kind: 'site' },
  { layer: 'routes', kind: 'van-day' },
  { layer: 'areas', kind: 'area' },
];

/** Pixels around a click that count as a hit: a finger is not a point (WCAG 2.2, target size). */
const HIT_PIXELS = 6;

/** Space around a region so that its edges are not at the frame. */
const MARGIN_PIXELS = 36;

/** What the map tells, and what it stands on. */
interface MapAsked {
  readonly onPick: (picked: Selection | null) => void;
  /** Where a site was dragged or put. */
  readonly onPlace: (place: LonLat) => void;
  readonly map: MapWire | null;
}

/**
 * Draws a map into an element.
 * @param asked.onPick  what was clicked; null for open land or sea
 * @param asked.map     where the ground comes from; null: the planner's own layers alone
 */
export function createPlannerMap(container: HTMLElement, asked: MapAsked & { bounds: Bounds }): PlannerMap {
  setWorkerUrl(workerUrl);
  const map = new MapLibreMap({
    container,
    bounds: [...asked.bounds],
    fitBoundsOptions: { padding: MARGIN_PIXELS },
    style: {
      version: 8,
      // Other colours at once: what is printed is the next frame.
      transition: { duration: 0, delay: 0 },
      sources: {},
      layers: [{ id: BACKGROUND, type: 'background', paint: {} }],
    },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    minZoom: 6,
    // Printers read the drawing after it has been shown.
    canvasContextAttributes: { preserveDrawingBuffer: true },
    maxZoom: 16,
    // Names fade in: without, all of them are placed anew in every frame while the map moves.
    fadeDuration: 200,
    locale: { 'Map.Title': 'Map of the region. All its figures are in the tables of the panel.' },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ unit: 'imperial', maxWidth: 90 }), 'bottom-left');
  return connect(map, asked);
}

/** Adds the layers once the style is there, and shows whatever content came last. */
function connect(map: MapLibreMap, { onPick, onPlace, map: ground }: MapAsked): PlannerMap {
  let content: MapContent | null = null;
  let layers: ReturnType<typeof addLayers> | null = null;
  let looked: Bounds | null = null;
  const draw = () => {
    if (content === null || layers === null) return;
    layers.bands.update(content.bands);
    layers.areas.update(content.areas);
    layers.hubs.update(content.hubs);
    layers.sites.update(content.sites);
    layers.stops.update(content.stops);
    layers.routes.update(content.routes);
    layers.highlight.update(content.highlight);
    marker.update(content.placing);
    if (content.inView && content.inView !== looked) bringIntoView(map, content.inView);
    looked = content.inView;
  };
  map.once('style.load', () => {
    layers = addLayers(map, ground);
    draw();
  });
  const marker = placingMarker(map, onPlace);
  map.on('click', (event) => {
    if (content?.placing?.isByClick) onPlace(lonLat(event.lngLat.lng, event.lngLat.lat));
    else onPick(pickedAt(map, event));
  });
  map.on('mousemove', pointerOver(map));
  return {
    show(next) {
      if (next === content) return;
      content = next;
      draw();
    },
    remove() {
      layers?.forget();
      map.remove();
    },
  };
}

/** From the ground up: what is added later is drawn above. */
function addLayers(map: MapLibreMap, ground: MapWire | null) {
  const scheme = firstScheme();
  const recolours: ((palette: Palette) => void)[] = [];
  const add = (layersIn: (palette: Palette) => readonly BasemapLayer[]) => {
    if (ground) recolours.push(addBasemapPart(map, layersIn, PALETTES[scheme]).recolour);
  };
  if (ground) addBasemapSource(map, ground);
  add(groundLayers);
  add(roadLayers);
  const bands = addBandsLayer(map);
  recolours.push(bands.recolour);
  const areas = addAreasLayer(map);
  const routes = addRoutesLayer(map);
  add(roadNameLayers);
  add(placeLayers);
  const sites = addSitesLayer(map);
  const hubs = addHubsLayer(map);
  const stops = addStopsLayer(map);
  const highlight = addHighlightLayer(map);
  const forget = followScheme(map, scheme, (palette) => {
    map.setPaintProperty(BACKGROUND, 'background-color', ground?.isCoastal ? palette.sea : palette.land);
    for (const recolour of recolours) recolour(palette);
  });
  return { bands, areas, routes, sites, hubs, stops, highlight, forget };
}

/**
 * Colours the map in the scheme chosen beside it; printed, it is light.
 * @returns ends the listening
 */
function followScheme(map: MapLibreMap, first: Scheme, colour: (palette: Palette) => void): () => void {
  let scheme = first;
  const showIn = (shown: Scheme) => {
    colour(PALETTES[shown]);
    // What explains the map beside it takes its colours from the same scheme.
    document.documentElement.dataset.mapScheme = shown;
  };
  const show = () => showIn(scheme);
  const showOnPaper = () => {
    showIn('light');
    map.redraw();
  };
  map.addControl(
    schemeControl(first, (chosen) => {
      scheme = chosen;
      show();
    }),
    'top-right',
  );
  window.addEventListener('beforeprint', showOnPaper);
  window.addEventListener('afterprint', show);
  show();
  return () => {
    window.removeEventListener('beforeprint', showOnPaper);
    window.removeEventListener('afterprint', show);
  };
}

function pickedAt(map: MapLibreMap, { point }: Pick<MapMouseEvent, 'point'>): Selection | null {
  const layers = PICKABLE.map(({ layer }) => layer).filter((layer) => map.getLayer(layer));
  const hits = map.queryRenderedFeatures(
    [
      [point.x - HIT_PIXELS, point.y - HIT_PIXELS],
      [point.x + HIT_PIXELS, point.y + HIT_PIXELS],
    ],
    { layers },
  );
  for (const { layer, kind } of PICKABLE) {
    const hit = hits.find((feature: MapGeoJSONFeature) => feature.layer.id === layer);
    if (hit) return { kind, id: String(hit.properties.id) };
  }
  return null;
}

/** A hand over what can be picked; looked up at most once a frame, and never while the map moves. */
function pointerOver(map: MapLibreMap): (event: MapMouseEvent) => void {
  let waiting: MapMouseEvent | null = null;
  const look = () => {
    const event = waiting;
    waiting = null;
    if (event && !map.isMoving()) map.getCanvas().style.cursor = pickedAt(map, event) ? 'pointer' : '';
  };
  return (event) => {
    if (waiting === null) requestAnimationFrame(look);
    waiting = event;
  };
}

/** Room that the card of what is picked out takes on a wide map, on the left. */
const CARD_PIXELS = 370;
const WIDE_PIXELS = 720;

/** Moves the map only when something is outside or hidden; without a flight where motion is unwelcome. */
function bringIntoView(map: MapLibreMap, [west, south, east, north]: Bounds): void {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const left = width > WIDE_PIXELS ? CARD_PIXELS + MARGIN_PIXELS : MARGIN_PIXELS;
  const isInView = [map.project([west, north]), map.project([east, south])].every(
    ({ x, y }) => x > left && x < width - MARGIN_PIXELS && y > MARGIN_PIXELS && y < height - MARGIN_PIXELS,
  );
  if (isInView) return;
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const edges = { top: MARGIN_PIXELS, right: MARGIN_PIXELS, bottom: MARGIN_PIXELS, left };
  const camera = map.cameraForBounds([west, south, east, north], {
    padding: edges,
    maxZoom: Math.max(map.getZoom(), 9),
  });
  if (camera) map.easeTo({ ...camera, duration: isStill ? 0 : 500 });
}
