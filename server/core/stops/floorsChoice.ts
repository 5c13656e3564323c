import { PlannerError } from '../../shared/errors.ts';
import { areaIdOf } from '../access/populationPoints.ts';
import type { ChoiceNote, CoverFloor } from './choiceRequest.ts';
import { type ChoiceSetting, childrenOf, isBeyondHubs, sitesWithin } from './choiceSetting.ts';
import type { SolvedChoice } from './chooseStops.ts';
import { coverModel, type ServedFloor } from './coverModel.ts';
import { coverObjective } from './coverProblem.ts';
import type { SiteWishes } from './siteWishes.ts';
import { type Effort, greedyWithin, mipLimits, solveGains } from './solveGains.ts';

const LEAST_WORTH = 0.001;
/** Children by which a floor may be missed for rounding's sake. */
const ROUNDING = 1e-6;

/**
 * Most need newly within reach, with at least a share of every group's children within reach of a hub or stop.
 *
 * Floors that no choice from the allowed sites meets are lowered to what is possible, and said so. Where the stops do not suffice
 * for all, the choice misses them by as few children as possible in all, and says which it misses and how many stops it takes.
 * @throws CHOICE_FLOOR for a share that is no share (input)
 */
export function floorsChoice(
  setting: ChoiceSetting,
  wishes: SiteWishes,
  fields: Effort & { readonly floors: readonly CoverFloor[] },
): SolvedChoice {
  const groups = fields.floors.map((floor) => groupOf(setting, wishes, floor));
  const impossible = groups.flatMap(impossibleNote);
  const free = solveGains(setting.cover, { ...fields, wishes, leastWorth: LEAST_WORTH });
  const common = { greedyObjective: greedyWithin(setting.cover, wishes).gain };
  const isMetBy = (open: readonly number[]) => groups.every((group) => missedBy(setting, group, open) === 0);
  if (isMetBy(free.open)) {
    const { open, gain: objective, bound, isProven } = free;
    return { ...common, open, objective, bound, isProven, notes: impossible };
  }
  const least = withMisses(setting, wishes, { ...fields, groups });
  const met = withFloors(setting, wishes, { ...fields, groups: lowered(setting, groups, least.open) });
  const open = met.open ?? least.open;
  const missed = groups.flatMap((group) => missedNote(setting, group, open));
  const objective = coverObjective(setting.cover, open);
  const isProven = least.isProven && met.isProven;
  return {
    ...common,
    open: [...open].sort((a, b) => a - b),
    objective,
    bound: isProven ? objective : Math.max(objective, Math.min(free.bound, met.bound)),
    isProven,
    notes: [
      ...impossible,
      ...missed,
      ...(missed.length > 0 ? [stopsNeeded(setting, wishes, { ...fields, groups })] : []),
    ],
  };
}

interface Group {
  readonly floor: CoverFloor;
  /** Children of the group; those within reach of a hub. */
  readonly children: number;
  readonly atHubs: number;
  /** Areas beyond hubs that some forced or allowed site reaches. */
  readonly rows: readonly number[];
  /** Children that stops must reach, as far as possible at all. */
  readonly wanted: number;
  readonly possible: number;
}

function groupOf(setting: ChoiceSetting, wishes: SiteWishes, floor: CoverFloor): Group {
  if (!(floor.share >= 0 && floor.share <= 1)) {
    throw new PlannerError({
      code: 'CHOICE_FLOOR',
      category: 'input',
      message: `The floor for ${floor.group} is ${floor.share}; expected a share from 0 to 1.`,
    });
  }
  const ids = new Set(floor.areaIds);
  const all = [...setting.areas.keys()].filter((i) => ids.has(areaIdOf(setting.areas[i])));
  const children = childrenOf(setting, all);
  const atHubs = childrenOf(
    setting,
    all.filter((i) => !isBeyondHubs(setting, i)),
  );
  const usable = [...wishes.forced, ...wishes.allowed];
  const rows = all.filter((i) => isBeyondHubs(setting, i) && reaching(setting, i, usable).length > 0);
  const possible = childrenOf(setting, rows);
  const wanted = Math.max(0, Math.min(floor.share * children - atHubs, possible));
  return { floor, children, atHubs, rows, wanted, possible };
}

const reaching = (setting: ChoiceSetting, i: number, sites: readonly number[]): number[] =>
  sitesWithin(setting, i, { sites, seconds: setting.parameters.withinReachSeconds });

function impossibleNote({ floor, children, atHubs, possible }: Group): ChoiceNote[] {
  if (floor.share * children <= atHubs + possible + ROUNDING) return [];
  const share = (atHubs + possible) / children;
  return [{ kind: 'floor-impossible', group: floor.group, wanted: floor.share, possible: share }];
}

const reachedBy = (setting: ChoiceSetting, group: Group, open: readonly number[]): number =>
  childrenOf(
    setting,
    group.rows.filter((i) => reaching(setting, i, open).length > 0),
  );

/** Children short of the floor, 0 when met. */
function missedBy(setting: ChoiceSetting, group: Group, open: readonly number[]): number {
  const missed = group.wanted - reachedBy(setting, group, open);
  return missed > ROUNDING ? missed : 0;
}

function missedNote(setting: ChoiceSetting, group: Group, open: readonly number[]): ChoiceNote[] {
  if (missedBy(setting, group, open) === 0) return [];
  const { floor, children, atHubs } = group;
  const reached = (atHubs + reachedBy(setting, group, open)) / children;
  return [{ kind: 'floor-missed', group: floor.group, wanted: floor.share, reached }];
}

/** Floors that ask for no more than a choice gives. */
const lowered = (setting: ChoiceSetting, groups: readonly Group[], open: readonly number[]): Group[] =>
  groups.map((group) => ({ ...group, wanted: Math.min(group.wanted, reachedBy(setting, group, open)) }));

const floorsOf = (setting: ChoiceSetting, wishes: SiteWishes, groups: readonly Group[]): ServedFloor[] => {
  const usable = [...wishes.forced, ...wishes.allowed];
  return groups.map(({ rows, wanted }) => ({
    least: wanted - ROUNDING,
    rows: rows.map((i) => ({ weight: setting.children[i], sites: reaching(setting, i, usable) })),
  }));
};

type Asked = Effort & { readonly groups: readonly Group[] };

/** The choice that misses the floors by as few children as possible. */
function withMisses(setting: ChoiceSetting, wishes: SiteWishes, fields: Asked) {
  const nothing = { ...setting.cover, gain: new Float64Array(setting.cover.gain.length) };
  const solved = solveFloors(nothing, wishes, {
    ...fields,
    floors: floorsOf(setting, wishes, fields.groups),
    missCost: 1,
    absoluteGap: ROUNDING,
    places: wishes.places,
  });
  return { open: solved.open ?? wishes.forced, isProven: solved.isProven };
}

function withFloors(setting: ChoiceSetting, wishes: SiteWishes, fields: Asked) {
  return solveFloors(setting.cover, wishes, {
    ...fields,
    floors: floorsOf(setting, wishes, fields.groups),
    siteCost: LEAST_WORTH,
    absoluteGap: LEAST_WORTH / 10,
    places: wishes.places,
  });
}

/** How many stops all possible floors take. */
function stopsNeeded(setting: ChoiceSetting, wishes: SiteWishes, fields: Asked): ChoiceNote {
  const nothing = { ...setting.cover, gain: new Float64Array(setting.cover.gain.length) };
  const { rules: _, ...unbound } = wishes;
  const solved = solveFloors(nothing, unbound, {
    ...fields,
    floors: floorsOf(setting, wishes, fields.groups),
    siteCost: 1,
    absoluteGap: 1 - 1e-6,
    places: wishes.allowed.length,
  });
  const least = Math.ceil(-solved.bound - 1e-6);
  const stops = solved.isProven && solved.open ? solved.open.length : least;
  return { kind: 'floors-need-stops', stops, isProven: solved.isProven };
}

function solveFloors(
  problem: ChoiceSetting['cover'],
  wishes: SiteWishes,
  fields: Effort & {
    floors: readonly ServedFloor[];
    missCost?: number;
    siteCost?: number;
    absoluteGap: number;
    places: number;
  },
): { open: readonly number[] | null; bound: number; isProven: boolean } {
  const { model, sites } = coverModel(problem, {
    candidates: [...wishes.forced, ...wishes.allowed],
    forced: wishes.forced,
    maxSites: wishes.forced.length + Math.max(0, fields.places),
    siteCost: fields.siteCost ?? 0,
    rules: wishes.rules,
    floors: fields.floors,
    missCost: fields.missCost,
  });
  const { absoluteGap } = fields;
  const solved = fields.solveMip(model, { absoluteGap, ...mipLimits(fields.limits) });
  const open = solved.values ? sites.filter((_, c) => solved.values![c] > 0.5) : null;
  return { open, bound: solved.bound, isProven: solved.status === 'optimal' };
}
