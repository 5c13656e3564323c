import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlannerError } from '../shared/errors.ts';

/** Built files of one page, as addresses. */
export interface AssetLinks {
  readonly script: string;
  readonly styles: readonly string[];
}

/** Built files by source file, for example `planner/main.tsx`. */
export type Assets = Readonly<Record<string, AssetLinks>>;

interface ManifestChunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly isEntry?: boolean;
}

/**
 * The client as built: hashed addresses below /assets/.
 * @throws CLIENT_NOT_BUILT when the folder holds no build
 */
export function readAssets(buildFolder: string): Assets {
  let manifest: Record<string, ManifestChunk>;
  try {
    manifest = JSON.parse(readFileSync(join(buildFolder, '.vite/manifest.json'), 'utf8'));
  } catch (cause) {
    throw new PlannerError({
      code: 'CLIENT_NOT_BUILT',
      category: 'internal',
      message: `The pages' scripts are not built in ${buildFolder}. Run "npm run build"`,
      cause,
    });
  }
  const entries = Object.entries(manifest).filter(([, chunk]) => chunk.isEntry);
  return Object.fromEntries(
    entries.map(([source, chunk]) => [
      source,
      {
        script: address(chunk.file),
        styles: chunk.file.endsWith('.css') ? [address(chunk.file)] : stylesOf(manifest, source).map(address),
      },
    ]),
  );
}

const address = (file: string): string => `/assets/${file}`;

/** Style sheets of a chunk and of the chunks it imports, each once. */
function stylesOf(
  manifest: Record<string, ManifestChunk>,
  source: string,
  seen = new Set<string>(),
): string[] {
  if (seen.has(source)) return [];
  seen.add(source);
  const chunk = manifest[source];
  return [
    ...(chunk.imports ?? []).flatMap((imported) => stylesOf(manifest, imported, seen)),
    ...(chunk.css ?? []),
  ];
}
