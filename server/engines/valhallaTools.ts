import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { listed } from '../shared/text.ts';

/** Whether Valhalla can run on this machine, and if not, why, in words. */
export type ValhallaTools =
  | { readonly isUsable: true; readonly buildTilesPath: string }
  | { readonly isUsable: false; readonly reason: string };

/** What `@valhallajs/valhallajs` 3.6 carries binaries for. */
const PLATFORMS = ['linux/x64', 'linux/arm64', 'darwin/arm64'];
/** A start of the tool takes some 40 ms; this long means that it hangs. */
const PROBE_MILLISECONDS = 20_000;

/**
 * Looks for Valhalla's binaries and starts one of them (`--version`), so that a missing system library is known
 * before any work begins.
 */
export async function findValhallaTools(): Promise<ValhallaTools> {
  const platform = `${process.platform}/${process.arch}`;
  if (!PLATFORMS.includes(platform)) {
    const reason = `Valhalla has no binaries for ${platform}, only for ${listed(PLATFORMS)}`;
    return { isUsable: false, reason };
  }
  const folder = packageFolder();
  const buildTilesPath = folder && join(folder, platform, 'valhalla_build_tiles');
  if (!buildTilesPath || !existsSync(buildTilesPath)) {
    return {
      isUsable: false,
      reason: 'the package @valhallajs/valhallajs is not installed; run npm install',
    };
  }
  try {
    await promisify(execFile)(buildTilesPath, ['--version'], { timeout: PROBE_MILLISECONDS });
    return { isUsable: true, buildTilesPath };
  } catch (cause) {
    return { isUsable: false, reason: startFailure(cause) };
  }
}

function packageFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('@valhallajs/valhallajs'));
  } catch {
    return undefined;
  }
}

function startFailure(cause: unknown): string {
  const text = String((cause as { stderr?: unknown }).stderr || (cause as Error).message);
  const library = /(\S+\.so[.\d]*): cannot open shared object/.exec(text)?.[1];
  if (library?.startsWith('libbsd')) {
    return `Valhalla needs the system library ${library}; on Debian or Ubuntu: apt-get install libbsd0`;
  }
  if (library) return `Valhalla needs the system library ${library}, which is not installed`;
  return `Valhalla does not start on this machine (${text.trim().split('\n')[0]})`;
}
