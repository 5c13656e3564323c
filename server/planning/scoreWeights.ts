import { PARAMETERS, type ParameterRow, parametersWith } from '../core/parameters.ts';
import { SCORE_WEIGHTS } from '../core/stops/scoreParts.ts';
import { PlannerError } from '../shared/errors.ts';
import type { ReadableDb, WritableDb } from '../store/open.ts';
import { listParameterOverrides, replaceParameterOverrides } from '../store/parameters.ts';

/** How many points a part of the score may give. */
export interface ScoreWeight {
  /** Of the parameter. */
  readonly name: string;
  readonly part: string;
  readonly points: number;
  readonly defaultPoints: number;
  /** Least and greatest that is accepted, inclusive. */
  readonly low: number;
  readonly high: number;
}

/** The points of the score's parts in this region, in their order. They need not add up to 100: only their proportions count. */
export function scoreWeights(db: ReadableDb): ScoreWeight[] {
  const values = parametersWith(listParameterOverrides(db));
  const rows = new Map<string, ParameterRow>(PARAMETERS.map((row) => [row.name, row]));
  return Object.entries(SCORE_WEIGHTS).flatMap(([part, name]) => {
    const row = rows.get(name);
    return row === undefined
      ? []
      : [{ name, part, points: values[name], defaultPoints: row.value, low: row.least, high: row.most }];
  });
}

/**
 * Changes the points of some parts for the region, and leaves all other parameters as they are.
 * @param weights  by name of the parameter; parts not named keep their points
 * @throws PARAMETER_UNKNOWN for anything else than a part's points, PARAMETER_RANGE, WEIGHTS_ALL_ZERO
 */
export function changeScoreWeights(db: WritableDb, weights: Readonly<Record<string, number>>): ScoreWeight[] {
  const names = new Set<string>(Object.values(SCORE_WEIGHTS));
  const other = Object.keys(weights).find((name) => !names.has(name));
  if (other !== undefined) {
    throw new PlannerError({
      code: 'PARAMETER_UNKNOWN',
      category: 'input',
      message: `"${other}" is no part of a score; the parts are ${[...names].join(', ')}`,
      details: { name: other },
    });
  }
  const overrides = { ...listParameterOverrides(db), ...weights };
  const values = parametersWith(overrides);
  if (Object.values(SCORE_WEIGHTS).every((name) => values[name] === 0)) {
    throw new PlannerError({
      code: 'WEIGHTS_ALL_ZERO',
      category: 'input',
      message:
        'Every part would have 0 points, so all sites would score alike. Give at least one part some points',
    });
  }
  const usual = new Map<string, number>(PARAMETERS.map((row) => [row.name, row.value]));
  const changed = Object.entries(overrides).filter(([name, value]) => usual.get(name) !== value);
  replaceParameterOverrides(db, Object.fromEntries(changed));
  return scoreWeights(db);
}
