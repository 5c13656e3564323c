/**
 * Publishes in a process of its own and stands still at one stage until it is killed.
 * Arguments: the region's folder, the plan's number, the stage to stand still at.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { publishRelease } from '../../../server/publish/publishRelease.ts';
import { fixedClock } from '../../../server/shared/time.ts';
import { openStore } from '../../../server/store/open.ts';
import { publishNeeds } from './tinyPublish.ts';

const [regionFolder, planId, stage] = process.argv.slice(2);
const db = openStore(join(regionFolder, 'region.sqlite'));
let count = 0;
const needs = publishNeeds(
  { regionFolder, db },
  {
    clock: fixedClock('2026-11-25T09:00:00Z'),
    newUid: () => `11111111-0000-4000-8000-${String(++count).padStart(12, '0')}`,
  },
);
const standStill = () => {
  writeSync(1, 'standing still\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
const release = await publishRelease(needs, {
  planId: Number(planId),
  by: 'child',
  onStage: (words) => words === stage && standStill(),
});
writeSync(1, `published ${release.number}\n`);
if (stage === 'at the end') standStill();
