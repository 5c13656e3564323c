import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/** The real program, running. */
export interface Program {
  readonly baseUrl: string;
  readonly signInLink: string;
  readonly port: number;
  readonly pid: number;
  /** Everything it has printed, the log included. */
  readonly printed: () => string;
  /** Asks it to end in good order, and waits. */
  stop(): Promise<void>;
  /** Kills it at once, as a power cut would, and waits until it is gone. */
  killHard(): Promise<void>;
  /** Resolves when it has ended, however. */
  readonly gone: Promise<unknown>;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CLOCK = fileURLToPath(new URL('./shiftedProgram.ts', import.meta.url));
/** A first start imports, plans and publishes; a busy machine takes its time. */
const START_MS = 240_000;
/** After this, a program that was asked to end is ended. */
const STOP_MS = 20_000;
/** What the program may inherit: a tester's own settings, and those of the test runner, stay out. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LD_LIBRARY_PATH', 'npm_config_nodedir'];

/**
 * Starts the program as `npm start` does, and waits until it serves.
 * @param asked.shiftMs   distance of its clock from the machine's
 * @param asked.port      a free one when left out
 * @param asked.settings  further environment
 * @throws with what the program printed, when it ends before it serves or does not serve in time
 */
export async function startProgram(asked: {
  dataDir: string;
  shiftMs: number;
  port?: number;
  settings?: Readonly<Record<string, string>>;
}): Promise<Program> {
  const port = asked.port ?? (await freePort());
  const inherited = INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', CLOCK, 'server/index.ts'], {
    cwd: ROOT,
    env: {
      ...Object.fromEntries(inherited),
      DATA_DIR: asked.dataDir,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'warn',
      JOURNEY_SHIFT_MS: String(asked.shiftMs),
      ...asked.settings,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let printed = '';
  const hear = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const signInLink = await serving(child, () => printed);
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    signInLink,
    port,
    pid: child.pid!,
    printed: () => printed,
    stop: () => end(child, 'SIGTERM'),
    killHard: () => end(child, 'SIGKILL'),
    gone: once(child, 'exit'),
  };
}

/** Resolves with the sign-in link once both lines stand there. */
function serving(child: ChildProcess, printed: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const give = (settle: () => void) => {
      clearTimeout(timer);
      child.off('exit', gone);
      child.stdout?.off('data', look);
      settle();
    };
    const gone = (code: number | null, signal: string | null) =>
      give(() => reject(new Error(`The program ended (${signal ?? code}) before it served:\n${printed()}`)));
    const look = () => {
      const link = /Sign in once with (\S+)/.exec(printed())?.[1];
      if (link && /Public timetable {2}\S+/.test(printed())) give(() => resolve(link));
    };
    const timer = setTimeout(
      () =>
        give(() => {
          child.kill('SIGKILL');
          reject(new Error(`The program does not serve after ${START_MS / 1000} seconds:\n${printed()}`));
        }),
      START_MS,
    );
    child.on('exit', gone);
    child.stdout?.on('data', look);
  });
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The machine gave no free port');
  return address.port;
}
