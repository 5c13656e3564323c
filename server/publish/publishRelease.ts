import { existsSync, readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Release } from '../core/nouns.ts';
import { PlannerError } from '../shared/errors.ts';
import { takeFileLock } from '../store/fileLock.ts';
import type { WritableDb } from '../store/open.ts';
import { addRelease, findNewestRelease } from '../store/releases.ts';
import { listVisits, updateVisit } from '../store/visits.ts';
import { type Draft, draftRelease, type PublishNeeds, type PublishProgress } from './draftRelease.ts';
import { saveChanges } from './ledger.ts';
import { english } from './messages/en.ts';
import { agreeWithStore, publishLockPath } from './recoverReleases.ts';
import { MARK_FILE, releaseFiles } from './releaseFiles.ts';
import { buildingFolder, keepAsRelease, makeCurrent, pruneReleases, writeFiles } from './releaseFolder.ts';
import { verifyRelease } from './verifyRelease.ts';

export type PublishAsked = PublishProgress & {
  readonly planId: number;
  /** Who published, for the record: a person's name, or the schedule. */
  readonly by: string;
};

/** How often a release is drawn up again because the ledger moved while it was being written. */
const ATTEMPTS = 3;
/** Folders of older releases that stay on disk, the current one included; the store keeps what every release said. */
const KEPT_FOLDERS = 30;

/**
 * Publishes an approved plan: checks it, holds its timetable against the ledger, writes the next release into a folder of its
 * own, verifies it, records it in one transaction, and makes it current by one atomic rename. Whatever happens on the way, and
 * wherever the process dies, the old release stays whole and current.
 * @throws PLAN_UNKNOWN, PLAN_NOT_APPROVED, PLAN_HAS_VIOLATIONS with `details.violations`; PUBLISH_BUSY while another process
 *         or page publishes; LEDGER_MOVED when visits kept changing meanwhile; RELEASE_FAULTY when the pages fail their check
 */
export async function publishRelease(needs: PublishNeeds, asked: PublishAsked): Promise<Release> {
  return (await publish(needs, asked, () => true))!;
}

/**
 * The same, but only when the release would say something new: another plan, a visit added, changed or over, or data imported
 * since.
 * @returns null when there is nothing new
 */
export const publishIfNew = (needs: PublishNeeds, asked: PublishAsked): Promise<Release | null> =>
  publish(needs, asked, (draft) => draft.isNew);

/**
 * Writes what the next release of a plan would be into a folder that any web server can serve, and promises nothing.
 * @param asked.folder  new, empty, or an earlier export, which is replaced
 * @throws FOLDER_NOT_OURS when the folder holds anything else; and as publishRelease, save PLAN_NOT_APPROVED
 */
export async function exportRelease(
  needs: PublishNeeds,
  asked: PublishAsked & { folder: string },
): Promise<Release> {
  const { folder } = asked;
  const found = existsSync(folder) ? readdirSync(folder) : [];
  if (found.length > 0 && !found.includes(MARK_FILE)) throw folderNotOurs(folder);
  const draft = await draftRelease(needs, { ...asked, needsApproval: false });
  const building = join(dirname(folder), `.${basename(folder)}-building`);
  await rm(building, { recursive: true, force: true });
  await writeVerified(building, { needs, draft, asked });
  await rm(folder, { recursive: true, force: true });
  await rename(building, folder);
  return draft.release;
}

async function publish(
  needs: PublishNeeds,
  asked: PublishAsked,
  isWanted: (draft: Draft) => boolean,
): Promise<Release | null> {
  const { regionFolder } = needs;
  const unlock = takeFileLock(publishLockPath(regionFolder));
  if (!unlock) throw busy();
  try {
    await agreeWithStore(needs);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const draft = await draftRelease(needs, { ...asked, needsApproval: true });
      if (!isWanted(draft)) return null;
      const { number, folder } = draft.release;
      const building = await buildingFolder(regionFolder, number);
      await writeVerified(building, { needs, draft, asked });
      stage(asked, 'Recording the release', 0.95);
      await keepAsRelease(building, number);
      if (!record(needs.db, draft)) continue;
      stage({ onStage: asked.onStage }, 'Making the release current', 0.98);
      await makeCurrent(regionFolder, folder);
      await pruneReleases(regionFolder, { newest: number, kept: KEPT_FOLDERS });
      return draft.release;
    }
    throw ledgerMoved();
  } catch (error) {
    await agreeWithStore(needs);
    throw error;
  } finally {
    unlock();
  }
}

async function writeVerified(
  folder: string,
  work: { needs: PublishNeeds; draft: Draft; asked: PublishProgress },
): Promise<void> {
  const { needs, draft, asked } = work;
  try {
    stage(asked, 'Writing pages and feeds', 0.4);
    await writeFiles(
      folder,
      releaseFiles(draft.content, { messages: english, clientBuild: needs.clientBuild }),
    );
    stage(asked, 'Verifying the release', 0.75);
    verifyRelease(folder, draft.content);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Writes ledger and release in one transaction. @returns false, with nothing written, when either moved since the draft */
function record(db: WritableDb, draft: Draft): boolean {
  const write = db.transaction((): boolean => {
    const isNext = (findNewestRelease(db)?.number ?? 0) + 1 === draft.release.number;
    if (!isNext || JSON.stringify(listVisits(db)) !== JSON.stringify(draft.ledger)) return false;
    saveChanges(db, draft.changes);
    for (const visit of draft.frozen) updateVisit(db, visit);
    addRelease(db, draft.release, draft.frozen);
    return true;
  });
  return write.immediate();
}

function stage(progress: PublishProgress, words: string, share: number): void {
  progress.signal?.throwIfAborted();
  progress.onStage?.(words, share);
}

const busy = (): PlannerError =>
  new PlannerError({
    code: 'PUBLISH_BUSY',
    category: 'conflict',
    message:
      'A release is being published at the moment. Wait a minute, look at the newest release, and try again',
  });

const ledgerMoved = (): PlannerError =>
  new PlannerError({
    code: 'LEDGER_MOVED',
    category: 'conflict',
    message:
      'Visits were changed several times while the release was being written. Publish again in a minute',
  });

const folderNotOurs = (folder: string): PlannerError =>
  new PlannerError({
    code: 'FOLDER_NOT_OURS',
    category: 'input',
    message: `${folder} already holds files that are not an earlier export. Name a new or empty folder`,
    details: { folder },
  });
