import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlannerError } from '../shared/errors.ts';
import type { SiteAssets } from './pages/siteValues.ts';

const IMAGES = fileURLToPath(new URL('./images/', import.meta.url));
const ENTRY = 'lookup/main.ts';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

/**
 * The public pages' script and style sheet as built, the icons, and the council's logo, to be copied into a release so that it
 * stands alone.
 * @throws CLIENT_NOT_BUILT, LOGO_UNREADABLE
 */
export function readSiteAssets(
  clientBuild: string,
  logoFile: string | null,
): { assets: SiteAssets; files: Map<string, Buffer> } {
  const manifest = readManifest(clientBuild);
  const chunks = withImports(manifest, ENTRY);
  const built = [...new Set(chunks.flatMap((chunk) => [chunk.file, ...(chunk.css ?? [])]))];
  const files = new Map<string, Buffer>();
  for (const file of built) files.set(`assets/${file}`, readFileSync(join(clientBuild, file)));
  for (const name of readdirSync(IMAGES)) files.set(`images/${name}`, readFileSync(join(IMAGES, name)));
  const logo = logoFile === null ? null : `images/logo${extname(logoFile).toLowerCase()}`;
  if (logo !== null && logoFile !== null) files.set(logo, readLogo(logoFile));
  return {
    files,
    assets: {
      script: `/assets/${manifest[ENTRY].file}`,
      styles: built.filter((file) => file.endsWith('.css')).map((file) => `/assets/${file}`),
      logo: logo && `/${logo}`,
    },
  };
}

function withImports(manifest: Record<string, Chunk>, name: string, seen = new Set<string>()): Chunk[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const chunk = manifest[name];
  return [chunk, ...(chunk.imports ?? []).flatMap((imported) => withImports(manifest, imported, seen))];
}

function readManifest(clientBuild: string): Record<string, Chunk> {
  try {
    const manifest = JSON.parse(readFileSync(join(clientBuild, '.vite/manifest.json'), 'utf8'));
    if (manifest[ENTRY]) return manifest;
  } catch (cause) {
    throw notBuilt(clientBuild, cause);
  }
  throw notBuilt(clientBuild);
}

const notBuilt = (clientBuild: string, cause?: unknown): PlannerError =>
  new PlannerError({
    code: 'CLIENT_NOT_BUILT',
    category: 'internal',
    message: `The public pages' script and style sheet are not built in ${clientBuild}. Run "npm run build"`,
    cause,
  });

/** The council's picture. @throws LOGO_UNREADABLE for a file that is not there, or neither .svg nor .png */
export function readLogo(logoFile: string): Buffer {
  if (!/\.(svg|png)$/i.test(logoFile)) {
    throw new PlannerError({
      code: 'LOGO_UNREADABLE',
      category: 'input',
      message: `LOGO_FILE=${logoFile} is not a picture we can show: expected a file that ends in .svg or .png`,
    });
  }
  try {
    return readFileSync(logoFile);
  } catch (cause) {
    throw new PlannerError({
      code: 'LOGO_UNREADABLE',
      category: 'input',
      message: `LOGO_FILE=${logoFile} cannot be read. Name a .svg or .png file that is there, or leave it out`,
      cause,
    });
  }
}
