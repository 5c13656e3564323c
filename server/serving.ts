import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import type { JobResult } from './http/plannerNeeds.ts';
import { createJobs } from './planning/jobs.ts';
import { createServices, type Services } from './services.ts';
import { systemClock } from './shared/time.ts';

/** How long requests that are under way may take to end once another region is served, milliseconds. */
const DRAIN_MS = 10_000;
const DRAIN_STEP_MS = 20;

/** One region being served at a time; another one, or the same with other data, can take its place without a restart. */
export interface Serving {
  /** Of the region that is served now. */
  services(): Services;
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Starts publishing at the configured time. */
  startSchedule(): void;
  close(): Promise<void>;
}

interface Served {
  readonly services: Services;
  readonly app: ReturnType<typeof createApp>;
  stopSchedule: () => Promise<void>;
  requests: number;
}

/** Opens the configured region. @throws as `createServices` */
export async function startServing(config: Config, needs: { log: Logger }): Promise<Serving> {
  // Work outlives the region it was asked of: an import ends by serving what it made.
  const jobs = createJobs<JobResult>();
  const open = async (region: string): Promise<Served> => {
    const services = await createServices(
      { ...config, region },
      { clock: systemClock, log: needs.log, jobs, reopen },
    );
    return { services, app: createApp(services), stopSchedule: async () => undefined, requests: 0 };
  };
  async function reopen(region: string): Promise<void> {
    const before = served;
    const next = await open(region);
    served = next;
    await before.stopSchedule();
    if (isScheduled) next.stopSchedule = next.services.startSchedule();
    // Not awaited: the request that asked for this is one of those under way.
    void drained(before).then(() => before.services.close());
  }
  let isScheduled = false;
  let served = await open(config.region);
  return {
    services: () => served.services,
    handle(request, response) {
      const by = served;
      by.requests += 1;
      response.once('close', () => {
        by.requests -= 1;
      });
      by.app(request, response);
    },
    startSchedule() {
      isScheduled = true;
      served.stopSchedule = served.services.startSchedule();
    },
    async close() {
      await served.stopSchedule();
      await jobs.close();
      await served.services.close();
    },
  };
}

async function drained(served: Served): Promise<void> {
  const deadline = performance.now() + DRAIN_MS;
  while (served.requests > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, DRAIN_STEP_MS));
  }
}
