import { describe, expect, it } from 'vitest';
import { stopReasons } from '../../../server/core/rotaReasons/stopReasons.ts';
import { shifts, site, stop, tinyTown, van } from '../../support/tinyTown.ts';
import { smallTown } from './smallTown.ts';

describe('why a stop is not served', () => {
  it('says how many minutes are lacking, on which day and beside which call', () => {
    const reasons = stopReasons(smallTown(), 'site-brook');
    expect(reasons?.headline).toBe('50 minutes short on Tuesday, beside Ashby hall.');
    expect(reasons?.shortage).toMatchObject({
      weekday: 2,
      week: 0,
      seconds: 3000,
      besideSiteId: 'site-ashby',
    });
  });

  it('offers the shorter session and the longer day that bring it in, with what they cost', () => {
    const offers = stopReasons(smallTown(), 'site-brook')?.offers ?? [];
    expect(offers.map(({ words, costWords }) => [words, costWords])).toEqual([
      ['Tuesday ends at 2pm instead of 1pm', '2 hours 25 minutes more van time in every cycle'],
      [
        'Its session is 40 minutes instead of 1 hour 30 minutes',
        '1 hour 35 minutes more van time in every cycle',
      ],
    ]);
  });

  it('offers the place of a stop that serves fewer, when that one may not move', () => {
    const town = smallTown();
    const swapped = {
      ...town,
      stops: town.stops.map((each) => (each.siteId === 'site-brook' ? { ...each, need: 72 } : each)),
    };
    const offers = stopReasons(swapped, 'site-brook')?.offers ?? [];
    expect(offers.map(({ words }) => words)).toContain(
      'It takes the place of Ashby hall, which serves 12 fewer under-5s',
    );
    const left = offers.find(({ changes }) => changes[0].kind === 'leave');
    expect(left?.cost.needLost).toBe(60);
  });

  it('asks for other hours of a site that is closed when the van comes, and says that they are not ours to give', () => {
    const town = smallTown({
      stops: [stop({ siteId: 'site-brook' })],
      sites: [
        site({ id: 'site-brook', name: 'Brook hall', opening: { 3: [{ from: 9 * 3600, to: 12 * 3600 }] } }),
      ],
    });
    const reasons = stopReasons(town, 'site-brook');
    expect(reasons?.headline).toContain('Closed on every weekday');
    const [offer] = reasons?.offers ?? [];
    expect(offer.words).toBe('Brook hall can be used on Tuesdays from 9am to midday');
    expect(offer.isOurs).toBe(false);
    expect(offer.costWords).toContain('Its owner has to agree');
  });

  it('knows nothing of a stop that is left out or unknown', () => {
    expect(stopReasons(smallTown(), 'site-carn')).toBe(null);
    expect(stopReasons(smallTown({ wishes: { left: ['site-ashby'] } }), 'site-ashby')).toBe(null);
  });
});

describe('why a stop is on its day and at its time', () => {
  it('names what keeps it from opening earlier and later, with the minutes', () => {
    const reasons = stopReasons(smallTown(), 'site-ashby');
    expect(reasons?.headline).toBe('Tuesday at 9:30am: the van works on no other day.');
    expect(reasons?.sentences).toEqual([
      'It opens no earlier because the van leaves its base at 9am at the earliest, 10 minutes away.',
      'Up to 1 hour 35 minutes later nothing stands in its way; then the van has to be back at its base by 1pm, 10 minutes away.',
    ]);
  });

  it('compares it with every other day: what it would cost there, or who would have to go', () => {
    const twoDays = {
      ...shifts([2], '09:00', '13:00'),
      ...shifts([4], '09:00', '12:00'),
      ...shifts([5], '09:00', '17:00'),
    };
    const town = smallTown({
      vans: [van({ shifts: twoDays })],
      sites: tinyTown.sites.map((each) =>
        each.id === 'site-brook'
          ? { ...each, opening: { 2: [], 4: [{ from: 0, to: 86_400 }], 5: [{ from: 0, to: 86_400 }] } }
          : each,
      ),
      stops: [
        stop({ siteId: 'site-ashby', need: 60, wishes: undefined }),
        stop({ siteId: 'site-brook', need: 48 }),
      ],
      wishes: { stops: { 'site-ashby': { weekdays: [5] }, 'site-brook': { weekdays: [4, 5] } } },
    });
    const { otherDays, headline } = stopReasons(town, 'site-brook') ?? { otherDays: [], headline: '' };
    // Friday: on the way back from Brook (20) the van passes Ashby (10): Brook costs 20 minutes there, 40 on a day of its own.
    expect(headline).toContain('Friday');
    expect(otherDays.map(({ weekday, fits, words }) => [weekday, fits, words])).toEqual([
      [2, false, 'closed'],
      [4, true, '20 minutes more driving in every cycle'],
    ]);
  });
});
