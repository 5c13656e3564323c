import { listed } from '../../../shared/text.ts';
import type { Rota, VanDay, Violation } from '../../nouns.ts';
import { givenUpVisits, type RotaFacts } from '../rotaFacts.ts';
import { exactClock, placeName, violationOf } from '../sentences.ts';

type DayKey = Pick<VanDay, 'vanId' | 'week' | 'weekday'>;

/**
 * LOCKED_DAY_CHANGED: a locked weekday of a van has the calls it had in the plan that was planned again, in their order and at
 * their times, and no others. Stops that are no longer in the plan are not expected; visits given up with a reason are advised of.
 */
export function lockedDayChanged(facts: RotaFacts): Violation[] {
  const { previous } = facts;
  if (!previous) return [];
  return facts.lockedDays.flatMap(({ vanId, weekday }) =>
    weeksWith([...previous.vanDays, ...facts.rota.vanDays], { vanId, weekday }).flatMap((week) => {
      const day = { vanId, weekday, week };
      const [before, now] = [callsOn(previous, day), callsOn(facts.rota, day)];
      const expected = before.filter(({ siteId }) => facts.stops.has(siteId));
      if (isSame(expected, now)) return [];
      const finding = `locked with ${callsText(facts, expected)}, found ${callsText(facts, now)}`;
      const severity = isOnlyGivenUp(facts, expected, now) ? 'soft' : 'hard';
      return [violationOf(facts, { rule: 'LOCKED_DAY_CHANGED', day, finding, severity })];
    }),
  );
}

/** Weeks in which one of some van-days is that van's and of that weekday. */
const weeksWith = (vanDays: readonly VanDay[], of: Omit<DayKey, 'week'>): number[] =>
  [
    ...new Set(
      vanDays
        .filter(({ vanId, weekday }) => vanId === of.vanId && weekday === of.weekday)
        .map(({ week }) => week),
    ),
  ].sort((a, b) => a - b);

interface DayCall {
  readonly siteId: string;
  readonly open: number;
}

const callsOn = (rota: Rota, day: DayKey): DayCall[] =>
  rota.vanDays
    .filter(({ vanId, week, weekday }) => vanId === day.vanId && week === day.week && weekday === day.weekday)
    .flatMap(({ calls }) => calls.map(({ siteId, open }) => ({ siteId, open })));

const isSame = (a: readonly DayCall[], b: readonly DayCall[]): boolean =>
  a.length === b.length && a.every((call, k) => call.siteId === b[k].siteId && call.open === b[k].open);

/** The calls that are left are as they were, and what is missing is given up with a reason. */
function isOnlyGivenUp(facts: RotaFacts, expected: readonly DayCall[], now: readonly DayCall[]): boolean {
  const sites = new Set(now.map(({ siteId }) => siteId));
  const isGivenUp = ({ siteId }: DayCall) => !sites.has(siteId) && givenUpVisits(facts.rota, siteId) > 0;
  return isSame(
    expected.filter((call) => !isGivenUp(call)),
    now,
  );
}

const callsText = (facts: RotaFacts, calls: readonly DayCall[]): string =>
  calls.length === 0
    ? 'no call'
    : listed(calls.map(({ siteId, open }) => `${placeName(facts, siteId)} at ${exactClock(open)}`));
