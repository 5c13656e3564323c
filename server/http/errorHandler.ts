import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import type { ErrorWire } from '../contract/planner.ts';
import { type ErrorCategory, PlannerError } from '../shared/errors.ts';
import type { RenderPage } from './renderPage.ts';

const STATUS: Readonly<Record<ErrorCategory, number>> = {
  input: 400,
  'not-found': 404,
  forbidden: 403,
  conflict: 409,
  engine: 502,
  internal: 500,
};

/** The one place that turns an error into an answer: JSON under /api/, a page elsewhere. The log gets everything. */
export function errorHandler(needs: { log: Logger; renderPage: RenderPage }): ErrorRequestHandler {
  return (error, request, response, next) => {
    const { status, wire } = answerTo(error);
    if (status >= 500)
      needs.log.error({ err: error, method: request.method, path: request.path }, wire.message);
    if (response.headersSent) return next(error);
    response.status(status).set('Cache-Control', 'no-store');
    if (request.path.startsWith('/api/')) response.json(wire);
    else response.type('html').send(needs.renderPage('error.njk', { message: wire.message, status }));
  };
}

/** The status and words for a thrown value; what is not ours says nothing of its inside. */
export function answerTo(error: unknown): { status: number; wire: ErrorWire } {
  if (error instanceof PlannerError) {
    return { status: STATUS[error.category], wire: { code: error.code, message: error.message } };
  }
  // body-parser and Express mark their own refusals with a status and `expose`.
  const { status, type, expose } = (error ?? {}) as { status?: number; type?: string; expose?: boolean };
  if (expose && status && status >= 400 && status < 500) {
    return {
      status,
      wire: {
        code: 'REQUEST_INVALID',
        message:
          type === 'entity.too.large'
            ? 'The request is too large: at most 100 kB can be sent'
            : 'The request could not be read: expected JSON',
      },
    };
  }
  return {
    status: 500,
    wire: { code: 'INTERNAL', message: 'Sorry, there is a problem with the service. Try again later.' },
  };
}
