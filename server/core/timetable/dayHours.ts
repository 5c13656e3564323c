import type { Seconds } from '../../shared/units.ts';
import { ASSIMILATED_EU, GB_DOMESTIC } from '../driversHours.ts';
import { baseId } from '../rota/rotaInput.ts';
import type { FitContext, VanDate, VisitTimes } from './visitFit.ts';

/** One thing of a day: a site with the time the van is there. */
type Spell = Pick<VisitTimes, 'arrive' | 'leave'> & { readonly siteId: string };

interface Leg {
  readonly from: Seconds;
  readonly to: Seconds;
  readonly driving: Seconds;
}

/**
 * Why the crew's hours forbid one more visit on a van's date, in words; null when they do not. Looks at the break, and at the most
 * driving and duty of one day; what the law says of weeks is the rota's matter.
 */
export function hoursTrouble(
  asked: { readonly day: VanDate; readonly siteId: string; readonly times: VisitTimes },
  context: FitContext,
): string | null {
  const { day, siteId, times } = asked;
  const spells = [...day.visits, { siteId, ...times }].sort((a, b) => a.arrive - b.arrive);
  const legs = legsOf(day, spells, context);
  const duty = legs[legs.length - 1].to - legs[0].from;
  const driving = legs.reduce((sum, leg) => sum + leg.driving, 0);
  const { rules } = context;
  const breakSeconds =
    rules.driversHours === 'assimilated-eu'
      ? Math.max(rules.breakSeconds, ASSIMILATED_EU.leastBreak)
      : rules.breakSeconds;
  const needsBreak =
    duty > rules.breakAfterSeconds ||
    (rules.driversHours === 'assimilated-eu' && driving > ASSIMILATED_EU.drivingBeforeBreak);
  if (needsBreak && !hasBreak(asked, legs, { breakSeconds, context }))
    return `${day.van.name} would have no room for its break`;
  return lawTrouble(rules.driversHours, { driving, duty: needsBreak ? duty - breakSeconds : duty })
    ? `${day.van.name} would be out for longer than drivers’ hours allow`
    : null;
}

/** The gaps of a day with the driving in each: before the first site, between sites, after the last one. */
function legsOf({ van, date }: VanDate, spells: readonly Spell[], { legSeconds }: FitContext): Leg[] {
  const base = baseId(van.id);
  const [first, last] = [spells[0], spells[spells.length - 1]];
  const out = legSeconds(base, first.siteId, date);
  const back = legSeconds(last.siteId, base, date);
  return [
    { from: first.arrive - out, to: first.arrive, driving: out },
    ...spells.slice(1).map((spell, k) => ({
      from: spells[k].leave,
      to: spell.arrive,
      driving: legSeconds(spells[k].siteId, spell.siteId, date),
    })),
    { from: last.leave, to: last.leave + back, driving: back },
  ];
}

/** The rota's own break still stands, or a gap between two sites has room for one beside its drive. */
function hasBreak(
  { day, siteId, times }: { readonly day: VanDate; readonly siteId: string; readonly times: VisitTimes },
  legs: readonly Leg[],
  { breakSeconds, context }: { breakSeconds: Seconds; context: FitContext },
): boolean {
  const { legSeconds, rules } = context;
  const planned = day.break;
  const before = day.visits.filter((visit) => visit.arrive <= times.arrive).at(-1);
  const after = day.visits.find((visit) => visit.arrive > times.arrive);
  const base = baseId(day.van.id);
  const from = times.arrive - legSeconds(before?.siteId ?? base, siteId, day.date);
  const to = times.leave + legSeconds(siteId, after?.siteId ?? base, day.date);
  if (planned && planned.to - planned.from >= breakSeconds && (planned.to <= from || planned.from >= to))
    return true;
  const { breakWindow } = rules;
  return legs.slice(1, -1).some((gap) => {
    const start = Math.max(gap.from, breakWindow.from);
    const end = Math.min(gap.to, breakWindow.to);
    return end - start >= breakSeconds && gap.to - gap.from - gap.driving >= breakSeconds;
  });
}

function lawTrouble(
  law: 'none' | 'gb-domestic' | 'assimilated-eu',
  { driving, duty }: { driving: Seconds; duty: Seconds },
): boolean {
  if (law === 'none') return false;
  if (law === 'assimilated-eu') return driving > ASSIMILATED_EU.mostDrivingADay;
  return (
    driving > GB_DOMESTIC.mostDrivingADay ||
    (duty > GB_DOMESTIC.mostDutyADay && driving > GB_DOMESTIC.drivingWithoutDutyLimit)
  );
}
