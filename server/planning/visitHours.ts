import type { RotaRules, Van } from '../core/nouns.ts';
import { plannedLegSeconds } from '../core/rota/plannedLeg.ts';
import { stopsFromChoice } from '../core/stops/frequency.ts';
import { secondsAt } from '../core/travelMatrix.ts';
import { SECONDS_PER_HOUR, UNREACHABLE } from '../shared/units.ts';
import { engineProgress, type PlanningContext, type StageProgress } from './context.ts';
import type { AccessMeasures } from './measureAccess.ts';
import { travelBetween } from './travel.ts';

/**
 * Hours of van time that one visit to each site takes: set-up, session and pack-down, and its part of the drive from the
 * nearest base and back, which the visits of a van-day (`visitsPerVanDay`) share. An estimate before there is a rota.
 * @param fields.vans  those that go out; at least one
 * @returns by site, ≥ 0; a site that no base has a road to has no entry
 */
export async function visitHours(
  context: PlanningContext,
  fields: { access: AccessMeasures; vans: readonly Van[]; rules: RotaRules },
  progress: StageProgress = {},
): Promise<ReadonlyMap<string, number>> {
  const { access, rules } = fields;
  const bases = new Map(fields.vans.map(({ base }) => [base.lonLat.join(), base]));
  const toSites = await travelBetween(context, {
    from: [...bases].map(([at, base]) => ({ id: `base:${at}`, name: base.name, lonLat: base.lonLat })),
    to: access.sites,
    ...engineProgress(progress, {
      stage: 'Measuring drives from the vans’ bases to sites',
      from: 0.48,
      to: 0.5,
    }),
  });
  const sessions = sessionsOf(access, rules);
  return new Map(
    access.sites.flatMap((site, j): [string, number][] => {
      const least = toSites.from.reduce(
        (best, _, i) => Math.min(best, secondsAt(toSites, i, j)),
        UNREACHABLE,
      );
      if (least === UNREACHABLE) return [];
      const drive = (2 * plannedLegSeconds(least, rules)) / access.parameters.visitsPerVanDay;
      const there = rules.setUpSeconds + (sessions.get(site.id) ?? 0) + rules.packDownSeconds;
      return [[site.id, (drive + there) / SECONDS_PER_HOUR]];
    }),
  );
}

/** How long a session would be with one visit in the cycle, as the proposal of frequencies has it. */
function sessionsOf(access: AccessMeasures, rules: RotaRules): ReadonlyMap<string, number> {
  const stops = stopsFromChoice({
    choice: {
      chosen: access.sites.map(({ id }) => ({
        siteId: id,
        isForced: false,
        need: 0,
        children: 0,
        areaIds: [],
      })),
    },
    contacts: access.scores.map((score) => score.contacts),
    cycleWeeks: rules.cycleWeeks,
    vans: [],
    parameters: access.parameters,
    room: 0,
    sessionTypes: [],
  });
  return new Map(stops.map((stop) => [stop.siteId, stop.sessionSeconds]));
}
