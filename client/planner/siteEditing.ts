import type { SiteRecordWire, SiteTextsWire } from '../../server/contract/sites.ts';
import type { LonLat } from '../../server/shared/coordinates.ts';
import { SITE_FIELD_NAMES, type SiteFieldName, siteField } from '../../server/shared/siteFields.ts';
import { readSiteField } from '../../server/shared/siteFieldText.ts';

/** A site whose form is open. */
export interface SiteEditing {
  /** null: a new one. */
  readonly siteId: string | null;
  /** What has been written and not saved. */
  readonly texts: SiteTextsWire;
  /** True when the last change of its place was made on the map. */
  readonly isPlacedOnMap: boolean;
}

/** One field that cannot be taken, to be read after its name. */
export interface FieldProblem {
  readonly field: SiteFieldName;
  readonly problem: string;
}

/** Degrees to six decimals: about 0.1 m, and what the planner measures with. */
export const degreesText = (degrees: number): string => String(Math.round(degrees * 1e6) / 1e6);

/** What the form shows in a field: what was written, or what is kept. */
export const shownText = (
  name: SiteFieldName,
  editing: Pick<SiteEditing, 'texts'>,
  record: Pick<SiteRecordWire, 'texts'> | null,
): string => editing.texts[name] ?? record?.texts[name] ?? '';

/** Fields written otherwise than they are kept. */
export function changedTexts(
  editing: Pick<SiteEditing, 'texts'>,
  record: Pick<SiteRecordWire, 'texts'> | null,
): SiteTextsWire {
  const changed = SITE_FIELD_NAMES.filter((name) => {
    const written = editing.texts[name];
    return written !== undefined && written.trim() !== (record?.texts[name] ?? '');
  });
  return Object.fromEntries(changed.map((name) => [name, editing.texts[name]]));
}

/** What is wrong with what was written, in the order of the form; a new site must have all that is required. */
export function writtenProblems(texts: SiteTextsWire, isNew: boolean): FieldProblem[] {
  return SITE_FIELD_NAMES.flatMap((field) => {
    const form = siteField(field);
    const isNeeded = isNew && 'isRequired' in form && form.isRequired === true;
    const written = texts[field] ?? (isNeeded ? '' : undefined);
    if (written === undefined) return [];
    const reading = readSiteField(field, written);
    return 'problem' in reading ? [{ field, problem: reading.problem }] : [];
  });
}

/** Where the site is as written; null when that is no place. */
export function writtenPlace(editing: SiteEditing, kept: LonLat | null): LonLat | null {
  const { lon: writtenLon, lat: writtenLat } = editing.texts;
  if (writtenLon === undefined && writtenLat === undefined) return kept;
  const lon = writtenLon === undefined ? (kept?.[0] ?? Number.NaN) : numberOf('lon', writtenLon);
  const lat = writtenLat === undefined ? (kept?.[1] ?? Number.NaN) : numberOf('lat', writtenLat);
  return Number.isFinite(lon) && Number.isFinite(lat) ? ([lon, lat] as unknown as LonLat) : null;
}

function numberOf(name: 'lon' | 'lat', written: string): number {
  const reading = readSiteField(name, written);
  return 'value' in reading && typeof reading.value === 'number' ? reading.value : Number.NaN;
}
