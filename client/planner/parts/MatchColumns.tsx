import { useEffect, useState } from 'preact/hooks';
import type {
  InspectedTableWire,
  PlanFromTableWire,
  StopFieldWire,
  TablePreviewWire,
  TableReadingWire,
} from '../../../server/contract/timetables.ts';
import { mondayFrom, type ServiceDate } from '../../../server/shared/time.ts';
import { countedWords } from '../../common/words.ts';
import type { Trouble } from '../state.ts';
import type { TimetableCalls } from '../timetableCalls.ts';
import { ColumnFields } from './ColumnFields.tsx';
import { Skeleton, TroubleNote } from './Note.tsx';
import { ScrollArea } from './ScrollArea.tsx';
import { TablePreview } from './TablePreview.tsx';

/**
 * An uploaded timetable on its way to a plan: which column holds what, what would be read, and the button that makes the plan.
 * @param props.name    of the uploaded file
 * @param props.onPlan  makes the plan; its progress and end are shown elsewhere
 */
export function MatchColumns(props: {
  name: string;
  calls: TimetableCalls;
  isBusy: boolean;
  onPlan: (asked: PlanFromTableWire) => void;
}) {
  const { name, calls } = props;
  const [table, setTable] = useState<InspectedTableWire | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setTable(null);
    setTrouble(null);
    void calls.inspect(name).then((answer) => {
      if (!isCurrent) return;
      if (answer.isOk) setTable(answer.value);
      else setTrouble(answer.trouble);
    });
    return () => {
      isCurrent = false;
    };
  }, [name, calls, turn]);
  return (
    <section class="block" aria-labelledby="match-title">
      <h3 id="match-title">A plan from {name}</h3>
      {trouble && (
        <TroubleNote title="The table was not read" trouble={trouble} onRetry={() => setTurn(turn + 1)} />
      )}
      {!table && !trouble && <Skeleton label={`Reading ${name}`} lines={5} />}
      {table && <MatchForm key={turn} {...props} table={table} />}
    </section>
  );
}

function MatchForm(props: {
  name: string;
  table: InspectedTableWire;
  calls: TimetableCalls;
  isBusy: boolean;
  onPlan: (asked: PlanFromTableWire) => void;
}) {
  const { table } = props;
  const [reading, setReading] = useState<TableReadingWire>(table.reading);
  const [preview, setPreview] = useState<TablePreviewWire | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isReading, setIsReading] = useState(false);
  const change = (fields: Partial<TableReadingWire>) => {
    setReading((now) => ({ ...now, ...fields }));
    setPreview(null);
  };
  const read = async (event: Event) => {
    event.preventDefault();
    if (isReading) return;
    setIsReading(true);
    const answer = await props.calls.preview(props.name, reading);
    setIsReading(false);
    setPreview(answer.isOk ? answer.value : null);
    setTrouble(answer.isOk ? null : answer.trouble);
  };
  return (
    <>
      <form class="form" noValidate onSubmit={(event) => void read(event)}>
        {table.kind === 'service' ? (
          <p>A timetable of a mobile library: its columns say themselves what they hold.</p>
        ) : (
          <>
            <p>
              {table.isRemembered
                ? 'The columns are matched as they were last time.'
                : 'Say which column holds what. The planner has made a guess.'}
            </p>
            <SampleTable table={table} />
            <ColumnFields
              table={table}
              mapping={reading.mapping}
              onMatch={(field, index) => change({ mapping: matched(reading.mapping, field, index) })}
            />
            <ReadingFields reading={reading} onChange={change} />
          </>
        )}
        <button type="submit" class="button" aria-disabled={isReading}>
          Read the table
        </button>
        <p class="hidden" role="status">
          {isReading ? 'Reading the table' : ''}
        </p>
      </form>
      {trouble && <TroubleNote title="The table was not read" trouble={trouble} />}
      {preview && (
        <TablePreview
          preview={preview}
          isBusy={props.isBusy}
          onPlan={(skipBadRows) => props.onPlan({ ...reading, skipBadRows })}
        />
      )}
    </>
  );
}

/** A mapping with one field matched anew; null takes the field out. */
function matched(
  mapping: TableReadingWire['mapping'],
  field: StopFieldWire,
  index: number | null,
): TableReadingWire['mapping'] {
  const { [field]: _, ...others } = mapping;
  return index === null ? others : { ...others, [field]: index };
}

const ROWS_SHOWN = 3;

function SampleTable({ table }: { table: InspectedTableWire }) {
  return (
    <ScrollArea label="The first rows of the file">
      <table class="table">
        <caption>The first rows of the file</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            {table.columns.map((column, k) => (
              <th key={k} scope="col">
                {column || `Column ${k + 1}`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.sample.slice(0, ROWS_SHOWN).map((row) => (
            <tr key={row.line}>
              <th scope="row">{row.line}</th>
              {row.cells.map((cell, k) => (
                <td key={k}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

const WEEKS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

function ReadingFields(props: {
  reading: TableReadingWire;
  onChange: (fields: Partial<TableReadingWire>) => void;
}) {
  const { reading, onChange } = props;
  return (
    <fieldset class="form__group">
      <legend>What the table does not say</legend>
      <div class="field">
        <label for="match-monday">Monday of week 1</label>
        <input
          id="match-monday"
          class="input"
          type="date"
          value={reading.firstMonday}
          aria-describedby="match-monday-hint"
          onChange={(event) => {
            const date = event.currentTarget.value as ServiceDate;
            if (/^\d{4}-\d{2}-\d{2}$/.test(date)) onChange({ firstMonday: mondayFrom(date) });
          }}
        />
        <p class="form__hint" id="match-monday-hint">
          Weeks are counted from it. Another day becomes the Monday after it.
        </p>
      </div>
      <WeeksField
        id="match-cycle"
        label="“Week 1” is one of"
        value={reading.cycleWeeks}
        onChange={(cycleWeeks) => onChange({ cycleWeeks })}
      />
      <WeeksField
        id="match-interval"
        label="Where a row does not say how often, every"
        value={reading.intervalWeeks}
        onChange={(intervalWeeks) => onChange({ intervalWeeks })}
      />
      <div class="field">
        <label for="match-van">Name of the van</label>
        <input
          id="match-van"
          class="input"
          value={reading.vanName}
          maxLength={80}
          autoComplete="off"
          onInput={(event) => onChange({ vanName: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}

function WeeksField(props: { id: string; label: string; value: number; onChange: (weeks: number) => void }) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <select
        id={props.id}
        class="input"
        value={String(props.value)}
        onChange={(event) => props.onChange(Number(event.currentTarget.value))}
      >
        {WEEKS.map((weeks) => (
          <option key={weeks} value={String(weeks)}>
            {countedWords(weeks, 'week')}
          </option>
        ))}
      </select>
    </div>
  );
}
