import { describe, expect, it } from 'vitest';
import { readConfig } from '../server/config.ts';
import { identityOf } from '../server/identity.ts';

const county = { name: 'Rutland', isSample: false };
const sample = { name: 'Cornwall', isSample: true };

describe('who publishes', () => {
  it('is neutral for a county whose council says nothing', () => {
    expect(identityOf(readConfig({}), county)).toEqual({
      serviceName: 'Mobile Family Hub',
      councilName: 'Rutland',
      councilUrl: null,
      logoFile: null,
      phone: null,
      textLine: null,
      publicUrl: 'http://127.0.0.1:3000',
    });
  });

  it('is marked as a sample, with numbers that reach nobody, for the sample region', () => {
    expect(identityOf(readConfig({}), sample)).toEqual({
      serviceName: 'Mobile Family Hub',
      councilName: 'Cornwall Council (sample)',
      councilUrl: null,
      logoFile: null,
      // Ofcom keeps 01632 960 and 07700 900 free for drama.
      phone: { name: 'Advice line', number: '01632 960321', hours: 'Monday to Friday, 9am to 5pm' },
      textLine: { name: 'ChatHealth', number: '07700 900321', hours: 'Monday to Friday, 9am to 5pm' },
      publicUrl: 'http://127.0.0.1:3000',
    });
  });

  it.each([
    ['a county', county],
    ['the sample', sample],
  ])('is what the council configures, for %s', (_, region) => {
    const config = readConfig({
      PUBLIC_URL: 'https://hub.example.gov.uk',
      SERVICE_NAME: 'Family Hub on wheels',
      COUNCIL_NAME: 'Example Council',
      COUNCIL_URL: 'https://www.example.gov.uk',
      PHONE_NAME: 'Help line',
      PHONE_NUMBER: '01632 960000',
      PHONE_HOURS: 'Weekdays',
      TEXT_LINE_NUMBER: '07700 900000',
    });
    expect(identityOf(config, region)).toMatchObject({
      serviceName: 'Family Hub on wheels',
      councilName: 'Example Council',
      councilUrl: 'https://www.example.gov.uk',
      phone: { name: 'Help line', number: '01632 960000', hours: 'Weekdays' },
      textLine: { name: 'Text', number: '07700 900000', hours: '' },
      publicUrl: 'https://hub.example.gov.uk',
    });
  });

  it('has no phone line without a number', () => {
    expect(
      identityOf(readConfig({ PHONE_NAME: 'Help line', PHONE_HOURS: 'Weekdays' }), county).phone,
    ).toBeNull();
  });

  it.each([
    ['localhost', '8080', 'http://localhost:8080'],
    ['::1', '3000', 'http://[::1]:3000'],
  ])('stands where the program answers unless told otherwise: %s, port %s', (HOST, PORT, address) => {
    const { publicUrl } = identityOf(readConfig({ HOST, PORT }), county);
    expect(publicUrl).toBe(address);
    expect(new URL(publicUrl).port).toBe(PORT);
  });
});
