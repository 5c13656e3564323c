import type { Geometry } from 'geojson';
import type { InspectedFile } from './inspectFile.ts';

/** One row of a table with the line on which it begins. */
export interface TableRow {
  /** Line of a text file, row of a sheet, number of a feature or of an item of a list; from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What the row draws on the map, where the file is a map. */
  readonly geometry?: Geometry;
}

/** One table of a file: a text file has one, a workbook one a sheet. */
export interface Sheet {
  /** Name of the sheet; null where a file is one table. */
  readonly name: string | null;
  readonly isHidden: boolean;
  /** Every row that holds anything, from the first; may be asked for again. */
  rows(): AsyncGenerator<TableRow>;
}

/** A file as the tables that it holds. */
export interface TableSource {
  readonly file: InspectedFile;
  readonly shape: 'text' | 'workbook' | 'map' | 'list';
  /** At least one. */
  readonly sheets: readonly Sheet[];
  /** How the file was read, for the report. */
  readonly notes: readonly string[];
}
