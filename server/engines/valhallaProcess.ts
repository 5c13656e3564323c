import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PlannerError } from '../shared/errors.ts';
import { cancelledError, engineError, stopIfCancelled } from './engineErrors.ts';
import type { ValhallaQuestion, ValhallaReply } from './valhallaChild.ts';

/** Valhalla in a process of its own. */
export interface ValhallaProcess {
  /**
   * Puts one question and waits for its turn and its answer.
   * @throws ENGINE_CANCELLED on the signal (a computation under way is killed), ENGINE_CRASHED when the process ends
   *   by itself; the next question starts a new one
   */
  ask(question: ValhallaQuestion, signal?: AbortSignal): Promise<ValhallaReply>;
  /** The process's number while it runs. */
  pid(): number | undefined;
  /** Ends the process; questions still waiting are refused. */
  stop(): Promise<void>;
}

const CHILD_FILE = fileURLToPath(new URL('./valhallaChild.ts', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const KEPT_CHARACTERS = 2000;

/**
 * Starts nothing yet: the process is forked with the first question, ended after `idleMilliseconds` without one, and
 * forked again when needed. Neither it nor the wait keeps the program from ending.
 * @param config  Valhalla's configuration
 */
export function createValhallaProcess(options: {
  config: Readonly<Record<string, unknown>>;
  idleMilliseconds: number;
}): ValhallaProcess {
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  const end = () => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  const askNow = async (question: ValhallaQuestion, signal?: AbortSignal) => {
    stopIfCancelled(signal);
    if (isStopped) throw closedError();
    clearTimeout(idle);
    if (!isAlive(child)) child = forkChild(options.config);
    try {
      return await exchange(child, question, signal);
    } catch (error) {
      end();
      throw isStopped ? closedError() : error;
    } finally {
      idle = setTimeout(end, options.idleMilliseconds).unref();
    }
  };
  return {
    ask: (question, signal) => {
      const answer = turn.then(() => askNow(question, signal));
      turn = answer.catch(() => undefined);
      return answer;
    },
    pid: () => (isAlive(child) ? child.pid : undefined),
    stop: async () => {
      isStopped = true;
      clearTimeout(idle);
      end();
    },
  };
}

const isAlive = (child: ChildProcess | undefined): child is ChildProcess =>
  child?.connected === true && child.exitCode === null && child.signalCode === null;

function forkChild(config: Readonly<Record<string, unknown>>): ChildProcess {
  const child = fork(CHILD_FILE, [JSON.stringify(config)], {
    execArgv: ['--import', TSX],
    // One thread is enough for one question at a time; each further one would keep its own copy of Valhalla's memory.
    env: { ...process.env, UV_THREADPOOL_SIZE: '1', NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.on('error', () => undefined);
  (child.stderr as Socket).unref();
  return child;
}

/** One question, one answer; the process keeps the program alive only meanwhile. */
function exchange(
  child: ChildProcess,
  question: ValhallaQuestion,
  signal: AbortSignal | undefined,
): Promise<ValhallaReply> {
  return new Promise((resolve, reject) => {
    let written = '';
    const onWritten = (text: Buffer) => {
      written = (written + text).slice(-KEPT_CHARACTERS);
    };
    const onMessage = (reply: ValhallaReply) => settle(() => resolve(reply));
    const onEnd = () => settle(() => reject(crashError(child, written)));
    const onAbort = () => settle(() => reject(cancelledError(signal as AbortSignal)));
    const settle = (finish: () => void) => {
      child.off('message', onMessage).off('close', onEnd).off('error', onEnd);
      child.stderr?.off('data', onWritten);
      signal?.removeEventListener('abort', onAbort);
      child.channel?.unref();
      child.unref();
      finish();
    };
    child.ref();
    child.channel?.ref();
    child.on('message', onMessage).on('close', onEnd).on('error', onEnd);
    child.stderr?.on('data', onWritten);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (!child.connected) onEnd();
    else child.send(question, (error) => error && onEnd());
  });
}

const closedError = () => engineError('ENGINE_CANCELLED', 'The routing engine has been closed');

function crashError(child: ChildProcess, written: string): PlannerError {
  const how = child.signalCode ?? (child.exitCode === null ? 'no start' : `exit code ${child.exitCode}`);
  return engineError(
    'ENGINE_CRASHED',
    `Valhalla stopped while it was working (${how}): try again; if it happens again, the machine may be short of memory, or the road graph damaged (import the region again)`,
    { details: { written } },
  );
}
