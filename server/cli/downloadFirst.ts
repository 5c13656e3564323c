import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { downloadExtract } from '../import/download/downloadExtract.ts';
import { extractAddress } from '../import/download/extractAddress.ts';
import { PlannerError } from '../shared/errors.ts';
import { progressLines } from './progressLines.ts';

/** Folder of DATA_DIR where downloads are kept. */
const DOWNLOADS = 'downloads';

/**
 * Downloads the extract that `--download` names, and puts it in that option's place as `--osm`.
 * @returns the parameters to go on with; undefined when a download was all that was asked for: its path has been printed
 * @throws DOWNLOAD_* as `extractAddress` and `downloadExtract`; USAGE when `--osm` is given too, or no name
 */
export async function downloadFirst(parameters: string[]): Promise<string[] | undefined> {
  const { rest, asked, dataDir, isAlone } = takeDownload(parameters);
  if (asked === undefined) return parameters;
  const address = extractAddress(asked);
  const config = readConfig({ ...process.env, ...(dataDir === undefined ? {} : { DATA_DIR: dataDir }) });
  const stop = new AbortController();
  const end = () => stop.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  const progress = progressLines(process.stderr);
  const step = `Downloading ${basename(address.pathname)}`;
  try {
    const path = await downloadExtract(address, join(config.dataDir, DOWNLOADS), {
      signal: stop.signal,
      onProgress: (share) => progress.show({ step, share }),
      onNote: (note) => console.error(note),
    });
    if (!isAlone) return [...rest, '--osm', path];
    progress.end();
    console.log(path);
    return undefined;
  } finally {
    progress.end();
    process.off('SIGINT', end).off('SIGTERM', end);
  }
}

interface Taken {
  readonly rest: string[];
  /** Name or address; undefined without `--download`. */
  readonly asked: string | undefined;
  readonly dataDir: string | undefined;
  /** Nothing else is asked for. */
  readonly isAlone: boolean;
}

function takeDownload(parameters: string[]): Taken {
  const text = { type: 'string' } as const;
  const { tokens, values } = parseArgs({
    args: parameters,
    options: { download: text, 'data-dir': text, osm: text },
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const placesOf = (name: string) =>
    tokens.flatMap((token) => {
      if (token.kind !== 'option' || token.name !== name) return [];
      return token.inlineValue === false ? [token.index, token.index + 1] : [token.index];
    });
  const [download, dataDir] = [placesOf('download'), placesOf('data-dir')];
  if (download.length > 0 && typeof values.download !== 'string') throw usage('--download needs a name');
  if (download.length > 0 && values.osm !== undefined) {
    throw usage('--download and --osm exclude each other: give one of them');
  }
  const rest = parameters.filter((_, i) => !download.includes(i));
  return {
    rest,
    asked: typeof values.download === 'string' ? values.download : undefined,
    dataDir: typeof values['data-dir'] === 'string' ? values['data-dir'] : undefined,
    isAlone: rest.length === dataDir.length,
  };
}

const usage = (problem: string): PlannerError =>
  new PlannerError({
    code: 'USAGE',
    category: 'input',
    message: `${problem}. "npm run region -- --help" explains the options`,
  });
