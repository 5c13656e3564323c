import type {
  AlternativeWire,
  AreaLossWire,
  GroupLossWire,
  ReviewStopWire,
  ReviewWire,
} from '../../../server/contract/rules.ts';
import { countedWords, countWords, driveWords, figureWords, percentWords } from '../../common/words.ts';
import { type Column, DataTable } from './DataTable.tsx';
import type { PanelProps } from './PanelProps.ts';
import { ScrollArea } from './ScrollArea.tsx';

type LossesProps = PanelProps & { review: ReviewWire };

/** Who loses: by area and by group, and where the users of stops that go can go. */
export function ReviewLosses({ review, state, store }: LossesProps) {
  const { losses } = review;
  return (
    <>
      <section class="block" aria-labelledby="losses-title">
        <h3 id="losses-title">Who has farther to go</h3>
        {losses.areas.length > 0 && <NoCar review={review} />}
        <Areas areas={losses.areas} state={state} store={store} />
      </section>
      {losses.childrenFurther > 0 && <Groups review={review} />}
      <GoneStops review={review} state={state} store={store} />
    </>
  );
}

const NoCar = ({ review: { losses, walkSeconds } }: { review: ReviewWire }) => (
  <p>
    Of the children who lose reach, about {countWords(losses.childrenWithoutCarLosing)} live in households
    without a car. Within a walk of {driveWords(walkSeconds)}, {countWords(losses.onFootLosing)} of{' '}
    {countWords(losses.onFootBefore)} such children would lose their only hub or stop.
  </p>
);

function Areas({ areas, state, store }: PanelProps & { areas: readonly AreaLossWire[] }) {
  const { selected } = state.view;
  const columns: Column<AreaLossWire>[] = [
    { id: 'name', header: 'Area', cell: (area) => area.name, sortBy: (area) => area.name },
    {
      id: 'losing',
      header: 'Lose reach',
      isNumber: true,
      cell: (area) => countWords(area.childrenLosing),
      sortBy: (area) => area.childrenLosing,
    },
    {
      id: 'extra',
      header: 'Longer by',
      isNumber: true,
      cell: (area) => (area.extraSeconds === null ? 'no road' : driveWords(area.extraSeconds)),
      sortBy: (area) => area.extraSeconds ?? Number.POSITIVE_INFINITY,
    },
  ];
  return (
    <DataTable
      caption="Areas with a longer drive to the nearest hub or stop, and their children under 5 who lose reach"
      isCaptionHidden
      columns={columns}
      rows={areas}
      rowId={(area) => area.areaId}
      detail={(area) =>
        `Nearest then: ${alternativeWords(area.nearest)}; next: ${alternativeWords(area.nextBest)}`
      }
      plural="areas"
      selectedId={selected?.kind === 'area' ? selected.id : null}
      onSelect={(area) => store.dispatch({ type: 'selected', selection: { kind: 'area', id: area.areaId } })}
      emptyText="Nobody has a longer drive."
    />
  );
}

const alternativeWords = (found: AlternativeWire | null): string =>
  found === null ? 'none' : `${found.name} (${found.kind}), ${driveWords(found.seconds)}`;

const KIND_WORDS: Readonly<Record<GroupLossWire['kind'], string>> = {
  deprivation: 'Deprivation',
  'rural-urban': 'Kind of place',
  'no-car': 'Areas by households without a car',
  car: 'Households (estimate)',
};

/** Each group's part of the loss beside its part of the region. */
function Groups({ review: { losses } }: { review: ReviewWire }) {
  const kinds = [...new Set(losses.groups.map(({ kind }) => kind))];
  return (
    <section class="block" aria-labelledby="groups-title">
      <h3 id="groups-title">Which groups lose more than their part</h3>
      <p>{overWords(losses.groups)}</p>
      <ScrollArea label="Equality table">
        <table class="table review__groups">
          <caption class="hidden">Children under 5 by group: in the region, and losing reach</caption>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col" class="table__number">
                Of region
              </th>
              <th scope="col" class="table__number">
                Lose reach
              </th>
              <th scope="col" class="table__number">
                × its part
              </th>
            </tr>
          </thead>
          {kinds.map((kind) => (
            <tbody key={kind}>
              <tr>
                <th scope="rowgroup" colSpan={4} class="review__kind">
                  {KIND_WORDS[kind]}
                </th>
              </tr>
              {losses.groups
                .filter((group) => group.kind === kind)
                .map((group) => (
                  <tr key={group.key} class="table__row">
                    <th scope="row">{group.label}</th>
                    <td class="table__number">{percentWords(group.share)}</td>
                    <td class="table__number">{countWords(group.childrenLosing)}</td>
                    <td class="table__number">{group.ratio === null ? '–' : figureWords(group.ratio)}</td>
                  </tr>
                ))}
            </tbody>
          ))}
        </table>
      </ScrollArea>
    </section>
  );
}

/** Groups smaller than this share of the region say little. */
const LEAST_SHARE = 0.02;

/** "Hit hardest for their number: Decile 2, with 2.3 times its part." */
function overWords(groups: readonly GroupLossWire[]): string {
  const [worst] = groups
    .filter(({ ratio, share }) => (ratio ?? 0) > 1.05 && share >= LEAST_SHARE)
    .sort((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0));
  if (!worst) return 'No group loses more reach than its part of the region’s children.';
  return `Hit hardest for its number: ${worst.label}, with ${figureWords(worst.ratio ?? 0)} times its part (${countedWords(worst.childrenLosing, 'child', 'children')}).`;
}

function GoneStops({ review, state, store }: LossesProps) {
  const { selected } = state.view;
  const gone = review.stops.filter(({ visitsAfter }) => visitsAfter === 0);
  const columns: Column<ReviewStopWire>[] = [
    { id: 'name', header: 'Stop', cell: (stop) => stop.name, sortBy: (stop) => stop.name },
    {
      id: 'users',
      header: 'Users',
      isNumber: true,
      cell: (stop) =>
        stop.users === null
          ? '–'
          : `${figureWords(stop.users.perVisit)}${stop.users.basis === 'expected' ? ' exp.' : ''}`,
      sortBy: (stop) => stop.users?.perVisit ?? null,
    },
    {
      id: 'minutes',
      header: 'To nearest',
      isNumber: true,
      cell: (stop) => driveWords(stop.nearest?.seconds ?? null),
      sortBy: (stop) => stop.nearest?.seconds ?? Number.POSITIVE_INFINITY,
    },
  ];
  return (
    <section class="block" aria-labelledby="gone-title">
      <h3 id="gone-title">Stops that go</h3>
      <DataTable
        caption="Stops that go, their users a visit (exp.: expected), and the drive to the nearest hub or stop that is left"
        isCaptionHidden
        columns={columns}
        rows={gone}
        rowId={(stop) => stop.siteId}
        detail={(stop) =>
          `${stop.intoName === null ? 'Dropped' : `Merged into ${stop.intoName}`}. Nearest then: ${alternativeWords(stop.nearest)}`
        }
        plural="stops"
        selectedId={selected?.kind === 'site' ? selected.id : null}
        onSelect={(stop) =>
          store.dispatch({ type: 'selected', selection: { kind: 'site', id: stop.siteId } })
        }
        emptyText="No stop goes."
      />
    </section>
  );
}
