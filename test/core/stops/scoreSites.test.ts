import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS, parametersWith } from '../../../server/core/parameters.ts';
import { type ScoreFields, scoreSites } from '../../../server/core/stops/scoreSites.ts';
import { area, site, tinyTown, townMatrix, townWalks } from '../../support/tinyTown.ts';

const HUBS = ['hub-west', 'hub-east'];

function town(changes: Partial<ScoreFields> & { hubs?: readonly string[] } = {}): ScoreFields {
  const { hubs = HUBS, ...rest } = changes;
  const areas = rest.areas ?? tinyTown.areas;
  const sites = rest.sites ?? tinyTown.sites;
  const areaIds = areas.map(({ id }) => id);
  const siteIds = sites.map(({ id }) => id);
  return {
    areas,
    sites,
    areasToHubs: townMatrix(areaIds, hubs),
    areasToHubsOnFoot: townWalks(areaIds, hubs),
    areasToSites: townMatrix(areaIds, siteIds),
    areasToSitesOnFoot: townWalks(areaIds, siteIds),
    sitesToHubs: townMatrix(siteIds, hubs),
    parameters: DEFAULT_PARAMETERS,
    ...rest,
  };
}

describe('scoreSites', () => {
  // Discretion is 3 of 5 everywhere: 5 of 10 points. Six of seven facts suit, opening hours are not known: 10 × 6.5 ÷ 7 points.
  it('ranks tiny town’s sites by scores worked by hand', () => {
    const scores = scoreSites(town());
    expect(scores.map(({ rank, siteId, score }) => [rank, siteId, Number(score.toFixed(4))])).toEqual([
      [1, 'site-carn', 89.2857],
      [2, 'site-brook', 83.9743],
      [3, 'site-dean', 80.1086],
      [4, 'site-ashby', 56.8711],
      [5, 'site-eel', 0],
    ]);
  });

  it('shows each part with its figure, and the parts add up to the score', () => {
    const [carn] = scoreSites(town());
    expect(carn.parts).toMatchObject([
      { name: 'newlyReachedChildren', value: 100, unit: 'children', points: 40, maxPoints: 40 },
      { name: 'expectedContacts', unit: 'contacts a month', points: 20, maxPoints: 20 },
      { name: 'ruralDistance', value: 30, unit: 'minutes', points: 15, maxPoints: 20 },
      { name: 'discretion', value: 3, unit: 'of 5', points: 5, maxPoints: 10 },
      { name: 'suitability', value: 6, unit: 'of 6 known facts', points: 65 / 7, maxPoints: 10 },
    ]);
    expect(carn).toMatchObject({
      secondsToHub: 1800,
      metresToHub: 30_000,
      nearestHubId: 'hub-west',
      newlyReachedChildren: 100,
      newlyReachedAreaIds: ['area-cotley', 'area-dunmere'],
      reason: null,
    });
  });

  it('counts an area at exactly the limit of reach as newly reached, and one at the limit from a hub as not', () => {
    const at = (withinReachSeconds: number) =>
      scoreSites(town({ parameters: parametersWith({ withinReachSeconds }) })).find(
        ({ siteId }) => siteId === 'site-brook',
      );
    expect(at(900)?.newlyReachedAreaIds).toEqual(['area-cotley', 'area-dunmere']);
    expect(at(899)?.newlyReachedAreaIds).toEqual(['area-cotley']);
    expect(at(1500)?.newlyReachedAreaIds).toEqual([]);
  });

  it('keeps a site no road leads to, last and with a reason', () => {
    expect(scoreSites(town()).at(-1)).toMatchObject({
      siteId: 'site-eel',
      score: 0,
      secondsToHub: Infinity,
      reason: 'No road leads from any area to Eel Island hall',
    });
  });

  it('gives full points for rural distance everywhere in a region without hubs', () => {
    const scores = scoreSites(town({ hubs: [] }));
    const points = scores
      .filter(({ reason }) => reason === null)
      .map(({ parts }) => parts.find(({ name }) => name === 'ruralDistance')?.points);
    expect(points).toEqual([20, 20, 20, 20]);
  });

  it('gives rank by identifier to equal sites, whatever the order of the input', () => {
    const twins = [
      site({ id: 'site-dean', name: 'Dean hall' }),
      site({ id: 'site-brook', name: 'Brook hall' }),
    ];
    const areas = [area({ id: 'site-carn' })];
    expect(scoreSites(town({ sites: twins, areas })).map(({ siteId }) => siteId)).toEqual([
      'site-brook',
      'site-dean',
    ]);
    const reversed = scoreSites(
      town({ areas: [...tinyTown.areas].reverse(), sites: [...tinyTown.sites].reverse() }),
    );
    expect(reversed.map(({ siteId }) => siteId)).toEqual(scoreSites(town()).map(({ siteId }) => siteId));
  });

  it('scales edited weights to 100 and survives weights that are all 0', () => {
    const weights = (newly: number, contacts: number, rural: number) =>
      parametersWith({
        scoreWeightNewlyReached: newly,
        scoreWeightContacts: contacts,
        scoreWeightRuralDistance: rural,
        scoreWeightDiscretion: 0,
        scoreWeightSuitability: 0,
      });
    const [best] = scoreSites(town({ parameters: weights(10, 0, 0) }));
    expect(best.score).toBe(100);
    expect(scoreSites(town({ parameters: weights(0, 0, 0) })).map(({ score }) => score)).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });

  it('stays between 0 and 100 and gives no points for need where there are no areas', () => {
    const scores = scoreSites(town({ areas: [] }));
    expect(scores.every(({ score, reason }) => score === 0 && reason !== null)).toBe(true);
    expect(scoreSites(town({ sites: [] }))).toEqual([]);
  });
});
