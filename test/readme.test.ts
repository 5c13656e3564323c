import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readConfig, SETTING_NAMES } from '../server/config.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const readme = readFileSync(`${ROOT}README.md`, 'utf8');
const scripts: Record<string, string> = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')).scripts;

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1]);
const isThere = (path: string) => existsSync(ROOT + path);

/** The text below a heading, up to the next one of any level. */
function section(heading: string): string {
  const after = readme.split(`\n${heading}\n`)[1];
  if (after === undefined) throw new Error(`README.md has no heading "${heading}"`);
  return after.split(/\n#+ /)[0];
}

/** Cells of each row of the first table in a text, the two header rows left out. */
const tableRows = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

/** A heading's address within the page, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replace(/ /g, '-');

describe('links of the README', () => {
  const targets = matches(readme, /\]\(([^)\s]+)\)/g);
  const local = targets.filter((target) => !/^(https:|#)/.test(target));

  it('lead to files that are there', () => {
    expect(local.length).toBeGreaterThan(25);
    expect(local.filter((path) => !isThere(path))).toEqual([]);
  });

  it('lead to headings that are there', () => {
    const anchors = matches(readme, /^#+ (.+)$/gm).map(anchorOf);
    const wanted = matches(readme, /\]\(#([^)]+)\)/g);
    expect(wanted.length).toBeGreaterThan(5);
    expect(wanted.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });

  it('to other sites are encrypted', () => {
    expect(targets.filter((target) => target.startsWith('http:'))).toEqual([]);
  });

  it('show the two pictures that the browser tests make', () => {
    expect(matches(readme, /!\[[^\]]+\]\(([^)]+)\)/g)).toEqual([
      'test/journeys/screenshots/planner.png',
      'test/journeys/screenshots/public.png',
    ]);
  });

  it('are not the only paths: those in plain code are there too', () => {
    const named = matches(readme, /`((?:server|client|test|data)\/[\w./-]*)`/g);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((path) => !isThere(path))).toEqual([]);
  });
});

describe('how it works', () => {
  const rows = tableRows(section('## How it works'));

  it('follows the data from stage to stage', () => {
    expect(rows.map(([stage]) => stage)).toEqual([
      'import',
      'store',
      'engines',
      'access',
      'demand',
      'stops',
      'rules',
      'rota',
      'bound',
      'reasons',
      'changes',
      'timetable',
      'check',
      'release',
      'public site',
    ]);
  });

  it.each(rows)('links the stage %s to its file', (_stage, _what, files) => {
    const linked = matches(files, /\]\(([^)]+)\)/g);
    expect(linked.length).toBeGreaterThan(0);
    expect(linked.filter((path) => !/\.(ts|sql)$/.test(path) || !isThere(path))).toEqual([]);
  });

  it('lists every room of the server', () => {
    const rooms = readdirSync(`${ROOT}server`, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const text = section('### Rooms, and who may import whom');
    expect(rooms.map(({ name }) => name).filter((name) => !text.includes(`\`server/${name}/\``))).toEqual([]);
  });
});

describe('commands of the README', () => {
  const mentioned = new Set(matches(readme, /npm (?:run )?([a-z]+)/g).filter((name) => name !== 'registry'));

  it('are scripts of package.json', () => {
    expect([...mentioned].filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('leave no script out that people run', () => {
    const ours = Object.keys(scripts).filter((name) => !/^pre|:/.test(name));
    expect(ours.filter((name) => !mentioned.has(name))).toEqual([]);
  });

  it.each(['## Planning from the command line', '## Your own county', '### Columns'])(
    'explain only options that there are: %s',
    (heading) => {
      const programs = readdirSync(`${ROOT}server/cli`).map((name) =>
        readFileSync(`${ROOT}server/cli/${name}`, 'utf8'),
      );
      const known = new Set(matches(programs.join('\n'), /--([a-z][a-z-]+)/g));
      const options = matches(section(heading), /--([a-z][a-z-]+)/g);
      expect(options.filter((option) => !known.has(option))).toEqual([]);
    },
  );

  it('explain every option of planning', () => {
    const source = readFileSync(`${ROOT}server/cli/plan.ts`, 'utf8');
    const help = /const HELP = `([\s\S]*?)`;/.exec(source)?.[1] ?? '';
    const options = new Set(matches(help, /--([a-z][a-z-]+)/g));
    const text = section('## Planning from the command line');
    expect(options.size).toBeGreaterThan(7);
    expect([...options].filter((option) => !text.includes(`--${option}`))).toEqual([]);
  });

  it('explain every key of the last line', () => {
    const keys = tableRows(section('## Planning from the command line').split('one line of JSON')[1]);
    expect(keys.flatMap(([names]) => matches(names, /`(\w+)`/g))).toEqual(
      'region engine areas children beyondReachBefore beyondReachAfter stops visits vanMinutes aim isChoiceProven choiceGap violations release'.split(
        ' ',
      ),
    );
  });
});

describe('the table of settings', () => {
  const rows = tableRows(section('## Settings'));

  it('has every setting, in the order of the program', () => {
    expect(rows.map(([name]) => name)).toEqual(SETTING_NAMES.map((name) => `\`${name}\``));
  });

  it('says something about each', () => {
    expect(rows.filter(([, usual, meaning]) => !usual || meaning.length < 10)).toEqual([]);
  });

  it('has the defaults that the program has', () => {
    const usual = rows.flatMap(([name, value]) => {
      const [setting] = matches(name, /`(\w+)`/g);
      const [given] = matches(value, /^`([^`]+)`$/g);
      return given === undefined || setting === 'PUBLIC_URL' ? [] : [[setting, given]];
    });
    expect(usual.map(([setting]) => setting)).toEqual(
      'HOST PORT DATA_DIR REGION PUBLISH_AT TIMETABLE_WEEKS STUDY TRUST_PROXY LOG_LEVEL'.split(' '),
    );
    expect(readConfig(Object.fromEntries(usual))).toEqual(readConfig({}));
  });
});

describe('public addresses', () => {
  it('are all named', () => {
    const text = section('## Public addresses');
    const fixed =
      '/ /places/ /places/<slug> /stops/<slug> /visits/<uid> /calendar/all.ics /calendar/stops/<slug>.ics ' +
      '/data/mobile-library-stops.csv /data/visits.csv /data/visits.json /data/visits.geojson /status.json /releases.json /api/';
    expect(fixed.split(' ').filter((address) => !text.includes(`\`${address}\``))).toEqual([]);
  });
});
