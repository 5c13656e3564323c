import { MEASURE_NAMES, type MeasureName } from '../../server/shared/accessMeasures.ts';

/** What is looked at in the step of access, as far as it is not the usual. */
export interface AccessView {
  readonly measure: MeasureName;
  /** The change that the plan makes, rather than how things are with it. */
  readonly isDifference: boolean;
}

/** What is looked at first. */
export const USUAL_ACCESS: AccessView = { measure: 'nearest', isDifference: false };

/** What an address says about it; undefined when that is the usual. */
export function accessViewOf(said: URLSearchParams): AccessView | undefined {
  const asked = said.get('measure');
  const measure = MEASURE_NAMES.find((name) => name === asked) ?? USUAL_ACCESS.measure;
  const isDifference = said.get('reach') === 'difference';
  return measure === USUAL_ACCESS.measure && !isDifference ? undefined : { measure, isDifference };
}

/** Whether an address asks for access with the plan's stops. */
export const isAfterPlanOf = (said: URLSearchParams): boolean =>
  ['plan', 'difference'].includes(said.get('reach') ?? '');

/** Writes it into an address; what is usual is left out. */
export function sayAccessView(said: URLSearchParams, view: AccessView & { isAfterPlan: boolean }): void {
  if (view.isAfterPlan) said.set('reach', view.isDifference ? 'difference' : 'plan');
  if (view.measure !== USUAL_ACCESS.measure) said.set('measure', view.measure);
}

/** What is on show of the three: hubs today, with the plan, or the difference. */
export type AccessShows = 'today' | 'plan' | 'difference';

/** The view once another measure, or another of the three, is asked for. */
export function accessAsked(
  view: { readonly isAfterPlan: boolean; readonly access?: AccessView },
  asked: { readonly measure?: MeasureName; readonly shows?: AccessShows },
): { isAfterPlan: boolean; access: AccessView | undefined } {
  const now = view.access ?? USUAL_ACCESS;
  const access = {
    measure: asked.measure ?? now.measure,
    isDifference: asked.shows === undefined ? now.isDifference : asked.shows === 'difference',
  };
  const isUsual = access.measure === USUAL_ACCESS.measure && !access.isDifference;
  return {
    isAfterPlan: asked.shows === undefined ? view.isAfterPlan : asked.shows !== 'today',
    access: isUsual ? undefined : access,
  };
}

/** @param hasPlan  without one there is only today */
export function accessShows(
  view: { readonly isAfterPlan: boolean; readonly access?: AccessView },
  hasPlan: boolean,
): AccessShows {
  if (!hasPlan || !view.isAfterPlan) return 'today';
  return view.access?.isDifference ? 'difference' : 'plan';
}
