import { createServer, type Server } from 'node:http';
import { buildClient } from './buildClient.ts';
import { readServedConfig } from './servedRegion.ts';
import { CLIENT_BUILD, createLog, type Services } from './services.ts';
import { type Serving, startServing } from './serving.ts';
import { PlannerError } from './shared/errors.ts';
import { systemClock } from './shared/time.ts';
import { ensureFirstRelease, ensureSample, type Stages, signInAddress } from './start.ts';

/** How long open requests may take to end once the program is asked to stop, milliseconds. */
const DRAIN_MS = 10_000;

/** One line a stage: what, how long, what came of it. */
const stage: Stages = async (name, work, outcome) => {
  const start = performance.now();
  process.stdout.write(`${name} … `);
  const result = await work();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${seconds} s${outcome ? ` (${outcome(result)})` : ''}`);
  return result;
};

async function start(): Promise<void> {
  const config = readServedConfig(process.env);
  const log = createLog(config);
  await stage(
    'Building the pages',
    () => buildClient(CLIENT_BUILD),
    (built) => (built ? 'built' : 'up to date'),
  );
  await ensureSample(config, { clock: systemClock, stage });
  const serving = await stage(
    'Opening the region',
    () => startServing(config, { log }),
    (started) => started.services().engineReason,
  );
  const services = serving.services();
  await ensureFirstRelease(services, stage);
  const server = await listen(serving);
  serving.startSchedule();
  tell(services);
  closeOnSignal(serving, server);
}

function listen(serving: Serving): Promise<Server> {
  const { host, port } = serving.services().config;
  const server = createServer((request, response) => serving.handle(request, response));
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        new PlannerError({
          code: 'PORT_TAKEN',
          category: 'input',
          message:
            cause.code === 'EADDRINUSE'
              ? `PORT=${port} is in use by another program on ${host}. Stop that one, or start with another PORT`
              : `The program cannot listen on HOST=${host}, PORT=${port} (${cause.message}). Change them and start again`,
          cause,
        }),
      );
    });
    server.listen(port, host, () => resolve(server));
  });
}

function tell(services: Services): void {
  const { identity, hasSecureCookies } = services;
  console.log(`
Public timetable  ${identity.publicUrl}/
Driver            ${identity.publicUrl}/driver/
Planner           ${identity.publicUrl}/planner/
Sign in once with ${signInAddress(services)}
`);
  if (!hasSecureCookies) {
    services.log.warn(
      'Sign-in cookies travel unencrypted: PUBLIC_URL is plain http outside this machine. Put a TLS proxy in front and set PUBLIC_URL to its https address',
    );
  }
}

/** Stops taking requests, lets open ones end, closes the store: the next start finds everything in order. */
function closeOnSignal(serving: Serving, server: Server): void {
  let isClosing = false;
  const close = async () => {
    if (isClosing) return;
    isClosing = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    const ended = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await ended;
    await serving.close();
    process.exit(0);
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
}

try {
  await start();
} catch (error) {
  if (error instanceof PlannerError) console.error(`\n${error.message}`);
  else console.error('\nThe program cannot start:', error);
  process.exit(1);
}
