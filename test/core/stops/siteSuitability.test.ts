import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS } from '../../../server/core/parameters.ts';
import { scoreParts } from '../../../server/core/stops/scoreParts.ts';
import { siteSuitability, suitabilityShare } from '../../../server/core/stops/siteSuitability.ts';
import { clockTime } from '../../../server/shared/time.ts';
import { UNREACHABLE } from '../../../server/shared/units.ts';
import { site } from '../../support/tinyTown.ts';

const judged = (fields: Parameters<typeof site>[0]) => siteSuitability(site(fields), DEFAULT_PARAMETERS);
const shareOf = (fields: Parameters<typeof site>[0], name: string) =>
  judged(fields).facts.find((fact) => fact.name === name)?.share;
const NOTHING_KNOWN = {
  id: 'site-ashby',
  surface: null,
  spaces: null,
  lengthMetres: null,
  widthMetres: null,
  hasPower: null,
  hasToilet: null,
  isStepFree: null,
  opening: null,
  status: 'proposed',
} as const;

describe('the suitability of a site', () => {
  it('says of each of seven facts whether it suits, in words', () => {
    const { facts, known, suiting } = judged({ id: 'site-ashby', surface: 'gravel', hasToilet: false });
    expect(facts.map(({ name, share, words }) => [name, share, words])).toEqual([
      ['surface', 0.5, 'Gravel'],
      ['space', 1, 'Space 12 m long, 5 m wide'],
      ['toilet', 0, 'No toilet'],
      ['power', 1, 'Power'],
      ['stepFree', 1, 'Step-free'],
      ['opening', null, 'Hours not known'],
      ['status', 1, 'In the register as approved'],
    ]);
    expect([known, suiting]).toEqual([6, 4.5]);
  });

  it('takes what nobody knows as neither good nor bad', () => {
    const unknown = judged(NOTHING_KNOWN);
    expect([unknown.known, unknown.suiting, suitabilityShare(unknown)]).toEqual([0, 0, 0.5]);
    expect(unknown.facts.map(({ words }) => words)).toContain('Toilet not known');
  });

  it('asks for 9 by 4 metres, and takes four bays side by side for that where nobody measured', () => {
    expect(shareOf({ id: 'a', lengthMetres: 9, widthMetres: 4 }, 'space')).toBe(1);
    expect(shareOf({ id: 'a', lengthMetres: 8.9, widthMetres: 4 }, 'space')).toBe(0);
    expect(shareOf({ id: 'a', lengthMetres: 20, widthMetres: null }, 'space')).toBeNull();
    expect(shareOf({ id: 'a', lengthMetres: 5, widthMetres: null }, 'space')).toBe(0);
    const bays = { id: 'a', lengthMetres: null, widthMetres: null };
    expect([4, 3].map((spaces) => shareOf({ ...bays, spaces }, 'space'))).toEqual([1, 0]);
  });

  it('counts the working days with time for the longest session of 2½ hours', () => {
    const morning = (to: string) => [{ from: clockTime('09:00'), to: clockTime(to) }];
    const opening = { 1: morning('11:30'), 2: morning('11:29'), 6: morning('17:00') };
    expect(shareOf({ id: 'a', opening }, 'opening')).toBe(0.2);
  });
});

describe('the parts of a score', () => {
  const parts = (fields: Partial<Parameters<typeof scoreParts>[0]>) =>
    scoreParts(
      {
        newlyReachedChildren: 30,
        contactsPerMonth: 4,
        secondsToHub: 1200,
        privacy: 4,
        suitability: judged({ id: 'site-ashby' }),
        isUsable: true,
        ...fields,
      },
      { children: 60, contacts: 16 },
      DEFAULT_PARAMETERS,
    );
  const points = (all: ReturnType<typeof parts>) => all.map((part) => Number(part.points.toFixed(4)));

  it('give half the children of the best half the points, and so on', () => {
    // 40 × 30 ÷ 60, 20 × 4 ÷ 16, 20 × 20 ÷ 40 minutes, 10 × (4 − 1) ÷ 4, 10 × (6 + ½) ÷ 7
    expect(points(parts({}))).toEqual([20, 5, 10, 7.5, 9.2857]);
    expect(parts({}).map(({ value, unit }) => `${value} ${unit}`)).toEqual([
      '30 children',
      '4 contacts a month',
      '20 minutes',
      '4 of 5',
      '6 of 6 known facts',
    ]);
  });

  it('give half the points for what is not known, and say that it is not', () => {
    const unknown = parts({ privacy: null, suitability: judged(NOTHING_KNOWN) });
    expect(points(unknown).slice(3)).toEqual([5, 5]);
    expect(unknown.slice(3).map(({ value }) => value)).toEqual([null, null]);
  });

  it('give nothing to a site that cannot be used, and never more than there is', () => {
    expect(points(parts({ isUsable: false }))).toEqual([0, 0, 0, 0, 0]);
    expect(points(parts({ secondsToHub: UNREACHABLE }))[2]).toBe(20);
  });
});
