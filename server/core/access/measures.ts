import type { MeasureName, MeasureUnit } from '../../shared/accessMeasures.ts';
import { counted } from '../../shared/text.ts';
import { SECONDS_PER_MINUTE, type Seconds } from '../../shared/units.ts';
import type { Parameters } from '../parameters.ts';

/** One way to measure who can get help, in words that need no textbook. */
export interface Measure {
  readonly name: MeasureName;
  readonly unit: MeasureUnit;
  /** False where less is better: minutes, days, children an hour. */
  readonly isMoreBetter: boolean;
  /** Weighted by children in households without a car, who walk. */
  readonly isOnFoot: boolean;
  /** For a list of choices: "Visits in four weeks within 15 minutes". */
  readonly title: (parameters: Parameters) => string;
  /** The field's own name. */
  readonly fieldName: string;
  /** How it is made, in a sentence or two. */
  readonly explanation: (parameters: Parameters) => string;
}

const minutesOf = (seconds: Seconds): string =>
  counted(Math.round((seconds / SECONDS_PER_MINUTE) * 10) / 10, 'minute');

/** Every measure of access, in the order they are offered. */
export const MEASURES: readonly Measure[] = [
  {
    name: 'nearest',
    unit: 'minutes',
    isMoreBetter: false,
    isOnFoot: false,
    title: () => 'Minutes to the nearest help',
    fieldName: 'travel time to the nearest facility',
    explanation: () => 'The drive to the nearest hub or stop, whenever it is there.',
  },
  {
    name: 'visits',
    unit: 'visits',
    isMoreBetter: true,
    isOnFoot: false,
    title: ({ visitsWithinSeconds }) => `Visits in four weeks within ${minutesOf(visitsWithinSeconds)}`,
    fieldName: 'frequency-aware access: visits',
    explanation: ({ visitsWithinSeconds }) =>
      `Visits of the van, and days on which a hub is open, within a drive of ${minutesOf(visitsWithinSeconds)}.`,
  },
  {
    name: 'wait',
    unit: 'days',
    isMoreBetter: false,
    isOnFoot: false,
    title: () => 'Days until help is near',
    fieldName: 'frequency-aware access: expected waiting time',
    explanation: ({ visitsWithinSeconds }) =>
      `From any day of the cycle to the next day with an open hub or a visit within a drive of ${minutesOf(visitsWithinSeconds)}, on average; help on the same day is 0 days away.`,
  },
  {
    name: 'longest-wait',
    unit: 'days',
    isMoreBetter: false,
    isOnFoot: false,
    title: () => 'Longest wait in days',
    fieldName: 'frequency-aware access: longest waiting time',
    explanation: ({ visitsWithinSeconds }) =>
      `The same on the worst day: the most days that pass until help is within a drive of ${minutesOf(visitsWithinSeconds)}.`,
  },
  {
    name: 'children-per-hour',
    unit: 'children',
    isMoreBetter: false,
    isOnFoot: false,
    title: () => 'Children per session-hour',
    fieldName: 'E2SFCA, the other way round',
    explanation: ({ catchmentFarSeconds }) =>
      `Children aged 0 to 4 who share each hour that help is open in four weeks, within a drive of ${minutesOf(catchmentFarSeconds)}, near places counting more.`,
  },
  {
    name: 'hours-per-100',
    unit: 'hours-per-100-children',
    isMoreBetter: true,
    isOnFoot: false,
    title: () => 'Session-hours per 100 children',
    fieldName: 'enhanced two-step floating catchment area (E2SFCA), Luo and Qi 2009',
    explanation: (parameters) =>
      `Hours open in four weeks, shared out among the children around each place: up to ${minutesOf(parameters.catchmentNearSeconds)} away in full, up to ${minutesOf(parameters.catchmentMiddleSeconds)} as ${parameters.catchmentMiddleWeight}, up to ${minutesOf(parameters.catchmentFarSeconds)} as ${parameters.catchmentFarWeight}.`,
  },
  {
    name: 'hours-step',
    unit: 'hours',
    isMoreBetter: true,
    isOnFoot: false,
    title: ({ withinReachSeconds }) => `Hours of help within ${minutesOf(withinReachSeconds)}`,
    fieldName: 'cumulative opportunities, step',
    explanation: ({ withinReachSeconds }) =>
      `Hours that hubs and stops within a drive of ${minutesOf(withinReachSeconds)} are open in four weeks.`,
  },
  {
    name: 'hours-linear',
    unit: 'hours',
    isMoreBetter: true,
    isOnFoot: false,
    title: () => 'Hours of help, less the farther away',
    fieldName: 'cumulative opportunities, linear decay',
    explanation: ({ linearDecaySeconds }) =>
      `Hours open in four weeks, each counted less the longer the drive, in a straight line down to nothing at ${minutesOf(linearDecaySeconds)}.`,
  },
  {
    name: 'hours-logistic',
    unit: 'hours',
    isMoreBetter: true,
    isOnFoot: false,
    title: () => 'Hours of help, falling off around a limit',
    fieldName: 'cumulative opportunities, logistic decay',
    explanation: ({ logisticMidpointSeconds, logisticSpreadSeconds }) =>
      `Hours open in four weeks, each counted by an S-shaped curve: about half at a drive of ${minutesOf(logisticMidpointSeconds)}, with a spread of ${minutesOf(logisticSpreadSeconds)}.`,
  },
  {
    name: 'walk-nearest',
    unit: 'minutes',
    isMoreBetter: false,
    isOnFoot: true,
    title: () => 'Minutes on foot to the nearest help',
    fieldName: 'travel time to the nearest facility, on foot',
    explanation: () =>
      'The walk to the nearest hub or stop. Averages are over children in households without a car.',
  },
  {
    name: 'walk-hours',
    unit: 'hours',
    isMoreBetter: true,
    isOnFoot: true,
    title: ({ withinWalkSeconds }) => `Hours of help within a walk of ${minutesOf(withinWalkSeconds)}`,
    fieldName: 'cumulative opportunities on foot, step',
    explanation: ({ withinWalkSeconds }) =>
      `Hours that hubs and stops within a walk of ${minutesOf(withinWalkSeconds)} are open in four weeks. Averages are over children in households without a car.`,
  },
];

/** The measure of this name. */
export const measureNamed = (name: MeasureName): Measure =>
  MEASURES.find((measure) => measure.name === name) ?? MEASURES[0];
