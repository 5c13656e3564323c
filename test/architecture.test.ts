import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Which rooms a room may import from. Files directly in server/ (index, app, services, …) and server/cli are wiring and
 * may import anything.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'server/shared': ['server/shared'],
  'server/contract': ['server/contract', 'server/shared'],
  'server/core': ['server/core', 'server/shared'],
  'server/engines': ['server/engines', 'server/core', 'server/shared'],
  'server/store': ['server/store', 'server/core', 'server/shared'],
  'server/import': ['server/import', 'server/store', 'server/engines', 'server/core', 'server/shared'],
  'server/planning': [
    'server/planning',
    'server/store',
    'server/engines',
    'server/core',
    'server/contract',
    'server/shared',
  ],
  'server/publish': ['server/publish', 'server/planning', 'server/store', 'server/core', 'server/shared'],
  'server/http': [
    'server/http',
    'server/publish',
    'server/planning',
    'server/store',
    'server/core',
    'server/contract',
    'server/shared',
  ],
  'client/planner': ['client/planner', 'client/common', 'server/contract', 'server/shared'],
  'client/lookup': ['client/lookup', 'client/common', 'server/contract', 'server/shared'],
  'client/common': ['client/common', 'server/shared'],
};

/** Stages of the core in the order of the data's flow; each may use the ones before it. */
const CORE_STAGES = [
  'access',
  'demand',
  'stops',
  'rules',
  'routing',
  'rota',
  'rotaBound',
  'timetable',
  'planDiff',
];

interface Import {
  readonly file: string;
  readonly target: string;
}

const imports = importsBelow('server').concat(importsBelow('client'));
const roomOf = (path: string) => path.split('/').slice(0, 2).join('/');
const isWiring = (path: string) => /^server\/[^/]+\.ts$/.test(path) || path.startsWith('server/cli/');

describe('the rooms', () => {
  it('import only from the rooms they may import from', () => {
    const wrong = imports.filter(({ file, target }) => {
      if (isWiring(file) || !/^(server|client)\//.test(target)) return false;
      return !(MAY_IMPORT[roomOf(file)] ?? [roomOf(file)]).includes(roomOf(target));
    });
    expect(wrong).toEqual([]);
  });

  it('of the core use only earlier stages of the data’s flow', () => {
    const wrong = imports.filter(({ file, target }) => {
      const [from, to] = [file, target].map((path) => CORE_STAGES.indexOf(path.split('/')[2]));
      return file.startsWith('server/core/') && target.startsWith('server/core/') && from >= 0 && to > from;
    });
    expect(wrong).toEqual([]);
  });

  it('keep the checker apart from every solver', () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        file.startsWith('server/core/check/') &&
        CORE_STAGES.some((stage) => target.startsWith(`server/core/${stage}/`)),
    );
    expect(wrong).toEqual([]);
  });

  it('keep solvers, stores and servers out of the core', () => {
    const packages = imports
      .filter(({ file, target }) => file.startsWith('server/core/') && !target.startsWith('server/'))
      .map(({ target }) => target);
    expect([...new Set(packages)].filter((name) => name !== 'geojson' && !name.startsWith('@turf/'))).toEqual(
      [],
    );
  });

  it('keep node’s own modules out of what the browser gets', () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        /^(client|server\/shared|server\/contract)\//.test(file) && target.startsWith('node:'),
    );
    expect(wrong).toEqual([]);
  });

  it('speak SQL only in the store', () => {
    const wrong = sourcesBelow('server')
      .filter((file) => !file.startsWith('server/store/') && !file.startsWith('server/cli/'))
      .filter((file) =>
        /\b(SELECT|INSERT INTO|DELETE FROM|UPDATE)\b[^'\n]*\b(FROM|VALUES|SET|INTO|WHERE)\b/.test(read(file)),
      );
    expect(wrong).toEqual([]);
  });

  it('tell the time only in shared/time.ts', () => {
    const wrong = sourcesBelow('server')
      .concat(sourcesBelow('client'))
      .filter((file) => file !== 'server/shared/time.ts' && !file.startsWith('client/lookup/'))
      .filter((file) => /\bnew Date\b|\bDate\.(now|parse|UTC)\b|\bIntl\./.test(withoutComments(read(file))));
    expect(wrong).toEqual([]);
  });
});

describe('the repository', () => {
  it('has only the agreed entries at its top level', () => {
    const allowed = new Set([
      'server',
      'client',
      'data',
      'test',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'vite.config.ts',
      'README.md',
      'LICENSE',
      'node_modules',
    ]);
    expect(readdirSync(ROOT).filter((name) => !name.startsWith('.') && !allowed.has(name))).toEqual([]);
  });
});

function importsBelow(folder: string): Import[] {
  return sourcesBelow(folder).flatMap((file) => {
    const text = withoutComments(read(file));
    const found = text.matchAll(
      /(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,]+\s+from\s+)?'([^']+)'|import\('([^']+)'\)/g,
    );
    return [...found].map((match) => {
      const target = match[1] ?? match[2];
      return {
        file,
        target: target.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), target)) : target,
      };
    });
  });
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(ROOT, path)).isDirectory()) return sourcesBelow(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** Good enough for our own sources: no comment marks stand in their strings at a line's start. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
