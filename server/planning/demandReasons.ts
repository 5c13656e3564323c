import {
  type ContactRange,
  contactsBySession,
  type LowConfidence,
  lowConfidence,
  type SessionContacts,
} from '../core/demand/contactRanges.ts';
import { type DemandInput, demandInputs } from '../core/demand/demandInputs.ts';
import { type AreaContacts, contactsByArea } from '../core/demand/expectedContacts.ts';
import { sessionRates } from '../core/demand/sessionRates.ts';
import { type ChangedInputs, type Swing, swingsOf, withChanges } from '../core/demand/swings.ts';
import type { Area, Plan, Site } from '../core/nouns.ts';
import { DEFAULT_PARAMETERS } from '../core/parameters.ts';
import { PlannerError } from '../shared/errors.ts';
import type { WritableDb } from '../store/open.ts';
import { listParameterOverrides, replaceParameterOverrides } from '../store/parameters.ts';
import { listSessionTypes, setContactsPerBaby } from '../store/service.ts';
import type { PlanningContext } from './context.ts';
import { planMonth, siteMonth } from './demandMeasures.ts';
import { type AccessMeasures, measureAccess } from './measureAccess.ts';

/** Why a site's number is what it is. */
export interface SiteReasons {
  readonly site: Site;
  readonly month: ContactRange;
  readonly lowConfidence: readonly LowConfidence[];
  readonly sessions: readonly SessionContacts[];
  /** Session types in `month`. */
  readonly usualIds: ReadonlySet<string>;
  /** One entry an area that adds anything, most first, with its population points put together. */
  readonly areas: readonly (AreaContacts & { readonly area: Area })[];
  readonly contactsPerMonth: number;
  readonly inputs: readonly DemandInput[];
  readonly swings: readonly Swing[];
}

/** Everything a site's figure rests on, and which input matters most. @throws SITE_UNKNOWN */
export async function siteReasons(
  context: PlanningContext,
  siteId: string,
  signal?: AbortSignal,
): Promise<SiteReasons> {
  const access = await measureAccess(context);
  const site = access.sites.find(({ id }) => id === siteId);
  if (!site) throw unknownSite(siteId);
  const { rates } = inputsInUse(context, access);
  const { month, draws } = await siteMonth(access, { siteId, rates }, signal);
  const fields = { ...access, areas: access.points, siteId };
  const byArea = mergedByArea(access.areas, contactsByArea(fields));
  const known = access.scores.find((score) => score.siteId === siteId)?.contacts;
  return {
    site,
    month,
    sessions: contactsBySession(draws, 0),
    lowConfidence: lowConfidence(month, known?.inputs.babiesWithinReach ?? 0),
    usualIds: new Set(access.sessionRates.map(({ sessionTypeId }) => sessionTypeId)),
    areas: byArea,
    contactsPerMonth: known?.contactsPerMonth ?? 0,
    inputs: demandInputs(access.parameters, rates),
    swings: swingsOf(fields),
  };
}

/** The population points of an area as one row: counts added, the rest as a mean by contacts. */
function mergedByArea(
  areas: readonly Area[],
  rows: readonly AreaContacts[],
): (AreaContacts & { readonly area: Area })[] {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const merged = new Map<string, AreaContacts>();
  for (const row of rows) {
    const known = merged.get(row.areaId);
    merged.set(row.areaId, known === undefined ? row : together(known, row));
  }
  return [...merged.values()]
    .flatMap((row) => {
      const area = byId.get(row.areaId);
      return area ? [{ ...row, area }] : [];
    })
    .sort((a, b) => b.contactsPerMonth - a.contactsPerMonth || (a.areaId < b.areaId ? -1 : 1));
}

function together(first: AreaContacts, second: AreaContacts): AreaContacts {
  const contactsPerMonth = first.contactsPerMonth + second.contactsPerMonth;
  const mean = (of: (row: AreaContacts) => number) =>
    (of(first) * first.contactsPerMonth + of(second) * second.contactsPerMonth) / contactsPerMonth;
  return {
    ...first,
    driveSeconds: mean((row) => row.driveSeconds),
    babies: first.babies + second.babies,
    toddlers: first.toddlers + second.toddlers,
    unservedShare: mean((row) => row.unservedShare),
    share: mean((row) => row.share),
    contactsPerMonth,
  };
}

/** Constants and rates as they are in use; session types that are not usual included. */
function inputsInUse({ db }: PlanningContext, access: AccessMeasures): ChangedInputs {
  return { parameters: access.parameters, rates: sessionRates(listSessionTypes(db)) };
}

/** Every input a what-if can change, as it is in use. */
export async function demandInputsOf(context: PlanningContext): Promise<DemandInput[]> {
  const { parameters, rates } = inputsInUse(context, await measureAccess(context));
  return demandInputs(parameters, rates);
}

/** Contacts a month as things are, and with some changes. */
export interface BeforeAfter {
  readonly before: ContactRange;
  readonly after: ContactRange;
}

const asThingsAre = new WeakMap<AccessMeasures, Map<string, Promise<ContactRange>>>();

/**
 * What some changes of constants would do to a site and to a plan. Nothing is kept.
 * @throws PARAMETER_UNKNOWN, PARAMETER_RANGE; SITE_UNKNOWN; what `signal` was aborted with
 */
export async function whatIf(
  context: PlanningContext,
  asked: { changes: Readonly<Record<string, number>>; siteId: string | null; plan: Plan | null },
  signal?: AbortSignal,
): Promise<{ site: BeforeAfter | null; plan: BeforeAfter | null }> {
  const access = await measureAccess(context);
  const known = inputsInUse(context, access);
  const changed = withChanges(known, asked.changes);
  const { siteId, plan } = asked;
  if (siteId !== null && !access.sites.some(({ id }) => id === siteId)) throw unknownSite(siteId);
  const siteWith = async ({ parameters, rates }: ChangedInputs, until?: AbortSignal) =>
    (await siteMonth(access, { siteId: siteId ?? '', parameters, rates }, until)).month;
  const planWith = ({ parameters, rates }: ChangedInputs, until?: AbortSignal) =>
    planMonth(context, plan as Plan, { parameters, sessionRates: rates }, until);
  return {
    site:
      siteId === null
        ? null
        : {
            before: await remembered(access, `site ${siteId}`, () => siteWith(known)),
            after: await siteWith(changed, signal),
          },
    plan:
      plan === null
        ? null
        : {
            before: await remembered(access, `plan ${plan.id}`, () => planWith(known)),
            after: await planWith(changed, signal),
          },
  };
}

/** As things are, a figure is worked out once as long as nothing changes. */
function remembered(
  access: AccessMeasures,
  key: string,
  work: () => Promise<ContactRange>,
): Promise<ContactRange> {
  const figures = asThingsAre.get(access) ?? new Map<string, Promise<ContactRange>>();
  asThingsAre.set(access, figures);
  const found = figures.get(key) ?? work();
  figures.set(key, found);
  found.catch(() => figures.delete(key));
  return found;
}

/**
 * Keeps changed constants, as the page of parameters does, and local rates with their session types.
 * @throws PARAMETER_UNKNOWN, PARAMETER_RANGE, and then nothing is changed
 */
export async function keepDemandInputs(
  context: PlanningContext,
  changes: Readonly<Record<string, number>>,
): Promise<void> {
  const { db } = context;
  const known = inputsInUse(context, await measureAccess(context));
  withChanges(known, changes);
  const isParameter = (name: string) => name in known.parameters;
  const own = Object.entries(changes).filter(([name]) => isParameter(name));
  const local = Object.entries(changes).filter(([name]) => !isParameter(name));
  const keep = db.transaction(() => {
    keepParameters(db, own);
    for (const [name, value] of local) {
      setContactsPerBaby(db, { sessionTypeId: name.replace(/^session:/, ''), value });
    }
  });
  keep.immediate();
}

/** A value that is the table's own again is no change. */
function keepParameters(db: WritableDb, changes: readonly (readonly [string, number])[]): void {
  const all = { ...listParameterOverrides(db), ...Object.fromEntries(changes) };
  const usual: Readonly<Record<string, number>> = DEFAULT_PARAMETERS;
  const changed = Object.entries(all).filter(([name, value]) => usual[name] !== value);
  replaceParameterOverrides(db, Object.fromEntries(changed));
}

const unknownSite = (siteId: string): PlannerError =>
  new PlannerError({
    code: 'SITE_UNKNOWN',
    category: 'not-found',
    message: `There is no site "${siteId.slice(0, 80)}" among the candidates. Load the page again`,
    details: { siteId },
  });
