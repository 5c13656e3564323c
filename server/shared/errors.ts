/** What kind of trouble it is; the web turns it into a status, the command line into an exit code. */
export type ErrorCategory = 'input' | 'not-found' | 'forbidden' | 'conflict' | 'engine' | 'internal';

/**
 * A refusal in words: what was wrong, what was expected, what to do.
 * Codes are upper-case words that never change their meaning.
 */
export class PlannerError extends Error {
  readonly code: string;
  readonly category: ErrorCategory;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(fields: {
    code: string;
    category: ErrorCategory;
    message: string;
    details?: Readonly<Record<string, unknown>>;
    cause?: unknown;
  }) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.name = 'PlannerError';
    this.code = fields.code;
    this.category = fields.category;
    this.details = fields.details ?? {};
  }
}
