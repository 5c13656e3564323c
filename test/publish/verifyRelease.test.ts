import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftRelease, type PublishNeeds } from '../../server/publish/draftRelease.ts';
import { english } from '../../server/publish/messages/en.ts';
import type { ReleaseContent } from '../../server/publish/releaseContent.ts';
import { releaseFiles } from '../../server/publish/releaseFiles.ts';
import { writeFiles } from '../../server/publish/releaseFolder.ts';
import { verifyRelease } from '../../server/publish/verifyRelease.ts';
import { keepPlan, publishNeeds, publishTables, tinyFolder } from './support/tinyPublish.ts';

let region: ReturnType<typeof tinyFolder>;
let needs: PublishNeeds;
let folder: string;
let content: ReleaseContent;

beforeEach(async () => {
  const tables = publishTables();
  const circle = {
    ...tables.sessionTypes[0],
    id: 'circle',
    publicName: 'Circle of invited parents',
    isPublic: false,
  };
  region = tinyFolder({ sessionTypes: [...tables.sessionTypes, circle] });
  needs = publishNeeds(region);
  const plan = keepPlan(region.db);
  ({ content } = await draftRelease(needs, { planId: plan.id, by: 'Ann', needsApproval: true }));
  folder = join(region.regionFolder, 'written');
  await writeFiles(folder, releaseFiles(content, { messages: english, clientBuild: needs.clientBuild }));
});

afterEach(() => {
  region.db.close();
  rmSync(region.regionFolder, { recursive: true, force: true });
});

const change = (path: string, from: string | RegExp, to: string) => {
  const before = readFileSync(join(folder, path), 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(join(folder, path), after);
};

const faults = (): string[] => {
  try {
    verifyRelease(folder, content);
    return [];
  } catch (error) {
    return (error as { details: { faults: string[] } }).details.faults;
  }
};

const FIRST = '00000000-0000-4000-8000-000000000001';
/** Ashby, 1 December: not the next one, so only the list of dates names it. */
const FOURTH = '00000000-0000-4000-8000-000000000004';

describe('a written release', () => {
  it('passes as it was written', () => {
    expect(faults()).toEqual([]);
  });

  it.each<[string, () => void, string]>([
    [
      'a link that leads nowhere',
      () => change('index.html', 'href="/stops/ashby"', 'href="/stops/ashbi"'),
      'index.html links to /stops/ashbi, which is not there',
    ],
    [
      'a page that is gone',
      () => rmSync(join(folder, 'stops/carn'), { recursive: true }),
      'index.html links to /stops/carn, which is not there',
    ],
    ['a feed that is gone', () => rmSync(join(folder, 'data/visits.csv')), 'data/visits.csv is missing'],
    [
      'a page without its language',
      () => change('status/index.html', '<html lang="en-GB"', '<html'),
      'status/index.html does not say its language',
    ],
    [
      'two pages of one title',
      () => change('privacy/index.html', /<title>[^<]*/, '<title>Contact us – Mobile Family Hub'),
      'has the same title as',
    ],
    [
      'a script inside a page',
      () => change('stops/ashby/index.html', '</main>', '<script>1</script></main>'),
      'stops/ashby/index.html has a script inside',
    ],
    [
      'a handler inside a page',
      () => change('index.html', '<main', '<main onclick="x()"'),
      'index.html has the attribute onclick',
    ],
    [
      'a style inside a page',
      () => change('index.html', '<main', '<main style="color:red"'),
      'index.html has the attribute style',
    ],
    [
      'a script of another server',
      () => change('index.html', 'src="/assets', 'src="https://cdn.example/assets'),
      'index.html loads from another server',
    ],
    [
      'a link to another server',
      () => change('index.html', '</main>', '<a href="https://ads.example/">x</a></main>'),
      'index.html links to https://ads.example/',
    ],
    ['JSON cut short', () => change('data/visits.json', /\}\s*$/, ''), 'data/visits.json is not JSON'],
    [
      'a visit missing in JSON',
      () => change('data/visits.json', `"visit_uid": "${FIRST}"`, '"visit_uid": "x"'),
      `data/visits.json lacks the visit ${FIRST} 2026-11-24 10:00 11:30 on`,
    ],
    [
      'another time in the CSV',
      () => change('data/visits.csv', '10:00,11:30', '10:05,11:30'),
      `data/visits.csv lacks the visit ${FIRST} 2026-11-24 10:00 11:30 on`,
    ],
    [
      'a visit cancelled in the calendar only',
      () => change('calendar/all.ics', 'STATUS:CONFIRMED', 'STATUS:CANCELLED'),
      `calendar/all.ics lacks the visit ${FIRST} 2026-11-24 10:00 11:30 on`,
    ],
    [
      'an event without its stamp',
      () => change('calendar/stops/ashby.ics', /DTSTAMP:[^\r]*\r\n/, ''),
      'without DTSTAMP',
    ],
    [
      'a line that is too long',
      () => change('calendar/all.ics', 'CLASS:PUBLIC', `X-LONG:${'x'.repeat(80)}`),
      'calendar/all.ics has a line of more than 75 octets',
    ],
    [
      'lines that end as on Unix',
      () => change('calendar/all.ics', /\r\n/g, '\n'),
      'calendar/all.ics has a line that does not end in CRLF',
    ],
    [
      'a page that lost a visit',
      () => change('stops/ashby/index.html', `href="/visits/${FOURTH}"`, 'href="/"'),
      `stops/ashby/index.html does not name /visits/${FOURTH}`,
    ],
    [
      'words only for invited families',
      () => appendFileSync(join(folder, 'robots.txt'), 'Circle of invited parents'),
      'robots.txt tells what is only for invited families',
    ],
  ])('fails with %s', (_, damage, fault) => {
    damage();
    expect(faults().join('\n')).toContain(fault);
  });

  it('gives the same bytes for the same content', () => {
    const fields = { messages: english, clientBuild: needs.clientBuild };
    expect([...releaseFiles(content, fields)]).toEqual([...releaseFiles(content, fields)]);
  });
});
