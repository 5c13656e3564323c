import { spawn } from 'node:child_process';
import { cancelledError, engineError, stopIfCancelled } from './engineErrors.ts';

/** How a program ended, and the last lines it wrote. */
export interface ToolEnd {
  readonly exitCode: number | null;
  readonly killedBy: NodeJS.Signals | null;
  /** The end of what it wrote, both streams together, at most some 8,000 characters. */
  readonly lastOutput: string;
}

const KEPT_CHARACTERS = 8000;

/**
 * Runs a graph-building program to its end, whatever the end.
 * @param onLine  called with each line it writes, on either stream
 * @throws ENGINE_UNAVAILABLE when the program cannot be started; ENGINE_CANCELLED, after killing it, on the signal
 */
export function runTool(tool: {
  path: string;
  arguments: readonly string[];
  folder?: string;
  onLine?: (line: string) => void;
  signal?: AbortSignal;
}): Promise<ToolEnd> {
  stopIfCancelled(tool.signal);
  return new Promise((resolve, reject) => {
    const child = spawn(tool.path, tool.arguments, { cwd: tool.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = () => child.kill('SIGKILL');
    tool.signal?.addEventListener('abort', kill, { once: true });
    let lastOutput = '';
    const read = lineReader((line) => {
      lastOutput = `${lastOutput}${line}\n`.slice(-KEPT_CHARACTERS);
      tool.onLine?.(line);
    });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', read);
    child.on('error', (cause) => {
      tool.signal?.removeEventListener('abort', kill);
      const message = `${tool.path} could not be started (${cause.message})`;
      reject(engineError('ENGINE_UNAVAILABLE', message, { cause }));
    });
    child.on('close', (exitCode, killedBy) => {
      tool.signal?.removeEventListener('abort', kill);
      read('\n');
      if (tool.signal?.aborted) reject(cancelledError(tool.signal));
      else resolve({ exitCode, killedBy, lastOutput });
    });
  });
}

function lineReader(onLine: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) if (line) onLine(line);
  };
}
