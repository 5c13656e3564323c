import type { ServiceStop } from '../../server/core/nouns.ts';
import { parseRecurrence } from '../../server/shared/recurrence.ts';
import { clockTime, serviceDate } from '../../server/shared/time.ts';
import { pointAt } from './tinyTown.ts';

/**
 * A stop of an existing service in tiny town: public, by Van 1 on route A, 10:00 to 11:00 every second Tuesday from
 * 24 November 2026; say only what matters.
 */
export function serviceStop(
  name: string,
  fields: Partial<ServiceStop> & {
    /** Along tiny town's road; null is the island. */
    readonly minute?: number | null;
    readonly times?: readonly [string, string];
    readonly rule?: string;
    readonly from?: string;
  } = {},
): ServiceStop {
  const {
    minute = 10,
    times = ['10:00', '11:00'],
    rule = 'FREQ=WEEKLY;INTERVAL=2',
    from = '2026-11-24',
    ...rest
  } = fields;
  return {
    organisation: 'Tiny council',
    vanName: 'Van 1',
    route: 'A',
    community: '',
    name,
    address: '',
    postcode: '',
    lonLat: pointAt(minute),
    weekday: 2,
    type: 'public',
    arrival: clockTime(times[0]),
    departure: clockTime(times[1]),
    recurrence: parseRecurrence(rule),
    start: serviceDate(from),
    end: null,
    exceptions: [],
    timetableUrl: '',
    ...rest,
  };
}
