/** What a measure of access is counted in. */
export type MeasureUnit = 'minutes' | 'visits' | 'days' | 'hours' | 'hours-per-100-children' | 'children';

/** Names of the measures of access, as they stand in addresses, in the order they are offered. */
export const MEASURE_NAMES = [
  'nearest',
  'visits',
  'wait',
  'longest-wait',
  'children-per-hour',
  'hours-per-100',
  'hours-step',
  'hours-linear',
  'hours-logistic',
  'walk-nearest',
  'walk-hours',
] as const;

export type MeasureName = (typeof MEASURE_NAMES)[number];
