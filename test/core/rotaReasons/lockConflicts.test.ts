import { describe, expect, it } from 'vitest';
import { lockConflicts } from '../../../server/core/rotaReasons/lockConflicts.ts';
import { clockTime } from '../../../server/shared/time.ts';
import { stop, van } from '../../support/tinyTown.ts';
import { smallTown } from './smallTown.ts';

/** On van 1, on Tuesday. */
const lock = (siteId: string, open: string) => ({
  siteId,
  vanId: 'van-1',
  weekday: 2 as const,
  weeks: [0],
  open: clockTime(open),
});
const stops = ['site-ashby', 'site-brook', 'site-carn'].map((siteId) => stop({ siteId }));
const ASHBY = { kind: 'stop', siteId: 'site-ashby' };
const BROOK = { kind: 'stop', siteId: 'site-brook' };
const CARN = { kind: 'stop', siteId: 'site-carn' };

describe('locks that cannot be kept together', () => {
  it('are none while all can be kept', () => {
    const lockedStops = [lock('site-ashby', '09:30'), lock('site-brook', '11:45')];
    expect(lockConflicts(smallTown({ stops, vans: [van()], wishes: { lockedStops } }))).toEqual([]);
  });

  it('are the two that clash, not the third beside them', () => {
    // The van leaves Ashby at 11:15 and cannot be open at Carn, 20 minutes on and 20 to set up, before 11:55.
    const lockedStops = [
      lock('site-brook', '14:30'),
      lock('site-ashby', '09:30'),
      lock('site-carn', '11:30'),
    ];
    const [conflict, ...others] = lockConflicts(smallTown({ stops, vans: [van()], wishes: { lockedStops } }));
    expect(conflict.locks).toEqual([ASHBY, CARN]);
    expect(conflict.words).toBe(
      'The lock of Ashby hall on Tuesday at 9:30am and the lock of Carn hall on Tuesday at 11:30am cannot both be kept. Either can be kept without the other.',
    );
    expect(others).toEqual([]);
  });

  it('are three when an order is against the times of two', () => {
    const town = smallTown({
      stops,
      vans: [van()],
      wishes: {
        lockedStops: [lock('site-ashby', '09:30'), lock('site-brook', '11:45')],
        lockedOrders: [{ siteIds: ['site-brook', 'site-ashby'] }],
      },
    });
    expect(lockConflicts(town).map(({ locks }) => locks)).toEqual([
      [ASHBY, BROOK, { kind: 'order', siteIds: ['site-brook', 'site-ashby'] }],
    ]);
  });

  it('is one alone when nothing could keep it', () => {
    const lockedStops = [lock('site-ashby', '12:30')];
    const [conflict] = lockConflicts(smallTown({ stops, wishes: { lockedStops } }));
    expect(conflict.locks).toEqual([ASHBY]);
    expect(conflict.words).toContain('cannot be kept, whatever else is planned');
    const onSunday = [{ ...lock('site-ashby', '09:30'), weekday: 7 as const }];
    expect(lockConflicts(smallTown({ stops, wishes: { lockedStops: onSunday } }))[0].words).toContain(
      'the van does not work on Sunday',
    );
  });
});
