import { describe, expect, it } from 'vitest';
import { plannedLegSeconds } from '../../../server/core/rota/plannedLeg.ts';
import { UNREACHABLE } from '../../../server/shared/units.ts';

const asPublished = { travelFactor: 1.15, travelAllowanceSeconds: 240 };

describe('plannedLegSeconds', () => {
  it('is routed × factor + allowance, rounded up to a second', () => {
    expect(plannedLegSeconds(600, asPublished)).toBe(930);
    expect(plannedLegSeconds(601, asPublished)).toBe(932);
    expect(plannedLegSeconds(0, asPublished)).toBe(240);
  });

  it('keeps unreachable unreachable, and takes what is not a time for it', () => {
    expect(plannedLegSeconds(UNREACHABLE, asPublished)).toBe(UNREACHABLE);
    expect(plannedLegSeconds(Number.NaN, asPublished)).toBe(UNREACHABLE);
    expect(plannedLegSeconds(-1, asPublished)).toBe(UNREACHABLE);
  });
});
