import { useEffect, useState } from 'preact/hooks';
import type { UploadWire } from '../../../server/contract/planner.ts';
import type { PlanSourceWire } from '../../../server/contract/timetables.ts';
import { countedWords, countWords } from '../../common/words.ts';
import { hashOfView } from '../urlState.ts';
import { MatchColumns } from './MatchColumns.tsx';
import { Note } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';
import './plansFromTables.css';

/** Files that may hold a timetable: those known as one, and tables that nobody knows. */
const mayBeTimetable = ({ kind, name }: UploadWire): boolean =>
  kind === 'timetable' || (kind === 'unknown' && /\.(csv|tsv|txt|xlsx)$/i.test(name));

/** Timetables there are, as starting plans: choosing one, matching its columns, and what became of those taken before. */
export function PlansFromTables({ uploads, state, store }: PanelProps & { uploads: readonly UploadWire[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const tables = uploads.filter(mayBeTimetable);
  const { work } = state;
  const isBusy = work?.state === 'asking' || work?.state === 'running';
  const open = tables.find(({ name }) => name === chosen);
  return (
    <section class="block" aria-labelledby="tables-title">
      <h3 id="tables-title">Start from a timetable</h3>
      <p>
        A mobile library’s timetable, or your own spreadsheet of stops and days, can be the first plan: its
        stops become sites, its pattern a rota.
      </p>
      {tables.length === 0 ? (
        <p class="empty">Bring the file above first.</p>
      ) : (
        <ul class="files">
          {tables.map(({ name }) => (
            <li key={name} class="files__item">
              <button
                type="button"
                class="button button--quiet"
                aria-expanded={name === chosen}
                onClick={() => setChosen(name === chosen ? null : name)}
              >
                Make a plan of {name}
              </button>
            </li>
          ))}
        </ul>
      )}
      {open && (
        <MatchColumns
          key={open.name}
          name={open.name}
          calls={store.timetables}
          isBusy={isBusy}
          onPlan={(asked) => void store.planFromTable(open.name, asked)}
        />
      )}
      <Sources state={state} store={store} />
    </section>
  );
}

/** Plans taken from timetables, newest first; asked for anew when work has ended. */
function Sources({ state, store }: PanelProps) {
  const [sources, setSources] = useState<readonly PlanSourceWire[]>([]);
  const ended = state.work?.state === 'done' ? state.work.job?.id : undefined;
  useEffect(() => {
    void store.timetables.sources().then((answer) => {
      if (answer.isOk) setSources([...answer.value].reverse());
    });
  }, [store, ended]);
  return (
    <>
      {sources.map((source, k) => (
        <details
          key={source.planId}
          class="plan-source"
          open={k === 0 && source.planId === state.view.planId}
        >
          <summary>
            Plan {source.planLetter} from {source.file}
          </summary>
          <Source source={source} />
          <p>
            <a href={hashOfView({ ...state.view, step: 'rota', planId: source.planId })}>
              Look at plan {source.planLetter} in the rota
            </a>
          </p>
        </details>
      ))}
    </>
  );
}

function Source({ source }: { source: PlanSourceWire }) {
  const left = source.leftOut.map((each) => remarkWords('Left out', each));
  const changed = source.changed.map((each) => remarkWords('Otherwise than in the file', each));
  const refused = source.refused.map(({ reason, lines }) => `Not read: ${linesWords(lines)}: ${reason}.`);
  const remarks = [...source.assumed, ...refused, ...left, ...changed, ...source.notes];
  return (
    <>
      <p>
        {countWords(source.rowsKept)} of {countedWords(source.rowsRead, 'row')} read.{' '}
        {countedWords(source.stops, 'stop')} of {countedWords(source.vans, 'van')} in a cycle of{' '}
        {countedWords(source.cycleWeeks, 'week')}; {countedWords(source.sitesMatched, 'site')} recognised,{' '}
        {countWords(source.sitesAdded)} added as proposed.
      </p>
      {remarks.length > 0 && (
        <Note>
          <ul class="plain-list">
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </Note>
      )}
    </>
  );
}

const remarkWords = (
  what: string,
  remark: { text: string; count: number; lines: readonly number[] },
): string => `${what}: ${countedWords(remark.count, 'stop')} (${linesWords(remark.lines)}): ${remark.text}.`;

const linesWords = (lines: readonly number[]): string =>
  `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`;
