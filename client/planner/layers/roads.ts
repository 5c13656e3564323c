import type { ExpressionSpecification } from 'maplibre-gl';
import type { Palette } from '../map/palette.ts';
import type { BasemapLayer } from './basemap.ts';
import { LABEL_FONT } from './layer.ts';

const ofKind = (kinds: readonly string[]): ExpressionSpecification => [
  'in',
  ['get', 'kind'],
  ['literal', [...kinds]],
];
const MAIN = ['motorway', 'trunk'];
const PRIMARY = ['primary'];

/** Line width in pixels at zoom 7, 10, 14 and 16. */
const widths = (factor: number): ExpressionSpecification => [
  'interpolate',
  ['exponential', 1.4],
  ['zoom'],
  7,
  0.7 * factor,
  10,
  1.3 * factor,
  14,
  4 * factor,
  16,
  6.5 * factor,
];

/** By class, as a share of the widest; service roads and what is not known are the least. */
const OTHER_FACTOR: ExpressionSpecification = [
  'match',
  ['get', 'kind'],
  'secondary',
  1.1,
  'tertiary',
  0.8,
  'minor',
  0.6,
  0.35,
];
const OTHER_WIDTHS: ExpressionSpecification = [
  'interpolate',
  ['exponential', 1.4],
  ['zoom'],
  7,
  ['*', 0.7, OTHER_FACTOR],
  10,
  ['*', 1.3, OTHER_FACTOR],
  14,
  ['*', 4, OTHER_FACTOR],
  16,
  ['*', 8, OTHER_FACTOR],
];

const roads = (
  id: string,
  colour: string,
  filter: ExpressionSpecification,
  width: ExpressionSpecification,
): BasemapLayer => ({
  id,
  type: 'line',
  'source-layer': 'road',
  filter,
  layout: { 'line-cap': 'round', 'line-join': 'round' },
  paint: { 'line-color': colour, 'line-width': width },
});

/** Thin grey roads by class, wider for A roads; railways and dashed ferries. */
export const roadLayers = (palette: Palette): readonly BasemapLayer[] => [
  roads('other-roads', palette.otherRoad, ['!', ofKind([...MAIN, ...PRIMARY])], OTHER_WIDTHS),
  roads('primary-roads', palette.primaryRoad, ofKind(PRIMARY), widths(1.6)),
  roads('main-roads', palette.mainRoad, ofKind(MAIN), widths(2.2)),
  {
    id: 'railways',
    type: 'line',
    'source-layer': 'rail',
    paint: { 'line-color': palette.rail, 'line-width': 1.2, 'line-dasharray': [4, 2] },
  },
  {
    id: 'ferries',
    type: 'line',
    'source-layer': 'ferry',
    paint: { 'line-color': palette.ferry, 'line-width': 1.2, 'line-dasharray': [2, 2] },
  },
];

/** Numbers of roads, and their names along them close by; drawn after the areas so that they stay readable. */
export const roadNameLayers = (palette: Palette): readonly BasemapLayer[] => [
  {
    id: 'road-names',
    type: 'symbol',
    'source-layer': 'road',
    minzoom: 13,
    filter: ['has', 'name'],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 260,
      'text-field': ['get', 'name'],
      'text-font': LABEL_FONT,
      'text-size': ['interpolate', ['linear'], ['zoom'], 13, 9.5, 16, 12],
      'text-max-angle': 35,
      'text-padding': 6,
    },
    paint: { 'text-color': palette.roadName, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 },
  },
  {
    id: 'water-names',
    type: 'symbol',
    'source-layer': 'waterway',
    minzoom: 12,
    filter: ['has', 'name'],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 400,
      'text-field': ['get', 'name'],
      'text-font': LABEL_FONT,
      'text-size': 10.5,
      'text-max-angle': 35,
    },
    paint: { 'text-color': palette.waterName, 'text-halo-color': palette.halo, 'text-halo-width': 1.4 },
  },
  {
    id: 'road-numbers',
    type: 'symbol',
    'source-layer': 'road',
    minzoom: 8.5,
    filter: ['all', ['has', 'ref'], ofKind([...MAIN, ...PRIMARY])],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 320,
      'text-field': ['get', 'ref'],
      'text-font': LABEL_FONT,
      'text-size': 10.5,
      'text-rotation-alignment': 'viewport',
    },
    paint: { 'text-color': palette.roadName, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
  },
];
