import express, { type Request, type Response, Router } from 'express';
import { PARAMETERS, parametersWith } from '../core/parameters.ts';
import { PlannerError } from '../shared/errors.ts';
import type { WritableDb } from '../store/open.ts';
import { listParameterOverrides, replaceParameterOverrides } from '../store/parameters.ts';
import { getRegion } from '../store/region.ts';
import type { RenderPage } from './renderPage.ts';
import { allow, type SignedInLocals } from './signIn.ts';

type Answer = Response<unknown, SignedInLocals>;

/** What the form shows: texts as typed, so that a wrong one can be mended. */
interface Shown {
  readonly typed: Readonly<Record<string, string>>;
  readonly problem: string | null;
  readonly isSaved: boolean;
}

/** The table of constants behind access, demand, score and choice, to read and to change. */
export function parametersPage(needs: { db: WritableDb; renderPage: RenderPage }): Router {
  const router = Router();
  const { db } = needs;
  const show = (response: Answer, status: number, shown: Shown) => {
    const rows = PARAMETERS.map((row) => ({
      ...row,
      typed: shown.typed[row.name] ?? '',
      isChanged: shown.typed[row.name] !== String(row.value),
    }));
    const page = { ...shown, rows, regionName: getRegion(db).name };
    response.status(status).type('html').send(needs.renderPage('parameters.njk', { page }));
  };
  router.get('/planner/parameters', (request, response: Answer) => {
    const typed = textsOf(parametersWith(listParameterOverrides(db)));
    show(response, 200, { typed, problem: null, isSaved: request.query.saved === '1' });
  });
  router.post('/planner/parameters', express.urlencoded({ extended: false }), (request, response: Answer) => {
    allow(response, 'coordinator');
    const typed = typedIn(request);
    try {
      replaceParameterOverrides(db, changedValues(typed));
    } catch (error) {
      if (!(error instanceof PlannerError) || error.category !== 'input') throw error;
      return show(response, 400, { typed, problem: error.message, isSaved: false });
    }
    return response.redirect(303, '/planner/parameters?saved=1');
  });
  return router;
}

/**
 * The values that differ from the table's own.
 * @throws PARAMETER_RANGE naming the constant and what is accepted
 */
function changedValues(typed: Readonly<Record<string, string>>): Record<string, number> {
  const values = Object.fromEntries(
    PARAMETERS.map((row) => [row.name, typed[row.name] === '' ? row.value : Number(typed[row.name])]),
  );
  parametersWith(values);
  return Object.fromEntries(
    PARAMETERS.filter((row) => values[row.name] !== row.value).map((row) => [row.name, values[row.name]]),
  );
}

function typedIn(request: Request): Record<string, string> {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(PARAMETERS.map((row) => [row.name, String(body[row.name] ?? '').trim()]));
}

const textsOf = (values: Readonly<Record<string, number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
