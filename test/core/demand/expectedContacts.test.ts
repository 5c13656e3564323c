import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areaDemand,
  baseContacts,
  meanIdaciRate,
  ratesPerChild,
  useByDistance,
} from '../../../server/core/demand/areaDemand.ts';
import {
  contactsByArea,
  expectedContacts,
  expectedContactsOfPlan,
} from '../../../server/core/demand/expectedContacts.ts';
import {
  type SessionRate,
  sessionRates,
  USUAL_SESSION_RATES,
  usualRates,
} from '../../../server/core/demand/sessionRates.ts';
import type { Area, SessionType } from '../../../server/core/nouns.ts';
import { DEFAULT_PARAMETERS, parametersWith } from '../../../server/core/parameters.ts';
import { area, tinyTown, townMatrix, townWalks } from '../../support/tinyTown.ts';

const HUBS = ['hub-west', 'hub-east'];
const SITES = ['site-ashby', 'site-brook', 'site-carn', 'site-dean', 'site-eel'];

const fieldsFor = (areas: readonly Area[], sites: readonly string[]) => {
  const ids = areas.map(({ id }) => id);
  return {
    areas,
    areasToHubs: townMatrix(ids, HUBS),
    areasToHubsOnFoot: townWalks(ids, HUBS),
    areasToSites: townMatrix(ids, sites),
    areasToSitesOnFoot: townWalks(ids, sites),
    parameters: DEFAULT_PARAMETERS,
  };
};

describe('base contacts of an area', () => {
  const cotley = area({ id: 'area-cotley' });
  const baseOf = (rates: readonly SessionRate[], of = cotley) =>
    baseContacts(of, ratesPerChild(rates, DEFAULT_PARAMETERS));

  it('follows the formula for 10 babies and 10 toddlers', () => {
    expect(USUAL_SESSION_RATES.map((rate) => [rate.kind, Number(baseOf([rate]).toFixed(12))])).toEqual([
      ['wellbeing', 1.4],
      ['relationship', 0.5],
      ['dropIn', 3],
      ['feeding', 1.2],
      ['reviews', 0.5],
    ]);
    expect(baseOf(USUAL_SESSION_RATES)).toBeCloseTo(6.6, 12);
  });

  it('is zero where there are no children under 2', () => {
    const empty = area({ id: 'x', childrenUnder1: 0, childrenAged1: 0 });
    expect(baseOf(USUAL_SESSION_RATES, empty)).toBe(0);
  });

  it('shares a kind among the session types that name it, and adds a local rate for each baby', () => {
    const type = (id: string, changes: Partial<SessionType>): SessionType => ({
      id,
      publicName: id,
      publicDescription: '',
      minutes: 60,
      isPublic: true,
      isUsual: true,
      demandKind: null,
      contactsPerBaby: null,
      ...changes,
    });
    const types = [
      type('one', { demandKind: 'reviews' }),
      type('two', { demandKind: 'reviews', isUsual: false }),
      type('play', { demandKind: 'local', contactsPerBaby: { low: 0.1, value: 0.2, high: 0.4 } }),
      type('quiet', {}),
    ];
    const rates = sessionRates(types);
    expect(rates.map((rate) => [rate.sessionTypeId, Number(baseOf([rate]).toFixed(12))])).toEqual([
      ['one', 0.25],
      ['two', 0.25],
      ['play', 2],
    ]);
    expect(usualRates(rates, types).map((rate) => rate.sessionTypeId)).toEqual(['one', 'play']);
    expect(sessionRates([type('quiet', {})])).toBe(USUAL_SESSION_RATES);
  });
});

describe('use by distance', () => {
  const use = (minutes: number, noCarShare: number) =>
    useByDistance({
      driveSeconds: minutes * 60,
      walkSeconds: minutes * 900,
      noCarShare,
      decayMinutes: 15,
    });

  it('lets households without a car walk: 75 minutes where others drive 5', () => {
    expect(use(5, 0)).toBeCloseTo(0.7165313106, 10);
    expect(use(5, 1)).toBeCloseTo(0.006737947, 10);
    expect(use(5, 0.2)).toBeCloseTo(0.5745726379, 10);
  });

  it('is 1 next door, 0 where there is no way, and never rises with distance', () => {
    expect(use(0, 0.3)).toBe(1);
    expect(use(Infinity, 0.3)).toBe(0);
    const minutes = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(minutes, minutes, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, noCar) => {
        expect(use(Math.max(a, b), noCar)).toBeLessThanOrEqual(use(Math.min(a, b), noCar));
      }),
      { seed: 20_261_124 },
    );
  });
});

describe('need weight and unserved share', () => {
  const weightOf = (rates: readonly (number | null)[]) => {
    const areas = rates.map((idaciRate, i) =>
      area({ id: ['area-barrow', 'area-cotley', 'area-dunmere'][i], idaciRate }),
    );
    return areaDemand(fieldsFor(areas, [])).map(({ needWeight, isNeedWeightAssumed }) => [
      Number(needWeight.toFixed(9)),
      isNeedWeightAssumed,
    ]);
  };

  it('weighs an area by its deprivation against the region’s own mean', () => {
    expect(weightOf([0.09, 0.1, 0.11])).toEqual([
      [0.9, false],
      [1, false],
      [1.1, false],
    ]);
  });

  it('keeps the weight between 0.7 and 1.5', () => {
    expect(weightOf([0.01, 0.1, 0.4]).map(([weight]) => weight)).toEqual([0.7, 0.7, 1.5]);
  });

  it('takes 1 where deprivation is not known, and says so; unknown areas do not move the mean', () => {
    expect(weightOf([0.1, null, 0.3])).toEqual([
      [0.7, false],
      [1, true],
      [1.5, false],
    ]);
    expect(weightOf([null, null])).toEqual([
      [1, true],
      [1, true],
    ]);
  });

  it('takes 1 where the whole region’s rate is 0', () => {
    expect(weightOf([0, 0])).toEqual([
      [1, false],
      [1, false],
    ]);
  });

  it('weights the region’s mean by children aged 0 to 4', () => {
    const few = area({
      id: 'few',
      childrenUnder1: 10,
      childrenAged1: 0,
      childrenAged2to4: 0,
      idaciRate: 0.4,
    });
    const many = area({
      id: 'many',
      childrenUnder1: 10,
      childrenAged1: 10,
      childrenAged2to4: 10,
      idaciRate: 0.2,
    });
    expect(meanIdaciRate([few, many])).toBeCloseTo(0.25, 12);
    expect(meanIdaciRate([])).toBeNull();
  });

  it('leaves 77 % unserved 25 minutes from a hub, at least 10 % anywhere, and everyone on an island', () => {
    const areas = [area({ id: 'area-cotley' }), area({ id: 'area-eel' })];
    const [cotley, eel] = areaDemand(fieldsFor(areas, []));
    expect(cotley.unservedShare).toBeCloseTo(0.7707961611, 10);
    expect(eel.unservedShare).toBe(1);
    const atHub = {
      ...fieldsFor(areas, []),
      areasToHubs: townMatrix(['hub-west'], ['hub-west']),
      areasToHubsOnFoot: townWalks(['hub-west'], ['hub-west']),
    };
    expect(areaDemand({ ...atHub, areas: [area({ id: 'hub-west' })] })[0].unservedShare).toBe(0.1);
  });
});

describe('expectedContacts', () => {
  it('gives one area’s contacts worked by hand: 6.6 × 1 × 0.7708 × 0.3649', () => {
    const [carn] = expectedContacts(fieldsFor([area({ id: 'area-cotley' })], ['site-carn']));
    expect(carn.contactsPerMonth).toBeCloseTo(1.8563750321, 10);
    expect(carn.inputs).toMatchObject({
      areasWithinReach: 1,
      babiesWithinReach: 10,
      toddlersWithinReach: 10,
      areasWithAssumedNeedWeight: 0,
      meanNeedWeight: 1,
    });
    expect(carn.inputs.meanShare).toBeCloseTo(0.3649070383, 10);
  });

  it('gives every site of tiny town its figure as if it were the only stop', () => {
    const figures = expectedContacts(fieldsFor(tinyTown.areas, SITES)).map((site) => [
      site.siteId,
      Number(site.contactsPerMonth.toFixed(6)),
    ]);
    expect(figures).toEqual([
      ['site-ashby', 4.328032],
      ['site-brook', 4.845654],
      ['site-carn', 4.922304],
      ['site-dean', 3.894258],
      ['site-eel', 0],
    ]);
  });

  it('counts babies at exactly the limit of reach as within it', () => {
    const areas = [area({ id: 'area-cotley' }), area({ id: 'area-dunmere' })];
    const inputs = (withinReachSeconds: number) =>
      expectedContacts({
        ...fieldsFor(areas, ['site-brook']),
        parameters: parametersWith({ withinReachSeconds }),
      })[0].inputs;
    expect(inputs(900).babiesWithinReach).toBe(20);
    expect(inputs(899).babiesWithinReach).toBe(10);
  });

  it('reports assumed need weights among the inputs', () => {
    const areas = [area({ id: 'area-cotley', idaciRate: null }), area({ id: 'area-dunmere' })];
    expect(expectedContacts(fieldsFor(areas, ['site-carn']))[0].inputs.areasWithAssumedNeedWeight).toBe(1);
  });

  it('has zeros and nulls without areas, and nothing without sites', () => {
    expect(expectedContacts(fieldsFor([], ['site-carn']))).toMatchObject([
      { siteId: 'site-carn', contactsPerMonth: 0, inputs: { babiesWithinReach: 0, meanShare: null } },
    ]);
    expect(expectedContacts(fieldsFor(tinyTown.areas, []))).toEqual([]);
  });

  it('does not care in which order areas and matrix rows come', () => {
    const fields = fieldsFor(tinyTown.areas, SITES);
    const shuffled = expectedContacts({ ...fields, areas: [...tinyTown.areas].reverse() });
    shuffled.forEach((site, j) => {
      expect(site.contactsPerMonth).toBeCloseTo(expectedContacts(fields)[j].contactsPerMonth, 9);
    });
  });
});

describe('expectedContactsOfPlan', () => {
  it('shares the families between the stops of a plan', () => {
    const plan = expectedContactsOfPlan(fieldsFor(tinyTown.areas, ['site-brook', 'site-dean']));
    expect(plan.map((stop) => Number(stop.contactsPerMonth.toFixed(6)))).toEqual([4.0574, 3.073811]);
  });

  it('equals the figure of a lone stop where the plan has one, and never rises with a further stop', () => {
    const lone = expectedContacts(fieldsFor(tinyTown.areas, ['site-brook']))[0];
    expect(expectedContactsOfPlan(fieldsFor(tinyTown.areas, ['site-brook']))[0]).toEqual(lone);
    for (const other of SITES) {
      const [brook] = expectedContactsOfPlan(fieldsFor(tinyTown.areas, ['site-brook', other]));
      expect(brook.contactsPerMonth).toBeLessThanOrEqual(lone.contactsPerMonth);
    }
  });
});

describe('contactsByArea', () => {
  it('lists the areas behind a figure, most contacts first, adding up to it', () => {
    const rows = contactsByArea({ ...fieldsFor(tinyTown.areas, SITES), siteId: 'site-carn' });
    expect(rows.map(({ areaId, contactsPerMonth }) => [areaId, Number(contactsPerMonth.toFixed(6))])).toEqual(
      [
        ['area-cotley', 1.856375],
        ['area-dunmere', 1.856375],
        ['area-barrow', 0.718836],
        ['area-ambleton', 0.322506],
        ['area-eastcott', 0.168211],
      ],
    );
    expect(rows.reduce((sum, row) => sum + row.contactsPerMonth, 0)).toBeCloseTo(4.922304, 6);
  });

  it('refuses a site it does not know', () => {
    expect(() => contactsByArea({ ...fieldsFor(tinyTown.areas, SITES), siteId: 'nowhere' })).toThrowError(
      expect.objectContaining({ code: 'MATRIX_PLACE' }),
    );
  });
});
