import { secondsAt } from '../travelMatrix.ts';
import type { ChoiceSetting } from './choiceSetting.ts';

/** A site in the choice, with the areas for which it is the best of the chosen ones. */
export interface ChosenStop {
  readonly siteId: string;
  readonly isForced: boolean;
  /** Newly reached need it is counted with: children × cover share, over its areas. */
  readonly need: number;
  /** Newly reached children aged 0 to 4 of its areas; every child counts at one stop only. */
  readonly children: number;
  readonly areaIds: readonly string[];
}

/** Open sites with what each brings newly within reach, most need first; ties by the order of the sites. */
export function chosenStops(
  setting: ChoiceSetting,
  fields: { readonly open: readonly number[]; readonly forced: readonly number[] },
): ChosenStop[] {
  const members = new Map<number, number[]>(fields.open.map((j) => [j, []]));
  setting.areas.forEach((_, i) => {
    const site = bestSiteOf(setting, i, fields.open);
    if (site !== null) members.get(site)?.push(i);
  });
  return [...members]
    .map(([j, areas]) => ({
      order: j,
      siteId: setting.siteIds[j],
      isForced: fields.forced.includes(j),
      need: areas.reduce((sum, i) => sum + setting.cover.gain[i * setting.cover.sites + j], 0),
      children: areas.reduce((sum, i) => sum + setting.children[i], 0),
      areaIds: areas.map((i) => setting.areas[i].id),
    }))
    .sort((a, b) => b.need - a.need || a.order - b.order)
    .map(({ order, ...stop }) => stop);
}

/** The open site at which an area counts most; of equal ones the shortest drive, then preference. */
function bestSiteOf(setting: ChoiceSetting, i: number, open: readonly number[]): number | null {
  const gain = (j: number) => setting.cover.gain[i * setting.cover.sites + j];
  const [best] = open
    .filter((j) => gain(j) > 0)
    .sort(
      (a, b) =>
        gain(b) - gain(a) || secondsAt(setting.toSites, i, a) - secondsAt(setting.toSites, i, b) || a - b,
    );
  return best ?? null;
}
