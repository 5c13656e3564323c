import {
  type ContactDraws,
  DEMAND_DRAWS,
  type DrawFields,
  drawContacts,
} from '../../server/core/demand/contactDraws.ts';
import { type ContactRange, countedRange, monthlyDraws } from '../../server/core/demand/contactRanges.ts';
import { DEFAULT_PARAMETERS } from '../../server/core/parameters.ts';
import { seededRandom } from '../../server/core/random.ts';
import type { TravelMatrix } from '../../server/core/travelMatrix.ts';
import { area } from '../support/tinyTown.ts';
import type { Row } from './row.ts';

const [AREAS, SITES, HUBS] = [340, 400, 23];
/** Miles of a county, as minutes of driving across and up. */
const [WIDE, HIGH] = [150, 75];
/** A walk takes so many times as long as the drive. */
const WALK_FACTOR = 12;
const TARGET_SECONDS = 2;

/** Ranges of contacts at every site of a county, and how far their ends move from one seed to another. */
export async function measureDemandDraws(): Promise<readonly Row[]> {
  const fields = county();
  const started = process.cpuUsage();
  const first = rangesOf({ ...fields, seed: 1 });
  const { user, system } = process.cpuUsage(started);
  const others = [2, 3, 4].map((seed) => rangesOf({ ...fields, seed }));
  const spread = (end: keyof ContactRange) =>
    Math.max(
      ...first.map((range, j) => {
        const values = [range, ...others.map((ranges) => ranges[j])].map((each) => each[end]);
        return (Math.max(...values) - Math.min(...values)) / Math.max(1, range.p50);
      }),
    );
  return [
    {
      name: `Contacts at ${SITES} sites as ranges`,
      figure: (user + system) / 1e6,
      unit: 's',
      target: TARGET_SECONDS,
      note: `${AREAS} areas, ${DEMAND_DRAWS} draws, one thread; between four seeds the ends of no range move by more than ${percent(spread('p10'))} (low) and ${percent(spread('p90'))} (high) of its middle`,
    },
  ];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function rangesOf(fields: DrawFields): ContactRange[] {
  const draws = drawn(fields);
  const rates = draws.rates.map((_, k) => k);
  return draws.siteIds.map((_, j) => countedRange(monthlyDraws(draws, { sites: [j], rates })));
}

function drawn(fields: DrawFields): ContactDraws {
  const work = drawContacts(fields);
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

function county(): DrawFields {
  const random = seededRandom(1);
  const place = () => [random() * WIDE, random() * HIGH] as const;
  const areas = Array.from({ length: AREAS }, (_, i) => ({
    at: place(),
    area: area({
      id: `area-${i}`,
      childrenUnder1: 8 + random() * 12,
      childrenAged1: 8 + random() * 12,
      noCarShare: 0.1 + random() * 0.15,
      idaciRate: 0.1 + random() * 0.2,
    }),
  }));
  const matrixTo = (name: string, places: readonly (readonly [number, number])[], factor: number) => {
    const seconds = Float64Array.from(
      areas.flatMap(({ at }) => places.map((to) => factor * 60 * Math.hypot(at[0] - to[0], at[1] - to[1]))),
    );
    return {
      from: areas.map((each) => each.area.id),
      to: places.map((_, j) => `${name}-${j}`),
      seconds,
      metres: seconds,
      source: { engine: 'invented', dataVersion: '1', isEstimate: false },
    } satisfies TravelMatrix;
  };
  const [hubs, sites] = [HUBS, SITES].map((count) => Array.from({ length: count }, place));
  return {
    areas: areas.map((each) => each.area),
    areasToHubs: matrixTo('hub', hubs, 1),
    areasToHubsOnFoot: matrixTo('hub', hubs, WALK_FACTOR),
    areasToSites: matrixTo('site', sites, 1),
    areasToSitesOnFoot: matrixTo('site', sites, WALK_FACTOR),
    parameters: DEFAULT_PARAMETERS,
    siteIds: sites.map((_, j) => `site-${j}`),
    isShared: false,
    seed: 1,
    draws: DEMAND_DRAWS,
  };
}
