import type { Van, VanSize } from '../core/nouns.ts';
import { PlannerError } from '../shared/errors.ts';
import { WEEKDAY_NAMES, type Weekday } from '../shared/time.ts';

/** What is changed of a van for one plan. */
export type VanAsked = Required<Pick<Van, 'id' | 'shifts' | 'skills'>> & { readonly size: VanSize | null };

/** A van's size: from a small car to the largest lorry on British roads (Construction and Use Regulations 1986). */
const SIZES = {
  lengthMetres: { name: 'length', unit: 'metres', low: 2, high: 20 },
  widthMetres: { name: 'width', unit: 'metres', low: 1, high: 4 },
  heightMetres: { name: 'height', unit: 'metres', low: 1, high: 6 },
  weightTonnes: { name: 'weight', unit: 'tonnes', low: 0.5, high: 44 },
} as const;

const DAY_SECONDS = 86_400;
const MOST_SKILLS = 20;

/**
 * The vans of a plan with what is changed of them; their names and bases stay.
 * @throws ROTA_VANS for a van the plan has not, and for hours or sizes no van has
 */
export function changedVans(vans: readonly Van[], asked: readonly VanAsked[]): Van[] {
  for (const { id } of asked) {
    const known = vans.filter((van) => van.id === id).length;
    if (known === 0) refuse(id, `There is no van “${id.slice(0, 80)}” in this plan`);
    if (asked.filter((van) => van.id === id).length > 1) refuse(id, `The van “${id}” is changed twice`);
  }
  const changed = vans.map((van) => {
    const change = asked.find(({ id }) => id === van.id);
    return change ? changedVan(van, change) : van;
  });
  if (changed.every(({ shifts }) => Object.keys(shifts).length === 0)) {
    refuse('', 'No van goes out on any day. Give at least one van a working day');
  }
  return changed;
}

function changedVan({ size: _, ...van }: Van, { shifts, skills, size }: VanAsked): Van {
  for (const [weekday, { from, to }] of Object.entries(shifts)) {
    if (Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= DAY_SECONDS)
      continue;
    const day = WEEKDAY_NAMES[(Number(weekday) as Weekday) - 1];
    refuse(van.id, `${van.name}, ${day}: the return to the base must be later than the departure`);
  }
  for (const [weekday, names] of Object.entries(skills)) {
    const day = WEEKDAY_NAMES[(Number(weekday) as Weekday) - 1];
    if ((names ?? []).length > MOST_SKILLS)
      refuse(van.id, `${van.name}, ${day}: ${MOST_SKILLS} skills at most`);
    if ((names ?? []).every((name) => name.trim() !== '')) continue;
    refuse(van.id, `${van.name}, ${day}: a skill without a name`);
  }
  for (const key of Object.keys(SIZES) as (keyof VanSize)[]) {
    if (size === null || (size[key] >= SIZES[key].low && size[key] <= SIZES[key].high)) continue;
    const { name, unit, low, high } = SIZES[key];
    refuse(van.id, `${van.name}: its ${name} must be from ${low} to ${high} ${unit}`);
  }
  const aboard = Object.fromEntries(
    Object.entries(skills)
      .map(([weekday, names]) => [weekday, [...new Set((names ?? []).map((name) => name.trim()))]] as const)
      .filter(([, names]) => names.length > 0),
  );
  return { ...van, shifts, skills: aboard, ...(size && { size }) };
}

function refuse(vanId: string, message: string): never {
  throw new PlannerError({ code: 'ROTA_VANS', category: 'input', message, details: { vanId } });
}
