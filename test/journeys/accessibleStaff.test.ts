import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { DatesWire } from '../../server/contract/dates.ts';
import type { JobWire, PlanSummaryWire } from '../../server/contract/planner.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessible.ts';
import { choiceAnswers } from './support/choiceAnswers.ts';
import { DESKTOP, describeJourney, PHONE, type Tab } from './support/journey.ts';

/** One state of a page: where it is, what the server answers differently, and what is done there. */
interface PageState {
  readonly name: string;
  readonly path: string;
  /** True where the map itself, with its buttons, is part of what is looked at. */
  readonly hasMap?: boolean;
  readonly status?: number;
  readonly answers?: (page: Page) => Promise<unknown>;
  readonly reach?: (page: Page) => Promise<unknown>;
}

const JOB: JobWire = {
  id: 'a-job',
  kind: 'plan',
  state: 'running',
  share: 0.4,
  stage: 'Building the rota',
  planId: null,
  releaseNumber: null,
  imported: null,
  error: null,
};

/** Work that stands as given, however often it is asked for. */
const job =
  (fields: Partial<JobWire>) =>
  async (page: Page): Promise<void> => {
    await page.route('**/api/plans', (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 202, json: JOB }) : route.continue(),
    );
    await page.route('**/api/jobs/*', (route) => route.fulfill({ json: { ...JOB, ...fields } }));
  };

const noPlans = (page: Page): Promise<unknown> =>
  page.route('**/api/plans', (route) => route.fulfill({ json: [] satisfies PlanSummaryWire[] }));

const refusing =
  (path: string) =>
  (page: Page): Promise<unknown> =>
    page.route(path, (route) =>
      route.fulfill({
        status: 502,
        json: { code: 'ENGINE_DOWN', message: 'The road engine does not answer' },
      }),
    );

/** The plan's dates as if nobody had decided anything, with an absence and a crew. */
const openClashes = (page: Page): Promise<unknown> =>
  page.route('**/api/plans/*/dates', async (route) => {
    const answer = await route.fetch();
    const dates: DatesWire = await answer.json();
    const crew = {
      id: 'north',
      name: 'Crew North',
      skills: ['midwife'],
      weekdays: [1, 2],
      vanId: null,
    } as const;
    const { from } = dates;
    await route.fulfill({
      json: {
        ...dates,
        clashes: dates.clashes.map((clash) => ({
          ...clash,
          outcome: null,
          crews: [crew],
          lapsed: 'the van is off',
        })),
        crews: [crew],
        absences: [
          {
            kind: 'leave',
            of: 'crew',
            id: 'north',
            name: 'Crew North',
            from,
            to: from,
            note: 'a note',
            number: 1,
          },
        ],
        shortNotice: '1 stop changes its regular day or time with less than 28 days’ notice',
      } satisfies DatesWire,
    });
  });

const plan = (page: Page) => page.getByRole('button', { name: 'Plan stops and rota' }).click();
/** The sample's plan reviewed by the rules that are ready made, with what each did unfolded. */
const runRules = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Run the rules/ }).click();
  await page.locator('.work__ended--good').waitFor();
  await page.locator('.review__effect').last().locator('summary').click();
};
const firstRow = (page: Page) => page.locator('.table__name').first().click();

/** The equity of the measure on show, with its folded table open. */
const openSpreads = (page: Page) =>
  page.locator('.panel').getByText('Spread within each group', { exact: true }).click();

const STATES: readonly PageState[] = [
  { name: 'access', path: '/planner/#access', hasMap: true },
  { name: 'access-with-plan', path: '/planner/#access?reach=plan' },
  {
    name: 'access-area',
    path: '/planner/#access',
    reach: (page) => page.locator('.worst__area').first().click(),
  },
  { name: 'access-refused', path: '/planner/#access', answers: refusing('**/api/access') },
  { name: 'access-difference', path: '/planner/#access?reach=difference', reach: openSpreads },
  { name: 'access-visits', path: '/planner/#access?reach=plan&measure=visits', reach: openSpreads },
  { name: 'access-walk', path: '/planner/#access?measure=walk-nearest', reach: openSpreads },
  {
    name: 'access-measure-refused',
    path: '/planner/#access?measure=wait',
    answers: refusing('**/api/access/measures/**'),
  },
  { name: 'region', path: '/planner/#region' },
  { name: 'sites', path: '/planner/#sites' },
  {
    name: 'sites-typed-wrong',
    path: '/planner/#sites',
    reach: async (page) => {
      await firstRow(page);
      await page.locator('#site-name').fill('');
      await page.locator('.site-form__section').evaluateAll((sections) => {
        for (const section of sections) section.setAttribute('open', '');
      });
      await page.getByRole('button', { name: 'Save' }).click();
      await page.locator('#site-name-problem').waitFor();
    },
  },
  { name: 'stops', path: '/planner/#stops' },
  { name: 'stops-site', path: '/planner/#stops', reach: firstRow },
  {
    name: 'stops-site-why',
    path: '/planner/#stops',
    reach: async (page) => {
      await firstRow(page);
      await page.locator('aside summary', { hasText: 'Why this number' }).click();
      await page.locator('aside .why').waitFor();
    },
  },
  {
    name: 'stops-site-what-if',
    path: '/planner/#stops',
    reach: async (page) => {
      await firstRow(page);
      await page.locator('aside summary', { hasText: 'What if' }).click();
      await page.getByRole('textbox', { name: 'How far families come to a stop' }).fill('0');
      await page.getByText('Type a number from 1 to 240').waitFor();
    },
  },
  {
    name: 'stops-typed-wrong',
    path: '/planner/#stops',
    reach: async (page) => {
      await page.getByRole('textbox', { name: 'Stops, at most' }).fill('none');
      await plan(page);
      await page.locator('#plan-stops-problem').waitFor();
    },
  },
  { name: 'stops-no-plan', path: '/planner/#stops', answers: noPlans },
  {
    name: 'stops-wishes',
    path: '/planner/#stops',
    reach: async (page) => {
      await page.locator('.choice > summary').click();
      await page.locator('#plan-aim').selectOption('floors');
      await page.locator('#plan-floor').waitFor();
    },
  },
  {
    name: 'stops-candidates',
    path: '/planner/#stops?has=toilet&compare=blisland-village-hall~budehaven-leisure-centre-bude',
    reach: async (page) => {
      await page.getByText(/^Conditions/).click();
      await page.getByText('What the score is made of').click();
      await page.locator('#weight-discretion').waitFor();
      await page.locator('.compare').waitFor();
    },
  },
  {
    name: 'stops-curve-and-why-not',
    path: '/planner/#stops?ask=village%3AMullion',
    answers: choiceAnswers,
    reach: async (page) => {
      await page.getByText('The curve as a table').click();
      await page.getByText('For the parish').waitFor();
    },
  },
  {
    name: 'stops-planning',
    path: '/planner/#stops',
    answers: job({}),
    reach: async (page) => {
      await plan(page);
      await page.locator('.work__running').getByText('Building the rota').waitFor();
    },
  },
  {
    name: 'stops-failed',
    path: '/planner/#stops',
    answers: job({
      state: 'failed',
      error: { code: 'NO_SITES', message: 'No site is left. Rule fewer sites out and plan again' },
    }),
    reach: async (page) => {
      await plan(page);
      await page.getByText('Planning did not work').waitFor();
    },
  },
  { name: 'review', path: '/planner/#review', reach: runRules },
  {
    name: 'review-paper',
    path: '/planner/#review',
    reach: async (page) => {
      const paper = page.getByRole('link', { name: 'Committee paper' });
      if ((await paper.count()) === 0) await runRules(page);
      await paper.click();
      await page.locator('.paper__answer').waitFor();
    },
  },
  { name: 'rota', path: '/planner/#rota' },
  {
    name: 'rota-van-day',
    path: '/planner/#rota',
    hasMap: true,
    reach: (page) => page.locator('.grid__day').first().click(),
  },
  {
    name: 'rota-asked',
    path: '/planner/#rota',
    reach: async (page) => {
      await page.locator('.grid__day').first().click();
      await page.getByRole('button', { name: 'Keep this day' }).click();
      await page.locator('.asked--changed').waitFor();
    },
  },
  {
    name: 'rota-rules-and-vans',
    path: '/planner/#rota',
    reach: async (page) => {
      await page.locator('.rules-form > summary').first().click();
      await page.locator('.rules-form').first().getByText('Ferries').click();
      await page.getByRole('button', { name: 'Add a ferry' }).click();
      await page.locator('.rules-form > summary').nth(1).click();
      await page.locator('.van-day').first().waitFor();
    },
  },
  {
    name: 'stops-site-asks',
    path: '/planner/#stops',
    reach: async (page) => {
      await page
        .getByRole('table', { name: /^Chosen stops/ })
        .locator('.table__name')
        .first()
        .click();
      await page.locator('aside summary', { hasText: 'What this stop asks' }).click();
      await page.locator('aside .check').first().waitFor();
    },
  },
  { name: 'rota-no-plan', path: '/planner/#rota', answers: noPlans },
  { name: 'timetable', path: '/planner/#timetable' },
  {
    name: 'timetable-clashes-and-forms',
    path: '/planner/#timetable',
    answers: openClashes,
    reach: async (page) => {
      await page.locator('.clash').first().waitFor();
      await page.getByText('Enter an absence').click();
      await page.getByRole('button', { name: 'Add a crew' }).click();
    },
  },
  { name: 'timetable-no-plan', path: '/planner/#timetable', answers: noPlans },
  { name: 'publish', path: '/planner/#publish' },
  {
    name: 'publish-asking',
    path: '/planner/#publish',
    reach: (page) => page.getByRole('button', { name: 'Publish', exact: true }).click(),
  },
  { name: 'publish-no-plan', path: '/planner/#publish', answers: noPlans },
  { name: 'run-sheet', path: '/planner/plans/1/van-days/0' },
  { name: 'no-such-run-sheet', path: '/planner/plans/1/van-days/999', status: 404 },
  { name: 'driver', path: '/driver/' },
  { name: 'constants', path: '/planner/parameters' },
];

const SIGN_IN: readonly PageState[] = [
  { name: 'sign-in', path: '/planner/sign-in' },
  { name: 'sign-in-link', path: '/planner/sign-in/a-link' },
  {
    name: 'sign-in-refused',
    path: '/planner/sign-in/a-link',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
];

/** WCAG 2.2, 1.4.10: 320 px is a page of 1280 px at 400 %; 720 px is a desktop at 200 %. */
const NARROW = [
  { width: 320, height: 512 },
  { width: 720, height: 450 },
];

describeJourney('the pages of the staff', ({ sample, newTab }) => {
  let staff: Tab;
  let staffWithMap: Tab;
  let stranger: Tab;

  beforeAll(async () => {
    staff = await newTab({ cookie: sample.staffCookie, isWithoutMap: true });
    staffWithMap = await newTab({ cookie: sample.staffCookie });
    stranger = await newTab();
  });

  /** Whether the tab shows the planner as the server answers it, nothing standing in for an answer. */
  const isPlain = new Map<Tab, boolean>();

  /** A step of the planner is one click away from another; all else is loaded. */
  const open = async (tab: Tab, state: PageState) => {
    const { page } = tab;
    const isStep = state.path.startsWith('/planner/#') && state.answers === undefined;
    if (isStep && isPlain.get(tab) && new URL(page.url()).pathname === '/planner/') {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, state.path.split('#')[1]);
      await page.locator(`.steps [aria-current][href^="${state.path.slice(9).split('?')[0]}"]`).waitFor();
      return;
    }
    await page.unrouteAll();
    await state.answers?.(page);
    // A new page each time: an address that only differs behind # would keep the old one.
    await page.goto('about:blank');
    expect(await tab.open(state.path)).toBe(state.status ?? 200);
    isPlain.set(tab, isStep);
  };

  const check = async (tab: Tab, state: PageState) => {
    const { page } = tab;
    await page.setViewportSize(DESKTOP);
    await open(tab, state);
    await page.locator('h1').first().waitFor();
    await expect.poll(() => page.locator('.skeleton').count(), { timeout: 30_000 }).toBe(0);
    await state.reach?.(page);
    await expectAccessible(page, `${state.name}, desktop`);
    await page.setViewportSize(PHONE);
    await expectAccessible(page, `${state.name}, phone`);
    await expectNoSidewaysScroll(page, state.name);
    for (const size of NARROW) {
      await page.setViewportSize(size);
      await expectNoSidewaysScroll(page, state.name);
    }
  };

  it.each(STATES)('meet WCAG 2.2 AA on a desktop and a phone: $name', (state) =>
    check(state.hasMap ? staffWithMap : staff, state),
  );
  it.each(SIGN_IN)('meet WCAG 2.2 AA before somebody has signed in: $name', (state) =>
    check(stranger, state),
  );
});
