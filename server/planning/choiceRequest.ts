import type { PlanParameters, Site } from '../core/nouns.ts';
import { areaGroups } from '../core/stops/areaGroups.ts';
import type { ChoiceModel, ChoiceRequest } from '../core/stops/choiceRequest.ts';
import {
  CHOICE_AIMS,
  CHOICE_LIMITS,
  type ChoiceWishes,
  DEFAULT_CHOICE,
  FLOOR_GROUPS,
} from '../shared/choiceWishes.ts';
import { PlannerError } from '../shared/errors.ts';
import { minutes } from '../shared/units.ts';
import type { AccessMeasures } from './measureAccess.ts';

/** Sites in these states cannot be planned with. */
const UNUSABLE = new Set<Site['status']>(['suspended', 'closed']);

/** Which sites may be chosen, and what is asked of the choice. */
export interface AskedChoice {
  /** Candidates: usable ones, and forced ones whatever stands against them: the choice then says what is wrong. */
  readonly siteIds: readonly string[];
  readonly request: ChoiceRequest;
}

/**
 * A coordinator's wishes as a question to the choice of stops.
 * @param hoursOf  van-hours of each site's visit; needed when the wishes have a budget in hours
 * @throws PLAN_PARAMETERS for a wish out of range, SITE_UNUSABLE for a required site that is suspended or closed,
 *         FLOORS_WITHOUT_GROUPS, UNKNOWN_SITE (input)
 */
export function choiceRequestOf(
  access: Pick<AccessMeasures, 'areas' | 'sites' | 'scores'>,
  parameters: PlanParameters,
  hoursOf?: ReadonlyMap<string, number>,
): AskedChoice {
  const wishes = parameters.choice ?? DEFAULT_CHOICE;
  checkWishes(wishes);
  const known = new Set(access.sites.map((site) => site.id));
  const isUsable = usableSites(access);
  refuseUnusable(access.sites, parameters.forceIn);
  return {
    siteIds: [...known].filter((id) => parameters.forceIn.includes(id) || isUsable(id)),
    request: {
      model: modelOf(wishes, access.areas),
      maxStops: parameters.maxStops,
      forceIn: parameters.forceIn,
      forceOut: parameters.forceOut.filter((id) => !known.has(id) || isUsable(id)),
      exclusions: exclusionsOf(wishes, access.sites, isUsable),
      budget: wishes.vanHours === null || hoursOf === undefined ? null : { hours: wishes.vanHours, hoursOf },
    },
  };
}

function usableSites(access: Pick<AccessMeasures, 'sites' | 'scores'>): (id: string) => boolean {
  const out = new Set([
    ...access.sites.filter((site) => UNUSABLE.has(site.status)).map((site) => site.id),
    ...access.scores.filter((score) => score.reason !== null).map((score) => score.siteId),
  ]);
  return (id) => !out.has(id);
}

function refuseUnusable(sites: readonly Site[], forceIn: readonly string[]): void {
  const unusable = new Map(sites.filter((site) => UNUSABLE.has(site.status)).map((site) => [site.id, site]));
  const forced = forceIn.map((id) => unusable.get(id)).find((site) => site !== undefined);
  if (!forced) return;
  throw new PlannerError({
    code: 'SITE_UNUSABLE',
    category: 'input',
    message: `${forced.name} is ${forced.status} in the site register, so the van cannot stop there. Change its status or take it off the list of sites that must be in`,
    details: { siteId: forced.id },
  });
}

function modelOf(wishes: ChoiceWishes, areas: AccessMeasures['areas']): ChoiceModel {
  switch (wishes.aim) {
    case 'everyone':
      return { kind: 'everyone', withinSeconds: wishes.withinSeconds };
    case 'backup':
      return { kind: 'backup', backupWeight: wishes.backupWeight };
    case 'floors':
      return { kind: 'floors', floors: floorsOf(wishes, areas) };
    default:
      return { kind: wishes.aim };
  }
}

function floorsOf(wishes: ChoiceWishes, areas: AccessMeasures['areas']) {
  const groups = areaGroups(areas, wishes.floorBy);
  if (groups.length === 0) {
    throw new PlannerError({
      code: 'FLOORS_WITHOUT_GROUPS',
      category: 'input',
      message: `The region's areas say nothing about "${FLOOR_GROUPS[wishes.floorBy].toLowerCase()}", so there are no groups to share between. Count the fair share by something else, or import areas that have it`,
    });
  }
  return groups.map(({ name, areaIds }) => ({ group: name, areaIds, share: wishes.floorShare }));
}

/** The groups asked for, and one for each village with several usable sites; sites that cannot be chosen are left out. */
function exclusionsOf(
  wishes: ChoiceWishes,
  sites: readonly Site[],
  isUsable: (id: string) => boolean,
): string[][] {
  const known = new Set(sites.map((site) => site.id));
  const unknown = wishes.exclusions.flat().find((id) => !known.has(id));
  if (unknown !== undefined) {
    throw new PlannerError({
      code: 'UNKNOWN_SITE',
      category: 'input',
      message: `"${unknown}" is in a group of which at most one may be chosen, but no candidate site has that identifier. Take it out of the group`,
      details: { siteIds: [unknown] },
    });
  }
  const villages = new Map<string, string[]>();
  for (const site of wishes.isOneAVillage ? sites : []) {
    const village = site.community.trim().toLowerCase();
    if (village !== '') villages.set(village, [...(villages.get(village) ?? []), site.id]);
  }
  return [...wishes.exclusions, ...villages.values()]
    .map((group) => [...new Set(group)].filter(isUsable))
    .filter((group) => group.length > 1);
}

/** @throws PLAN_PARAMETERS naming the wish, what it is and what was expected */
function checkWishes(wishes: ChoiceWishes): void {
  if (!Object.hasOwn(CHOICE_AIMS, wishes.aim)) {
    throw wrongWish('aim', wishes.aim, `one of ${Object.keys(CHOICE_AIMS).join(', ')}`);
  }
  if (!Object.hasOwn(FLOOR_GROUPS, wishes.floorBy)) {
    throw wrongWish('floorBy', wishes.floorBy, `one of ${Object.keys(FLOOR_GROUPS).join(', ')}`);
  }
  const { withinMinutes, floorPercent, backupPercent, vanHours, exclusions } = CHOICE_LIMITS;
  const ranges: readonly [keyof ChoiceWishes, number, { low: number; high: number }, string][] = [
    ['withinSeconds', wishes.withinSeconds, scaled(withinMinutes, minutes(1)), 'seconds'],
    ['floorShare', wishes.floorShare, scaled(floorPercent, 0.01), 'as a share'],
    ['backupWeight', wishes.backupWeight, scaled(backupPercent, 0.01), 'as a share'],
    ['vanHours', wishes.vanHours ?? vanHours.low, vanHours, 'hours in a cycle'],
    ['exclusions', wishes.exclusions.length, exclusions, 'groups'],
  ];
  for (const [name, value, { low, high }, unit] of ranges) {
    if (value >= low && value <= high) continue;
    throw wrongWish(name, value, `${low} to ${high}, ${unit}`);
  }
}

const scaled = ({ low, high }: { low: number; high: number }, factor: number) => ({
  low: low * factor,
  high: high * factor,
});

const wrongWish = (name: string, value: unknown, expected: string) =>
  new PlannerError({
    code: 'PLAN_PARAMETERS',
    category: 'input',
    message: `choice.${name} is ${value}: expected ${expected}`,
    details: { name, value },
  });
