import { describe, expect, it } from 'vitest';
import { shortNotices } from '../../../server/core/timetable/shortNotice.ts';
import { clockTime, serviceDate } from '../../../server/shared/time.ts';

const at = (siteId: string, date: string, open = '10:00') => ({
  siteId,
  date: serviceDate(date),
  open: clockTime(open),
  close: clockTime(open) + 3600,
});

const visit = (...fields: Parameters<typeof at>) => {
  const times = at(...fields);
  return { ...times, vanId: 'van-1', arrive: times.open, leave: times.close, sessionTypeIds: [] };
};

/** From Tuesday 24 November 2026, with four weeks' notice: the first date told early enough is 22 December. */
const notices = (
  promised: ReturnType<typeof at>[],
  visits: ReturnType<typeof visit>[],
  from = '2026-11-24',
) =>
  shortNotices({
    promised,
    timetable: {
      from: serviceDate(from),
      visits,
      skipped: [{ siteId: 'carn', date: serviceDate('2026-12-10'), reason: '' }],
    },
    today: serviceDate('2026-11-24'),
    noticeDays: 28,
  });

describe('changes at short notice', () => {
  it('are promised visits that lose their date or time within the notice period', () => {
    const promised = [at('ashby', '2026-12-08'), at('ashby', '2026-12-01'), at('brook', '2026-12-21')];
    expect(notices(promised, [visit('brook', '2026-12-21', '11:00')])).toEqual([
      { siteId: 'ashby', date: '2026-12-01', days: 7 },
      { siteId: 'brook', date: '2026-12-21', days: 27 },
    ]);
  });

  it('are none of what stays, is told early enough, is over today, or belongs to the plan before', () => {
    const promised = [at('ashby', '2026-12-01'), at('brook', '2026-12-22'), at('brook', '2026-11-24')];
    expect(notices(promised, [visit('ashby', '2026-12-01')])).toEqual([]);
    expect(notices([at('ashby', '2026-12-01')], [], '2026-12-07')).toEqual([]);
  });

  it('are none of what was decided of single dates', () => {
    const moved = { ...visit('ashby', '2026-12-02', '14:00'), replaces: serviceDate('2026-12-01') };
    expect(notices([at('carn', '2026-12-10'), at('ashby', '2026-12-02')], [moved])).toEqual([]);
  });
});
