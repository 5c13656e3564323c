import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addSeconds, systemClock } from '../../server/shared/time.ts';
import { minutes } from '../../server/shared/units.ts';
import { openStore } from '../../server/store/open.ts';
import { findSignedIn, listPeople, useSignInLink } from '../../server/store/people.ts';
import { saveRegion } from '../../server/store/region.ts';
import { regionDbPath } from '../../server/store/regionFolder.ts';
import { townTables } from '../support/tinyRegion.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function emptyDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'hub-rounds-user-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

/** A data folder with tiny town in it. */
function townDataDir(): string {
  const dataDir = emptyDataDir();
  const db = openStore(regionDbPath(dataDir, 'tiny-town'));
  saveRegion(db, townTables());
  db.close();
  return dataDir;
}

/** What `npm run user -- …` prints and ends with. */
function user(settings: Readonly<Record<string, string>>, ...parameters: string[]) {
  const program = ['--import', 'tsx', 'server/cli/user.ts', ...parameters];
  const env = { PATH: process.env.PATH, ...settings };
  return new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, program, { cwd: ROOT, env }, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

describe('npm run user', () => {
  it('prints a link that signs in once, for a day', async () => {
    const dataDir = townDataDir();
    const settings = { DATA_DIR: dataDir, REGION: 'tiny-town', PORT: '4321' };
    const told = await user(settings, '--name', 'Ann Other', '--role', 'coordinator');
    expect(told.stderr).toBe('');
    const [said, link] = told.stdout.trim().split('\n');
    expect(said).toBe('Ann Other (coordinator) can sign in once, within 24 hours:');
    const token = /^http:\/\/127\.0\.0\.1:4321\/planner\/sign-in\/([\w-]{43})$/.exec(link)?.[1] ?? 'no token';
    const db = openStore(regionDbPath(dataDir, 'tiny-town'));
    const at = systemClock();
    expect(useSignInLink(db, { token, at: addSeconds(at, minutes(24 * 60) + 1) })).toBeUndefined();
    const cookie = useSignInLink(db, { token, at: addSeconds(at, minutes(23 * 60)) }) ?? 'no cookie';
    const asked = { token: cookie, at, idleSeconds: minutes(30), absoluteSeconds: minutes(60) };
    expect(findSignedIn(db, asked)).toEqual({ id: 1, name: 'Ann Other', role: 'coordinator' });
    expect(useSignInLink(db, { token, at })).toBeUndefined();
    db.close();
  });

  it('makes an administrator called Coordinator when nothing is said, at the public address', async () => {
    const dataDir = townDataDir();
    const settings = { DATA_DIR: dataDir, REGION: 'tiny-town', PUBLIC_URL: 'https://hub.example.gov.uk/' };
    const { stdout } = await user(settings);
    expect(stdout).toMatch(
      /^Coordinator \(admin\) can sign in once, within 24 hours:\nhttps:\/\/hub\.example\.gov\.uk\/planner\/sign-in\/[\w-]{43}\n$/,
    );
  });

  it('lets a known person keep their role', async () => {
    const dataDir = townDataDir();
    const settings = { DATA_DIR: dataDir, REGION: 'tiny-town' };
    await user(settings, '--name', 'Ann', '--role', 'viewer');
    const { stdout } = await user(settings, '--name', 'ann', '--role', 'admin');
    expect(stdout).toContain('Ann (viewer) can sign in once');
    const db = openStore(regionDbPath(dataDir, 'tiny-town'));
    expect(listPeople(db)).toEqual([{ id: 1, name: 'Ann', role: 'viewer' }]);
    db.close();
  });

  it('names the regions there are when REGION is none of them, and makes nothing', async () => {
    const dataDir = townDataDir();
    const told = await user({ DATA_DIR: dataDir, REGION: 'rutland' });
    expect(told).toEqual({
      status: 1,
      stdout: '',
      stderr: `The region "rutland" has not been imported into ${dataDir} (there: tiny-town). Run "npm run region -- --name NAME …" first, or leave REGION out for the sample\n`,
    });
    expect(readdirSync(dataDir)).toEqual(['tiny-town']);
  });

  it('says how the sample is loaded when there is nothing yet', async () => {
    const dataDir = join(emptyDataDir(), 'new');
    const told = await user({ DATA_DIR: dataDir });
    expect(told.stderr).toBe(
      `The region "sample" has not been imported into ${dataDir}. Run "npm start" once: it loads the sample\n`,
    );
    expect(told.status).toBe(1);
    expect(existsSync(dataDir)).toBe(false);
  });

  it.each([
    [
      ['--role', 'owner'],
      '--role owner is not a role: expected viewer, driver, coordinator, publisher, admin\n',
    ],
    [['--name', '  '], '--name is empty: expected the name of a person\n'],
  ])('refuses %j in one line', async (parameters, expected) => {
    const dataDir = townDataDir();
    const told = await user({ DATA_DIR: dataDir, REGION: 'tiny-town' }, ...parameters);
    expect(told).toEqual({ status: 1, stdout: '', stderr: expected });
    const db = openStore(regionDbPath(dataDir, 'tiny-town'));
    expect(listPeople(db)).toEqual([]);
    db.close();
  });

  it('explains an option it does not know, and itself', async () => {
    const wrong = await user({}, '--nmae', 'Ann');
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain("Unknown option '--nmae'");
    expect(wrong.stderr).toContain('npm run user -- [--name NAME]');
    const help = await user({}, '--help');
    expect(help.status).toBe(0);
    expect(help.stdout).toContain('npm run user -- [--name NAME]');
  });

  it('stops at a setting that cannot be used', async () => {
    const told = await user({ DATA_DIR: emptyDataDir(), PORT: 'x' });
    expect(told.stderr).toBe(
      'PORT=x cannot be used: expected a whole number from 1 to 65535. Change it in the environment and start again\n',
    );
    expect(told.status).toBe(1);
  });
});
