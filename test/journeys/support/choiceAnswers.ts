import type { Page } from 'playwright-core';
import type { CurveAnswerWire, WhyNotAnswerWire } from '../../../server/contract/choice.ts';

const point = (stops: number, reached: number) => ({
  stops,
  objective: reached * 0.9,
  bound: reached * 0.9,
  isProven: true,
  newlyReachedChildren: reached,
  gained: 10,
  added: ['a-hall'],
  dropped: stops === 3 ? ['b-hall'] : [],
  greedyObjective: reached * 0.88,
  greedySiteId: 'a-hall',
});

const CURVE: CurveAnswerWire = {
  curve: {
    key: 'a-key',
    points: [810, 980, 1100, 1190, 1249, 1260, 1265].map((reached, i) => point(i + 1, reached)),
    kneeStops: 3,
    childrenBeyondHubs: 1310,
    withinSeconds: 1200,
  },
};

const WHY_NOT: WhyNotAnswerWire = {
  answer: {
    placeName: 'Mullion',
    planLetter: 'A',
    isChosen: false,
    headline: 'Mullion would be a stop from 17 stops on; plan A has 14.',
    sentences: [
      'As the only stop it would newly reach 52 under-5s.',
      'It competes with A hall (31 under-5s).',
    ],
    entersAtStops: 17,
    lookedUpToStops: 60,
    competesWith: [{ siteId: 'a-hall', siteName: 'A hall', sharedChildren: 31 }],
    losers: [{ areaId: 'an-area', areaName: 'Sithney', children: 30 }],
    letter: 'With the 14 stops of the present plan, other places bring more families within reach.',
  },
};

/** A curve and an answer to "why not us?" that are there at once: working them out is tested elsewhere. */
export async function choiceAnswers(page: Page): Promise<void> {
  await page.route('**/api/choice/curve', (route) => route.fulfill({ json: CURVE }));
  await page.route('**/api/choice/why-not', (route) => route.fulfill({ json: WHY_NOT }));
}
