import { counted } from '../shared/text.ts';
import type { FileReport, ImportReport } from './report.ts';

/** The report of an import as plain text for a terminal; several lines, none ends with a blank. */
export function reportText(report: ImportReport): string {
  const seconds = report.steps.reduce((sum, step) => sum + step.seconds, 0);
  return [
    `${report.region.name} is imported (region "${report.region.slug}", ${seconds.toFixed(1)} seconds).`,
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
    `${file.kind}: ${file.file}`,
    `  ${read} read, ${file.kept.toLocaleString('en-GB')} kept, ${refused.toLocaleString('en-GB')} refused`,
    ...file.refused.map((group) => {
      const more = group.count > group.lines.length ? ', …' : '';
      const lines = `${group.count === 1 ? 'line' : 'lines'} ${group.lines.join(', ')}${more}`;
      return `    ${counted(group.count, 'row')}: ${group.reason} (${lines})`;
    }),
    ...file.notes.map((note) => `    ${note}`),
  ];
}
