import { type Seconds, UNREACHABLE } from '../../shared/units.ts';
import { childrenAged0to4 } from '../access/children.ts';
import { inOrderOf } from '../access/inOrderOf.ts';
import { nearestHub } from '../access/nearestHub.ts';
import { areaIdOf } from '../access/populationPoints.ts';
import type { Area } from '../nouns.ts';
import type { Parameters } from '../parameters.ts';
import { secondsAt, type TravelMatrix } from '../travelMatrix.ts';
import type { ChoiceFields } from './chooseStops.ts';
import type { CoverProblem } from './coverProblem.ts';
import { coverShare } from './coverShare.ts';

/** A choice in indices: area i, site j. */
export interface ChoiceSetting {
  /** Most preferred first. */
  readonly siteIds: readonly string[];
  /** Those with children, by identifier. */
  readonly areas: readonly Area[];
  readonly children: Float64Array;
  /** Drive from each area to its nearest hub; UNREACHABLE without one. */
  readonly hubSeconds: Float64Array;
  readonly toSites: TravelMatrix;
  readonly parameters: Parameters;
  /** Newly reached need: nothing for areas within reach of a hub. */
  readonly cover: CoverProblem;
}

/** Sites in order of preference, areas with children, and what each site gains there. @throws MATRIX_PLACE */
export function choiceSetting(
  fields: Pick<
    ChoiceFields,
    'areas' | 'siteIds' | 'areasToHubs' | 'areasToSites' | 'parameters' | 'preference'
  >,
): ChoiceSetting {
  const siteIds = orderedSites(fields);
  const { parameters } = fields;
  const areas = fields.areas
    .filter((area) => childrenAged0to4(area) > 0)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const from = areas.map((area) => area.id);
  const hubs = nearestHub(inOrderOf(fields.areasToHubs, { from }));
  const toSites = inOrderOf(fields.areasToSites, { from, to: siteIds });
  const children = Float64Array.from(areas, childrenAged0to4);
  const hubSeconds = Float64Array.from(hubs, (hub) => hub.seconds);
  const gain = Float64Array.from(toSites.seconds, (seconds, cell) => {
    const i = Math.floor(cell / siteIds.length);
    return hubSeconds[i] > parameters.withinReachSeconds ? children[i] * coverShare(seconds, parameters) : 0;
  });
  const cover = { sites: siteIds.length, areas: areas.length, gain };
  return { siteIds, areas, children, hubSeconds, toSites, parameters, cover };
}

function orderedSites(fields: Pick<ChoiceFields, 'siteIds' | 'preference'>): string[] {
  const rank = (id: string) => fields.preference?.get(id) ?? 0;
  return [...new Set(fields.siteIds)].sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
}

/** Whether no hub is within reach of an area. */
export const isBeyondHubs = (setting: ChoiceSetting, i: number): boolean =>
  setting.hubSeconds[i] > setting.parameters.withinReachSeconds;

/** The sites, among some, at most this many seconds from an area. */
export const sitesWithin = (
  setting: ChoiceSetting,
  i: number,
  fields: { sites: readonly number[]; seconds: Seconds },
): number[] => fields.sites.filter((j) => secondsAt(setting.toSites, i, j) <= fields.seconds);

/** Drive from an area to the nearest hub or open site; UNREACHABLE where no road leads to any. */
export function secondsWith(setting: ChoiceSetting, i: number, open: readonly number[]): Seconds {
  return open.reduce(
    (least, j) => Math.min(least, secondsAt(setting.toSites, i, j)),
    setting.hubSeconds[i] as Seconds,
  );
}

/** Areas, as rows of a setting, to which no road leads from any hub or any of the sites. */
export function rowsWithoutRoad(setting: ChoiceSetting, sites: readonly number[]): number[] {
  return [...setting.areas.keys()].filter((i) => secondsWith(setting, i, sites) === UNREACHABLE);
}

/** Children of some rows. */
export const childrenOf = (setting: ChoiceSetting, rows: readonly number[]): number =>
  rows.reduce((sum, i) => sum + setting.children[i], 0);

/** What is said of rows that nothing can serve; none when there are no such rows. */
export const outOfReachNote = (setting: ChoiceSetting, rows: readonly number[]) =>
  rows.length === 0
    ? []
    : [
        {
          kind: 'out-of-everyones-reach' as const,
          areaIds: [...new Set(rows.map((i) => areaIdOf(setting.areas[i])))],
          children: childrenOf(setting, rows),
        },
      ];
