import { PlannerError } from '../shared/errors.ts';

/**
 * Runs a command of the terminal: `--help` prints its help; a refusal prints one line and ends with status 1.
 * What is unexpected prints its stack too, since somebody has to mend it.
 */
export async function runCli(
  help: string,
  run: (parameters: string[]) => void | Promise<void>,
): Promise<void> {
  const parameters = process.argv.slice(2);
  if (parameters.includes('--help') || parameters.includes('-h')) {
    console.log(help);
    return;
  }
  try {
    await run(parameters);
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof PlannerError) console.error(error.message);
    else if (isParseError(error)) console.error(`${error.message}\n\n${help}`);
    else console.error(error);
  }
}

/** What `parseArgs` throws for an unknown or incomplete option. */
const isParseError = (error: unknown): error is Error =>
  error instanceof TypeError && String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS');
