import { useEffect, useRef, useState } from 'preact/hooks';
import type {
  PreviewStopWire,
  RefusedRowsWire,
  TablePreviewWire,
} from '../../../server/contract/timetables.ts';
import { clockWords, dateWords } from '../../../server/shared/time.ts';
import { countedWords, countWords } from '../../common/words.ts';
import { type Column, DataTable } from './DataTable.tsx';
import { Note } from './Note.tsx';

const COLUMNS: readonly Column<PreviewStopWire>[] = [
  { id: 'name', header: 'Stop', cell: (stop) => stop.name },
  { id: 'days', header: 'Days', cell: (stop) => stop.daysWords },
  {
    id: 'times',
    header: 'Times',
    cell: (stop) => `${clockWords(stop.arrival)} to ${clockWords(stop.departure)}`,
  },
  { id: 'start', header: 'First visit', cell: (stop) => dateWords(stop.start) },
];

/** What was read of a table: how much, what not and why, the stops, and the button that makes a plan of them. */
export function TablePreview(props: {
  preview: TablePreviewWire;
  isBusy: boolean;
  onPlan: (skipBadRows: boolean) => void;
}) {
  const { preview } = props;
  const [isSkipping, setSkipping] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  // The reading was asked for by a button below which this appears: its outcome is what is read next.
  useEffect(() => title.current?.focus(), [preview]);
  const refused = preview.refused.reduce((sum, group) => sum + group.count, 0);
  const isUnusable = props.isBusy || preview.stops.length === 0 || (refused > 0 && !isSkipping);
  return (
    <section aria-labelledby="preview-title">
      <h4 id="preview-title" ref={title} tabIndex={-1}>
        {countWords(preview.rowsKept)} of {countedWords(preview.rowsRead, 'row')} can be read
      </h4>
      {refused > 0 && <RefusedRows groups={preview.refused} />}
      {preview.notes.length > 0 && (
        <Note>
          <ul class="plain-list">
            {preview.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Note>
      )}
      <DataTable
        caption="What was read"
        columns={COLUMNS}
        rows={preview.stops}
        rowId={(stop) => `${stop.line} ${stop.daysWords} ${stop.start}`}
        detail={(stop) =>
          [stop.community, `line ${stop.line}`, stop.lonLat ? '' : 'not on the map']
            .filter(Boolean)
            .join(', ')
        }
        plural="stops"
        emptyText="No row can be read with these columns."
      />
      {preview.stopCount > preview.stops.length && (
        <p class="quiet">
          The first {countWords(preview.stops.length)} of {countWords(preview.stopCount)}.
        </p>
      )}
      {refused > 0 && preview.stops.length > 0 && (
        <p class="field field--check">
          <input
            id="match-skip"
            type="checkbox"
            checked={isSkipping}
            onChange={(event) => setSkipping(event.currentTarget.checked)}
          />
          <label for="match-skip">
            Leave out {refused === 1 ? 'the row' : `the ${countWords(refused)} rows`} that cannot be read
          </label>
        </p>
      )}
      <button
        type="button"
        class="button"
        aria-disabled={isUnusable}
        onClick={() => !isUnusable && props.onPlan(isSkipping)}
      >
        Make a starting plan
      </button>
    </section>
  );
}

function RefusedRows({ groups }: { groups: readonly RefusedRowsWire[] }) {
  return (
    <Note kind="warning">
      <p>These rows cannot be read. Mend the file and bring it again, or leave them out.</p>
      <ul class="plain-list">
        {groups.map((group) => (
          <li key={group.reason}>
            {group.lines.length === 1 ? 'Line' : 'Lines'} {group.lines.join(', ')}
            {group.count > group.lines.length ? ', …' : ''}: {group.reason}
            {group.example === '' ? '' : ` (“${group.example}”)`}
          </li>
        ))}
      </ul>
    </Note>
  );
}
