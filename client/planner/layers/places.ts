import type { ExpressionSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import type { Palette } from '../map/palette.ts';
import type { BasemapLayer } from './basemap.ts';
import { LABEL_FONT, LABEL_FONT_BOLD } from './layer.ts';

const RANK: ExpressionSpecification = ['match', ['get', 'kind'], 'city', 0, 'town', 1, 'village', 2, 3];
const isKind = (...kinds: string[]): ExpressionSpecification => ['in', ['get', 'kind'], ['literal', kinds]];
const LARGE = isKind('city', 'town');
const VILLAGE = isKind('village', 'island');
const LAKE = isKind('lake');

/** Always on the same side: a choice of sides would be worked out anew for every name in every frame while the map moves. */
const BELOW = { 'text-anchor': 'top', 'text-offset': [0, 1] } satisfies SymbolLayerSpecification['layout'];

const names = (fields: {
  id: string;
  minzoom?: number;
  filter: ExpressionSpecification;
  layout: SymbolLayerSpecification['layout'];
  colours: { colour: string; halo: string };
}): BasemapLayer => ({
  id: fields.id,
  type: 'symbol',
  'source-layer': 'place',
  ...(fields.minzoom === undefined ? {} : { minzoom: fields.minzoom }),
  filter: fields.filter,
  layout: { 'text-field': ['get', 'name'], 'text-font': LABEL_FONT, ...BELOW, ...fields.layout },
  paint: {
    'text-color': fields.colours.colour,
    'text-halo-color': fields.colours.halo,
    'text-halo-width': 1.6,
  },
});

/** Names of places: towns first, villages from a county's view down, the rest close by. */
export const placeLayers = ({
  town,
  village,
  smallPlace,
  waterName,
  halo,
}: Palette): readonly BasemapLayer[] => [
  names({
    id: 'places-lakes',
    filter: LAKE,
    layout: { 'text-size': 10.5, 'text-max-width': 6, 'text-anchor': 'center', 'text-offset': [0, 0] },
    colours: { colour: waterName, halo },
  }),
  names({
    id: 'places-small',
    minzoom: 11.5,
    filter: ['all', ['!', LARGE], ['!', VILLAGE], ['!', LAKE]],
    layout: { 'text-size': 10.5 },
    colours: { colour: smallPlace, halo },
  }),
  names({
    id: 'places-villages',
    minzoom: 9.3,
    filter: VILLAGE,
    layout: { 'text-size': ['interpolate', ['linear'], ['zoom'], 11, 11, 14, 13] },
    colours: { colour: village, halo },
  }),
  names({
    id: 'places-towns',
    filter: LARGE,
    layout: {
      'text-font': LABEL_FONT_BOLD,
      'text-size': ['interpolate', ['linear'], ['zoom'], 7, 11, 11, 14, 14, 17],
      'symbol-sort-key': RANK,
    },
    colours: { colour: town, halo },
  }),
];
