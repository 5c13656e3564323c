import type { WriteStream } from 'node:tty';

/** How far some work is: a step in words with the share of it that is done, 0..1. */
export interface ShownProgress {
  readonly step: string;
  readonly share: number;
}

const BAR_WIDTH = 24;
const STEP_WIDTH = 38;

/**
 * Shows progress on a stream: a bar that is drawn over itself on a terminal, one line a finished step elsewhere.
 * `end` leaves the last bar standing and may be called twice.
 */
export function progressLines(stream: Pick<WriteStream, 'write' | 'isTTY'>): {
  show(progress: ShownProgress): void;
  end(): void;
} {
  let shown = '';
  const finish = () => {
    if (stream.isTTY && shown !== '') stream.write('\n');
    shown = '';
  };
  return {
    show({ step, share }) {
      if (!stream.isTTY) {
        if (share >= 1 && shown !== step) stream.write(`${step}: done\n`);
        shown = share >= 1 ? step : '';
        return;
      }
      const filled = Math.round(Math.min(1, share) * BAR_WIDTH);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
      const line = `${step.padEnd(STEP_WIDTH)} ${bar} ${String(Math.round(share * 100)).padStart(3)} %`;
      if (line === shown) return;
      stream.write(`\r${line}`);
      shown = line;
      if (share >= 1) finish();
    },
    end: finish,
  };
}
