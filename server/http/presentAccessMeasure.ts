import type { AccessMeasureWire, DistributionWire, GroupingWire, MeasureWire } from '../contract/access.ts';
import type { GroupingFigures } from '../core/access/accessFigures.ts';
import type { Distribution } from '../core/access/equity.ts';
import { MEASURES, type Measure, measureNamed } from '../core/access/measures.ts';
import type { Plan } from '../core/nouns.ts';
import type { Parameters } from '../core/parameters.ts';
import type { MeasuredAccess } from '../planning/accessMeasures.ts';
import { counted } from '../shared/text.ts';
import { finiteOrNull } from './presentPlan.ts';

/** A measure of access with everything the planner shows of it. */
export function presentAccessMeasure(
  { access, figures, hubsWithHours }: MeasuredAccess,
  plan: Pick<Plan, 'id' | 'letter'> | null,
): AccessMeasureWire {
  const { parameters } = access;
  const measure = measureNamed(figures.measure);
  return {
    measure: presentMeasure(measure, parameters),
    measures: MEASURES.map((each) => presentMeasure(each, parameters)),
    plan: plan && { id: plan.id, letter: plan.letter },
    areas: access.areas.map(({ id }, i) => ({
      id,
      today: finiteOrNull(figures.today.areas[i]),
      plan: figures.plan && finiteOrNull(figures.plan.areas[i]),
      pointsToday: figures.today.points[i].map(finiteOrNull),
      pointsPlan: figures.plan?.points[i].map(finiteOrNull) ?? null,
    })),
    everyone: presentCompared(figures.everyone),
    groupings: figures.groupings.map(presentGrouping),
    kolmPollak: { aversion: figures.aversion, kappa: figures.kappa },
    notes: measureNotes({ access, figures, hubsWithHours }),
  };
}

const presentMeasure = (measure: Measure, parameters: Parameters): MeasureWire => ({
  name: measure.name,
  unit: measure.unit,
  isMoreBetter: measure.isMoreBetter,
  isOnFoot: measure.isOnFoot,
  title: measure.title(parameters),
  fieldName: measure.fieldName,
  explanation: measure.explanation(parameters),
});

const presentCompared = (compared: { today: Distribution; plan: Distribution | null }) => ({
  today: presentDistribution(compared.today),
  plan: compared.plan && presentDistribution(compared.plan),
});

const presentDistribution = (spread: Distribution): DistributionWire => ({
  children: spread.children,
  childrenWithout: spread.childrenWithout,
  mean: finiteOrNull(spread.mean),
  p95: finiteOrNull(spread.p95),
  worstAreaId: spread.worstAreaId,
  worst: finiteOrNull(spread.worst),
  kolmPollak: finiteOrNull(spread.kolmPollak),
});

const presentGrouping = (grouping: GroupingFigures): GroupingWire => ({
  kind: grouping.kind,
  groups: grouping.groups.map(({ key, label, areas, ...compared }) => ({
    key,
    label,
    areas,
    ...presentCompared(compared),
  })),
  gapToday: grouping.gapToday,
  gapPlan: grouping.gapPlan,
});

/** What a measure rests on that is not known, and how it is averaged, in sentences. */
export function measureNotes({ access, figures, hubsWithHours }: MeasuredAccess): string[] {
  const { hubDaysPerWeek, hubHoursPerDay } = access.parameters;
  const { unit } = measureNamed(figures.measure);
  const unknown = access.hubs.length - hubsWithHours;
  const isAboutHours = unit !== 'minutes';
  return [
    ...(isAboutHours && unknown > 0
      ? [
          `The opening hours of ${unknown} of ${counted(access.hubs.length, 'hub')} are not known: taken as ${counted(hubHoursPerDay, 'hour')} on ${counted(Math.floor(hubDaysPerWeek), 'day')} a week.`,
        ]
      : []),
    ...(figures.withoutCountsAs === null
      ? []
      : [`In averages, a child without any help near counts as waiting ${figures.withoutCountsAs} days.`]),
  ];
}
