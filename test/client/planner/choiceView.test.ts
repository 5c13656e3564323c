import { describe, expect, it } from 'vitest';
import {
  ALL_CANDIDATES,
  type ChoiceView,
  choiceViewOf,
  filtersSet,
  sayChoiceView,
  shownCandidates,
  withCompared,
} from '../../../client/planner/choiceView.ts';
import { aSite } from '../../support/plannerWire.ts';

const KNOWN = { cutoffSeconds: 1200, stops: new Set(['hall']) };
const fact = (name: string, share: number | null) => ({ name, share, words: name });
const SITES = [
  aSite({ suitability: [fact('toilet', 1), fact('power', null)] }),
  aSite({
    id: 'park',
    name: 'Near car park',
    community: 'Near',
    district: 'Coast',
    hubSeconds: 1200,
    newlyReachedChildren: 4.6,
  }),
  aSite({ id: 'isle', name: 'Isle quay', community: 'Isle', hubSeconds: null, status: 'proposed' }),
];
const shown = (change: Partial<ChoiceView>) =>
  shownCandidates(SITES, { ...ALL_CANDIDATES, ...change }, KNOWN).map(({ id }) => id);

describe('the candidates that are shown', () => {
  it.each<[Partial<ChoiceView>, string[]]>([
    [{}, ['hall', 'park', 'isle']],
    [{ words: 'CAR near' }, ['park']],
    // A hub at exactly the limit is within reach; one that no road leads to is not.
    [{ hubReach: 'within' }, ['park']],
    [{ hubReach: 'beyond' }, ['hall', 'isle']],
    [{ status: 'proposed' }, ['isle']],
    [{ community: 'Near' }, ['park']],
    [{ district: 'Coast' }, ['park']],
    [{ facilities: ['toilet'] }, ['hall']],
    // Not known is not known to be there.
    [{ facilities: ['power'] }, []],
    // Children are shown whole: 4.6 is shown as 5.
    [{ leastReached: 5 }, ['hall', 'park', 'isle']],
    [{ leastReached: 6 }, ['hall', 'isle']],
    [{ planUse: 'in' }, ['hall']],
    [{ planUse: 'out' }, ['park', 'isle']],
  ])('keep to %o', (change, ids) => {
    expect(shown(change)).toEqual(ids);
  });

  it('are all there until the limit of reach is known', () => {
    const view = { ...ALL_CANDIDATES, hubReach: 'within' } as const;
    expect(shownCandidates(SITES, view, { ...KNOWN, cutoffSeconds: null })).toHaveLength(3);
  });

  it('count the conditions, words left out', () => {
    expect(filtersSet({ ...ALL_CANDIDATES, words: 'x' })).toBe(0);
    expect(filtersSet({ ...ALL_CANDIDATES, status: 'live', facilities: ['toilet', 'power'] })).toBe(3);
  });
});

describe('the address', () => {
  const view: ChoiceView = {
    words: 'st just & more',
    hubReach: 'beyond',
    status: 'live',
    community: 'St Just, in Roseland',
    district: 'Cornwall & Scilly',
    facilities: ['toilet', 'stepFree'],
    leastReached: 12,
    planUse: 'out',
    compared: ['osm:node/1', 'hall'],
    asked: { kind: 'village', id: 'Praze: an Beeble' },
  };

  it('holds all of it, there and back', () => {
    const said = new URLSearchParams();
    sayChoiceView(said, view);
    expect(choiceViewOf(new URLSearchParams(said.toString()))).toEqual(view);
  });

  it('says nothing of what is usual, and understands nothing as that', () => {
    const said = new URLSearchParams();
    sayChoiceView(said, ALL_CANDIDATES);
    expect(said.toString()).toBe('');
    expect(choiceViewOf(said)).toBeUndefined();
  });

  it('leaves out nonsense', () => {
    const said = 'hub=constructor&has=toilet~helipad&reached=-3&use=maybe&compare=a~a~b~c&ask=planet:Mars';
    expect(choiceViewOf(new URLSearchParams(said))).toEqual({
      ...ALL_CANDIDATES,
      facilities: ['toilet'],
      compared: ['a', 'b'],
    });
  });
});

describe('comparing', () => {
  it('keeps the two picked last, and puts away what is picked again', () => {
    expect(withCompared([], 'a')).toEqual(['a']);
    expect(withCompared(['a', 'b'], 'c')).toEqual(['b', 'c']);
    expect(withCompared(['a', 'b'], 'a')).toEqual(['b']);
  });
});
