import type { DemandInputWire, LowConfidenceWire, StopDemandWire } from '../../server/contract/demand.ts';
import { type ContactsRange, contactsWords } from '../../server/shared/contactWords.ts';
import { percentWords, sentenceCase } from '../common/words.ts';
import { type PlannerState, resource, shownPlanId } from './state.ts';

/** Contacts at a site as far as they are known: at a stop of the plan on show, or as if it were the only stop. */
export interface SiteContacts {
  readonly month: ContactsRange;
  readonly lowConfidence: readonly LowConfidenceWire[];
  /** null for a site that is no stop of the plan. */
  readonly stop: StopDemandWire | null;
}

/** Contacts at one site; null until they are here. */
export function siteContacts(state: PlannerState, siteId: string): SiteContacts | null {
  const stop = planStops(state).get(siteId);
  if (stop) return { month: stop.month, lowConfidence: stop.lowConfidence, stop };
  const site = resource(state, 'demand').value?.sites.find((each) => each.siteId === siteId);
  return site ? { ...site, stop: null } : null;
}

/** Contacts at a site as if it were the only stop, as its score has them; null until they are here. */
export const contactsAlone = (state: PlannerState, siteId: string): ContactsRange | null =>
  resource(state, 'demand').value?.sites.find((each) => each.siteId === siteId)?.month ?? null;

/** Contacts at the stops of the plan on show, by site; empty until they are here. */
export function planStops(state: PlannerState): ReadonlyMap<string, StopDemandWire> {
  const id = shownPlanId(state);
  const stops = id === null ? undefined : resource(state, `plan-demand/${id}`).value?.stops;
  return new Map((stops ?? []).map((stop) => [stop.siteId, stop]));
}

/** "About 5 to 15 contacts a month": begins a sentence. */
export const contactsSentence = (range: ContactsRange, per: string): string =>
  sentenceCase(contactsWords(range, per));

/** A change of a figure: "22 % fewer", "18 % more", "no change". @param change  −1 and up */
export function changeWords(change: number): string {
  const percent = percentWords(Math.abs(change));
  if (Math.abs(change) < 0.0005) return 'no change';
  return `${percent} ${change < 0 ? 'fewer' : 'more'}`;
}

/** A constant for people: at most four figures that count. */
export const inputFigure = (value: number): string => String(Number(value.toPrecision(4)));

/** What a slider spans: the plausible range, widened to hold the value; a hundred steps. */
export function sliderRange(
  input: DemandInputWire,
  value: number,
): { min: number; max: number; step: number } {
  const min = Math.min(input.low, input.usualValue, value);
  const max = Math.max(input.high, input.usualValue, value);
  return { min, max, step: max > min ? Number(((max - min) / 100).toPrecision(3)) : 1 };
}

/** What is wrong with a typed value, as a sentence; null when nothing is. */
export function inputProblem(text: string, input: DemandInputWire): string | null {
  const value = Number(text);
  if (text.trim() !== '' && value >= input.least && value <= input.most) return null;
  return `Type a number from ${inputFigure(input.least)} to ${inputFigure(input.most)}`;
}

/** Values that differ from those in use, of all that are typed; null while one of them is wrong. */
export function changesOf(
  inputs: readonly DemandInputWire[],
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, number>> | null {
  const changes: Record<string, number> = {};
  for (const input of inputs) {
    const text = typed[input.name];
    if (text === undefined) continue;
    if (inputProblem(text, input) !== null) return null;
    if (Number(text) !== input.value) changes[input.name] = Number(text);
  }
  return changes;
}
