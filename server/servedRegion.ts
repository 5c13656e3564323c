import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, readConfig } from './config.ts';
import { isImported } from './openRegion.ts';

/** Names the region that was opened from the planner last. */
const FILE = 'served-region';

/**
 * The configuration with the region to serve: the one that REGION names; without it the one opened from the planner last, as long
 * as it is there; else the sample.
 * @throws CONFIG_VALUE
 */
export function readServedConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const config = readConfig(environment);
  if (environment.REGION?.trim()) return config;
  const remembered = { ...config, region: rememberedRegion(config.dataDir) ?? config.region };
  return /^[a-z0-9][a-z0-9-]*$/.test(remembered.region) && isImported(remembered) ? remembered : config;
}

/** Notes which region to serve from the next start on. */
export function rememberRegion(dataDir: string, slug: string): void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, `.${FILE}`), slug);
  renameSync(join(dataDir, `.${FILE}`), join(dataDir, FILE));
}

function rememberedRegion(dataDir: string): string | undefined {
  try {
    return readFileSync(join(dataDir, FILE), 'utf8').trim();
  } catch {
    return undefined;
  }
}
