import { PARAMETERS, type ParameterName, type ParameterRow, type Parameters } from '../parameters.ts';
import type { SessionRate } from './sessionRates.ts';

/** The constants on which expected contacts rest. The others (limits of reach, score, length of visits) leave them as they are. */
export const DEMAND_PARAMETERS = [
  'hubDecayMinutes',
  'stopDecayMinutes',
  'unservedFloor',
  'needWeightSlope',
  'needWeightLeast',
  'needWeightMost',
  'pregnantPerBaby',
  'wellbeingPrevalence',
  'wellbeingSuited',
  'wellbeingContacts',
  'relationshipPrevalence',
  'relationshipSuited',
  'relationshipContacts',
  'dropInPerBaby',
  'dropInPerToddler',
  'feedingPerBaby',
  'reviewShare',
] as const satisfies readonly ParameterName[];

export type DemandParameter = (typeof DEMAND_PARAMETERS)[number];

/** One uncertain constant of the estimate: a parameter, or a session type's own rate. */
export interface DemandInput extends ParameterRow {
  /** The table's own value, or the region's; differs from `value` where a coordinator changed it. */
  readonly usualValue: number;
  /** True where no local figure stands behind it. */
  readonly isAssumed: boolean;
}

/** Most contacts a month per child that are believed. */
const MOST_PER_BABY = 31;

/** Name of a session type's own rate among the inputs. */
export const localRateName = (sessionTypeId: string): string => `session:${sessionTypeId}`;

/**
 * Every uncertain constant behind the estimate with its range: first the parameters, then the local rates.
 * A value outside its low and high widens the range to hold it.
 * @param parameters  values in use
 */
export function demandInputs(parameters: Parameters, rates: readonly SessionRate[]): DemandInput[] {
  const rows = new Map<string, ParameterRow>(PARAMETERS.map((row) => [row.name, row]));
  const own = DEMAND_PARAMETERS.map((name): DemandInput => {
    const row = rows.get(name) as ParameterRow;
    const value = parameters[name];
    return {
      ...row,
      value,
      low: Math.min(row.low, value),
      high: Math.max(row.high, value),
      usualValue: row.value,
      isAssumed: value === row.value,
    };
  });
  const local = rates.flatMap((rate): DemandInput[] =>
    rate.perBaby === null
      ? []
      : [
          {
            name: localRateName(rate.sessionTypeId),
            value: rate.perBaby.value,
            low: rate.perBaby.low,
            high: rate.perBaby.high,
            least: 0,
            most: MOST_PER_BABY,
            unit: 'contacts a month per child under 1',
            explanation: rate.name,
            source: 'The region’s own table of session types',
            usualValue: rate.perBaby.value,
            isAssumed: false,
          },
        ],
  );
  return [...own, ...local];
}
