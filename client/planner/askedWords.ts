import type { PlanWire } from '../../server/contract/planner.ts';
import {
  ROTA_NUMBER_FIELDS,
  ROTA_WEIGHT_FIELDS,
  type RotaNumberField,
} from '../../server/shared/rotaRuleFields.ts';
import type { LockedStop, RotaRules } from '../../server/shared/rotaRules.ts';
import type { RotaWishes, StopWishes } from '../../server/shared/rotaWishes.ts';
import { counted, listed } from '../../server/shared/text.ts';
import { clockWords } from '../../server/shared/time.ts';
import { countedWords, lengthWords, spanWords, weekdayWords } from '../common/words.ts';
import { type RotaAsked, withLeft, withLockedDay, withLockedOrder, withLockedStop } from './rotaAsking.ts';

/** One thing that is asked of a rota, in words, and what is asked without it. */
export interface AskedItem {
  readonly id: string;
  readonly words: string;
  readonly without: RotaAsked;
}

export type NameOf = (siteId: string) => string;

/** Names of a plan's stops, those left out included. */
export function siteNames(plan: PlanWire): NameOf {
  const names = new Map(plan.rota.proposed.map(({ siteId, siteName }) => [siteId, siteName]));
  return (siteId) => names.get(siteId) ?? siteId;
}

/** Everything asked of a rota: stops, locks, vans, then rules; empty where nothing is. */
export function askedItems(asked: RotaAsked, plan: PlanWire): AskedItem[] {
  const nameOf = siteNames(plan);
  const { wishes } = asked;
  const item = (id: string, words: string, without: RotaWishes): AskedItem => ({
    id,
    words,
    without: { ...asked, wishes: without },
  });
  return [
    ...Object.entries(wishes.stops).map(([siteId, wish]) => {
      const { [siteId]: _, ...stops } = wishes.stops;
      return item(`stop ${siteId}`, `${nameOf(siteId)}: ${stopWishWords(wish)}`, { ...wishes, stops });
    }),
    ...wishes.left.map((siteId) =>
      item(`left ${siteId}`, `${nameOf(siteId)} is left out of the rota`, withLeft(wishes, siteId, false)),
    ),
    ...lockItems(asked, plan, nameOf).map(({ id, words, without }) => item(id, words, without)),
    ...vanItems(asked, plan),
    ...(Object.keys(wishes.rules) as (keyof RotaRules)[]).map((name) => {
      const { [name]: _, ...rules } = wishes.rules;
      return item(`rule ${name}`, ruleWords(name, wishes.rules, plan.rota.usualRules), { ...wishes, rules });
    }),
  ];
}

function lockItems(
  { wishes, vans }: RotaAsked,
  { rota }: PlanWire,
  nameOf: NameOf,
): { id: string; words: string; without: RotaWishes }[] {
  const vanName = (vanId: string) => vans.find(({ id }) => id === vanId)?.name ?? vanId;
  return [
    ...wishes.lockedStops.map((lock) => ({
      id: `lock ${lock.siteId}`,
      words: `${nameOf(lock.siteId)} stays ${placeWords(lock, rota.rules.cycleWeeks)}`,
      without: withLockedStop(wishes, lock.siteId, null),
    })),
    ...wishes.lockedDays.map((day) => ({
      id: `day ${day.vanId} ${day.weekday}`,
      words: `${vanName(day.vanId)}: ${weekdayWords(day.weekday)}s stay as they are`,
      without: withLockedDay(wishes, day, false),
    })),
    ...wishes.lockedOrders.map(({ siteIds }) => ({
      id: `order ${siteIds.join(' ')}`,
      words: `Always in this order: ${siteIds.map(nameOf).join(', then ')}`,
      without: withLockedOrder(wishes, siteIds, false),
    })),
  ];
}

function vanItems(asked: RotaAsked, { rota }: PlanWire): AskedItem[] {
  return asked.vans.flatMap((van) => {
    const before = rota.vans.find(({ id }) => id === van.id);
    if (before === undefined || JSON.stringify(before) === JSON.stringify(van)) return [];
    const parts = (['shifts', 'skills', 'size'] as const)
      .filter((part) => JSON.stringify(before[part]) !== JSON.stringify(van[part]))
      .map((part) => ({ shifts: 'hours', skills: 'skills aboard', size: 'size' })[part]);
    const vans = asked.vans.map((each) => (each.id === van.id ? before : each));
    return [
      { id: `van ${van.id}`, words: `${van.name}: other ${listed(parts)}`, without: { ...asked, vans } },
    ];
  });
}

/** "on Tuesdays at 10am, in weeks 1 and 3". */
export function placeWords({ weekday, weeks, open }: LockedStop, cycleWeeks: number): string {
  const inWeeks = weeks.length === cycleWeeks ? 'every week' : weeksWords(weeks);
  return `on ${weekdayWords(weekday)}s at ${clockWords(open)}, ${inWeeks}`;
}

/** "in week 1", "in weeks 1 and 3": people count from 1. */
const weeksWords = (weeks: readonly number[]): string =>
  `in ${weeks.length === 1 ? 'week' : 'weeks'} ${listed(weeks.map((week) => String(week + 1)))}`;

/** What one stop asks, part by part: "on Tuesdays or Fridays, open between 10am and 2pm". */
export function stopWishWords(asked: StopWishes): string {
  const { visitsPerCycle, sessionSeconds, weekdays, weekSets, within, toleranceSeconds, series } = asked;
  const { minDaysBetween, maxDaysBetween, skills, isRequired } = asked;
  return [
    isRequired && 'served before all others',
    visitsPerCycle !== undefined && `${countedWords(visitsPerCycle, 'visit')} in a cycle`,
    sessionSeconds !== undefined && `open for ${lengthWords(sessionSeconds)}`,
    weekdays && `only on ${listed(weekdays.map((day) => `${weekdayWords(day)}s`)).replace(' and ', ' or ')}`,
    weekSets?.map(weeksWords).join(', or '),
    within && `open between ${clockWords(within.from)} and ${clockWords(within.to)}`,
    toleranceSeconds !== undefined && `openings up to ${lengthWords(toleranceSeconds)} apart`,
    minDaysBetween !== undefined && `at least ${counted(minDaysBetween, 'day')} between visits`,
    maxDaysBetween !== undefined && `at most ${counted(maxDaysBetween, 'day')} between visits`,
    skills && `with ${listed(skills)} aboard`,
    series &&
      `groups of ${series.meetings} meetings, every ${series.everyWeeks === 1 ? 'week' : `${series.everyWeeks} weeks`}`,
  ]
    .filter((words) => typeof words === 'string')
    .join('; ');
}

/** "Set-up: 30 minutes instead of 20". */
function ruleWords(name: keyof RotaRules, rules: Partial<RotaRules>, usual: RotaRules): string {
  const asked = { ...usual, ...rules };
  const field = ROTA_NUMBER_FIELDS.find((each) => each.name === name);
  if (field) return numberWords(field, asked[field.name], usual[field.name]);
  switch (name) {
    case 'cycleWeeks':
      return `The rota repeats every ${countedWords(asked.cycleWeeks, 'week')}`;
    case 'repeats':
      return asked.repeats === 'month' ? 'The rota repeats by the month' : 'The rota repeats week by week';
    case 'breakWindow':
      return `The break is between ${spanWords(asked.breakWindow).replace(' to ', ' and ')}`;
    case 'driversHours':
      return `Drivers’ hours: ${DRIVERS_HOURS[asked.driversHours]}`;
    case 'travelFactorByWeekday':
      return 'Slower or faster roads on some weekdays';
    case 'travelSeasons':
      return `Seasons on the road: ${listed(asked.travelSeasons.map((season) => season.name)) || 'none'}`;
    case 'ferries':
      return `Ferries: ${listed(asked.ferries.map((ferry) => ferry.name)) || 'none'}`;
    default:
      return ROTA_WEIGHT_FIELDS.filter((each) => asked.weights[each.name] !== usual.weights[each.name])
        .map((each) => numberWords(each, asked.weights[each.name], usual.weights[each.name]))
        .join('; ');
  }
}

/** Which law on drivers' hours the crew drives under. */
export const DRIVERS_HOURS: Readonly<Record<RotaRules['driversHours'], string>> = {
  none: 'only the break of these rules',
  'gb-domestic': 'GB domestic rules',
  'assimilated-eu': 'assimilated EU rules',
};

const numberWords = (field: RotaNumberField<string>, value: number, usual: number): string => {
  const shown = (number: number) =>
    (Math.round((number / field.unitSize) * 1000) / 1000).toLocaleString('en-GB');
  return `${field.title.replace(/,$/, '')}: ${shown(value)} ${field.unit} instead of ${shown(usual)}`;
};
