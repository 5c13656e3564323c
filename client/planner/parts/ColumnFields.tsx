import type {
  InspectedTableWire,
  StopFieldWire,
  StopMappingWire,
} from '../../../server/contract/timetables.ts';

interface Field {
  readonly id: StopFieldWire;
  readonly label: string;
  readonly hint?: string;
}

const NEEDED: readonly Field[] = [
  { id: 'name', label: 'Name of the stop' },
  { id: 'days', label: 'Days', hint: 'Such as Tuesday, every other Tuesday, 1st & 3rd Thu, or dates' },
  { id: 'times', label: 'Times, from and to in one column', hint: 'Such as 10–11.30am' },
  { id: 'arrival', label: 'or: time from' },
  { id: 'departure', label: 'and time to' },
];
const PLACE: readonly Field[] = [
  { id: 'community', label: 'Village or town' },
  { id: 'address', label: 'Address' },
  {
    id: 'postcode',
    label: 'Postcode',
    hint: 'A stop without coordinates is put at the middle of its postcode',
  },
  { id: 'lon', label: 'Longitude' },
  { id: 'lat', label: 'Latitude' },
  { id: 'easting', label: 'Easting' },
  { id: 'northing', label: 'Northing' },
];
const MORE: readonly Field[] = [
  { id: 'frequency', label: 'How often', hint: 'Such as fortnightly, or every 4 weeks' },
  { id: 'weeks', label: 'Weeks of the round', hint: 'Such as 1 and 3' },
  { id: 'start', label: 'First date' },
  { id: 'end', label: 'Last date' },
  { id: 'exceptions', label: 'Dates left out' },
  { id: 'van', label: 'Van' },
  { id: 'route', label: 'Route' },
];

/** A labelled choice of column for everything that a table of stops can hold. */
export function ColumnFields(props: {
  table: InspectedTableWire;
  mapping: StopMappingWire;
  onMatch: (field: StopFieldWire, index: number | null) => void;
}) {
  const isMoreUsed = MORE.some(({ id }) => props.mapping[id] !== undefined);
  return (
    <>
      <Group legend="Stop, days and times" fields={NEEDED} {...props} />
      <Group legend="Where it is" fields={PLACE} {...props} />
      <details class="form__more" open={isMoreUsed}>
        <summary>More columns</summary>
        <Group legend="How often, when and with which van" fields={MORE} {...props} />
      </details>
    </>
  );
}

function Group(props: {
  legend: string;
  fields: readonly Field[];
  table: InspectedTableWire;
  mapping: StopMappingWire;
  onMatch: (field: StopFieldWire, index: number | null) => void;
}) {
  return (
    <fieldset class="form__group">
      <legend>{props.legend}</legend>
      {props.fields.map((field) => (
        <ColumnSelect
          key={field.id}
          field={field}
          table={props.table}
          chosen={props.mapping[field.id] ?? null}
          onChoose={(index) => props.onMatch(field.id, index)}
        />
      ))}
    </fieldset>
  );
}

function ColumnSelect(props: {
  field: Field;
  table: InspectedTableWire;
  chosen: number | null;
  onChoose: (index: number | null) => void;
}) {
  const { field, table, chosen } = props;
  const id = `match-${field.id}`;
  return (
    <div class="field">
      <label for={id}>{field.label}</label>
      <select
        id={id}
        class="input"
        value={chosen === null ? '' : String(chosen)}
        aria-describedby={field.hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          const { value } = event.currentTarget;
          props.onChoose(value === '' ? null : Number(value));
        }}
      >
        <option value="">Not in the table</option>
        {table.columns.map((column, k) => (
          <option key={k} value={String(k)}>
            {optionWords(table, column, k)}
          </option>
        ))}
      </select>
      {field.hint && (
        <p class="form__hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
    </div>
  );
}

/** "When (Every other Tuesday)": the column's name and what stands in it first. */
function optionWords(table: InspectedTableWire, column: string, index: number): string {
  const name = column || `Column ${index + 1}`;
  const example = table.sample.map((row) => row.cells[index] ?? '').find((cell) => cell !== '');
  return example === undefined ? `${name} (empty)` : `${name} (${example.slice(0, 40)})`;
}
