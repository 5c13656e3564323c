/** What is asked of a rota, and what another rota changes, on the wire. Units stand in the names. */
import type { RotaRules } from '../shared/rotaRules.ts';
import type { RotaWishes } from '../shared/rotaWishes.ts';
import type { ServiceDate, Weekday } from '../shared/time.ts';
import type { TimeWindow } from '../shared/weeklyTimes.ts';

/** How long is searched: `quick` for a look, `thorough` for the rota that is to be published. */
export type RotaEffort = 'quick' | 'thorough';

/** POST /api/plans/:id/rota: the same stops planned again as a new plan. Answers 202 with a JobWire. */
export interface RotaRequestWire {
  readonly wishes: RotaWishes;
  /** Vans of the plan that are to be changed; those left out stay as they are. */
  readonly vans?: readonly VanAskedWire[];
  readonly effort: RotaEffort;
  /** Left out: that of the plan. Another one searches in another order. */
  readonly seed?: number;
}

/** What can be changed of a van for one plan. */
export interface VanAskedWire {
  readonly id: string;
  /** A missing weekday is off. */
  readonly shifts: Readonly<Partial<Record<Weekday, TimeWindow>>>;
  readonly skills: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  /** null: not known. */
  readonly size: VanSizeWire | null;
}

export interface VanSizeWire {
  readonly lengthMetres: number;
  readonly widthMetres: number;
  readonly heightMetres: number;
  readonly weightTonnes: number;
}

export interface PlanVanWire extends VanAskedWire {
  readonly name: string;
  readonly baseName: string;
}

/** Part of a plan: what was asked of its rota, and what planning again starts from. */
export interface PlanRotaWire {
  readonly wishes: RotaWishes;
  /** In force: the usual ones with those of the wishes. */
  readonly rules: RotaRules;
  readonly usualRules: RotaRules;
  readonly vans: readonly PlanVanWire[];
  readonly previousPlanId: number | null;
  /** Every stop that was chosen, those left out of the rota included, as it was proposed. */
  readonly proposed: readonly {
    readonly siteId: string;
    readonly siteName: string;
    readonly visitsPerCycle: number;
    readonly sessionSeconds: number;
  }[];
}

/** GET /api/plans/:id/changes?from=:otherId&start=YYYY-MM-DD: what the plan changes against another. */
export interface PlanChangesWire {
  readonly from: { readonly id: number; readonly letter: string };
  readonly to: { readonly id: number; readonly letter: string };
  /** The first day of the new times in the notices. */
  readonly start: ServiceDate;
  /** "3 stops change, and 21 stay as they are. About 120 under-5s live within reach of those that change." */
  readonly headline: string;
  /** Driving, hours and visits; stops that had to move though nothing was asked of them; in sentences. */
  readonly sentences: readonly string[];
  readonly stops: readonly StopChangeWire[];
  readonly figures: readonly FigureChangeWire[];
  /** All of it as plain text, notices included. */
  readonly text: string;
}

/** One stop that is not as it was. */
export interface StopChangeWire {
  readonly siteId: string;
  readonly siteName: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** What is different: weekday, weeks, time, van, more or fewer visits, length. Empty for a stop added or removed. */
  readonly parts: readonly ChangedPart[];
  /** "moves from every second Friday, 2pm to 3pm, to every second Tuesday, 10am to 11am" */
  readonly words: string;
  /** Children under 5 within reach of it, rounded; null: too few to be told. */
  readonly children: number | null;
  /** For families; '' when nothing changes for them. */
  readonly notice: string;
}

export type ChangedPart = 'weekday' | 'weeks' | 'time' | 'van' | 'more-visits' | 'fewer-visits' | 'length';

/** One figure of both rotas, in words. */
export interface FigureChangeWire {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}
