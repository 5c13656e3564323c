import type { ServiceFigures } from '../core/check/service/checkService.ts';
import type { Plan, ServiceStop, Site } from '../core/nouns.ts';
import { PlannerError } from '../shared/errors.ts';
import { counted } from '../shared/text.ts';
import type { StopRemark } from './servicePattern.ts';

/** A timetable as read from a file. */
export interface ExistingService {
  /** Name of the file, without its folder. */
  readonly file: string;
  readonly sha256: string;
  readonly rowsRead: number;
  readonly rows: readonly { readonly line: number; readonly value: ServiceStop }[];
  /** Rows that could not be taken, by reason. */
  readonly refused: readonly RefusedRows[];
  /** What reading it showed, in sentences. */
  readonly notes: readonly string[];
}

/** Rows of a file that were not taken, for one reason. */
export interface RefusedRows {
  readonly reason: string;
  readonly count: number;
  readonly lines: readonly number[];
  readonly example: string;
}

/** Stops to which one remark applies. */
export interface RemarkGroup {
  /** Completes "The stop …". */
  readonly text: string;
  readonly count: number;
  /** The first 20 lines of the file. */
  readonly lines: readonly number[];
}

/** What became of a timetable; kept with the plan. */
export interface ServiceReport {
  readonly planId: number;
  readonly planLetter: string;
  readonly file: string;
  readonly sha256: string;
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly refused: readonly RefusedRows[];
  readonly notes: readonly string[];
  /** Of the plan. */
  readonly stops: number;
  readonly vans: number;
  readonly cycleWeeks: number;
  readonly sitesAdded: number;
  readonly sitesMatched: number;
  readonly leftOut: readonly RemarkGroup[];
  readonly changed: readonly RemarkGroup[];
  /** What was assumed, in whole sentences. */
  readonly assumed: readonly string[];
  /** The truth check of the file over a year from today. */
  readonly figures: ServiceFigures;
}

/** Lines named for each remark. */
const LINES_SHOWN = 20;

/** The report of a service whose plan has been kept. */
export function serviceReport(
  service: ExistingService,
  made: {
    saved: Plan;
    added: readonly Site[];
    leftOut: readonly StopRemark[];
    changed: readonly StopRemark[];
    assumed: readonly string[];
    figures: ServiceFigures;
  },
): ServiceReport {
  const { saved, added } = made;
  const remarks = (found: readonly StopRemark[]) => grouped(found, (index) => service.rows[index].line);
  return {
    planId: saved.id,
    planLetter: saved.letter,
    file: service.file,
    sha256: service.sha256,
    rowsRead: service.rowsRead,
    rowsKept: new Set(service.rows.map((row) => row.line)).size,
    refused: service.refused,
    notes: service.notes,
    stops: saved.stops.length,
    vans: saved.vans.length,
    cycleWeeks: saved.rota.cycleWeeks,
    sitesAdded: added.length,
    sitesMatched: saved.stops.length - added.length,
    leftOut: remarks(made.leftOut),
    changed: remarks(made.changed),
    assumed: made.assumed,
    figures: made.figures,
  };
}

function grouped(remarks: readonly StopRemark[], lineOf: (index: number) => number): RemarkGroup[] {
  const lines = new Map<string, number[]>();
  for (const { index, text } of remarks) lines.set(text, [...(lines.get(text) ?? []), lineOf(index)]);
  return [...lines].map(([text, all]) => ({
    text,
    count: all.length,
    lines: [...new Set(all)].slice(0, LINES_SHOWN),
  }));
}

/** SERVICE_EMPTY, with the reasons. */
export function nothingLeft(service: ExistingService, leftOut: readonly StopRemark[]): PlannerError {
  const reasons = grouped(leftOut, (index) => service.rows[index].line);
  const words = reasons.map(({ text, count }) => `${counted(count, 'stop')}: ${text}`);
  return new PlannerError({
    code: 'SERVICE_EMPTY',
    category: 'input',
    message: `${service.file}: none of its ${counted(service.rows.length, 'stop')} can be planned with${words.length > 0 ? ` (${words.join('; ')})` : ''}. Check that the timetable is of this region, and is still in force`,
    details: { leftOut: reasons },
  });
}
