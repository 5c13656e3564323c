import type { ClockTime } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { exactClock, violationOf, windowText } from '../sentences.ts';

/** DURING_SCHOOL_RUN: the van neither comes nor goes within a site's school runs; at their very ends it may. */
export function duringSchoolRun(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    day.calls.flatMap((call) => {
      const runs = facts.sites.get(call.siteId)?.facts.schoolRun?.[day.weekday] ?? [];
      const broken = (time: ClockTime, does: string) =>
        runs
          .filter(({ from, to }) => from < time && time < to)
          .map((run) => `the van ${does} at ${exactClock(time)}, within the school run ${windowText(run)}`);
      return [...broken(call.arrive, 'comes'), ...broken(call.leave, 'goes')].map((finding) =>
        violationOf(facts, { rule: 'DURING_SCHOOL_RUN', day, siteId: call.siteId, finding }),
      );
    }),
  );
}
