import { describe, expect, it } from 'vitest';
import { DEMAND_PARAMETERS, demandInputs, localRateName } from '../../../server/core/demand/demandInputs.ts';
import { expectedContacts } from '../../../server/core/demand/expectedContacts.ts';
import { type SessionRate, USUAL_SESSION_RATES } from '../../../server/core/demand/sessionRates.ts';
import { swingsOf, withChanges } from '../../../server/core/demand/swings.ts';
import { DEFAULT_PARAMETERS, parametersWith } from '../../../server/core/parameters.ts';
import { area, townMatrix, townWalks } from '../../support/tinyTown.ts';

const PLAY: SessionRate = {
  sessionTypeId: 'play',
  name: 'Stay and play',
  kind: 'local',
  share: 1,
  perBaby: { low: 0.1, value: 0.2, high: 0.4 },
};
const KNOWN = { parameters: DEFAULT_PARAMETERS, rates: [...USUAL_SESSION_RATES, PLAY] };

/** One area with 10 babies and 10 toddlers, 25 minutes from a hub. */
const cotley = (sessionRates: readonly SessionRate[]) => {
  const ids = ['area-cotley'];
  return {
    areas: [area({ id: 'area-cotley' })],
    areasToHubs: townMatrix(ids, ['hub-west', 'hub-east']),
    areasToHubsOnFoot: townWalks(ids, ['hub-west', 'hub-east']),
    areasToSites: townMatrix(ids, ['site-ashby', 'site-carn']),
    areasToSitesOnFoot: townWalks(ids, ['site-ashby', 'site-carn']),
    sessionRates,
    parameters: DEFAULT_PARAMETERS,
    siteId: 'site-carn',
  };
};

describe('the inputs of an estimate', () => {
  it('are every constant of the demand model and every local rate, with range and source', () => {
    const inputs = demandInputs(DEFAULT_PARAMETERS, KNOWN.rates);
    expect(inputs.map(({ name }) => name)).toEqual([...DEMAND_PARAMETERS, 'session:play']);
    for (const { low, value, high, source } of inputs) {
      expect(low <= value && value <= high).toBe(true);
      expect(source.length).toBeGreaterThan(3);
    }
    expect(localRateName('play')).toBe('session:play');
  });

  it('are widened by a value outside their plausible range, and marked as no assumption any more', () => {
    const inputs = demandInputs(parametersWith({ reviewShare: 0.9 }), []);
    expect(inputs.find(({ name }) => name === 'reviewShare')).toMatchObject({
      low: 0.1,
      value: 0.9,
      high: 0.9,
      usualValue: 0.3,
      isAssumed: false,
    });
    expect(inputs.find(({ name }) => name === 'feedingPerBaby')?.isAssumed).toBe(true);
  });
});

describe('changes that are tried', () => {
  it('reach constants and local rates, and leave what they come from alone', () => {
    const changed = withChanges(KNOWN, { feedingPerBaby: 0.2, 'session:play': 0.6 });
    expect(changed.parameters.feedingPerBaby).toBe(0.2);
    expect(changed.rates.at(-1)?.perBaby).toEqual({ low: 0.1, value: 0.6, high: 0.6 });
    expect(KNOWN.rates.at(-1)?.perBaby?.value).toBe(0.2);
    expect(withChanges(KNOWN, {})).toEqual(KNOWN);
  });

  it('are refused outside what is accepted, and for names nobody knows', () => {
    const refused: readonly [Record<string, number>, string][] = [
      [{ reviewShare: 2 }, 'PARAMETER_RANGE'],
      [{ 'session:play': Number.NaN }, 'PARAMETER_RANGE'],
      [{ 'session:nobody': 1 }, 'PARAMETER_UNKNOWN'],
    ];
    for (const [changes, code] of refused) {
      expect(() => withChanges(KNOWN, changes)).toThrowError(expect.objectContaining({ code }));
    }
  });
});

describe('which input matters most', () => {
  it('is worked by hand for one rate: 2 of 10 babies’ contacts at its value, 1 at its low and 4 at its high end', () => {
    const swings = swingsOf(cotley([PLAY]));
    const play = swings.find(({ input }) => input.name === 'session:play');
    const [, carn] = expectedContacts(cotley([PLAY]));
    expect(play?.atLow).toBeCloseTo(carn.contactsPerMonth / 2, 9);
    expect(play?.atHigh).toBeCloseTo(carn.contactsPerMonth * 2, 9);
    expect(swings[0].input.name).toBe('session:play');
  });

  it('leaves out what changes nothing here, and begins with the widest', () => {
    const swings = swingsOf(cotley([PLAY]));
    const names = swings.map(({ input }) => input.name);
    expect(names).not.toContain('wellbeingPrevalence');
    expect(names).toContain('stopDecayMinutes');
    const widths = swings.map(({ atLow, atHigh }) => Math.abs(atHigh - atLow));
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
  });

  it('goes the way of the input: more decay minutes of hubs leave fewer for the van, of stops more', () => {
    const swings = new Map(swingsOf(cotley(USUAL_SESSION_RATES)).map((swing) => [swing.input.name, swing]));
    const [hub, stop] = ['hubDecayMinutes', 'stopDecayMinutes'].map((name) => swings.get(name));
    expect(hub && hub.atLow > hub.atHigh).toBe(true);
    expect(stop && stop.atLow < stop.atHigh).toBe(true);
  });
});
