/** What the planner's API says about access on the wire. Figures are in the measure's unit; `null` means there is none. */
import type { MeasureName, MeasureUnit } from '../shared/accessMeasures.ts';

export type { MeasureName, MeasureUnit };

/** One way to measure access, in words. */
export interface MeasureWire {
  readonly name: MeasureName;
  readonly unit: MeasureUnit;
  /** False where less is better. */
  readonly isMoreBetter: boolean;
  /** Averages are over children in households without a car. */
  readonly isOnFoot: boolean;
  readonly title: string;
  /** The field's own name. */
  readonly fieldName: string;
  readonly explanation: string;
}

/**
 * GET /api/access/measures/:name with ?plan=3: one measure with hubs alone and with the plan's stops, by area and by group of
 * areas. The same as tables: …/:name/areas.csv and …/:name/equity.csv.
 */
export interface AccessMeasureWire {
  readonly measure: MeasureWire;
  /** All that can be asked for, in the order they are offered. */
  readonly measures: readonly MeasureWire[];
  /** null without a plan: then `plan` is null everywhere. */
  readonly plan: { readonly id: number; readonly letter: string } | null;
  /** In the order of AccessWire.areas. */
  readonly areas: readonly AreaFigureWire[];
  readonly everyone: ComparedWire;
  /** By deprivation, share of households without a car, kind of place. */
  readonly groupings: readonly GroupingWire[];
  /** Of the Kolm-Pollak mean: epsilon as asked for, kappa in one over the measure's unit. */
  readonly kolmPollak: { readonly aversion: number; readonly kappa: number };
  /** What these figures rest on that is not known, in sentences. */
  readonly notes: readonly string[];
}

export interface AreaFigureWire {
  readonly id: string;
  readonly today: number | null;
  readonly plan: number | null;
  /** By point of the area. */
  readonly pointsToday: readonly (number | null)[];
  readonly pointsPlan: readonly (number | null)[] | null;
}

export interface ComparedWire {
  readonly today: DistributionWire;
  readonly plan: DistributionWire | null;
}

/** How the figures of some children are spread. */
export interface DistributionWire {
  readonly children: number;
  /** Children who have none: no road, no help near. */
  readonly childrenWithout: number;
  readonly mean: number | null;
  /** 95 in 100 children are at least this well off; null when more than 5 in 100 have none. */
  readonly p95: number | null;
  readonly worstAreaId: string | null;
  readonly worst: number | null;
  /** The Kolm-Pollak mean: worse than the mean by what inequality costs. */
  readonly kolmPollak: number | null;
}

export interface GroupingWire {
  readonly kind: 'deprivation' | 'no-car' | 'rural-urban';
  readonly groups: readonly GroupWire[];
  readonly gapToday: GapWire | null;
  readonly gapPlan: GapWire | null;
}

export interface GroupWire extends ComparedWire {
  readonly key: string;
  readonly label: string;
  readonly areas: number;
}

/** The difference of the means of the groups that are best and worst off. */
export interface GapWire {
  readonly bestKey: string;
  readonly worstKey: string;
  readonly gap: number;
}
