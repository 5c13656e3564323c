import { counted } from '../../shared/text.ts';
import { addDays, dateWords, daysBetween, type ServiceDate } from '../../shared/time.ts';
import type { Site } from '../nouns.ts';

/** Papers that run out within this many days are told of: a parish council that allows it meets once a month or two. */
export const WARNED_DAYS = 60;

/** Something about a site's papers that needs doing, and by when. */
export interface PaperWarning {
  readonly paper: 'permission' | 'risk assessment';
  /** Last day the paper holds. */
  readonly date: ServiceDate;
  readonly isOver: boolean;
  /** "Permission ends on Friday 1 January 2027, in 12 days: ask Parish council to renew it". */
  readonly message: string;
}

/** Whether a site's owner is on record as having allowed anything. */
export const hasPermission = (site: Site): boolean =>
  [
    site.permissionOwner,
    site.permissionReference,
    site.permissionExpiresOn,
    site.facts.permissionStartsOn,
  ].some((each) => each !== null && each !== undefined && each !== '');

/** Whether a site in this state may be visited by families at all. */
export const isApproved = ({ status }: Pick<Site, 'status'>): boolean =>
  status === 'approved' || status === 'live';

/**
 * Papers of a site that run out within `WARNED_DAYS`, or have run out; nothing for a site that is suspended or closed.
 * @returns  at most one warning a paper, permission first
 */
export function paperWarnings(site: Site, today: ServiceDate): PaperWarning[] {
  if (site.status === 'suspended' || site.status === 'closed') return [];
  const owner = site.permissionOwner ?? 'the owner';
  return [
    ...warningOf('permission', site.permissionExpiresOn, today, `ask ${owner} to renew it`),
    ...warningOf(
      'risk assessment',
      site.facts.riskAssessmentDueOn ?? null,
      today,
      'have the site assessed again',
    ),
  ];
}

function warningOf(
  paper: PaperWarning['paper'],
  date: ServiceDate | null,
  today: ServiceDate,
  remedy: string,
): PaperWarning[] {
  if (date === null || date > addDays(today, WARNED_DAYS)) return [];
  const isOver = date < today;
  const ends = paper === 'permission' ? 'Permission' : 'The risk assessment';
  const when = isOver
    ? `${paper === 'permission' ? 'ended' : 'was due again'} on ${dateWords(date)}`
    : `${paper === 'permission' ? 'ends' : 'is due again'} on ${dateWords(date)}, ${inDays(today, date)}`;
  return [{ paper, date, isOver, message: `${ends} ${when}: ${remedy}` }];
}

const inDays = (today: ServiceDate, date: ServiceDate): string =>
  date === today ? 'today' : `in ${counted(daysBetween({ from: today, to: date }), 'day')}`;

/**
 * Why a site cannot be published for a date, in a few words each; empty when it can.
 * Only approved or live sites with a permission and a risk assessment that both hold on that date can.
 */
export function publishObstacles(site: Site, date: ServiceDate): string[] {
  const { permissionStartsOn, riskAssessmentDueOn } = site.facts;
  return [
    ...(isApproved(site) ? [] : [site.status]),
    ...(hasPermission(site) ? [] : ['no permission']),
    ...(permissionStartsOn !== undefined && date < permissionStartsOn ? ['permission not begun'] : []),
    ...(site.permissionExpiresOn !== null && date > site.permissionExpiresOn ? ['permission ended'] : []),
    ...(site.riskAssessedOn === null || date < site.riskAssessedOn ? ['no risk assessment'] : []),
    ...(riskAssessmentDueOn !== undefined && date > riskAssessmentDueOn ? ['risk assessment overdue'] : []),
  ];
}
