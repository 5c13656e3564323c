import type { AccessMeasureWire, AreaFigureWire } from '../../../server/contract/access.ts';
import type { AccessWire, AreaWire } from '../../../server/contract/planner.ts';
import {
  changeFigure,
  measureChange,
  measureFigure,
  measureWords,
  unitWords,
} from '../../common/measureWords.ts';
import { countWords, sentenceCase } from '../../common/words.ts';
import type { AccessShows } from '../accessView.ts';
import { changeScale, figureScale, improvement } from '../measureScale.ts';
import { type Column, DataTable } from './DataTable.tsx';
import type { PanelProps } from './PanelProps.ts';

/** An area with its figures. */
interface AreaRow {
  readonly area: AreaWire;
  readonly figures: AreaFigureWire;
}

type AreasProps = PanelProps & {
  readonly access: AccessWire;
  readonly wire: AccessMeasureWire;
  readonly shows: AccessShows;
};

const WORST_SHOWN = 5;

/** Areas with their figures, in the order of access. */
function rowsOf({ access, wire }: Pick<AreasProps, 'access' | 'wire'>): AreaRow[] {
  const figures = new Map(wire.areas.map((each) => [each.id, each]));
  return access.areas.flatMap((area) => {
    const own = figures.get(area.id);
    return own ? [{ area, figures: own }] : [];
  });
}

/** What sorts the worst first: no figure is worst where less is better. */
const badness = (wire: AccessMeasureWire, value: number | null): number =>
  value === null ? Number.POSITIVE_INFINITY : wire.measure.isMoreBetter ? -value : value;

/** The areas with children that are worst off, or that gain most by the plan. */
export function ExtremeAreas(props: AreasProps) {
  const { wire, shows, store } = props;
  const { unit } = wire.measure;
  const isDifference = shows === 'difference';
  const valueShown = ({ figures }: AreaRow) => (shows === 'today' ? figures.today : figures.plan);
  const order = (row: AreaRow) =>
    isDifference ? (improvement(wire.measure, row.figures) ?? 0) : badness(wire, valueShown(row));
  const rows = rowsOf(props)
    .filter((row) => row.area.children > 0 && (!isDifference || order(row) > 0))
    .sort((a, b) => compare(order(b), order(a)) || b.area.children - a.area.children)
    .slice(0, WORST_SHOWN);
  const scale = isDifference ? changeScale(wire) : figureScale(wire);
  if (rows.length === 0) {
    return isDifference ? <p class="quiet">The plan changes this for no area with children.</p> : null;
  }
  return (
    <section class="block">
      <h3>{isDifference ? 'Areas that gain most' : 'Areas worst off'}</h3>
      <ol class="worst">
        {rows.map((row) => (
          <li key={row.area.id}>
            <button
              type="button"
              class="worst__area"
              onClick={() =>
                store.dispatch({ type: 'selected', selection: { kind: 'area', id: row.area.id } })
              }
            >
              <span
                class="swatch"
                style={{
                  background: scale.colourOf(
                    isDifference ? improvement(wire.measure, row.figures) : valueShown(row),
                  ),
                }}
              />
              <span class="worst__name">{row.area.name}</span>
              <span class="worst__drive">
                {isDifference
                  ? measureChange(unit, row.figures)
                  : sentenceCase(measureWords(unit, valueShown(row)))}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** Every area with its figures, and the same as files. */
export function AreaFiguresTable(props: AreasProps) {
  const { wire, state, store } = props;
  const { selected } = state.view;
  const { measure, plan } = wire;
  return (
    <section class="block">
      <h3>All areas</h3>
      <DataTable
        key={measure.name}
        caption={`Areas with ${measure.title.toLowerCase()}, today${plan ? ` and with plan ${plan.letter}` : ''}, in ${unitWords(measure.unit)}`}
        isCaptionHidden
        columns={columnsOf(wire)}
        rows={rowsOf(props)}
        rowId={({ area }) => area.id}
        detail={({ area }) => `${countWords(area.children)} under 5`}
        plural="areas"
        initialSort={{ columnId: plan ? 'plan' : 'today', isDescending: !measure.isMoreBetter }}
        selectedId={selected?.kind === 'area' ? selected.id : null}
        onSelect={({ area }) =>
          store.dispatch({ type: 'selected', selection: { kind: 'area', id: area.id } })
        }
        emptyText="There are no areas yet."
      />
    </section>
  );
}

function columnsOf(wire: AccessMeasureWire): Column<AreaRow>[] {
  const { measure, plan } = wire;
  const figure = (id: 'today' | 'plan', header: string): Column<AreaRow> => ({
    id,
    header,
    isNumber: true,
    // No figure is more than any where less is better, and less than any where more is.
    sortBy: ({ figures }) => figures[id] ?? (measure.isMoreBetter ? -1 : Number.POSITIVE_INFINITY),
    cell: ({ figures }) => measureFigure(measure.unit, figures[id]),
  });
  return [
    { id: 'name', header: 'Area', cell: ({ area }) => area.name, sortBy: ({ area }) => area.name },
    figure('today', 'Today'),
    ...(plan ? [figure('plan', `Plan\u00a0${plan.letter}`)] : []),
    ...(plan
      ? [
          {
            id: 'change',
            header: 'Change',
            isNumber: true,
            sortBy: ({ figures }: AreaRow) => improvement(measure, figures),
            cell: ({ figures }: AreaRow) => changeFigure(measure.unit, figures),
          },
        ]
      : []),
  ];
}

/** The areas and the groups as files for a spreadsheet. */
export function MeasureFiles({ wire }: { wire: AccessMeasureWire }) {
  const query = wire.plan ? `?plan=${wire.plan.id}` : '';
  const path = `/api/access/measures/${wire.measure.name}`;
  return (
    <section class="block">
      <h3>Take the figures with you</h3>
      <p class="measure__files">
        <a class="button button--quiet" href={`${path}/areas.csv${query}`} download>
          Areas (CSV)
        </a>
        <a class="button button--quiet" href={`${path}/equity.csv${query}`} download>
          Groups (CSV)
        </a>
      </p>
      <p class="quiet">Small numbers of children are not in the files.</p>
    </section>
  );
}
