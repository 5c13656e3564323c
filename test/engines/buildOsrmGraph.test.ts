import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildOsrmGraph, findOsrmTools } from '../../server/engines/buildOsrmGraph.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-rounds-osrm-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Programs that note how they were called and leave the files that the real ones leave. */
function installTools(name: string, scripts: { extract?: string; customize?: string } = {}) {
  const bin = join(folder, name);
  mkdirSync(join(bin, 'profiles'), { recursive: true });
  writeFileSync(join(bin, 'profiles', 'car.lua'), '-- a profile');
  const note = `echo "$(basename $0) $*" >> ${join(folder, 'calls.txt')}\n`;
  const tools = {
    'osrm-extract':
      scripts.extract ?? 'for last; do :; done; cat "$last" > "$(dirname "$last")/region.osrm.ebg"',
    'osrm-partition': 'test -f "$1.ebg" && echo cells > "$1.partition"',
    'osrm-customize': scripts.customize ?? 'test -f "$1.partition" && echo graph > "$1.mldgr"',
  };
  for (const [tool, script] of Object.entries(tools)) {
    writeFileSync(join(bin, tool), `#!/bin/sh\n${note}${script}\n`);
    chmodSync(join(bin, tool), 0o755);
  }
  return { binFolder: bin, profilePath: join(bin, 'profiles', 'car.lua') };
}

const extract = () => {
  const pbfPath = join(folder, 'county.osm.pbf');
  writeFileSync(pbfPath, 'roads');
  return pbfPath;
};

describe('building the graph of OSRM', () => {
  it('runs extract with the car profile, partition and customize, and leaves only the graph', async () => {
    const tools = installTools('bin');
    const osrmFolder = join(folder, 'roads', 'osrm');
    const shares: number[] = [];
    const onProgress = (share: number) => shares.push(share);
    await buildOsrmGraph({ tools, pbfPath: extract(), osrmFolder, onProgress });
    expect(readdirSync(osrmFolder).sort()).toEqual([
      'region.osrm.ebg',
      'region.osrm.mldgr',
      'region.osrm.partition',
    ]);
    expect(readFileSync(join(osrmFolder, 'region.osrm.ebg'), 'utf8')).toBe('roads');
    const calls = readFileSync(join(folder, 'calls.txt'), 'utf8').trim().split('\n');
    expect(calls[0]).toMatch(/^osrm-extract -p .*bin\/profiles\/car\.lua .*\/region\.osm\.pbf$/);
    expect(calls[1]).toMatch(/^osrm-partition .*\/region\.osrm$/);
    expect(calls[2]).toMatch(/^osrm-customize .*\/region\.osrm$/);
    expect(shares).toEqual([0.7, 0.9, 1]);
    expect(existsSync(join(folder, 'county.osm.pbf'))).toBe(true);
  });

  it('names a damaged extract, and the graph before it stays', async () => {
    const osrmFolder = join(folder, 'osrm');
    await buildOsrmGraph({ tools: installTools('bin'), pbfPath: extract(), osrmFolder });
    const tools = installTools('failing', {
      extract: 'echo "[error] PBF error: unexpected EOF" >&2; exit 1',
    });
    await expect(buildOsrmGraph({ tools, pbfPath: extract(), osrmFolder })).rejects.toMatchObject({
      code: 'ENGINE_EXTRACT',
      message: expect.stringMatching(/^county\.osm\.pbf .*download it again/),
    });
    expect(existsSync(join(osrmFolder, 'region.osrm.mldgr'))).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith('osrm'))).toEqual(['osrm']);
  });

  it('names the step that failed', async () => {
    const tools = installTools('bin', { customize: 'echo "out of memory" >&2; exit 137' });
    const built = buildOsrmGraph({ tools, pbfPath: extract(), osrmFolder: join(folder, 'osrm') });
    await expect(built).rejects.toMatchObject({
      code: 'ENGINE_BUILD',
      message: expect.stringMatching(/^osrm-customize could not build .*exit code 137/),
      details: { lastOutput: 'out of memory\n' },
    });
  });

  it('does not take success without a graph', async () => {
    const tools = installTools('bin', { customize: 'exit 0' });
    const built = buildOsrmGraph({ tools, pbfPath: extract(), osrmFolder: join(folder, 'osrm') });
    await expect(built).rejects.toMatchObject({ code: 'ENGINE_BUILD' });
  });

  it('refuses a missing extract before running anything', async () => {
    const pbfPath = join(folder, 'none.osm.pbf');
    const built = buildOsrmGraph({ tools: installTools('bin'), pbfPath, osrmFolder: join(folder, 'osrm') });
    await expect(built).rejects.toMatchObject({ code: 'ENGINE_EXTRACT' });
    expect(existsSync(join(folder, 'calls.txt'))).toBe(false);
  });

  it('stops the tool when cancelled', async () => {
    const tools = installTools('bin', { extract: 'exec sleep 30' });
    const controller = new AbortController();
    const osrmFolder = join(folder, 'osrm');
    const built = buildOsrmGraph({ tools, pbfPath: extract(), osrmFolder, signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expect(built).rejects.toMatchObject({ code: 'ENGINE_CANCELLED' });
    expect(existsSync(osrmFolder)).toBe(false);
  });
});

describe('looking for the tools of OSRM', () => {
  it('prefers OSRM_BIN, then the package, then PATH', async () => {
    const named = installTools('named');
    const onPath = installTools('onPath');
    const inPackage = installTools('package/lib/binding_napi_v8');
    const packageFolder = join(folder, 'package');
    const path = `/nowhere:${onPath.binFolder}`;
    expect(await findOsrmTools({ osrmBin: named.binFolder, packageFolder, path })).toEqual(named);
    expect(await findOsrmTools({ packageFolder, path })).toEqual(inPackage);
    expect(await findOsrmTools({ packageFolder: null, path })).toEqual(onPath);
    expect(await findOsrmTools({ packageFolder: null, path: '/nowhere' })).toBeUndefined();
  });

  it('takes the profile of the package when the programs have none beside them', async () => {
    const { binFolder } = installTools('bin');
    rmSync(join(binFolder, 'profiles'), { recursive: true });
    const packageFolder = join(folder, 'package');
    mkdirSync(join(packageFolder, 'profiles'), { recursive: true });
    writeFileSync(join(packageFolder, 'profiles', 'car.lua'), '-- a profile');
    const tools = await findOsrmTools({ osrmBin: binFolder, packageFolder, path: '' });
    expect(tools).toEqual({ binFolder, profilePath: join(packageFolder, 'profiles', 'car.lua') });
  });

  it('passes over a folder with only some of the programs', async () => {
    const { binFolder } = installTools('bin');
    rmSync(join(binFolder, 'osrm-partition'));
    expect(await findOsrmTools({ osrmBin: binFolder, packageFolder: null, path: '' })).toBeUndefined();
  });
});
