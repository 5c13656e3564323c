import { setTimeout as delay } from 'node:timers/promises';
import type { PlannerError } from '../shared/errors.ts';
import { cancelledError, engineError, stopIfCancelled } from './engineErrors.ts';

export interface HttpOptions {
  readonly url: string;
  /** The setting the address comes from, for messages; OSRM_URL when left out. */
  readonly setting?: string;
  /** For one question, connecting and reading included; 60,000 when left out. */
  readonly timeoutMs?: number;
  /** Further tries after a broken connection; 3 when left out. Any HTTP answer is final. */
  readonly retries?: number;
  readonly fetch?: typeof globalThis.fetch;
  /** Waits that many milliseconds. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
}

export interface HttpAsker {
  /** "OSRM at http://127.0.0.1:5000", without user and password. */
  readonly serverName: string;
  /**
   * OSRM's JSON answer, refusals included.
   * @throws ENGINE_UNAVAILABLE, ENGINE_TIMEOUT, ENGINE_ANSWER, ENGINE_CANCELLED
   */
  json<Answer extends { code: string }>(path: string, signal?: AbortSignal): Promise<Answer>;
}

const TIMEOUT_MILLISECONDS = 60_000;
const RETRIES = 3;
/** Wait before the second try; each further one waits twice as long. */
const FIRST_WAIT_MILLISECONDS = 250;
/** "URI Too Long" and "Request Header Fields Too Large", of OSRM itself or of a proxy before it. */
const TOO_LONG = [414, 431];
/** Causes of a failed `fetch` that another try may well overcome; Node's and undici's codes. */
const CONNECTION_CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENETUNREACH', 'EHOSTUNREACH'],
  ...['EAI_AGAIN', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_CLOSED'],
]);

/** Asks an OSRM server questions by HTTP GET. @throws ENGINE_CONFIGURATION for an address that is none */
export function createHttpAsker(options: HttpOptions): HttpAsker {
  const setting = options.setting ?? 'OSRM_URL';
  const server = readAddress(options.url, setting);
  const serverName = `OSRM at ${server.base}`;
  const get = options.fetch ?? globalThis.fetch;
  const sleep = options.sleep ?? ((ms, signal) => delay(ms, undefined, { signal }));
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MILLISECONDS;
  const once = async (path: string, signal?: AbortSignal) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await get(server.base + path, {
        headers: { accept: 'application/json', ...server.headers },
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      return { response, body: await response.text() };
    } catch (cause) {
      if (signal?.aborted) throw cancelledError(signal);
      if (timeout.aborted) throw timeoutError(serverName, timeoutMs, cause);
      throw cause;
    }
  };
  return {
    serverName,
    json: async (path, signal) => {
      const most = options.retries ?? RETRIES;
      for (let failures = 0; ; failures++) {
        stopIfCancelled(signal);
        try {
          const { response, body } = await once(path, signal);
          return readAnswer(response, body, { serverName, setting, path });
        } catch (error) {
          if (!isConnectionError(error)) throw asEngineError(error, serverName, setting);
          if (failures >= most) throw unreachableError(error, { serverName, setting, tries: failures + 1 });
        }
        await sleep(FIRST_WAIT_MILLISECONDS * 2 ** failures, signal).catch(() => undefined);
      }
    },
  };
}

function readAddress(url: string, setting: string): { base: string; headers: Record<string, string> } {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  const isServer = address && /^https?:$/.test(address.protocol) && !/\/v1(\/|$)/.test(address.pathname);
  if (!isServer || address.search !== '' || address.hash !== '') {
    throw engineError(
      'ENGINE_CONFIGURATION',
      `${setting} is not the address of an OSRM server: expected one such as http://127.0.0.1:5000, without /route/v1/driving`,
    );
  }
  const { username, password } = address;
  const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return {
    base: (address.origin + address.pathname).replace(/\/+$/, ''),
    headers: username ? { authorization: `Basic ${secret.toString('base64')}` } : {},
  };
}

function readAnswer<Answer extends { code: string }>(
  response: Response,
  body: string,
  asked: { serverName: string; setting: string; path: string },
): Answer {
  const { status } = response;
  const answer = parsed(body);
  if (isRefusedOption(answer, asked.path)) return { ...answer, code: 'UnknownOption' } as Answer;
  if (typeof answer?.code === 'string') return answer as Answer;
  if (TOO_LONG.includes(status)) return { code: 'UrlTooLong' } as unknown as Answer;
  const what = describe(response, body, answer);
  throw engineError(
    'ENGINE_ANSWER',
    `${asked.serverName} does not answer as OSRM does: ${what}; check that ${asked.setting} points at an osrm-routed`,
    { details: { status, begins: body.slice(0, 200) } },
  );
}

type Parsed = { code?: unknown; message?: unknown } | undefined;

function parsed(body: string): Parsed {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An old server stops reading the address where an option begins that it does not know. */
function isRefusedOption(answer: Parsed, path: string): boolean {
  const position = /position (\d+)/.exec(String(answer?.message))?.[1];
  return answer?.code === 'InvalidQuery' && Number(position) >= path.indexOf('?');
}

function describe(response: Response, body: string, answer: Parsed): string {
  const { status } = response;
  const type = response.headers.get('content-type') ?? '';
  const location = response.headers.get('location');
  if (status >= 300 && status < 400)
    return `it sends on to ${location ?? 'another address'} (HTTP ${status})`;
  if (status === 401 || status === 403) return `it asks for a user and password (HTTP ${status})`;
  if (status === 429) return 'it is asked too much (HTTP 429)';
  if (status >= 500) return `it, or a proxy before it, is out of order (HTTP ${status})`;
  if (body.trim() === '') return `an empty answer came (HTTP ${status})`;
  if (/html/i.test(type) || /^\s*<(!doctype|html)/i.test(body)) return `a web page came (HTTP ${status})`;
  if (answer !== undefined) return `JSON without a "code" came (HTTP ${status})`;
  if (/^\s*\{/.test(body)) return `JSON came that breaks off or is damaged (HTTP ${status})`;
  return `no JSON came (HTTP ${status})`;
}

function isConnectionError(error: unknown): boolean {
  return error instanceof TypeError && CONNECTION_CODES.has(codeOf(error));
}

/** `fetch` hides what happened in its cause, or in that one's list of failures, one for each address tried. */
function codeOf(error: unknown): string {
  const cause = (error as { cause?: { code?: unknown; errors?: { code?: unknown }[] } }).cause;
  return String(cause?.code ?? cause?.errors?.[0]?.code ?? '');
}

function unreachableError(
  cause: unknown,
  asked: { serverName: string; setting: string; tries: number },
): PlannerError {
  const { serverName, setting, tries } = asked;
  return engineError(
    'ENGINE_UNAVAILABLE',
    `${serverName} cannot be reached (${codeOf(cause)}, tried ${tries === 1 ? 'once' : `${tries} times`}): start it, or check ${setting}`,
    { cause },
  );
}

function timeoutError(serverName: string, timeoutMs: number, cause: unknown): PlannerError {
  return engineError(
    'ENGINE_TIMEOUT',
    `${serverName} did not answer within ${timeoutMs / 1000} seconds: check that it is not overloaded, then try again`,
    { cause },
  );
}

/** Anything else `fetch` throws: an unknown host, another protocol, a certificate. */
function asEngineError(error: unknown, serverName: string, setting: string): unknown {
  if (!(error instanceof TypeError)) return error;
  const code = codeOf(error) || error.message;
  const hint = /^HPE_|SSL|EPROTO/.test(code)
    ? 'it does not speak the protocol of the address; try https instead of http, or the other way round'
    : /CERT|SIGNED/.test(code)
      ? 'its certificate is not trusted'
      : /ENOTFOUND/.test(code)
        ? 'there is no such host'
        : 'the connection failed';
  return engineError(
    'ENGINE_UNAVAILABLE',
    `${serverName} cannot be used: ${hint} (${code}); check ${setting}`,
    {
      cause: error,
    },
  );
}
