import type { PlanChangesWire, StopChangeWire } from '../contract/rota.ts';
import { childrenAged0to4 } from '../core/access/children.ts';
import type { Plan } from '../core/nouns.ts';
import { askedSites } from '../core/planDiff/askedSites.ts';
import {
  changeWords,
  type DiffNames,
  figureChanges,
  headlineWords,
  movedWords,
  noticeText,
  savingWords,
} from '../core/planDiff/changeWords.ts';
import { movedUnasked, type PlanChanges, planChanges } from '../core/planDiff/planChanges.ts';
import { secondsAt } from '../core/travelMatrix.ts';
import { COUNT_ROUNDING } from '../shared/suppression.ts';
import { addDays, dateAt, dateWords, mondayFrom, type ServiceDate } from '../shared/time.ts';
import { listEverySite } from '../store/sites.ts';
import type { PlanningContext } from './context.ts';
import { type AccessMeasures, measureAccess } from './measureAccess.ts';
import { wishesOfPlan } from './planRotaBase.ts';
import { timetableOf } from './timetableOf.ts';

/** Weeks in which a stop's first visit at its new time is looked for: three months, holidays and all. */
const FIRST_VISIT_WEEKS = 13;

/**
 * What a plan changes against another, in figures, in words, and as notices to families.
 * @param asked.start  Monday on which the new times begin; left out: the first that leaves the notice of the plan's rules
 * @throws ENGINE_* when access is not measured yet and cannot be
 */
export async function changesBetween(
  context: PlanningContext,
  asked: { readonly from: Plan; readonly to: Plan; readonly start?: ServiceDate },
): Promise<PlanChangesWire> {
  const { from, to } = asked;
  const access = await measureAccess(context);
  const start = asked.start ?? mondayFrom(addDays(dateAt(context.clock()), to.rules.noticeDays));
  const changes = planChanges({ before: from, after: to });
  const names = namesOf(context, [from, to]);
  const stops = stopChanges(context, { changes, access, names, to, start });
  const inAll = childrenNear(
    access,
    changes.stops.map(({ siteId }) => siteId),
  );
  const headline = [headlineWords(changes), changes.stops.length > 0 ? childrenWords(inAll, changes) : '']
    .filter(Boolean)
    .join(' ');
  const moved = movedUnasked(changes, askedSites(wishesOfPlan(from), wishesOfPlan(to)));
  const sentences = [movedWords(moved, names), savingWords(changes)].filter((sentence) => sentence !== '');
  const made = {
    from: { id: from.id, letter: from.letter },
    to: { id: to.id, letter: to.letter },
    start,
    headline,
    sentences,
    stops,
    figures: figureChanges(changes),
  };
  return { ...made, text: plainText(made) };
}

function stopChanges(
  context: PlanningContext,
  made: { changes: PlanChanges; access: AccessMeasures; names: DiffNames; to: Plan; start: ServiceDate },
): StopChangeWire[] {
  const { changes, access, names, to, start } = made;
  const first = firstVisits(context, to, start);
  return changes.stops
    .map((change) => ({
      siteId: change.siteId,
      siteName: names.siteName(change.siteId),
      kind: change.kind,
      parts: change.parts,
      words: changeWords(change, names),
      children: childrenNear(access, [change.siteId]),
      notice: noticeText(change, {
        name: names.siteName(change.siteId),
        start,
        firstVisit: first.get(change.siteId) ?? null,
      }),
    }))
    .sort((a, b) => (b.children ?? 0) - (a.children ?? 0) || (a.siteName < b.siteName ? -1 : 1));
}

/** Dates of the first visits from a day on, by site. */
function firstVisits({ db }: PlanningContext, plan: Plan, from: ServiceDate): Map<string, ServiceDate> {
  const { visits } = timetableOf(db, plan, { from, weeks: FIRST_VISIT_WEEKS });
  const first = new Map<string, ServiceDate>();
  for (const { siteId, date } of visits) if (!first.has(siteId)) first.set(siteId, date);
  return first;
}

/** Children under 5 within reach of at least one of some sites, as they may be told; null: too few to be. */
function childrenNear(access: AccessMeasures, siteIds: readonly string[]): number | null {
  const { areasToSites, parameters } = access;
  const columns = siteIds.map((siteId) => areasToSites.to.indexOf(siteId)).filter((j) => j >= 0);
  const children = access.points.reduce((sum, point, i) => {
    const isNear = columns.some((j) => secondsAt(areasToSites, i, j) <= parameters.withinReachSeconds);
    return isNear ? sum + childrenAged0to4(point) : sum;
  }, 0);
  return children < parameters.leastCountShown
    ? null
    : Math.round(children / COUNT_ROUNDING) * COUNT_ROUNDING;
}

function childrenWords(children: number | null, { stops }: PlanChanges): string {
  const reach = stops.length === 1 ? 'it' : 'them';
  if (children === null) return `Few under-5s live within reach of ${reach}.`;
  return `About ${children.toLocaleString('en-GB')} under-5s live within reach of ${reach}.`;
}

function namesOf({ db }: PlanningContext, plans: readonly Plan[]): DiffNames {
  const sites = new Map(listEverySite(db).map((site) => [site.id, site.name]));
  const vans = new Map(plans.flatMap((plan) => plan.vans.map((van) => [van.id, van.name] as const)));
  return {
    siteName: (siteId) => sites.get(siteId) ?? siteId,
    vanName: (vanId) => vans.get(vanId) ?? vanId,
  };
}

/** All of it to copy into a mail or a paper. */
function plainText(made: Omit<PlanChangesWire, 'text'>): string {
  const notices = made.stops.map(({ notice }) => notice).filter((notice) => notice !== '');
  return [
    `What plan ${made.to.letter} changes against plan ${made.from.letter}`,
    '',
    [made.headline, ...made.sentences].join(' '),
    ...(made.stops.length > 0 ? ['', 'Stop by stop'] : []),
    ...made.stops.map(({ siteName, words }) => `- ${siteName} ${words}.`),
    '',
    `In figures (plan ${made.from.letter}, plan ${made.to.letter})`,
    ...made.figures.map(({ name, before, after }) => `- ${name}: ${before}, ${after}`),
    ...(notices.length > 0 ? ['', `Notices to families, from ${dateWords(made.start)}`] : []),
    ...notices.map((notice) => `- ${notice}`),
    '',
  ].join('\n');
}
