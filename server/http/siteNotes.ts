import type { Site } from '../core/nouns.ts';
import { accessPoint, wayIn } from '../core/sites/accessPoint.ts';
import { weeklyTimesText } from '../shared/weeklyTimes.ts';
import { distanceWords } from '../shared/words.ts';

/**
 * What a crew must know of a stop, in lines; only what the register knows.
 * @param isForCrew  false leaves out what is private: contact, key code, lone working and notes for the driver
 */
export function siteNotes(site: Site, isForCrew: boolean): string[] {
  return [
    [site.address, site.postcode].filter(Boolean).join(', '),
    ...wayInNotes(site),
    ...permissionNotes(site, isForCrew),
    ...groundNotes(site),
    ...safetyNotes(site, isForCrew),
    isForCrew ? labelled('For the driver', site.facts.driverNotes) : '',
    site.notes,
  ].filter(Boolean);
}

const labelled = (label: string, text: string | null | undefined): string =>
  text ? `${label}: ${text}` : '';

function wayInNotes(site: Site): string[] {
  const way = wayIn(site);
  const [lon, lat] = accessPoint(site) ?? [];
  if (way === null || lon === undefined || lat === undefined) return [];
  return [
    `Families go in ${distanceWords(way.metres)} to the ${way.direction} of the van, at ${lat.toFixed(5)}, ${lon.toFixed(5)}`,
  ];
}

function permissionNotes({ facts, ...site }: Site, isForCrew: boolean): string[] {
  const named = [site.permissionOwner, site.permissionReference].filter(Boolean).join(', ');
  return [
    labelled('Permission', named),
    ...(isForCrew
      ? [labelled('Contact', facts.permissionContact), labelled('Key or gate code', facts.keyCode)]
      : []),
    labelled('No coming or going', facts.schoolRun && weeklyTimesText(facts.schoolRun)),
    labelled('Clashes', facts.clashes),
  ];
}

function groundNotes({ facts, ...site }: Site): string[] {
  const space = measures([
    [site.lengthMetres, 'm long'],
    [site.widthMetres, 'm wide'],
    [site.headroomMetres, 'm headroom'],
  ]);
  const approach = measures([
    [facts.approachWidthMetres, 'm wide'],
    [facts.approachHeightMetres, 'm high'],
    [facts.approachTonnes, 't'],
  ]);
  const isFlooded = facts.floodRisk !== undefined && facts.floodRisk !== 'none';
  return [
    labelled('Space', space),
    labelled('Way in at its narrowest and lowest', approach),
    labelled('Surface', site.surface),
    labelled('Slope', facts.slopePercent ? `${facts.slopePercent} %` : ''),
    facts.canTurn === false ? 'The van cannot turn without reversing' : '',
    isFlooded ? labelled('Floods', String(facts.floodRisk).replaceAll('_', ' ')) : '',
    facts.windExposure === 'exposed' ? 'Exposed to wind: mind the awning' : '',
    site.hasPower ? ['Power hook-up on site', powerWords(facts)].filter(Boolean).join(': ') : '',
    site.hasToilet === false ? 'No toilet on site' : '',
  ];
}

const measures = (known: readonly (readonly [number | null | undefined, string])[]): string =>
  known
    .filter(([figure]) => figure !== null && figure !== undefined)
    .map(([figure, unit]) => `${figure} ${unit}`)
    .join(', ');

const powerWords = ({ powerType, powerAmps }: Site['facts']): string =>
  [powerType?.replaceAll('_', ' '), powerAmps === undefined ? '' : `${powerAmps} A`]
    .filter(Boolean)
    .join(', ');

const safetyNotes = ({ facts }: Site, isForCrew: boolean): string[] => [
  isForCrew ? labelled('Lone working', facts.loneWorking) : '',
  labelled('Way in for an ambulance', facts.emergencyAccess),
  labelled('Nearest A&E', facts.emergencyDepartment),
  labelled('Nearest defibrillator', facts.defibrillator),
];
