import { type Bounds, greatCircleMetres, type LonLat } from '../../shared/coordinates.ts';
import { STATUS_MOVES, STATUSES_WITH_REASON } from '../../shared/siteStatus.ts';
import { listed } from '../../shared/text.ts';
import type { ServiceDate } from '../../shared/time.ts';
import type { Site } from '../nouns.ts';
import { accessPoint } from './accessPoint.ts';
import type { SiteProblem } from './siteTexts.ts';

/** Sites may lie a little outside the region's map: about 20 km at our latitudes. */
const OUTSIDE_DEGREES = 0.25;
/** A way in further from the van than this is a slip: nobody with a pram walks it. */
const WAY_IN_METRES = 1000;

/** What a change of a site is held against. */
export interface SiteChangeContext {
  /** null for a new site. */
  readonly before: Site | null;
  readonly bounds: Bounds;
  readonly today: ServiceDate;
  /** Names of the photos that there are. */
  readonly photos: ReadonlySet<string>;
}

/**
 * A changed site as it is to be kept: a new status is dated, and the reason for the old one goes with it unless it was
 * written anew.
 */
export function settledSite(after: Site, { before, today }: SiteChangeContext): Site {
  if (before === null || before.status === after.status) return after;
  const { statusReason, statusChangedOn, ...facts } = after.facts;
  const isNewReason = statusReason !== before.facts.statusReason;
  const isNewDate = statusChangedOn !== before.facts.statusChangedOn;
  return {
    ...after,
    facts: {
      ...facts,
      ...(isNewReason && statusReason !== undefined ? { statusReason } : {}),
      statusChangedOn: isNewDate && statusChangedOn !== undefined ? statusChangedOn : today,
    },
  };
}

/**
 * What forbids a change of a site. What was so before the change is not held against it, so that an imported site can be mended
 * bit by bit.
 * @param after  as `settledSite` gives it
 */
export function siteProblems(after: Site, context: SiteChangeContext): SiteProblem[] {
  const { before } = context;
  const known = before === null ? [] : lastingProblems(before, context).map(keyOf);
  return [
    ...lastingProblems(after, context).filter((problem) => !known.includes(keyOf(problem))),
    ...moveProblems(after, before),
  ];
}

const keyOf = ({ field, problem }: SiteProblem): string => `${field} ${problem}`;

/** Wrong whatever it was before. */
function lastingProblems(site: Site, { bounds, today, photos }: SiteChangeContext): SiteProblem[] {
  const { permissionStartsOn, riskAssessmentDueOn, signalTestedOn, statusChangedOn, statusReason } =
    site.facts;
  const { accessLon, accessLat, photo, photoAlt } = site.facts;
  const way = accessPoint(site);
  const ends = site.permissionExpiresOn;
  const assessed = site.riskAssessedOn;
  const isAfterToday = (date: ServiceDate | null | undefined) =>
    date !== null && date !== undefined && date > today;
  const found: [isWrong: boolean, field: SiteProblem['field'], problem: string][] = [
    [site.name === '', 'name', 'is missing'],
    [!isNear(site.lonLat, bounds), 'lon', 'and latitude lie outside the region'],
    [accessLon === undefined && accessLat !== undefined, 'accessLon', 'is missing beside the latitude'],
    [accessLat === undefined && accessLon !== undefined, 'accessLat', 'is missing beside the longitude'],
    [
      way !== null && greatCircleMetres(site.lonLat, way) > WAY_IN_METRES,
      'accessLon',
      'and latitude lie more than 1 km from where the van stands',
    ],
    [photo !== undefined && !photos.has(photo), 'photo', 'is not among those of this region: add it again'],
    [
      photo !== undefined && photoAlt === undefined,
      'photoAlt',
      'is missing: say what the photo shows, for those who cannot see it',
    ],
    [
      ends !== null && permissionStartsOn !== undefined && ends < permissionStartsOn,
      'permissionExpiresOn',
      'is before the first day of permission',
    ],
    [isAfterToday(assessed), 'riskAssessedOn', 'is a day to come'],
    [
      assessed !== null && riskAssessmentDueOn !== undefined && riskAssessmentDueOn < assessed,
      'riskAssessmentDueOn',
      'is before the assessment itself',
    ],
    [isAfterToday(signalTestedOn), 'signalTestedOn', 'is a day to come'],
    [isAfterToday(statusChangedOn), 'statusChangedOn', 'is a day to come'],
    [
      STATUSES_WITH_REASON.includes(site.status) && statusReason === undefined,
      'statusReason',
      `is missing: say why the site is ${site.status}`,
    ],
  ];
  return found.filter(([isWrong]) => isWrong).map(([, field, problem]) => ({ field, problem }));
}

function moveProblems(after: Site, before: Site | null): SiteProblem[] {
  if (before === null || before.status === after.status) return [];
  const allowed = STATUS_MOVES[before.status];
  if (allowed.includes(after.status)) return [];
  return [
    {
      field: 'status',
      problem: `cannot go from ${before.status} to ${after.status}: expected ${listed(allowed).replace(/ and (\w+)$/, ' or $1')}`,
    },
  ];
}

const isNear = ([lon, lat]: LonLat, [west, south, east, north]: Bounds): boolean =>
  lon >= west - OUTSIDE_DEGREES &&
  lon <= east + OUTSIDE_DEGREES &&
  lat >= south - OUTSIDE_DEGREES &&
  lat <= north + OUTSIDE_DEGREES;
