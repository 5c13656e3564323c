import loadSolver, {
  type Highs,
  type HighsCallbackMap,
  type Model,
  type ModelData,
  type ModelStatusCode,
} from 'highs';
import type { MipModel, MipOptions, MipSolution, SolveMip } from '../core/stops/mip.ts';
import { PlannerError } from '../shared/errors.ts';

/**
 * HiGHS (WebAssembly, single-threaded) as the plain function the core takes. Loading takes some 50 ms; every solve has its
 * own model, which is disposed before the answer is given, so nothing is shared between calls. Calls block: use a worker.
 * The same model and options give the same answer, unless `maxSeconds` cuts a search short.
 */
export async function loadHighs(): Promise<SolveMip> {
  const highs = await loadSolver();
  return (model, options = {}) => {
    try {
      return solve(highs, model, options);
    } catch (cause) {
      if (cause instanceof PlannerError) throw cause;
      throw new PlannerError({
        code: 'SOLVER_FAILED',
        category: 'internal',
        message: `The optimiser HiGHS broke down on a model of ${model.cost.length} columns and ${model.rowLower.length} rows. Try again; if it happens again, report it with the region's files.`,
        cause,
      });
    }
  };
}

function solve(highs: Highs, model: MipModel, options: MipOptions): MipSolution {
  if (model.cost.length === 0) {
    return { status: 'optimal', values: new Float64Array(0), objective: 0, bound: 0, nodes: 0 };
  }
  return highs.withModel(modelData(highs, model), (native) => {
    native.options.set(nativeOptions(options));
    if (options.start) native.setSolution({ colValue: options.start });
    native.run(options.maxSeconds === undefined ? undefined : interrupts(highs, options.maxSeconds));
    return solutionOf(highs, native);
  });
}

/** HiGHS looks at its own limit too rarely to keep to it: it is stopped from outside as well. Seconds of wall clock from now. */
function interrupts(highs: Highs, maxSeconds: number): HighsCallbackMap {
  const end = performance.now() + maxSeconds * 1000;
  const stop = (event: { interrupt: () => void }): undefined => {
    if (performance.now() >= end) event.interrupt();
  };
  const { simplexInterrupt, ipmInterrupt, mipInterrupt } = highs.constants.callbackType;
  return { [simplexInterrupt]: stop, [ipmInterrupt]: stop, [mipInterrupt]: stop };
}

/** What only finds better points, and what begins again for it. */
const PROOF_ONLY = { mip_heuristic_effort: 0, mip_detect_symmetry: false, mip_allow_restart: false };

function nativeOptions(options: MipOptions): Record<string, string | number | boolean> {
  return {
    output_flag: false,
    random_seed: 0,
    mip_rel_gap: 0,
    mip_abs_gap: options.absoluteGap ?? 1e-6,
    mip_lp_solver: { simplex: 'simplex', 'interior-point': 'ipm', choose: 'choose' }[
      options.relaxation ?? 'choose'
    ],
    ...(options.isStartGood ? PROOF_ONLY : {}),
    ...(options.maxNodes === undefined ? {} : { mip_max_nodes: options.maxNodes }),
    ...(options.maxSeconds === undefined ? {} : { time_limit: options.maxSeconds }),
  };
}

function solutionOf(highs: Highs, native: Model): MipSolution {
  const status = statusOf(highs, native.getModelStatus());
  const hasPoint = native.info.get('primal_solution_status') === FEASIBLE_POINT;
  const objective = hasPoint ? native.getObjectiveValue() : Number.NEGATIVE_INFINITY;
  return {
    status,
    values: hasPoint ? native.getSolution().colValue : null,
    objective,
    bound: boundOf(native, { status, objective }),
    nodes: Math.max(0, Number(native.info.get('mip_node_count'))),
  };
}

/** A linear program has no search and so no bound of its own: its optimum is one. */
function boundOf(native: Model, solved: { status: MipSolution['status']; objective: number }): number {
  if (solved.status === 'infeasible') return Number.NEGATIVE_INFINITY;
  const isSearch = Number(native.info.get('mip_node_count')) >= 0;
  if (isSearch) return Math.max(Number(native.info.get('mip_dual_bound')), solved.objective);
  return solved.status === 'optimal' ? solved.objective : Number.POSITIVE_INFINITY;
}

/** HiGHS's code for a feasible primal solution (0 none, 1 infeasible, 2 feasible). */
const FEASIBLE_POINT = 2;

function statusOf(highs: Highs, code: ModelStatusCode): MipSolution['status'] {
  const { modelStatus } = highs.constants;
  if (code === modelStatus.optimal) return 'optimal';
  if (code === modelStatus.infeasible) return 'infeasible';
  const limits: readonly ModelStatusCode[] = [
    modelStatus.timeLimit,
    modelStatus.iterationLimit,
    modelStatus.solutionLimit,
    modelStatus.interrupted,
  ];
  if (limits.includes(code)) return 'limit';
  throw new PlannerError({
    code: 'SOLVER_FAILED',
    category: 'internal',
    message: `The optimiser HiGHS ended with status ${code} where an optimum or a limit was expected. The model may be unbounded or hold values that are no numbers.`,
    details: { status: code },
  });
}

function modelData(highs: Highs, model: MipModel): ModelData {
  const { objectiveSense, variableType } = highs.constants;
  return {
    numCols: model.cost.length,
    numRows: model.rowLower.length,
    sense: objectiveSense.maximize,
    colCost: model.cost,
    colLower: model.lower,
    colUpper: model.upper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    integrality: Array.from(model.isInteger, (flag) =>
      flag === 1 ? variableType.integer : variableType.continuous,
    ),
    matrix: {
      format: 'csr',
      numRows: model.rowLower.length,
      numCols: model.cost.length,
      starts: model.rowStarts,
      indices: model.columns,
      values: model.values,
    },
  };
}
