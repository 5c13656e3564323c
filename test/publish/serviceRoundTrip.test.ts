import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readMobileLibrary } from '../../server/import/timetable/mobileLibrary.ts';
import { publishRelease } from '../../server/publish/publishRelease.ts';
import { currentReleaseFolder } from '../../server/publish/releaseFolder.ts';
import { datesOf } from '../../server/shared/recurrence.ts';
import { addDays, fixedClock, serviceDate } from '../../server/shared/time.ts';
import { approvePlan } from '../../server/store/plans.ts';
import { importService } from '../../server/timetables.ts';
import { tempFile } from '../import/support/tempFile.ts';
import { townEngine } from '../support/tinyRegion.ts';
import { keepPlan, NINE_ON_TUESDAY, publishNeeds, tinyFolder } from './support/tinyPublish.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A region of tiny town, and the stops its newest release publishes. */
function tinyRegion() {
  const region = tinyFolder();
  folders.push(region.regionFolder);
  return {
    ...region,
    publish: async (planId: number): Promise<string> => {
      await publishRelease(publishNeeds(region), { planId, by: 'Ann' });
      const folder = currentReleaseFolder(region.regionFolder) ?? '';
      return readFileSync(join(folder, 'data/mobile-library-stops.csv'), 'utf8');
    },
  };
}

const PARTS = { from: serviceDate('2026-11-24'), to: addDays(serviceDate('2026-11-24'), 100) };

/** Every promise of a file: date, stop, times, van. */
async function promisesOf(text: string): Promise<string[]> {
  const { rows, refused, notes } = await readMobileLibrary(tempFile('stops.csv', text), () => undefined);
  expect([refused, notes]).toEqual([[], []]);
  return rows
    .flatMap(({ value }) =>
      datesOf(value, PARTS).map((date) =>
        [date, value.name, value.arrival, value.departure, value.vanName, ...(value.lonLat ?? [])].join(' '),
      ),
    )
    .sort();
}

it('the stops we publish come back as the same rows when they are taken over and published again', async () => {
  const first = tinyRegion();
  const published = await first.publish(keepPlan(first.db).id);
  const second = tinyRegion();
  const clock = fixedClock(NINE_ON_TUESDAY);
  const report = await importService(
    { db: second.db, engine: townEngine(), clock },
    tempFile('mobile-library-stops.csv', published),
  );
  expect(report).toMatchObject({ sitesAdded: 0, sitesMatched: 3, refused: [], leftOut: [] });
  approvePlan(second.db, { id: report.planId, by: 'Ann', at: clock() });
  const again = await second.publish(report.planId);
  expect(await promisesOf(again)).toEqual(await promisesOf(published));
  const rowsOf = (text: string) => text.split('\r\n').sort();
  expect(rowsOf(again)).toEqual(rowsOf(published));
});
