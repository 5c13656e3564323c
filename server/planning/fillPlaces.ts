import type { ChoiceModel } from '../core/stops/choiceRequest.ts';
import type { ChosenStop } from '../core/stops/chooseStops.ts';
import { fillStops } from '../core/stops/fillStops.ts';

/** Aims with places to fill: the others use all of them, or tell how many there are, themselves. */
const FILLED: ReadonlySet<ChoiceModel['kind']> = new Set(['cover', 'floors', 'backup']);

/** A choice, and what it may still have. */
type FillPlacesFields = Omit<Parameters<typeof fillStops>[0], 'places'> & {
  readonly model?: ChoiceModel;
  readonly maxStops: number;
  readonly exclusions?: readonly (readonly string[])[];
  /** With one, stops that bring nobody newly within reach are not added: they would spend hours that others need. */
  readonly budget?: unknown;
};

/**
 * Stops for the places that a choice leaves: as `fillStops`, and never two sites of which at most one may be chosen.
 * @returns in order of what they add; none for aims that leave no places, and none within a budget
 */
export function fillPlaces(fields: FillPlacesFields): ChosenStop[] {
  const { model, maxStops, exclusions = [], budget, ...facts } = fields;
  if (!FILLED.has(model?.kind ?? 'cover') || budget) return [];
  const added: ChosenStop[] = [];
  for (;;) {
    const chosen = [...fields.chosen, ...added.map((stop) => stop.siteId)];
    const places = Math.max(0, maxStops - chosen.length);
    const siteIds = fields.siteIds.filter(
      (id) =>
        !exclusions.some((group) => group.includes(id) && group.some((other) => chosen.includes(other))),
    );
    // One at a time where each may rule others out.
    const next = fillStops({
      ...facts,
      chosen,
      siteIds,
      places: exclusions.length > 0 ? Math.min(1, places) : places,
    });
    added.push(...next);
    if (next.length === 0 || exclusions.length === 0) return added;
  }
}
