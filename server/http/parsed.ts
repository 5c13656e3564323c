import type { Request } from 'express';
import type { z } from 'zod';
import { PlannerError } from '../shared/errors.ts';

/** The body of a request, checked. @throws REQUEST_INVALID naming the field and what was expected */
export function parsed<Wanted>(schema: z.ZodType<Wanted>, request: Request): Wanted {
  const result = schema.safeParse(request.body);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0];
  throw new PlannerError({
    code: 'REQUEST_INVALID',
    category: 'input',
    message: `${path.length > 0 ? `"${path.join('.')}": ` : ''}${message}`,
  });
}
