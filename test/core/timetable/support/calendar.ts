import type { ServiceCalendar } from '../../../../server/core/timetable/serviceCalendar.ts';
import type { Absence } from '../../../../server/shared/absences.ts';
import { serviceDate } from '../../../../server/shared/time.ts';

/** A calendar with nothing in it; say only what matters. */
export const calendar = (fields: Partial<ServiceCalendar> = {}): ServiceCalendar => ({
  bankHolidays: { holidays: [], warnings: [] },
  schoolTerms: [],
  absences: [],
  crews: [],
  ...fields,
});

/** One made-up bank holiday a date. */
export const bankHolidays = (...dates: readonly string[]): ServiceCalendar['bankHolidays'] => ({
  holidays: dates.map((date) => ({ date: serviceDate(date), title: 'Made-up day', isComputed: false })),
  warnings: [],
});

const away =
  (kind: Absence['kind'], of: Absence['of']) =>
  (id: string, from: string, to = from): Absence => ({
    kind,
    of,
    id,
    from: serviceDate(from),
    to: serviceDate(to),
    note: '',
  });

export const vanOff = away('van-off', 'van');
export const closure = away('site-closed', 'site');
export const crewLeave = away('leave', 'crew');
export const skillAway = away('training', 'skill');
