import { counted } from '../shared/text.ts';
import type { RegionChanges } from './compareRegion.ts';
import type { FileReport, ImportReport } from './report.ts';

/** What an import would change of a region there is, as plain text for a terminal. */
export function changesText({ sentences, losses }: RegionChanges): string {
  if (sentences.length + losses.length === 0) return 'Nothing changes: the region holds all of it already.';
  const list = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? [title, ...lines.map((line) => `  ${line}`)] : [];
  return [...list('Look at this first:', losses), ...list('What changes:', sentences)].join('\n');
}

/**
 * The report of an import as plain text for a terminal; several lines, none ends with a blank.
 * @param what  what came of it
 */
export function reportText(report: ImportReport, what = 'is imported'): string {
  const seconds = report.steps.reduce((sum, step) => sum + step.seconds, 0);
  return [
    `${report.region.name} ${what} (region "${report.region.slug}", ${seconds.toFixed(1)} seconds).`,
    '',
    ...report.files.flatMap(fileText),
    '',
    ...report.totals.map((total) => `  ${total}`),
    ...(report.warnings.length > 0
      ? ['', 'To know:', ...report.warnings.map((warning) => `  ${warning}`)]
      : []),
  ].join('\n');
}

function fileText(file: FileReport): string[] {
  const refused = file.refused.reduce((sum, group) => sum + group.count, 0);
  const read = counted(file.rowsRead, file.kind === 'extract' ? 'road' : 'row');
  return [
    `${file.kind}: ${file.file}${file.vintage ? ` (${file.vintage})` : ''}`,
    `  ${read} read, ${file.kept.toLocaleString('en-GB')} kept, ${refused.toLocaleString('en-GB')} refused`,
    ...file.refused.map((group) => {
      const more = group.count > group.lines.length ? ', …' : '';
      const lines = `${group.count === 1 ? 'line' : 'lines'} ${group.lines.join(', ')}${more}`;
      return `    ${counted(group.count, 'row')}: ${group.reason} (${lines})`;
    }),
    ...file.notes.map((note) => `    ${note}`),
    `    SHA-256 ${file.sha256}`,
  ];
}
