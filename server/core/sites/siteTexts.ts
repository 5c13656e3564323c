import { lonLat } from '../../shared/coordinates.ts';
import { SITE_FIELD_NAMES, type SiteFacts, type SiteFieldName, siteField } from '../../shared/siteFields.ts';
import { readSiteField, siteFieldText } from '../../shared/siteFieldText.ts';
import type { Site } from '../nouns.ts';

/** Fields of a site as people write them; a field that is missing is not meant. */
export type SiteTexts = Readonly<Partial<Record<SiteFieldName, string>>>;

/** What is wrong with one field, to be read after its name. */
export interface SiteProblem {
  readonly field: SiteFieldName;
  readonly problem: string;
}

/** What a site holds in a field; null or undefined when nothing is known. */
export function siteValue(site: Site, name: SiteFieldName): unknown {
  if (name === 'lon') return site.lonLat[0];
  if (name === 'lat') return site.lonLat[1];
  return siteField(name).isFact
    ? site.facts[name as keyof SiteFacts]
    : (site as unknown as Readonly<Record<string, unknown>>)[name];
}

/** A field of a site as people write it; '' when nothing is known. */
export const siteText = (site: Site, name: SiteFieldName): string =>
  siteFieldText(name, siteValue(site, name));

/** All fields of a site as people write them, in the order of the register's columns. */
export const siteTexts = (site: Site): Record<SiteFieldName, string> =>
  Object.fromEntries(SITE_FIELD_NAMES.map((name) => [name, siteText(site, name)])) as Record<
    SiteFieldName,
    string
  >;

/** The site with these fields written over, and what could not be understood of them: such a field stays as it was. */
export function withSiteTexts(site: Site, texts: SiteTexts): { site: Site; problems: SiteProblem[] } {
  const problems: SiteProblem[] = [];
  const own: Record<string, unknown> = {};
  const facts: Record<string, unknown> = { ...site.facts };
  for (const [field, written] of Object.entries(texts) as [SiteFieldName, string][]) {
    // What reads the same is the same: a value of another source may be written more freely than a form would take it.
    if (written.trim() === siteText(site, field).trim()) continue;
    const reading = readSiteField(field, written);
    if ('problem' in reading) problems.push({ field, problem: reading.problem });
    else if (!siteField(field).isFact) own[field] = reading.value;
    else if (reading.value === null || reading.value === '') delete facts[field];
    else facts[field] = reading.value;
  }
  const { lon = site.lonLat[0], lat = site.lonLat[1], ...others } = own as { lon?: number; lat?: number };
  return { site: { ...site, ...settled(others), lonLat: lonLat(lon, lat), facts }, problems };
}

/** A kind or status that is left empty stays as it was; an emptied name of an owner is not known. */
function settled(own: Record<string, unknown>): Partial<Site> {
  const set = { ...own };
  if (set.kind === null) delete set.kind;
  if (set.status === null) delete set.status;
  if (set.permissionOwner === '') set.permissionOwner = null;
  if (set.permissionReference === '') set.permissionReference = null;
  return set;
}

/** A site of which nothing is known but where it is. */
export const bareSite = (fields: Pick<Site, 'id' | 'slug' | 'lonLat' | 'source'>): Site => ({
  name: '',
  community: '',
  address: '',
  postcode: '',
  kind: 'other',
  surface: null,
  spaces: null,
  lengthMetres: null,
  widthMetres: null,
  headroomMetres: null,
  hasPower: null,
  hasWater: null,
  hasToilet: null,
  isStepFree: null,
  mobileSignal: null,
  busStopMetres: null,
  privacy: null,
  opening: null,
  status: 'proposed',
  permissionOwner: null,
  permissionReference: null,
  permissionExpiresOn: null,
  riskAssessedOn: null,
  notes: '',
  facts: {},
  ...fields,
});
