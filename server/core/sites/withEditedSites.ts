import type { Site } from '../nouns.ts';

/** Source of sites that were added in the planner. */
export const PLANNER_SOURCE = 'planner';
/** Begins the source of sites that came with a timetable; the file's name follows. */
export const TIMETABLE_SOURCE = 'timetable:';

/**
 * The sites of an import together with what was edited in the planner, so that no edit is lost without a word.
 * Found in an extract, an edited site stays as it was edited, and stays when the extract has it no more. A register file wins
 * over edits of the sites it names; sites added in the planner, and those of timetables, stay.
 * @param edited  sites edited or added in the planner since an import last brought them
 */
export function withEditedSites(fields: {
  imported: readonly Site[];
  edited: readonly Site[];
  isFromExtract: boolean;
}): Site[] {
  const { imported, edited, isFromExtract } = fields;
  const ids = new Set(imported.map((site) => site.id));
  const isAdded = ({ source }: Site) => source === PLANNER_SOURCE || source.startsWith(TIMETABLE_SOURCE);
  const stays = (site: Site) => !ids.has(site.id) && (isFromExtract || isAdded(site));
  const kept = new Map(isFromExtract ? edited.map((site) => [site.id, site]) : []);
  return [...imported.map((site) => kept.get(site.id) ?? site), ...edited.filter(stays)];
}
