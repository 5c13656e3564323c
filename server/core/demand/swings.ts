import { PlannerError } from '../../shared/errors.ts';
import { inOrderOf } from '../access/inOrderOf.ts';
import { type Parameters, parametersWith } from '../parameters.ts';
import { type DemandInput, demandInputs, localRateName } from './demandInputs.ts';
import { type ContactFields, expectedContacts } from './expectedContacts.ts';
import { type SessionRate, USUAL_SESSION_RATES } from './sessionRates.ts';

/** How much one constant matters: contacts a month at its low and at its high end, all others at their most likely values. */
export interface Swing {
  readonly input: DemandInput;
  readonly atLow: number;
  readonly atHigh: number;
}

/** Constants and rates with some of them changed. */
export interface ChangedInputs {
  readonly parameters: Parameters;
  readonly rates: readonly SessionRate[];
}

/**
 * The constants with some changed, by the names of `demandInputs`.
 * @param changes  values by name
 * @throws PARAMETER_UNKNOWN, PARAMETER_RANGE as `parametersWith`, for local rates too
 */
export function withChanges(known: ChangedInputs, changes: Readonly<Record<string, number>>): ChangedInputs {
  const inputs = new Map(demandInputs(known.parameters, known.rates).map((input) => [input.name, input]));
  const own: Record<string, number> = { ...known.parameters };
  const local = new Map<string, number>();
  for (const [name, value] of Object.entries(changes)) {
    const input = inputs.get(name);
    if (input === undefined || name in known.parameters) own[name] = value;
    else if (value >= input.least && value <= input.most) local.set(name, value);
    else throw outOfRange(input, value);
  }
  const rates = known.rates.map((rate): SessionRate => {
    const value = local.get(localRateName(rate.sessionTypeId));
    if (value === undefined || rate.perBaby === null) return rate;
    const { low, high } = rate.perBaby;
    return { ...rate, perBaby: { low: Math.min(low, value), value, high: Math.max(high, value) } };
  });
  return { parameters: parametersWith(own), rates };
}

/**
 * Which constant a site's figure hangs on: each in turn at its low and at its high end.
 * @throws MATRIX_PLACE for a site or area that a matrix does not hold
 * @returns  the widest swing first; constants that change nothing at this site are left out
 */
export function swingsOf(fields: ContactFields & { readonly siteId: string }): Swing[] {
  const known = { parameters: fields.parameters, rates: fields.sessionRates ?? USUAL_SESSION_RATES };
  const order = { from: fields.areas.map((area) => area.id), to: [fields.siteId] };
  const areasToSites = inOrderOf(fields.areasToSites, order);
  const areasToSitesOnFoot = inOrderOf(fields.areasToSitesOnFoot, order);
  const at = (name: string, value: number): number => {
    const { parameters, rates } = withChanges(known, { [name]: value });
    const own = { areasToSites, areasToSitesOnFoot, parameters, sessionRates: rates };
    return expectedContacts({ ...fields, ...own })[0].contactsPerMonth;
  };
  const width = ({ atLow, atHigh }: Swing) => Math.abs(atHigh - atLow);
  return demandInputs(known.parameters, known.rates)
    .map((input) => ({ input, atLow: at(input.name, input.low), atHigh: at(input.name, input.high) }))
    .filter((swing) => width(swing) > 0)
    .sort((a, b) => width(b) - width(a) || (a.input.name < b.input.name ? -1 : 1));
}

const outOfRange = (input: DemandInput, value: number): PlannerError =>
  new PlannerError({
    code: 'PARAMETER_RANGE',
    category: 'input',
    message: `“${input.label}” is ${value}; expected a number from ${input.least} to ${input.most} (${input.unit})`,
    details: { name: input.name, value },
  });
