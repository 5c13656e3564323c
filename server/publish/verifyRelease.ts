import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlannerError } from '../shared/errors.ts';
import { counted } from '../shared/text.ts';
import type { ReleaseContent } from './releaseContent.ts';
import { calendarFaults } from './verify/calendarFaults.ts';
import { pageFaults } from './verify/pageFaults.ts';
import { visitFaults } from './verify/visitFaults.ts';

/** A release folder as it stands on disk: text of each file by path; pictures are listed without their bytes. */
export interface WrittenRelease {
  readonly paths: ReadonlySet<string>;
  readonly textOf: (path: string) => string;
}

const TEXT = /\.(html|json|geojson|csv|ics|xml|txt|webmanifest|svg|css|js)$/;
/** Faults named in the message; all are in its details. */
const NAMED = 3;

/**
 * Reads a written release back and checks it as a stranger would: every internal link resolves, every page has its language, a
 * title of its own and no script or style inside, every visit is in every format with the same times, every JSON and calendar
 * file parses, and nothing only for invited families is told.
 * @throws RELEASE_FAULTY with `details.faults`, all of them in words
 */
export function verifyRelease(folder: string, content: ReleaseContent): void {
  const written = readWritten(folder);
  const faults = [
    ...pageFaults(written, content),
    ...jsonFaults(written),
    ...calendarFaults(written),
    ...visitFaults(written, content),
  ];
  if (faults.length === 0) return;
  throw new PlannerError({
    code: 'RELEASE_FAULTY',
    category: 'internal',
    message: `The release was not published: ${counted(faults.length, 'fault')} found in its files. ${faults.slice(0, NAMED).join('; ')}`,
    details: { faults },
  });
}

function readWritten(folder: string): WrittenRelease {
  const paths = new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)),
  );
  const texts = new Map<string, string>();
  return {
    paths,
    textOf(path) {
      const known = texts.get(path);
      if (known !== undefined) return known;
      const text = paths.has(path) && TEXT.test(path) ? readFileSync(join(folder, path), 'utf8') : '';
      // Pages are many and looked at once or twice; feeds and data are few.
      if (!path.endsWith('.html')) texts.set(path, text);
      return text;
    },
  };
}

function jsonFaults(written: WrittenRelease): string[] {
  return [...written.paths]
    .filter((path) => /\.(json|geojson|webmanifest)$/.test(path))
    .flatMap((path) => {
      try {
        JSON.parse(written.textOf(path));
        return [];
      } catch (error) {
        return [`${path} is not JSON: ${error instanceof Error ? error.message : error}`];
      }
    });
}
