import type {
  AccessMeasureWire,
  DistributionWire,
  GroupingWire,
  GroupWire,
} from '../../../server/contract/access.ts';
import { measureFigure, unitWords } from '../../common/measureWords.ts';
import { countWords, figureWords, sentenceCase } from '../../common/words.ts';
import type { AccessShows } from '../accessView.ts';
import { ScrollArea } from './ScrollArea.tsx';

/** No-break space. */
const JOINED = '\u00a0';

interface SpreadProps {
  readonly wire: AccessMeasureWire;
  /** Names of areas by identifier. */
  readonly names: ReadonlyMap<string, string>;
}

/** Mean, 95 in 100, worst area and Kolm-Pollak mean of everyone, and what they rest on. */
export function SpreadTable({ wire, names }: SpreadProps) {
  const { measure, everyone, plan } = wire;
  const worst = (everyone.plan ?? everyone.today).worstAreaId;
  return (
    <>
      <table class="table table--plain">
        <caption class="hidden">
          {measure.title}: how it is spread over all children, in {unitWords(measure.unit)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{sentenceCase(unitWords(measure.unit))}</th>
            <th scope="col" class="table__number">
              Hubs today
            </th>
            {plan && (
              <th scope="col" class="table__number">
                With plan{JOINED}
                {plan.letter}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          <SpreadRow wire={wire} title="Average" of={({ mean }) => mean} />
          <SpreadRow
            wire={wire}
            title={`95 in 100 children have ${measure.isMoreBetter ? 'at least' : 'at most'}`}
            of={({ p95 }) => p95}
          />
          <SpreadRow
            wire={wire}
            title="Worst area"
            note={worst === null ? undefined : names.get(worst)}
            of={(spread) => spread.worst}
          />
          <SpreadRow
            wire={wire}
            title="Kolm-Pollak average"
            note="the average, made worse by inequality"
            of={({ kolmPollak }) => kolmPollak}
          />
        </tbody>
      </table>
      <Footing wire={wire} />
    </>
  );
}

function SpreadRow(props: {
  wire: AccessMeasureWire;
  title: string;
  note?: string;
  of: (spread: DistributionWire) => number | null;
}) {
  const { measure, everyone } = props.wire;
  const cell = (spread: DistributionWire) => (
    <td class="table__number">{measureFigure(measure.unit, props.of(spread))}</td>
  );
  return (
    <tr>
      <th scope="row">
        {props.title}
        {props.note && <span class="table__detail">{props.note}</span>}
      </th>
      {cell(everyone.today)}
      {everyone.plan && cell(everyone.plan)}
    </tr>
  );
}

/** The parameter of the Kolm-Pollak average, and what is not known. */
function Footing({ wire: { kolmPollak, notes } }: Pick<SpreadProps, 'wire'>) {
  return (
    <p class="quiet equity__note">
      Kolm-Pollak with an aversion of {figureWords(kolmPollak.aversion)} (kappa{' '}
      {Number(kolmPollak.kappa.toPrecision(3))}), which can be{' '}
      <a href="/planner/parameters">changed with the other constants</a>. {notes.join(' ')}
    </p>
  );
}

/** A group's name with how many children it has. */
export const GroupName = ({ group }: { group: GroupWire }) => (
  <th scope="row">
    {group.label}
    <span class="table__detail">{countWords(group.today.children)} children</span>
  </th>
);

/** The same spread within each group, for what is on show: today, or with the plan. */
export function GroupSpreads(props: SpreadProps & { grouping: GroupingWire; shows: AccessShows }) {
  const { wire, grouping, names } = props;
  const { unit, isMoreBetter } = wire.measure;
  const isPlan = props.shows !== 'today' && wire.plan !== null;
  const when = isPlan ? `with plan ${wire.plan?.letter ?? ''}` : 'hubs today';
  const caption = `Spread within each group, ${when}, in ${unitWords(unit)}`;
  const headings = [
    'Average',
    `95 in 100 ${isMoreBetter ? 'at least' : 'at most'}`,
    'Worst area',
    'Kolm-Pollak',
    'Without',
  ];
  return (
    <ScrollArea label={caption}>
      <table class="table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            {headings.map((title) => (
              <th key={title} scope="col" class="table__number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grouping.groups.map((group) => (
            <GroupSpread
              key={group.key}
              group={group}
              unit={unit}
              spread={(isPlan && group.plan) || group.today}
              names={names}
            />
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

function GroupSpread(props: {
  group: GroupWire;
  unit: AccessMeasureWire['measure']['unit'];
  spread: DistributionWire;
  names: SpreadProps['names'];
}) {
  const { spread, unit } = props;
  const cell = (value: number | null) => <td class="table__number">{measureFigure(unit, value)}</td>;
  return (
    <tr>
      <GroupName group={props.group} />
      {cell(spread.mean)}
      {cell(spread.p95)}
      <td class="table__number">
        {measureFigure(unit, spread.worst)}
        <span class="table__detail">{props.names.get(spread.worstAreaId ?? '') ?? ''}</span>
      </td>
      {cell(spread.kolmPollak)}
      <td class="table__number">{countWords(spread.childrenWithout)} children</td>
    </tr>
  );
}
