import { useState } from 'preact/hooks';
import type {
  AccessMeasureWire,
  GapWire,
  GroupingWire,
  MeasureWire,
} from '../../../server/contract/access.ts';
import { changeFigure, measureFigure, measureWords } from '../../common/measureWords.ts';
import type { AccessShows } from '../accessView.ts';
import { GroupChart } from './GroupChart.tsx';
import { GroupName, GroupSpreads, SpreadTable } from './SpreadTables.tsx';

type Kind = GroupingWire['kind'];

const KIND_WORDS: Readonly<Record<Kind, { option: string; by: string }>> = {
  deprivation: { option: 'Deprivation', by: 'by tenth of deprivation' },
  'no-car': { option: 'No car', by: 'by share of households without a car' },
  'rural-urban': { option: 'Kind of place', by: 'by kind of place' },
};

interface EquityProps {
  readonly wire: AccessMeasureWire;
  readonly shows: AccessShows;
  /** Names of areas by identifier. */
  readonly names: ReadonlyMap<string, string>;
}

/** How evenly access is spread: everyone's figures, then those of groups as a chart and as tables. */
export function EquitySection({ wire, shows, names }: EquityProps) {
  const [kind, setKind] = useState<Kind>('deprivation');
  const grouping = wire.groupings.find((each) => each.kind === kind) ?? wire.groupings[0];
  return (
    <section class="block">
      <h3>Who is better and who is worse off</h3>
      <SpreadTable wire={wire} names={names} />
      <fieldset class="segmented segmented--three equity__choice">
        <legend class="hidden">Group areas</legend>
        {wire.groupings.map((each) => (
          <button
            key={each.kind}
            type="button"
            class="segmented__option"
            aria-pressed={each.kind === kind}
            onClick={() => setKind(each.kind)}
          >
            {KIND_WORDS[each.kind].option}
          </button>
        ))}
      </fieldset>
      {grouping.groups.length > 0 && (
        <>
          <GapSentence wire={wire} grouping={grouping} shows={shows} />
          <GroupChart
            groups={grouping.groups}
            measure={wire.measure}
            letter={wire.plan?.letter ?? null}
            title={`${wire.measure.title}, ${KIND_WORDS[kind].by}`}
          />
          <MeansTable wire={wire} grouping={grouping} />
          <details class="more">
            <summary>Spread within each group</summary>
            <GroupSpreads wire={wire} grouping={grouping} shows={shows} names={names} />
          </details>
        </>
      )}
    </section>
  );
}

/** "On average 12 minutes apart: decile 9 is best off, decile 2 worst". */
function GapSentence({ wire, grouping, shows }: Omit<EquityProps, 'names'> & { grouping: GroupingWire }) {
  const { unit } = wire.measure;
  const isToday = shows === 'today';
  const gap = isToday ? grouping.gapToday : grouping.gapPlan;
  if (gap === null) return null;
  const label = (key: string) => grouping.groups.find((group) => group.key === key)?.label ?? key;
  const before = isToday ? '' : `, ${gapBefore(grouping.gapToday, unit)} today`;
  return (
    <p class="equity__gap">
      <strong>{measureWords(unit, gap.gap)} apart</strong>
      {isToday ? ' today' : ` with plan ${wire.plan?.letter ?? ''}${before}`}. Best off: {label(gap.bestKey)}.
      Worst off: {label(gap.worstKey)}.
    </p>
  );
}

const gapBefore = (gap: GapWire | null, unit: MeasureWire['unit']): string =>
  gap === null ? 'not known' : measureFigure(unit, gap.gap);

/** The chart's figures. */
function MeansTable({ wire, grouping }: { wire: AccessMeasureWire; grouping: GroupingWire }) {
  const { measure, plan } = wire;
  const heading = (text: string) => (
    <th scope="col" class="table__number">
      {text}
    </th>
  );
  return (
    <table class="table table--plain equity__table">
      <caption class="hidden">
        {measure.title}, {KIND_WORDS[grouping.kind].by}: averages over children
      </caption>
      <thead>
        <tr>
          <th scope="col">Group</th>
          {heading('Today')}
          {plan && heading(`Plan\u00a0${plan.letter}`)}
          {plan && heading('Change')}
        </tr>
      </thead>
      <tbody>
        {grouping.groups.map((group) => (
          <tr key={group.key}>
            <GroupName group={group} />
            <td class="table__number">{measureFigure(measure.unit, group.today.mean)}</td>
            {group.plan && <td class="table__number">{measureFigure(measure.unit, group.plan.mean)}</td>}
            {group.plan && (
              <td class="table__number">
                {changeFigure(measure.unit, { today: group.today.mean, plan: group.plan.mean })}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
