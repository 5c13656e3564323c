import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sample } from './globalSetup.ts';
import { type Program, startProgram } from './program.ts';

/** A sample of one's own, that may be changed and killed. */
export interface OwnSample {
  /** Folder of the region: its database, roads and releases. */
  readonly regionFolder: string;
  readonly program: () => Program;
  /** Starts the program again on what it left, at the same address. */
  restart(): Promise<Program>;
  /** Ends the program and removes the folder. */
  remove(): Promise<void>;
}

/** Copies the prepared sample and starts the program on it. */
export async function copyOfSample({ prepared, shiftMs }: Sample): Promise<OwnSample> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-rounds-own-'));
  await cp(prepared, dataDir, { recursive: true, verbatimSymlinks: true });
  let program = await startProgram({ dataDir, shiftMs });
  return {
    regionFolder: join(dataDir, 'sample'),
    program: () => program,
    async restart() {
      program = await startProgram({ dataDir, shiftMs, port: program.port });
      return program;
    },
    async remove() {
      await program.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
