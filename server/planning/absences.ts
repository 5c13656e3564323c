import type { Plan } from '../core/nouns.ts';
import { ABSENT_BY_KIND, type Absence, type Crew } from '../shared/absences.ts';
import { PlannerError } from '../shared/errors.ts';
import { listed, uniqueSlugs } from '../shared/text.ts';
import { daysBetween, serviceDate } from '../shared/time.ts';
import { addAbsence, listCrews, saveCrew } from '../store/absences.ts';
import { listEverySite } from '../store/sites.ts';
import type { PlanningContext } from './context.ts';

/** Longest absence: two years; longer ones are slips of the year. */
const MOST_DAYS = 731;

/**
 * Enters something that is away from one date to another.
 * @throws ABSENCE_INVALID naming what is wrong
 */
export function enterAbsence(
  { db, clock }: PlanningContext,
  plan: Pick<Plan, 'vans'>,
  asked: Omit<Absence, 'from' | 'to'> & { from: string; to: string; by: string },
): void {
  const { kind, of, note, by } = asked;
  const id = asked.id.trim();
  const [from, to] = [serviceDate(asked.from), serviceDate(asked.to)];
  if (!ABSENT_BY_KIND[kind].includes(of)) {
    throw invalid(
      `"${kind}" is of a ${listed(ABSENT_BY_KIND[kind]).replace(' and ', ' or ')}, not of a ${of}`,
    );
  }
  if (to < from) throw invalid('The last day is before the first day');
  if (daysBetween({ from, to }) > MOST_DAYS)
    throw invalid('It lasts longer than two years. Look at the years again');
  const known: Readonly<Record<Absence['of'], () => boolean>> = {
    crew: () => listCrews(db).some((crew) => crew.id === id),
    skill: () => id !== '',
    van: () => plan.vans.some((van) => van.id === id),
    site: () => listEverySite(db).some((site) => site.id === id),
  };
  if (!known[of]()) throw invalid(`Choose which ${of} is away`);
  addAbsence(db, { kind, of, id, from, to, note: note.trim() }, { at: clock(), by });
}

/**
 * Keeps a crew; without an identifier a new one.
 * @throws CREW_INVALID naming what is wrong
 */
export function keepCrew({ db }: PlanningContext, plan: Pick<Plan, 'vans'>, asked: Crew): void {
  const others = listCrews(db).filter((crew) => crew.id !== asked.id);
  const name = asked.name.trim();
  const wrong = (message: string) => new PlannerError({ code: 'CREW_INVALID', category: 'input', message });
  if (name === '') throw wrong('Type the name of the crew');
  if (others.some((crew) => crew.name.toLowerCase() === name.toLowerCase())) {
    throw wrong(`There is a crew "${name}" already. Choose another name`);
  }
  if (asked.weekdays.length === 0) throw wrong('Choose at least one day on which the crew works');
  if (asked.vanId !== null && !plan.vans.some((van) => van.id === asked.vanId)) {
    throw wrong('Choose a van of the plan, or none');
  }
  const skills = [...new Set(asked.skills.map((skill) => skill.trim()).filter((skill) => skill !== ''))];
  const weekdays = [...new Set(asked.weekdays)].sort();
  const [slug] = uniqueSlugs(
    [name],
    others.map((crew) => crew.id),
  );
  saveCrew(db, { id: asked.id === '' ? slug : asked.id, name, skills, weekdays, vanId: asked.vanId });
}

const invalid = (message: string): PlannerError =>
  new PlannerError({ code: 'ABSENCE_INVALID', category: 'input', message });
