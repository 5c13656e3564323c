import type { Area, ChoiceOutcome, PlanParameters } from '../core/nouns.ts';
import { CHOICE_UNITS, type ChoiceNote } from '../core/stops/choiceRequest.ts';
import { DEFAULT_CHOICE } from '../shared/choiceWishes.ts';
import { counted, listed } from '../shared/text.ts';

/** Areas named in a sentence, at most. */
const NAMED = 4;

/** What is kept of a choice with its plan: figures in the unit of its model, and in sentences what could not be met. */
export function choiceOutcomeOf(
  choice: { readonly objective: number; readonly bound: number; readonly notes?: readonly ChoiceNote[] },
  known: { readonly parameters: PlanParameters; readonly areas: readonly Area[] },
): ChoiceOutcome {
  const { aim } = known.parameters.choice ?? DEFAULT_CHOICE;
  const names = new Map(known.areas.map((area) => [area.id, area.name]));
  return {
    unit: CHOICE_UNITS[aim],
    objective: choice.objective,
    bound: choice.bound,
    notes: (choice.notes ?? []).map((note) => noteSentence(note, names)),
  };
}

function noteSentence(note: ChoiceNote, names: ReadonlyMap<string, string>): string {
  switch (note.kind) {
    case 'out-of-everyones-reach': {
      const children = counted(Math.round(note.children), 'under-5');
      const areas = new Set(note.areaIds.map((id) => names.get(id) ?? id));
      return `${children} in ${counted(areas.size, 'area')} cannot be reached from any site that may be chosen: ${namedAreas([...areas])}.`;
    }
    case 'floor-impossible':
      return `${note.group}: no choice of sites brings more than ${percent(note.possible)} within reach; ${percent(note.wanted)} was asked for.`;
    case 'floor-missed':
      return `${note.group}: ${percent(note.reached)} within reach, ${percent(note.wanted)} was asked for. More stops would meet it.`;
    case 'floors-need-stops':
      return `To give every group the share asked for, as far as that is possible, takes ${note.isProven ? '' : 'at least '}${counted(note.stops, 'stop')}.`;
  }
}

function namedAreas(names: readonly string[]): string {
  if (names.length <= NAMED) return listed(names);
  return `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;
}

/** Down to whole percent, so that a share that falls short never looks as if it did not. */
const percent = (share: number): string => `${Math.floor(share * 100 + 1e-9)} %`;
