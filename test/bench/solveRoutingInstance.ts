import type { RoutingSolution } from '../../server/core/routing/routingProblem.ts';
import { type RoutingLimits, solveRouting } from '../../server/core/routing/solveRouting.ts';
import { checkRouting, type DrivenRoute } from './checkRouting.ts';
import { type RoutingFormat, readRouting } from './routingInstance.ts';

/** A solved instance as an independent reader of it finds it. */
export interface SolvedRouting {
  /** null where no routes were found that keep every rule. */
  readonly cost: number | null;
  readonly feasible: boolean;
  readonly iterations: number;
  readonly routes: readonly DrivenRoute[];
}

/** Solves an instance and checks the routes against its text. @throws InstanceError when the text cannot be read */
export function solveRoutingInstance(
  format: RoutingFormat,
  text: string,
  fields: { readonly seed: number; readonly limits: RoutingLimits },
): SolvedRouting {
  const { solution, iterations } = solveRouting(readRouting(format, text), fields);
  if (solution === null) return { cost: null, feasible: false, iterations, routes: [] };
  const routes = drivenRoutes(solution);
  const { cost, faults } = checkRouting(format, text, routes);
  return { cost, feasible: faults.length === 0, iterations, routes };
}

const drivenRoutes = (solution: RoutingSolution): DrivenRoute[] =>
  solution.days.flatMap((routes, day) =>
    routes.map((stops, vehicle) => ({ day, vehicle, stops: [...stops] })),
  );
