import { describe, expect, it } from 'vitest';
import { areasByDrive } from '../../../client/planner/areaColours.ts';
import { areaFeatures } from '../../../client/planner/layers/areas.ts';
import { hubFeatures } from '../../../client/planner/layers/hubs.ts';
import { routeFeatures } from '../../../client/planner/layers/routes.ts';
import { siteFeatures } from '../../../client/planner/layers/sites.ts';
import { stopFeatures } from '../../../client/planner/layers/stops.ts';
import { createMapContent } from '../../../client/planner/mapContent.ts';
import { colourOf, minuteScale, NO_ROAD_COLOUR, stepOf } from '../../../client/planner/minuteScale.ts';
import { reduce } from '../../../client/planner/reduce.ts';
import {
  initialState,
  type PlannerState,
  type RoutesWire,
  type View,
} from '../../../client/planner/state.ts';
import { weekdayColour } from '../../../client/planner/weekdayColours.ts';
import { lonLat } from '../../../server/shared/coordinates.ts';
import {
  aHub,
  anAccess,
  anArea,
  aPlan,
  aReach,
  aRegion,
  aSite,
  aStop,
  aSummary,
} from '../../support/plannerWire.ts';

const scale = minuteScale(aReach().bands);
const properties = (collection: { features: readonly { properties: unknown }[] }) =>
  collection.features.map((feature) => feature.properties as Record<string, unknown>);

/** Relative luminance and contrast as in WCAG 2.2. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe('the scale of minutes', () => {
  it('has a step a band, ends inclusive, and a colour of its own for no road', () => {
    expect(scale.map(({ label }) => label)).toEqual([
      'up to 10 minutes',
      '10 to 20 minutes',
      '20 to 30 minutes',
      'over 30 minutes',
    ]);
    expect([0, 600, 600.5, 1200, 1801].map((seconds) => stepOf(scale, seconds))).toEqual([0, 0, 1, 1, 3]);
    expect(colourOf(scale, null)).toBe(NO_ROAD_COLOUR);
  });

  it.each([2, 3, 4, 5, 6])(
    'gets darker with every one of %i steps, so that it reads without colour',
    (count) => {
      const bands = Array.from({ length: count }, (_, i) => ({
        toSeconds: i === count - 1 ? null : (i + 1) * 300,
      }));
      const white = minuteScale(bands).map(({ colour }) => contrast(colour, '#ffffff'));
      expect(white).toEqual([...white].sort((a, b) => a - b));
      expect(new Set(white).size).toBe(count);
    },
  );

  it('is there before the bands are known', () => expect(minuteScale([])).toEqual(scale));
});

describe('weekday colours', () => {
  it('differ, and may carry text on white', () => {
    const colours = ([1, 2, 3, 4, 5, 6, 7] as const).map(weekdayColour);
    expect(new Set(colours).size).toBe(7);
    for (const colour of colours) expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(4.5);
  });
});

describe('areas on the map', () => {
  const areas = [
    anArea({ id: 'big', children: 400 }),
    anArea({ id: 'quarter', children: 100, hubSeconds: null }),
    anArea({ id: 'empty', children: 0, hubSeconds: 1300 }),
  ];
  const { colours, key } = areasByDrive(anAccess({ areas }), null);

  it('grow in surface with their children, and none is left out', () => {
    const radii = properties(areaFeatures({ areas, colours, key, isDimmed: false })).map(
      ({ radius }) => radius,
    );
    expect(radii).toEqual([15, 9, 3]);
  });

  it('have the smallest come last, so that they are drawn on top', () => {
    const shuffled = [areas[1], areas[2], areas[0]];
    const ids = properties(areaFeatures({ areas: shuffled, colours, key, isDimmed: false })).map(
      ({ id }) => id,
    );
    expect(ids).toEqual(['big', 'quarter', 'empty']);
  });

  it('take the colour of their drive', () => {
    const drawn = properties(areaFeatures({ areas, colours, key, isDimmed: false }));
    expect(drawn.map(({ colour }) => colour)).toEqual([scale[0].colour, NO_ROAD_COLOUR, scale[2].colour]);
  });

  it('are drawn where their people live, each part with its own size and colour', () => {
    const points = [
      { lonLat: lonLat(-4.5, 50.5), share: 0.75, hubSeconds: 300 },
      { lonLat: lonLat(-4.4, 50.6), share: 0.25, hubSeconds: null },
    ];
    const apart = anArea({ id: 'apart', children: 100, points });
    const { features } = areaFeatures({
      ...areasByDrive(anAccess({ areas: [apart] }), null),
      isDimmed: false,
    });
    expect(
      features.map(({ properties, geometry }) => [properties?.id, properties?.colour, geometry]),
    ).toEqual([
      ['apart', scale[0].colour, { type: 'Point', coordinates: [-4.5, 50.5] }],
      ['apart', NO_ROAD_COLOUR, { type: 'Point', coordinates: [-4.4, 50.6] }],
    ]);
    expect(features.map(({ properties }) => properties?.radius)).toEqual([3 + 12 * Math.sqrt(0.75), 9]);
  });

  it('are no trouble in a region without any', () => {
    expect(areaFeatures({ areas: [], colours, key, isDimmed: true }).features).toEqual([]);
  });
});

describe('places on the map', () => {
  it('puts hubs where they are', () => {
    expect(hubFeatures([aHub()]).features).toEqual([
      {
        type: 'Feature',
        properties: { id: 'hub', name: 'Tiny Family Hub' },
        geometry: { type: 'Point', coordinates: [-4.5, 50.51] },
      },
    ]);
  });

  it('leaves chosen sites to the stops, marks wishes and obstacles, and has the best come last', () => {
    const sites = [
      aSite(),
      aSite({ id: 'car-park', score: 40 }),
      aSite({ id: 'island', score: 9, obstacle: 'No road' }),
    ];
    const collection = siteFeatures({
      sites,
      wishOf: (id) => (id === 'car-park' ? 'never' : 'allowed'),
      stopIds: new Set(['hall']),
    });
    expect(properties(collection)).toEqual([
      { id: 'island', name: 'Far village hall', score: 0, wish: 'allowed' },
      { id: 'car-park', name: 'Far village hall', score: 40, wish: 'never' },
    ]);
  });

  it('numbers stops and tells the unserved ones', () => {
    const stops = [aStop({ need: 3, patternWords: '' }), aStop({ siteId: 'b', need: 8 })];
    expect(properties(stopFeatures(stops))).toEqual([
      { id: 'b', name: 'Far village hall', number: '1', isServed: true },
      { id: 'hall', name: 'Far village hall', number: '2', isServed: false },
    ]);
  });
});

const routes: RoutesWire = {
  type: 'FeatureCollection',
  features: ([1, 2, 3] as const).map((weekday, index) => ({
    type: 'Feature',
    properties: { index, vanId: 'van', week: 0, weekday },
    geometry: {
      type: 'LineString',
      coordinates: [
        [-4.5, 50.5],
        [-4.4 - index / 10, 50.6],
      ],
    },
  })),
};

describe('van-days on the map', () => {
  it('have their weekday’s colour, all alike while none is picked out', () => {
    const all = properties(routeFeatures({ routes, litIndex: null }));
    expect(all.map(({ colour }) => colour)).toEqual([weekdayColour(1), weekdayColour(2), weekdayColour(3)]);
    expect(new Set(all.map(({ opacity }) => opacity)).size).toBe(1);
  });

  it('put the one that is picked out last, wider, before faded others', () => {
    const all = properties(routeFeatures({ routes, litIndex: 0 }));
    expect(all.map(({ id, width, opacity }) => [id, width, opacity])).toEqual([
      ['1', 1, 0.12],
      ['2', 1, 0.12],
      ['0', 2, 1],
    ]);
  });
});

describe('what the map shows', () => {
  const fetched: PlannerState = [
    { type: 'fetched', key: 'region', value: aRegion() } as const,
    { type: 'fetched', key: 'access', value: anAccess() } as const,
    { type: 'fetched', key: 'sites', value: [aSite()] } as const,
    { type: 'fetched', key: 'plans', value: [aSummary()] } as const,
    { type: 'fetched', key: 'plan/1', value: aPlan() } as const,
    { type: 'fetched', key: 'routes/1', value: routes } as const,
  ].reduce(reduce, initialState({ step: 'access', planId: null, selected: null, isAfterPlan: false }));
  const at = (view: Partial<View>): PlannerState => ({ ...fetched, view: { ...fetched.view, ...view } });

  it('is nothing at all before anything is here', () => {
    const content = createMapContent()(initialState(fetched.view));
    expect(Object.values(content).every((part) => part === null)).toBe(true);
  });

  it('follows the step: areas first, then sites, then roads', () => {
    const contentOf = createMapContent();
    const parts = (view: Partial<View>) =>
      Object.entries(contentOf(at(view)))
        .filter(([name, part]) => part !== null && name !== 'bounds')
        .map(([name]) => name);
    expect(parts({ step: 'access' })).toEqual(['areas', 'hubs']);
    expect(parts({ step: 'access', isAfterPlan: true })).toEqual(['areas', 'hubs', 'stops']);
    expect(parts({ step: 'stops' })).toEqual(['areas', 'hubs', 'sites', 'stops']);
    expect(parts({ step: 'rota' })).toEqual(['hubs', 'stops', 'routes']);
  });

  it('keeps every part whose ingredients are the same, so that nothing is drawn again', () => {
    const contentOf = createMapContent();
    const first = contentOf(at({ step: 'stops' }));
    expect(contentOf(at({ step: 'stops' }))).toBe(first);
    const picked = contentOf(at({ step: 'stops', selected: { kind: 'hub', id: 'hub' } }));
    expect(picked.highlight).toEqual([-4.5, 50.51]);
    expect(picked.areas).toBe(first.areas);
    expect(picked.sites).toBe(first.sites);
  });

  it('lights the van-day that is pointed at before the one that is picked out', () => {
    const contentOf = createMapContent();
    const picked = at({ step: 'rota', selected: { kind: 'van-day', id: '2' } });
    expect(contentOf(picked).routes?.litIndex).toBe(2);
    expect(contentOf({ ...picked, pointedDay: 1 }).routes?.litIndex).toBe(1);
    expect(contentOf(at({ step: 'rota' })).routes?.litIndex).toBeNull();
  });

  it('brings a picked-out place into view, or all of a van-day’s road', () => {
    const contentOf = createMapContent();
    const place = contentOf(at({ selected: { kind: 'site', id: 'hall' } }));
    expect(place.inView).toEqual([-4.2, 50.7, -4.2, 50.7]);
    const day = contentOf(at({ step: 'rota', selected: { kind: 'van-day', id: '2' } }));
    expect(day.inView?.map((degrees) => Math.round(degrees * 10) / 10)).toEqual([-4.6, 50.5, -4.5, 50.6]);
    expect(contentOf(at({ step: 'rota', selected: { kind: 'van-day', id: '9' } })).inView).toBeNull();
    expect(contentOf(at({ selected: { kind: 'area', id: 'gone' } })).highlight).toBeNull();
  });
});
