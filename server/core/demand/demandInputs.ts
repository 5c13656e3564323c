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

const LABELS: Readonly<Record<DemandParameter, string>> = {
  hubDecayMinutes: 'How far families go to a hub',
  stopDecayMinutes: 'How far families come to a stop',
  unservedFloor: 'Least share not served by a hub',
  needWeightSlope: 'How much deprivation counts',
  needWeightLeast: 'Least need weight',
  needWeightMost: 'Greatest need weight',
  pregnantPerBaby: 'Pregnant people for each baby',
  wellbeingPrevalence: 'Wellbeing: share who need help',
  wellbeingSuited: 'Wellbeing: share it suits',
  wellbeingContacts: 'Wellbeing: contacts of each',
  relationshipPrevalence: 'Relationship: share who need help',
  relationshipSuited: 'Relationship: share it suits',
  relationshipContacts: 'Relationship: contacts of each',
  dropInPerBaby: 'Drop-in: contacts for each baby',
  dropInPerToddler: 'Drop-in: contacts for each one-year-old',
  feedingPerBaby: 'Feeding: contacts for each baby',
  reviewShare: 'Reviews: share held on the van',
};

/** One uncertain constant of the estimate: a parameter, or a session type's own rate. */
export interface DemandInput extends ParameterRow {
  /** A few words for a line of a table or a chart. */
  readonly label: string;
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
      label: LABELS[name],
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
            label: `${rate.name}: contacts for each baby`,
            value: rate.perBaby.value,
            low: rate.perBaby.low,
            high: rate.perBaby.high,
            least: 0,
            most: MOST_PER_BABY,
            unit: 'contacts a month per child under 1',
            explanation: `Contacts with “${rate.name}” if everyone were next door`,
            source: 'The region’s own table of session types',
            usualValue: rate.perBaby.value,
            isAssumed: false,
          },
        ],
  );
  return [...own, ...local];
}
