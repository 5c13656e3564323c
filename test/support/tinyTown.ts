import type { Area, Call, Hub, RotaRules, Site, Stop, Van, VanDay } from '../../server/core/nouns.ts';
import { DEFAULT_ROTA_RULES } from '../../server/core/rotaRules.ts';
import { type TravelMatrix, travelMatrix } from '../../server/core/travelMatrix.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { clockTime, type ServiceDate, serviceDate, type Weekday } from '../../server/shared/time.ts';

/**
 * Tiny town: one straight road with a hub at each end, an hour apart, and an island no road reaches.
 * A place's number is its minute along the road; one minute is 60 seconds and 1,000 metres.
 *
 *   0 West Hub   5 Ambleton   10 Ashby hall   12 Barrow   20 Brook hall   25 Cotley   30 Carn hall
 *   35 Dunmere   40 Dean hall   58 Eastcott   60 East Hub   – Eel Island (hall and area)
 */
export const MINUTE_ALONG_ROAD: Readonly<Record<string, number | null>> = {
  'hub-west': 0,
  'hub-east': 60,
  'area-ambleton': 5,
  'area-barrow': 12,
  'area-cotley': 25,
  'area-dunmere': 35,
  'area-eastcott': 58,
  'area-eel': null,
  'site-ashby': 10,
  'site-brook': 20,
  'site-carn': 30,
  'site-dean': 40,
  'site-eel': null,
  'base:van-1': 0,
  'base:van-2': 60,
};

/** Where a minute along the road lies: due east of 5° W, 50.3° N, about a kilometre a minute. */
export const pointAt = (minute: number | null) =>
  minute === null ? lonLat(-5.5, 50.6) : lonLat(-5 + minute * 0.01405, 50.3);

/** An area with 10 children under 1, 10 aged 1 and 30 aged 2 to 4, nothing assumed; say only what matters. */
export const area = (fields: Partial<Area> & { id: string }): Area => ({
  name: fields.id,
  lonLat: pointAt(MINUTE_ALONG_ROAD[fields.id] ?? null),
  points: [{ lonLat: fields.lonLat ?? pointAt(MINUTE_ALONG_ROAD[fields.id] ?? null), weight: 1 }],
  population: 1000,
  childrenUnder1: 10,
  childrenAged1: 10,
  childrenAged2to4: 30,
  deprivationDecile: 5,
  idaciRate: 0.15,
  noCarShare: 0.2,
  ruralUrban: 'Rural village',
  assumed: [],
  ...fields,
});

export const hub = (fields: Partial<Hub> & { id: string }): Hub => ({
  name: fields.id,
  address: '1 High Street',
  postcode: 'TR1 1AA',
  lonLat: pointAt(MINUTE_ALONG_ROAD[fields.id] ?? null),
  opening: 'Mon-Fri 09:00-17:00',
  checkedOn: serviceDate('2026-11-01'),
  source: 'tiny town',
  ...fields,
});

/** An approved site, open at any time, with everything a van needs. */
export const site = (fields: Partial<Site> & { id: string }): Site => ({
  slug: fields.id.replace(/^site-/, ''),
  name: fields.id,
  community: 'Tiny town',
  address: 'The Road',
  postcode: 'TR1 1AA',
  lonLat: pointAt(MINUTE_ALONG_ROAD[fields.id] ?? null),
  kind: 'village_hall',
  surface: 'asphalt',
  spaces: 20,
  lengthMetres: 12,
  widthMetres: 5,
  headroomMetres: null,
  hasPower: true,
  hasWater: true,
  hasToilet: true,
  isStepFree: true,
  mobileSignal: '4g',
  busStopMetres: 100,
  privacy: 3,
  opening: null,
  status: 'approved',
  permissionOwner: 'Parish council',
  permissionReference: 'P1',
  permissionExpiresOn: null,
  riskAssessedOn: serviceDate('2026-10-01'),
  notes: '',
  facts: {},
  source: 'tiny town',
  ...fields,
});

/** The same shift on each weekday named. */
export const shifts = (weekdays: readonly Weekday[], from = '08:30', to = '17:00'): Van['shifts'] =>
  Object.fromEntries(weekdays.map((day) => [day, { from: clockTime(from), to: clockTime(to) }]));

/** A van at the West Hub, Monday to Friday 08:30 to 17:00. */
export const van = (fields: Partial<Van> = {}): Van => ({
  id: 'van-1',
  name: 'Van 1',
  base: { name: 'West Hub', lonLat: pointAt(0) },
  shifts: shifts([1, 2, 3, 4, 5]),
  ...fields,
});

/** One visit a cycle, open for 90 minutes, need 50. */
export const stop = (fields: Partial<Stop> & { siteId: string }): Stop => ({
  visitsPerCycle: 1,
  sessionSeconds: 5400,
  sessionTypeIds: ['drop-in'],
  need: 50,
  ...fields,
});

/** A call that is open all the time the van is there. */
export const call = (siteId: string, { from, to }: { from: string; to: string }): Call => ({
  siteId,
  arrive: clockTime(from),
  open: clockTime(from),
  close: clockTime(to),
  leave: clockTime(to),
  legSeconds: 0,
  legMetres: 0,
});

/** A day of van 1 with these calls. */
export const vanDay = (on: Pick<VanDay, 'week' | 'weekday'>, calls: readonly Call[]): VanDay => ({
  vanId: 'van-1',
  ...on,
  departBase: clockTime('08:30'),
  calls,
  break: null,
  returnLegSeconds: 0,
  returnLegMetres: 0,
  returnBase: clockTime('17:00'),
});

/** The default rules with travel times as routed (factor 1, allowance 0), so that figures stay round. */
export const rules = (fields: Partial<RotaRules> = {}): RotaRules => ({
  ...DEFAULT_ROTA_RULES,
  travelFactor: 1,
  travelAllowanceSeconds: 0,
  ...fields,
});

/** Road times between places of tiny town: |difference| minutes; no way to or from the island. */
export function townMatrix(
  from: readonly string[] = Object.keys(MINUTE_ALONG_ROAD),
  to: readonly string[] = from,
): TravelMatrix {
  const apart = (a: string, b: string) => {
    const [i, j] = [MINUTE_ALONG_ROAD[a] ?? null, MINUTE_ALONG_ROAD[b] ?? null];
    if (a === b) return 0;
    return i === null || j === null ? null : Math.abs(i - j);
  };
  const times = (scale: number) =>
    from.map((a) =>
      to.map((b) => {
        const minutesApart = apart(a, b);
        return minutesApart === null ? null : minutesApart * scale;
      }),
    );
  return travelMatrix({
    from,
    to,
    seconds: times(60),
    metres: times(1000),
    source: { engine: 'tiny town', dataVersion: '1', isEstimate: false },
  });
}

/** Walks with a pram between places of tiny town: a minute of driving is a kilometre, 15 minutes at 4 km/h. */
export function townWalks(from?: readonly string[], to?: readonly string[]): TravelMatrix {
  const drives = townMatrix(from, to);
  return { ...drives, seconds: drives.seconds.map((seconds) => seconds * 15) };
}

const named = (id: string, name: string) => ({ id, name });

/** Everything at once. Six areas, two hubs, five sites, two vans (Van 2 at the East Hub). */
export const tinyTown = {
  areas: [
    area(named('area-ambleton', 'Ambleton')),
    area(named('area-barrow', 'Barrow')),
    area(named('area-cotley', 'Cotley')),
    area(named('area-dunmere', 'Dunmere')),
    area(named('area-eastcott', 'Eastcott')),
    area(named('area-eel', 'Eel Island')),
  ],
  hubs: [hub(named('hub-west', 'West Hub')), hub(named('hub-east', 'East Hub'))],
  sites: [
    site(named('site-ashby', 'Ashby hall')),
    site(named('site-brook', 'Brook hall')),
    site(named('site-carn', 'Carn hall')),
    site(named('site-dean', 'Dean hall')),
    site(named('site-eel', 'Eel Island hall')),
  ],
  vans: [van(), van({ id: 'van-2', name: 'Van 2', base: { name: 'East Hub', lonLat: pointAt(60) } })],
  matrix: townMatrix(),
  /** A Monday, to start timetables from. */
  firstMonday: serviceDate('2027-01-04') as ServiceDate,
} as const;
