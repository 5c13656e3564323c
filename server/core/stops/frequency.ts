import { DAYS_PER_MONTH } from '../../shared/units.ts';
import type { ExpectedContacts } from '../demand/expectedContacts.ts';
import type { SessionType, Stop, Van } from '../nouns.ts';
import type { Parameters } from '../parameters.ts';
import type { ChosenStop, StopChoice } from './chooseStops.ts';

/** Sessions are a multiple of this, because published times are on 5 minutes. */
const SESSION_STEP_SECONDS = 300;

/** Weight, in children, of a contact in a cycle at a stop that brings nobody newly within reach. */
const LEAST_NEED_OF_A_CONTACT = 0.001;

/** What the proposal needs besides the choice. */
export interface FrequencyFields {
  readonly choice: Pick<StopChoice, 'chosen'>;
  /** Contacts a month at every chosen site, shared between the stops (`expectedContactsOfPlan`); a site left out counts as 0. */
  readonly contacts: readonly Pick<ExpectedContacts, 'siteId' | 'contactsPerMonth'>[];
  /** Length of the rota's cycle: a whole number of weeks ≥ 1. */
  readonly cycleWeeks: number;
  /** The vans that go out, with their working weekdays. */
  readonly vans: readonly Pick<Van, 'shifts'>[];
  readonly parameters: Parameters;
  /** Visits in a cycle there is room for; `visitRoom` when left out. */
  readonly room?: number;
  /** What is offered; every stop is offered the usual public types; the others are added by hand. */
  readonly sessionTypes: readonly SessionType[];
}

/**
 * How often and how long the van stops at each chosen site: a proposal for the coordinator.
 *
 * Every stop has one visit in the cycle. While there is room, the stop with most expected contacts a visit is then raised
 * to its next even spacing (in four weeks: every fourth week, every second, every week), as long as every visit would still
 * see at least `contactsWorthAVisit`. Room is `visitsPerVanDay` visits on every working day of every van. A session
 * lasts as long as `crewSeeingFamilies` people need for the contacts expected, at `secondsPerContact` each, rounded up to
 * 5 minutes, from `sessionLeastSeconds` to `sessionMostSeconds`.
 *
 * @returns one stop for each chosen site, in the choice's order; `need` is its newly reached children, and next to nothing
 *          for a stop that reaches nobody newly, so that it is served where there is room. Stops are kept even
 *          when there is not room for one visit each: what does not fit is the rota's to say.
 */
export function stopsFromChoice(fields: FrequencyFields): Stop[] {
  const { choice, parameters, cycleWeeks } = fields;
  const contacts = new Map(
    fields.contacts.map(({ siteId, contactsPerMonth }) => [
      siteId,
      (contactsPerMonth * cycleWeeks * 7) / DAYS_PER_MONTH,
    ]),
  );
  const perCycle = (stop: ChosenStop) => contacts.get(stop.siteId) ?? 0;
  const visits = visitsPerCycle(choice.chosen, perCycle, fields);
  return choice.chosen.map((stop, k) => ({
    siteId: stop.siteId,
    visitsPerCycle: visits[k],
    sessionSeconds: sessionSeconds(perCycle(stop) / visits[k], parameters),
    sessionTypeIds: fields.sessionTypes
      .filter((type) => type.isPublic && type.isUsual)
      .map((type) => type.id),
    need: Math.max(stop.children, LEAST_NEED_OF_A_CONTACT * perCycle(stop)),
  }));
}

/** Visits that the vans can make in a cycle: `visitsPerVanDay` on every working day of every van. */
export function visitRoom(fields: Pick<FrequencyFields, 'vans' | 'cycleWeeks' | 'parameters'>): number {
  const daysPerWeek = fields.vans.reduce((sum, van) => sum + Object.keys(van.shifts).length, 0);
  return Math.floor(daysPerWeek * fields.cycleWeeks * fields.parameters.visitsPerVanDay);
}

/** Visits in the cycle that leave equal gaps: the divisors of its length. */
export const evenFrequencies = (cycleWeeks: number): number[] =>
  Array.from({ length: cycleWeeks }, (_, k) => k + 1).filter((visits) => cycleWeeks % visits === 0);

function visitsPerCycle(
  chosen: readonly ChosenStop[],
  contactsPerCycle: (stop: ChosenStop) => number,
  fields: FrequencyFields,
): number[] {
  const { parameters, cycleWeeks } = fields;
  const frequencies = evenFrequencies(cycleWeeks);
  const visits = chosen.map(() => 1);
  let room = (fields.room ?? visitRoom(fields)) - chosen.length;
  for (;;) {
    const raises = chosen
      .map((stop, k) => ({
        k,
        siteId: stop.siteId,
        to: frequencies.find((f) => f > visits[k]),
        contacts: contactsPerCycle(stop),
      }))
      .flatMap((raise) =>
        raise.to === undefined ? [] : [{ ...raise, to: raise.to, each: raise.contacts / raise.to }],
      )
      .filter((raise) => raise.each >= parameters.contactsWorthAVisit && raise.to - visits[raise.k] <= room)
      .sort((a, b) => b.each - a.each || (a.siteId < b.siteId ? -1 : 1));
    if (raises.length === 0) return visits;
    const [{ k, to }] = raises;
    room -= to - visits[k];
    visits[k] = to;
  }
}

function sessionSeconds(contactsPerVisit: number, parameters: Parameters): number {
  const needed = (contactsPerVisit * parameters.secondsPerContact) / parameters.crewSeeingFamilies;
  const rounded = Math.ceil(needed / SESSION_STEP_SECONDS) * SESSION_STEP_SECONDS;
  const least = Math.ceil(parameters.sessionLeastSeconds / SESSION_STEP_SECONDS) * SESSION_STEP_SECONDS;
  const most = Math.floor(parameters.sessionMostSeconds / SESSION_STEP_SECONDS) * SESSION_STEP_SECONDS;
  return Math.min(Math.max(rounded, least), Math.max(most, least));
}
