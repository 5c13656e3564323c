import { useEffect, useState } from 'preact/hooks';
import type { CoverageCurveWire, CurvePointWire, CurveRequestWire } from '../../../server/contract/choice.ts';
import type { PlanRequestWire } from '../../../server/contract/planner.ts';
import { countedWords, countWords, driveWords, figureWords, percentWords } from '../../common/words.ts';
import { askThrough } from '../choiceCalls.ts';
import { wishesOf } from '../choiceWords.ts';
import { placeNames, shareOf } from '../planView.ts';
import { resource, type Trouble } from '../state.ts';
import { CurveChart } from './CurveChart.tsx';
import { type Column, DataTable } from './DataTable.tsx';
import { TroubleNote } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';

/** How many under-5s each further stop would newly reach: where the curve bends, drawn and as a table. */
export function CurveSection({ state, store }: PanelProps) {
  const { request, work } = state;
  const [curve, setCurve] = useState<CoverageCurveWire | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const asked = request && curveRequest(request);
  const ended = work?.kind === 'curve' && work.state === 'done' ? work.job?.id : undefined;
  const isBusy = work?.state === 'asking' || work?.state === 'running';
  useEffect(() => {
    let isCurrent = true;
    setCurve(null);
    setTrouble(null);
    if (asked !== null) {
      void store.choice.knownCurve(asked).then((answer) => {
        if (isCurrent && answer.isOk) setCurve(answer.value.curve);
      });
    }
    return () => {
      isCurrent = false;
    };
  }, [store, JSON.stringify(asked), ended]);
  const find = async () => {
    if (asked === null || isBusy) return;
    setTrouble(
      await askThrough(
        () => store.choice.curve(asked),
        (ask) => store.work('curve', ask),
      ),
    );
  };
  return (
    <section class="block" aria-labelledby="curve-title">
      <h3 id="curve-title">How many stops?</h3>
      {trouble && <TroubleNote title="The curve could not be worked out" trouble={trouble} />}
      {curve === null ? (
        <>
          <p class="quiet">
            What each further stop would bring, from 1 to 60: the best choice there is at every number, and
            where one more hardly helps.
          </p>
          <p class="choice__buttons">
            <button
              type="button"
              class="button button--secondary"
              aria-disabled={isBusy || asked === null}
              onClick={() => void find()}
            >
              Work out the curve
            </button>
          </p>
        </>
      ) : (
        <Curve curve={curve} isBusy={isBusy} state={state} store={store} />
      )}
    </section>
  );
}

const curveRequest = (request: PlanRequestWire): CurveRequestWire => {
  const { isOneAVillage, exclusions } = wishesOf(request);
  return { forceIn: request.forceIn, forceOut: request.forceOut, isOneAVillage, exclusions };
};

function Curve({ curve, isBusy, state, store }: PanelProps & { curve: CoverageCurveWire; isBusy: boolean }) {
  const [picked, setPicked] = useState(curve.kneeStops);
  const point = curve.points.find(({ stops }) => stops === picked) ?? curve.points.at(-1);
  if (point === undefined || curve.childrenBeyondHubs === 0) {
    return <p class="empty">There is nobody beyond reach of a hub whom a stop could serve.</p>;
  }
  const plan = () => {
    if (isBusy || state.request === null) return;
    const wishes = wishesOf(state.request);
    // Where the number of stops is the answer, it cannot be asked for: the curve is about the most need met.
    const choice = wishes.aim === 'everyone' ? { choice: { ...wishes, aim: 'cover' as const } } : {};
    const change = { maxStops: point.stops, ...choice };
    store.dispatch({ type: 'request-changed', change });
    void store.makePlan({ ...state.request, ...change });
  };
  return (
    <>
      <p class="choice__verdict">{curveWords(curve)}</p>
      <CurveChart curve={curve} picked={point.stops} />
      <p>{pointWords(curve, point, nameOf(state))}</p>
      <p class="choice__buttons">
        <button type="button" class="button" aria-disabled={isBusy} onClick={plan}>
          Plan with {countedWords(point.stops, 'stop')}
        </button>
        <a class="button button--quiet" href={`/api/choice/curve.csv?key=${curve.key}`} download>
          Download (CSV)
        </a>
      </p>
      <details class="more">
        <summary>The curve as a table</summary>
        <CurveTable curve={curve} picked={point.stops} onPick={setPicked} nameOf={nameOf(state)} />
      </details>
    </>
  );
}

/** Where the curve bends, in a sentence that answers "how many?". */
export function curveWords(curve: CoverageCurveWire): string {
  const within = driveWords(curve.withinSeconds);
  const knee = curve.points.find(({ stops }) => stops === curve.kneeStops);
  const last = curve.points.at(-1);
  if (knee === undefined || last === undefined) {
    return `Every further stop brings about as much as the one before, up to ${countWords(last?.stops ?? 0)}.`;
  }
  const share = percentWords(shareOf(knee.newlyReachedChildren, curve.childrenBeyondHubs));
  const after = curve.points.find(({ stops }) => stops === knee.stops + 1);
  const more =
    after === undefined ? null : Math.round(after.newlyReachedChildren - knee.newlyReachedChildren);
  const next =
    more === null
      ? ''
      : more === 0
        ? '; further stops only shorten drives'
        : `; the next stop adds ${countWords(more)}`;
  return `${countedWords(knee.stops, 'stop')} bring ${share} of the ${countWords(curve.childrenBeyondHubs)} under-5s beyond reach of a hub within ${within}${next}.`;
}

/** What the last stop of a choice brings, and whether the choice is the best there is. */
function pointWords(curve: CoverageCurveWire, point: CurvePointWire, name: (id: string) => string): string {
  const share = percentWords(shareOf(point.newlyReachedChildren, curve.childrenBeyondHubs));
  const moved = point.dropped.length === 0 ? '' : ` in place of ${point.dropped.map(name).join(' and ')}`;
  const added =
    point.added.length === 0
      ? 'No site adds anything'
      : `Stop ${point.stops} is ${point.added.map(name).join(' and ')}${moved}`;
  const proof = point.isProven
    ? 'Proven: no other choice of as many stops does better.'
    : `Not proven: another choice could bring at most ${figureWords(point.bound - point.objective)} more.`;
  return `With ${countedWords(point.stops, 'stop')}, ${countedWords(point.newlyReachedChildren, 'under-5')} (${share}) are newly reached. ${added}. ${proof}`;
}

const nameOf = (state: PanelProps['state']) => {
  const names = placeNames(null, resource(state, 'sites').value);
  return (id: string) => names.get(id) ?? id;
};

function CurveTable(props: {
  curve: CoverageCurveWire;
  picked: number;
  onPick: (stops: number) => void;
  nameOf: (id: string) => string;
}) {
  const { curve, nameOf: name } = props;
  const columns: Column<CurvePointWire>[] = [
    {
      id: 'stops',
      header: 'Stops',
      cell: ({ stops }) => (stops === curve.kneeStops ? `${stops}, the bend` : String(stops)),
    },
    {
      id: 'reached',
      header: 'Newly reached',
      isNumber: true,
      cell: (point) => countWords(point.newlyReachedChildren),
    },
    { id: 'need', header: 'Need met', isNumber: true, cell: (point) => figureWords(point.objective) },
    {
      id: 'greedy',
      header: 'Step by step',
      isNumber: true,
      cell: (point) => figureWords(point.greedyObjective),
    },
  ];
  return (
    <DataTable
      caption="By number of stops. Need met counts near under-5s in full and far ones less; step by step is the best next site again and again."
      columns={columns}
      rows={curve.points}
      rowId={({ stops }) => String(stops)}
      detail={(point) =>
        point.added.length === 0
          ? 'no site adds anything'
          : `${point.added.map(name).join(', ')}${point.dropped.length === 0 ? '' : `, without ${point.dropped.map(name).join(', ')}`}: ${figureWords(point.gained)} more`
      }
      plural="numbers of stops"
      selectedId={String(props.picked)}
      onSelect={({ stops }) => props.onPick(stops)}
      emptyText="There is no site to choose."
    />
  );
}
