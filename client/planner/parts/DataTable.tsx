import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { countWords } from '../../common/words.ts';

/** One column of a table. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** What to sort by; a column without cannot be sorted. null comes last either way. */
  readonly sortBy?: (row: Row) => number | string | null;
  /** Right-aligned figures that start with the largest when sorted. */
  readonly isNumber?: boolean;
}

export interface DataTableProps<Row> {
  readonly caption: string;
  /** Read out only: the heading above already says it. */
  readonly isCaptionHidden?: boolean;
  /** The first names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** A quiet line below the row's name. */
  readonly detail?: (row: Row) => ComponentChildren;
  /** "areas": completes "Show all 206 areas". */
  readonly plural: string;
  readonly initialSort?: { readonly columnId: string; readonly isDescending: boolean };
  readonly selectedId?: string | null;
  /** Makes each row's name a button. */
  readonly onSelect?: (row: Row) => void;
  readonly emptyText: string;
}

/** Rows drawn at first: enough to read, few enough to draw at once. */
const FIRST_ROWS = 25;

/** A table with a caption, row names, and columns that can be sorted; long ones start with their first rows. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const [sort, setSort] = useState(props.initialSort ?? null);
  const [isWhole, setWhole] = useState(false);
  const rows = sortedRows(props.rows, props.columns, sort);
  const selectedAt = rows.findIndex((row) => props.rowId(row) === props.selectedId);
  const shown =
    isWhole || rows.length <= FIRST_ROWS + 5 || selectedAt >= FIRST_ROWS ? rows : rows.slice(0, FIRST_ROWS);
  if (props.rows.length === 0) return <p class="empty">{props.emptyText}</p>;
  const toggle = (column: Column<Row>) =>
    setSort((now) =>
      now?.columnId === column.id
        ? { columnId: column.id, isDescending: !now.isDescending }
        : { columnId: column.id, isDescending: column.isNumber === true },
    );
  return (
    <div class="table-frame">
      <table class="table">
        <caption class={props.isCaptionHidden ? 'hidden' : undefined}>{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onToggle={() => toggle(column)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <BodyRow key={props.rowId(row)} row={row} table={props} />
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <button type="button" class="button button--quiet table-frame__more" onClick={() => setWhole(true)}>
          Show all {countWords(rows.length)} {props.plural}
        </button>
      )}
    </div>
  );
}

function HeaderCell<Row>(props: {
  column: Column<Row>;
  sort: { columnId: string; isDescending: boolean } | null;
  onToggle: () => void;
}) {
  const { column, sort } = props;
  const isSorted = sort?.columnId === column.id;
  const order = isSorted ? (sort.isDescending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" class={column.isNumber ? 'table__number' : undefined} aria-sort={order}>
      {column.sortBy ? (
        <button type="button" class="table__sort" data-order={order} onClick={props.onToggle}>
          {column.header}
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}

function BodyRow<Row>({ row, table }: { row: Row; table: DataTableProps<Row> }) {
  const isSelected = table.selectedId !== undefined && table.selectedId === table.rowId(row);
  const [first, ...others] = table.columns;
  const { onSelect } = table;
  return (
    <tr class={isSelected ? 'table__row table__row--selected' : 'table__row'}>
      <th scope="row">
        {onSelect ? (
          <button type="button" class="table__name" aria-pressed={isSelected} onClick={() => onSelect(row)}>
            {first.cell(row)}
          </button>
        ) : (
          first.cell(row)
        )}
        {table.detail && <span class="table__detail">{table.detail(row)}</span>}
      </th>
      {others.map((column) => (
        <td key={column.id} class={column.isNumber ? 'table__number' : undefined}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** The rows in the chosen order; rows without a value last either way, equal ones as they came. */
export function sortedRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: { readonly columnId: string; readonly isDescending: boolean } | null,
): readonly Row[] {
  const sortBy = columns.find((column) => column.id === sort?.columnId)?.sortBy;
  if (!sortBy || !sort) return rows;
  const way = sort.isDescending ? -1 : 1;
  return rows
    .map((row, i) => ({ row, i, value: sortBy(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null)
        return Number(a.value === null) - Number(b.value === null) || a.i - b.i;
      return way * compare(a.value, b.value) || a.i - b.i;
    })
    .map(({ row }) => row);
}

const compare = (a: number | string, b: number | string): number =>
  typeof a === 'string' || typeof b === 'string'
    ? String(a).localeCompare(String(b), 'en-GB')
    : a < b
      ? -1
      : a > b
        ? 1
        : 0;
