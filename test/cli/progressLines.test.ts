import { describe, expect, it } from 'vitest';
import { progressLines } from '../../server/cli/progressLines.ts';

function shown(isTTY: boolean, ...steps: [string, number][]): string {
  let text = '';
  const progress = progressLines({
    isTTY,
    write: (part: string | Uint8Array) => {
      text += part;
      return true;
    },
  });
  for (const [step, share] of steps) progress.show({ step, share });
  progress.end();
  progress.end();
  return text;
}

describe('progress', () => {
  it('is a bar drawn over itself on a terminal, left standing when the step ends', () => {
    const bars = shown(
      true,
      ['Reading', 0],
      ['Reading', 0.5],
      ['Reading', 0.5],
      ['Reading', 1],
      ['Saving', 0.25],
    );
    expect(bars.split('\r').slice(1)).toEqual([
      `${'Reading'.padEnd(38)} ${'░'.repeat(24)}   0 %`,
      `${'Reading'.padEnd(38)} ${'█'.repeat(12)}${'░'.repeat(12)}  50 %`,
      `${'Reading'.padEnd(38)} ${'█'.repeat(24)} 100 %\n`,
      `${'Saving'.padEnd(38)} ${'█'.repeat(6)}${'░'.repeat(18)}  25 %\n`,
    ]);
  });

  it('is one line a finished step elsewhere', () => {
    expect(
      shown(false, ['Reading', 0], ['Reading', 0.5], ['Reading', 1], ['Reading', 1], ['Saving', 0]),
    ).toBe('Reading: done\n');
  });
});
