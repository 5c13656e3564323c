import { useState } from 'preact/hooks';
import type {
  AreaDemandWire,
  DemandInputWire,
  SwingWire,
  WhySiteWire,
} from '../../../server/contract/demand.ts';
import { contactsFigure, contactsWords } from '../../../server/shared/contactWords.ts';
import { countWords, driveWords, percentWords } from '../../common/words.ts';
import { changeWords, inputFigure } from '../demandView.ts';
import type { Trouble } from '../state.ts';
import type { Store } from '../store.ts';
import { type Column, DataTable } from './DataTable.tsx';
import { Skeleton, TroubleNote } from './Note.tsx';
import { ScrollArea } from './ScrollArea.tsx';

/** All that a site's number is made of, fetched when it is opened. */
export function WhyNumber({ siteId, isStop, store }: { siteId: string; isStop: boolean; store: Store }) {
  const [why, setWhy] = useState<WhySiteWire | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isAsked, setAsked] = useState(false);
  const fetch = () => {
    setAsked(true);
    setTrouble(null);
    void store.demand.why(siteId).then((answer) => {
      if (answer.isOk) setWhy(answer.value);
      else setTrouble(answer.trouble);
    });
  };
  return (
    <details
      class="more"
      onToggle={(event) => (event.currentTarget as HTMLDetailsElement).open && why === null && fetch()}
    >
      <summary>Why this number</summary>
      {trouble && <TroubleNote title="The reasons are not here" trouble={trouble} onRetry={fetch} />}
      {why === null ? (
        isAsked && trouble === null && <Skeleton label="Fetching the reasons" lines={5} />
      ) : (
        <Reasons why={why} isStop={isStop} />
      )}
    </details>
  );
}

function Reasons({ why, isStop }: { why: WhySiteWire; isStop: boolean }) {
  return (
    <div class="why">
      <p class="quiet">
        Contacts = children × contacts for each child × need weight × share not served by a hub × share who
        come here, added up over all areas. One month in ten brings fewer than the low figure, one in ten more
        than the high one. As if it were the only stop: {contactsWords(why.month, 'a month')}.
        {isStop ? ' As a stop of the plan it shares families with the other stops.' : ''}
      </p>
      <Swings why={why} />
      <Sessions why={why} />
      <Areas why={why} />
      <Inputs inputs={why.inputs} />
    </div>
  );
}

/** Inputs whose ends change the figure by less than this are not worth a line of the chart. */
const LEAST_SWING = 0.005;

function Swings({ why }: { why: WhySiteWire }) {
  const inputs = new Map(why.inputs.map((input) => [input.name, input]));
  const shown = why.swings.filter(({ atLow, atHigh }) => Math.abs(atHigh - atLow) >= LEAST_SWING);
  const widest = Math.max(...shown.flatMap(({ atLow, atHigh }) => [Math.abs(atLow), Math.abs(atHigh)]), 0.01);
  if (shown.length === 0) return null;
  return (
    <table class="table table--plain">
      <caption>What matters most</caption>
      <thead>
        <tr>
          <th scope="col">Input, at its low and high end</th>
          <th scope="col">Contacts</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((swing) => {
          const input = inputs.get(swing.name);
          return input ? <SwingRow key={swing.name} swing={swing} input={input} widest={widest} /> : null;
        })}
      </tbody>
    </table>
  );
}

function SwingRow({ swing, input, widest }: { swing: SwingWire; input: DemandInputWire; widest: number }) {
  const at = (change: number) => 50 + (50 * change) / widest;
  const [left, right] = [swing.atLow, swing.atHigh].map(at).sort((a, b) => a - b);
  return (
    <tr>
      <th scope="row">
        {input.label}
        <span class="swing" aria-hidden="true">
          <span class="swing__bar" style={{ left: `${left}%`, width: `${right - left}%` }} />
        </span>
      </th>
      <td>
        <span class="swing__end">
          {changeWords(swing.atLow)} at {inputFigure(input.low)}
        </span>
        <span class="swing__end">
          {changeWords(swing.atHigh)} at {inputFigure(input.high)}
        </span>
      </td>
    </tr>
  );
}

function Sessions({ why }: { why: WhySiteWire }) {
  return (
    <table class="table table--plain">
      <caption>By session type</caption>
      <thead>
        <tr>
          <th scope="col">Session type</th>
          <th scope="col" class="table__number">
            Contacts a month
          </th>
        </tr>
      </thead>
      <tbody>
        {why.sessions.map((session) => (
          <tr key={session.sessionTypeId}>
            <th scope="row">
              {session.name}
              {!session.isUsual && <span class="table__detail">if it were offered too</span>}
            </th>
            <td class="table__number">{contactsFigure(session.month)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const AREA_COLUMNS: readonly Column<AreaDemandWire>[] = [
  { id: 'name', header: 'Area', cell: ({ name }) => name, sortBy: ({ name }) => name },
  number('part', 'Part of the figure', ({ part }) => part, percentWords),
  number('babies', 'Under 1', ({ babies }) => babies, countWords),
  number('toddlers', 'Aged 1', ({ toddlers }) => toddlers, countWords),
  {
    id: 'weight',
    header: 'Need weight',
    isNumber: true,
    cell: (area) => `${area.needWeight.toFixed(2)}${area.isNeedWeightAssumed ? ' (assumed)' : ''}`,
    sortBy: ({ needWeight }) => needWeight,
  },
  number('unserved', 'Not served by a hub', ({ unservedShare }) => unservedShare, percentWords),
  number('share', 'Come here', ({ share }) => share, percentWords),
];

function number(
  id: string,
  header: string,
  value: (area: AreaDemandWire) => number,
  words: (value: number) => string,
): Column<AreaDemandWire> {
  return { id, header, isNumber: true, cell: (area) => words(value(area)), sortBy: value };
}

function Areas({ why }: { why: WhySiteWire }) {
  return (
    <ScrollArea label="Areas behind the number">
      <DataTable
        caption="Areas behind the number"
        columns={AREA_COLUMNS}
        rows={why.areas}
        rowId={({ areaId }) => areaId}
        detail={(area) => [`${driveWords(area.driveSeconds)} away`, ...area.assumed].join('; ')}
        plural="areas"
        initialSort={{ columnId: 'part', isDescending: true }}
        emptyText="No area adds anything: nobody can come here."
      />
      {why.otherAreas > 0 && (
        <p class="quiet">{countWords(why.otherAreas)} areas farther away add a little each.</p>
      )}
    </ScrollArea>
  );
}

function Inputs({ inputs }: { inputs: readonly DemandInputWire[] }) {
  return (
    <table class="table table--plain">
      <caption>Inputs with their plausible range</caption>
      <thead>
        <tr>
          <th scope="col">Input and source</th>
          <th scope="col" class="table__number">
            Value
          </th>
        </tr>
      </thead>
      <tbody>
        {inputs.map((input) => (
          <tr key={input.name}>
            <th scope="row">
              {input.label}
              <span class="table__detail">
                {input.explanation}. {input.source}.
              </span>
            </th>
            <td class="table__number">
              {inputFigure(input.value)}
              {input.isAssumed ? <span class="assumed">assumed</span> : <span class="assumed">local</span>}
              <span class="table__detail">
                {inputFigure(input.low)} to {inputFigure(input.high)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
