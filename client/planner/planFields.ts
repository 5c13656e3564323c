import type { PlanRequestWire, RegionWire } from '../../server/contract/planner.ts';
import { CHOICE_LIMITS, type ChoiceWishes } from '../../server/shared/choiceWishes.ts';
import { wishesOf } from './choiceWords.ts';
import { wholeNumberProblem } from './parts/NumberField.tsx';

/** A whole number of the plan form: what it is called, what it may be, where it stands in the request. */
export interface PlanField {
  readonly id: string;
  /** Begins a sentence: "Number of stops must be …". */
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** May be left empty. */
  readonly isOptional?: true;
  readonly textOf: (request: PlanRequestWire) => string;
  readonly changeOf: (value: number | null, request: PlanRequestWire) => Partial<PlanRequestWire>;
}
export type PlanFieldName = 'stops' | 'vans' | 'within' | 'floor' | 'backup' | 'vanHours';

const withWish = (request: PlanRequestWire, change: Partial<ChoiceWishes>): Partial<PlanRequestWire> => ({
  choice: { ...wishesOf(request), ...change },
});

/** The plan form's numbers, in its order. */
export function planFields(limits: RegionWire['limits']): Readonly<Record<PlanFieldName, PlanField>> {
  return {
    stops: {
      id: 'plan-stops',
      name: 'Number of stops',
      low: 1,
      high: limits.maxStops,
      textOf: (request) => String(request.maxStops),
      changeOf: (value) => ({ maxStops: value ?? 1 }),
    },
    vans: {
      id: 'plan-vans',
      name: 'Number of vans',
      low: 1,
      high: limits.maxVans,
      textOf: (request) => String(request.vans),
      changeOf: (value) => ({ vans: value ?? 1 }),
    },
    within: {
      id: 'plan-within',
      name: 'Minutes',
      ...CHOICE_LIMITS.withinMinutes,
      textOf: (request) => String(Math.round(wishesOf(request).withinSeconds / 60)),
      changeOf: (value, request) => withWish(request, { withinSeconds: (value ?? 1) * 60 }),
    },
    floor: {
      id: 'plan-floor',
      name: 'Share',
      ...CHOICE_LIMITS.floorPercent,
      textOf: (request) => String(Math.round(wishesOf(request).floorShare * 100)),
      changeOf: (value, request) => withWish(request, { floorShare: (value ?? 1) / 100 }),
    },
    backup: {
      id: 'plan-backup',
      name: 'What a second stop counts',
      ...CHOICE_LIMITS.backupPercent,
      textOf: (request) => String(Math.round(wishesOf(request).backupWeight * 100)),
      changeOf: (value, request) => withWish(request, { backupWeight: (value ?? 1) / 100 }),
    },
    vanHours: {
      id: 'plan-hours',
      name: 'Van-hours, when there is a limit,',
      ...CHOICE_LIMITS.vanHours,
      isOptional: true,
      textOf: (request) => String(wishesOf(request).vanHours ?? ''),
      changeOf: (value, request) => withWish(request, { vanHours: value }),
    },
  };
}

/** The fields that count for what is asked, in the form's order. */
export function countingFields({ aim }: ChoiceWishes): PlanFieldName[] {
  return [
    ...(aim === 'everyone' ? [] : ['stops' as const]),
    'vans',
    ...(aim === 'everyone' ? ['within' as const] : []),
    ...(aim === 'floors' ? ['floor' as const] : []),
    ...(aim === 'backup' ? ['backup' as const] : []),
    'vanHours',
  ];
}

/** What is wrong with what was typed into a field; null when nothing is. */
export const fieldProblem = (field: PlanField, text: string): string | null =>
  field.isOptional && text.trim() === '' ? null : wholeNumberProblem(text, field);

/** The number typed, once nothing is wrong with it; null for an empty field that may be. */
export const fieldValue = (text: string): number | null => (text.trim() === '' ? null : Number(text));

/** A field's text, what is wrong with it once planning was tried, and what to do with another text. */
export interface TypedField {
  readonly id: string;
  readonly text: string;
  readonly field: { readonly low: number; readonly high: number };
  readonly problem: string | null;
  readonly onType: (text: string) => void;
}
