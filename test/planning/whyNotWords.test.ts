import { describe, expect, it } from 'vitest';
import type { WhyNotChosen } from '../../server/core/stops/whyNotChosen.ts';
import { type WhyNotFacts, whyNotWords } from '../../server/planning/whyNotWords.ts';

const NAMES: Readonly<Record<string, string>> = {
  mullion: 'Mullion hall',
  sithney: 'Sithney hall',
  gunwalloe: 'Gunwalloe cove',
};

const chosen = (fields: Partial<WhyNotChosen> = {}): WhyNotChosen => ({
  siteIds: ['gunwalloe'],
  reason: 'outbid',
  needAlone: 40,
  needAsOneMore: 12.34,
  entersAtStops: 17,
  lookedUpToStops: 60,
  ifChosen: {
    siteId: 'gunwalloe',
    objective: 900,
    objectiveLost: 18.2,
    isProven: true,
    siteIds: ['gunwalloe'],
    dropped: ['sithney'],
    added: ['gunwalloe'],
  },
  chosenUpToHours: null,
  competesWith: [
    { siteId: 'mullion', sharedChildren: 31 },
    { siteId: 'sithney', sharedChildren: 0.2 },
  ],
  ...fields,
});

const facts = (fields: Partial<WhyNotFacts> = {}): WhyNotFacts => ({
  placeName: 'Gunwalloe',
  planLetter: 'B',
  stops: 14,
  withinSeconds: 1200,
  fullCoverSeconds: 600,
  nameOf: (id) => NAMES[id] ?? id,
  newlyReached: 52,
  reached: 300,
  reachedNow: 1240,
  reachedIfChosen: 1217,
  losers: [{ areaId: 's', areaName: 'Sithney', children: 30 }],
  winners: [{ areaId: 'g', areaName: 'Gunwalloe', children: 7 }],
  nearest: { name: 'Mullion hall', seconds: 640 },
  ...fields,
});

describe('why not us?', () => {
  it('is answered with what it would take, whom it competes with, and what it would cost', () => {
    const told = whyNotWords(chosen(), facts());
    expect(told.headline).toBe('Gunwalloe would be a stop from 17 stops on; plan B has 14.');
    expect(told.sentences).toEqual([
      'As the only stop it would newly reach 52 under-5s; beside the stops of the plan it would meet the need of 12.3 more (near ones count in full, far ones less).',
      'It competes with Mullion hall (31 under-5s) for the same families.',
      'Choosing Gunwalloe cove in place of Sithney hall would cost the need of 18.2 under-5s: 23 under-5s fewer would be newly reached.',
      '30 under-5s in Sithney would be beyond reach again; 7 under-5s in Gunwalloe would gain.',
      'To be worth its place among 14 stops, at least 19 under-5s more would have to live within 10 minutes of it, and out of reach of the others.',
    ]);
    expect(told.losers).toEqual([{ areaId: 's', areaName: 'Sithney', children: 30 }]);
    expect(told.competesWith[0].siteName).toBe('Mullion hall');
  });

  it('gives the parish words without any figure of people, and without who would lose', () => {
    const { letter } = whyNotWords(chosen(), facts());
    expect(letter).toBe(
      'The stops of the mobile Family Hub are chosen so that as many families with young children as possible who live more than 20 minutes from a Family Hub come within reach of one. With the 14 stops of the present plan, other places bring more such families within reach; with 17, Gunwalloe would be one of them. From Gunwalloe, the nearest is Mullion hall, about 11 minutes by car.',
    );
    expect(letter).not.toMatch(/Sithney|\b(52|31|30|23|19|7)\b/);
  });

  it('says plainly when no number of stops that was looked at has it', () => {
    const told = whyNotWords(chosen({ entersAtStops: null }), facts({ nearest: null }));
    expect(told.headline).toBe('Gunwalloe is in no best choice of up to 60 stops; plan B has 14.');
    expect(told.letter).toMatch(/bring more such families within reach than Gunwalloe\.$/);
  });

  it('says that nothing is lost when both choices are equally good', () => {
    const { ifChosen } = chosen();
    const told = whyNotWords(
      chosen({ ifChosen: ifChosen && { ...ifChosen, objectiveLost: 0, added: ['gunwalloe', 'mullion'] } }),
      facts(),
    );
    expect(told.sentences.at(-1)).toBe(
      'Choosing Gunwalloe cove in place of Sithney hall, with Mullion hall chosen anew would cost nothing: both choices are equally good.',
    );
  });

  it('names at most three areas, and adds all of them up', () => {
    const losers = [9, 8, 7, 6, 5].map((children, i) => ({
      areaId: `${i}`,
      areaName: `Area ${i}`,
      children,
    }));
    const told = whyNotWords(chosen(), facts({ losers, winners: [] }));
    expect(told.sentences).toContain(
      '35 under-5s in Area 0, Area 1, Area 2 and 2 other areas would be beyond reach again; nobody would gain.',
    );
  });

  it('tells who has no need of a stop from who was left out, and from who is served', () => {
    const said = (reason: WhyNotChosen['reason'], reached = 300) =>
      whyNotWords(chosen({ reason, ifChosen: null, competesWith: [] }), facts({ reached }));
    expect(said('adds-nothing').headline).toBe(
      'Everybody within reach of Gunwalloe has a Family Hub within 20 minutes already.',
    );
    expect(said('adds-nothing', 0).headline).toBe('No under-5 lives within 20 minutes of Gunwalloe by road.');
    expect(said('forced-out').headline).toBe('Gunwalloe was ruled out by hand for plan B.');
    expect(said('forced-out').sentences).toEqual(['As the only stop it would newly reach 52 under-5s.']);
    expect(said('chosen')).toMatchObject({
      isChosen: true,
      headline: 'Gunwalloe is served: it has a stop in plan B.',
      sentences: [],
      losers: [],
      letter: '',
    });
  });

  it('speaks of hours where the plan has a budget, and of no choice where none can have it', () => {
    expect(whyNotWords(chosen({ chosenUpToHours: 2.5 }), facts()).sentences.at(-1)).toBe(
      'It would be chosen after all if a visit took at most 2.5 van-hours.',
    );
    expect(whyNotWords(chosen({ ifChosen: null }), facts()).sentences.at(-1)).toBe(
      'No choice of as many stops can have it, with the sites required and ruled out.',
    );
  });

  it('says so when the present stops serve all of them as well, and when the plan was made for another aim', () => {
    const told = whyNotWords(chosen({ needAsOneMore: 0 }), facts());
    expect(told.headline).toBe(
      'Gunwalloe would add nobody to plan B: all whom it could bring within reach have a stop of the plan near them already.',
    );
    expect(told.letter).toContain('have a stop of the present plan near them already.');
    const { ifChosen } = chosen();
    const better = whyNotWords(chosen({ ifChosen: ifChosen && { ...ifChosen, objectiveLost: -4 } }), facts());
    expect(better.sentences[2]).toBe(
      'Choosing Gunwalloe cove in place of Sithney hall would even meet the need of 4 under-5s more: plan B was not made for the most need met.',
    );
  });
});
