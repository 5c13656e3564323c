import { counted, listed } from '../../shared/text.ts';
import type { RotaProblem } from './rotaProblem.ts';
import { visitWeekSets } from './visitWeeks.ts';
import { gapsOf, spacingOf, whyNoSeries } from './weekSets.ts';

/**
 * Why the weeks themselves, whatever the day and time, leave no room for all visits of a stop.
 * @param made  visits it gets
 * @returns a sentence with numbers; null when the weeks are not what stands in the way
 */
export function weeksReason(problem: RotaProblem, stop: number, made: number): string | null {
  const asked = problem.stops[stop].visitsPerCycle;
  const most = Math.max(0, ...problem.weekSetVisits[stop]);
  if (problem.locked[stop]) return fixedWeeks(problem, stop, { made, most });
  if (made < most || asked <= most) return null;
  return noSeries(problem, stop) ?? noNamedSet(problem, stop) ?? notSpaced(problem, stop, most);
}

function fixedWeeks(problem: RotaProblem, stop: number, of: { made: number; most: number }): string | null {
  const lock = problem.locked[stop];
  if (!lock || (of.most > 0 && of.made === 0)) return null;
  const { cycleWeeks } = problem.rules;
  const { fewestDays, mostDays } = spacingOf(problem.stops[stop], problem.sites[stop], problem.rules);
  const fixed = `Fixed to ${lock.weeks.length === 1 ? 'week' : 'weeks'} ${listed(lock.weeks.map((week) => `${week + 1}`))} of ${cycleWeeks}`;
  const asked = problem.stops[stop].visitsPerCycle;
  if (of.made > 0) return `${fixed}, while ${counted(asked, 'visit')} are asked for`;
  const atMost = Number.isFinite(mostDays) ? ` and at most ${counted(mostDays, 'day')}` : '';
  return `${fixed}; expected up to ${counted(asked, 'different week')} of the cycle, at least ${counted(fewestDays, 'day')}${atMost} apart`;
}

function noSeries(problem: RotaProblem, stop: number): string | null {
  const { series } = problem.stops[stop].wishes ?? {};
  return series ? whyNoSeries(series.everyWeeks, problem.stops[stop], problem.rules) : null;
}

function noNamedSet(problem: RotaProblem, stop: number): string | null {
  const { weekSets } = problem.stops[stop].wishes ?? {};
  if (!weekSets) return null;
  const { fewestDays, mostDays } = spacingOf(problem.stops[stop], problem.sites[stop], problem.rules);
  const named = listed(weekSets.map((weeks) => weeks.map((week) => week + 1).join('+')));
  const atMost = Number.isFinite(mostDays) ? ` and at most ${mostDays}` : '';
  return (
    `Wanted in weeks ${named || 'that are not named'} of ${problem.rules.cycleWeeks}, with ${counted(problem.stops[stop].visitsPerCycle, 'visit')} ` +
    `at least ${counted(fewestDays, 'day')}${atMost} apart: none of these sets has so many`
  );
}

function notSpaced(problem: RotaProblem, stop: number, most: number): string {
  const { rules } = problem;
  const { cycleWeeks } = rules;
  const asked = problem.stops[stop].visitsPerCycle;
  if (asked > cycleWeeks && most === cycleWeeks) {
    return `${counted(asked, 'visit')} asked for in a cycle of ${counted(cycleWeeks, 'week')}: a stop has at most one a week`;
  }
  const { fewestDays, mostDays } = spacingOf(problem.stops[stop], problem.sites[stop], rules);
  const visits = Math.min(asked, cycleWeeks);
  const apart = Math.floor(cycleWeeks / visits) * 7;
  const so = `${counted(asked, 'visit')} in ${counted(cycleWeeks, 'week')} would come`;
  if (apart < fewestDays) {
    const ofSite = problem.sites[stop].facts.minDaysBetweenVisits ?? 0;
    const who =
      fewestDays === rules.minDaysBetweenVisits
        ? 'the rules ask'
        : fewestDays === ofSite
          ? 'the site asks'
          : 'it is asked';
    return `${so} ${counted(apart, 'day')} apart, and ${who} for at least ${fewestDays}`;
  }
  const [mask] = visitWeekSets({ visits, cycleWeeks, minDaysBetweenVisits: 0 });
  return `${so} up to ${counted(gapsOf(mask, rules).mostDays, 'day')} apart, and at most ${mostDays} are wanted`;
}
