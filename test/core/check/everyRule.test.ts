import { readdirSync } from 'node:fs';
import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRota } from '../../../server/core/check/checkRota.ts';
import type { CheckedRota } from '../../../server/core/check/rotaFacts.ts';
import { ROTA_RULES } from '../../../server/core/check/ruleBook.ts';
import type { Violation } from '../../../server/core/nouns.ts';
import { everyRulePlan, isTight } from './everyRule.ts';
import { DAY_FAULTS } from './faultsOfDays.ts';
import { STOP_FAULTS } from './faultsOfStops.ts';
import { ROAD_FAULTS } from './faultsOnTheRoad.ts';
import type { Fault } from './plant.ts';

const [UNDER_GB, UNDER_EU] = [everyRulePlan('gb-domestic'), everyRulePlan('assimilated-eu')];
const ROTA_FAULTS = { ...ROAD_FAULTS, ...DAY_FAULTS, ...STOP_FAULTS };
const PLANS = [UNDER_GB, UNDER_EU];

/** Only duty and driving have limits under the other law too. */
const faultsOf = (rule: string): Fault[] => [
  ...ROTA_FAULTS[rule](UNDER_EU),
  ...(['DUTY_TOO_LONG', 'DRIVING_TOO_LONG'].includes(rule) ? ROTA_FAULTS[rule](UNDER_GB) : []),
];

/** What a breach is missing: van and day, or place, by their names. */
function unnamed(violation: Violation, plan: CheckedRota): string[] {
  const { message, vanId, week, siteId } = violation;
  const van = vanId && (plan.vans.find(({ id }) => id === vanId)?.name ?? `"${vanId}"`);
  const site = siteId && (plan.sites.find(({ id }) => id === siteId)?.name ?? `"${siteId}"`);
  return [van, site, week === undefined ? undefined : `week ${week + 1}`].filter(
    (word) => word !== undefined && !message.includes(word),
  ) as string[];
}

describe('the plan in which every rule is in play', () => {
  it.each(PLANS)('is valid under either law', (plan) => {
    expect(checkRota(plan)).toEqual([]);
  });
});

describe('the rule book', () => {
  it('lists every file of rules, and says in its own words what each asks', () => {
    const files = readdirSync('server/core/check/rules').map((file) => file.replace(/\.ts$/, ''));
    expect(ROTA_RULES.map(({ check }) => check.name).sort()).toEqual(files.sort());
    expect(new Set(ROTA_RULES.map(({ rule }) => rule)).size).toBe(ROTA_RULES.length);
    expect(new Set(ROTA_RULES.map(({ asks }) => asks)).size).toBe(ROTA_RULES.length);
  });

  it('has faults to plant for every rule', () => {
    expect(Object.keys(ROTA_FAULTS).sort()).toEqual(ROTA_RULES.map(({ rule }) => rule).sort());
  });
});

describe('a single fault', () => {
  it.each(ROTA_RULES)('$rule is found wherever it is planted, and named', ({ rule, severity }) => {
    const faults = faultsOf(rule);
    expect(faults).not.toEqual([]);
    const missed = faults.flatMap(({ what, checked }) => {
      const found = checkRota(checked);
      const named = found.filter((violation) => violation.rule === rule);
      const nameless = found.flatMap((each) => unnamed(each, checked));
      const isRight = named.length > 0 && (severity === 'hard' || named[0].severity === 'soft');
      return isRight && nameless.length === 0
        ? []
        : [{ what, found: found.map((each) => each.message), nameless }];
    });
    expect(missed).toEqual([]);
  });
});

/** Every number and name in the rota's van-days, by the keys that lead to it. */
function valuesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return value === null ? [] : [path];
  return Object.entries(value).flatMap(([key, each]) => valuesIn(each, [...path, key]));
}

const at = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((each, key) => (each as Record<string, unknown>)[key], value);

/** The same with one value changed. */
function changed<T>(value: T, [key, ...rest]: readonly (string | number)[], to: unknown): T {
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  copy[key] = rest.length === 0 ? to : changed(copy[key], rest, to);
  return copy as T;
}

describe('any change of one value', () => {
  const { vanDays } = UNDER_EU.rota;
  const paths = valuesIn(vanDays).filter(([day]) => isTight(vanDays[Number(day)]));
  const names = [...UNDER_EU.stops.map(({ siteId }) => siteId), 'van-1', 'van-2', 'nowhere'];

  it('of a plan that keeps every rule to the second is found', () => {
    assert(
      property(
        constantFrom(...paths),
        integer({ min: -86_400, max: 86_400 }).filter((by) => Math.abs(by) > 1),
        constantFrom(...names),
        (path, by, name) => {
          const before = at(vanDays, path);
          const to = typeof before === 'number' ? before + by : name;
          if (to === before) return;
          const mutant = { ...UNDER_EU, rota: { ...UNDER_EU.rota, vanDays: changed(vanDays, path, to) } };
          expect(checkRota(mutant)).not.toEqual([]);
        },
      ),
      { seed: 20261124, numRuns: 400 },
    );
  });

  it('to the next second, week or weekday is found at every place', () => {
    const missed = paths.flatMap((path) => {
      const before = at(vanDays, path);
      if (typeof before !== 'number') return [];
      const least = String(path.at(-1)).match(/Seconds|Metres/) ? 2 : 1;
      return [-least, least]
        .filter((by) => {
          const days = changed(vanDays, path, before + by);
          return checkRota({ ...UNDER_EU, rota: { ...UNDER_EU.rota, vanDays: days } }).length === 0;
        })
        .map((by) => `${path.join('.')} ${by}`);
    });
    expect(missed).toEqual([]);
  });
});
