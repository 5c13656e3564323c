import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readConfig, SETTING_NAMES } from '../server/config.ts';
import { PlannerError } from '../server/shared/errors.ts';

const LOGO = fileURLToPath(new URL('./support/logo.svg', import.meta.url));

/** Why a setting with this value is refused; undefined when it is taken. */
function refusalOf(setting: string, value: string): string | undefined {
  try {
    readConfig({ [setting]: value });
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(PlannerError);
    expect(error).toMatchObject({ code: 'CONFIG_VALUE', category: 'input', details: { setting } });
    return (error as PlannerError).message;
  }
}

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      dataDir: resolve('.data'),
      region: 'sample',
      routingEngine: undefined,
      osrmUrl: undefined,
      osrmFootUrl: undefined,
      osrmBin: undefined,
      publicUrl: undefined,
      identity: {
        serviceName: undefined,
        councilName: undefined,
        councilUrl: undefined,
        logoFile: undefined,
        phoneName: undefined,
        phoneNumber: undefined,
        phoneHours: undefined,
        textLineName: undefined,
        textLineNumber: undefined,
        textLineHours: undefined,
      },
      publishAt: '04:30',
      timetableWeeks: 26,
      study: 'auto',
      trustProxyHops: 0,
      logLevel: 'info',
    });
  });

  it('takes an empty or a blank setting for an absent one', () => {
    for (const blank of ['', '   ', '\t\n']) {
      expect(readConfig(Object.fromEntries(SETTING_NAMES.map((name) => [name, blank])))).toEqual(
        readConfig({}),
      );
    }
  });

  it('takes every setting from the environment, without spaces around it', () => {
    const config = readConfig({
      HOST: '0.0.0.0',
      PORT: ' 8080 ',
      DATA_DIR: '/srv/hub rounds',
      REGION: 'rutland-2021',
      ROUTING_ENGINE: 'osrm-http',
      OSRM_URL: 'http://osrm.internal:5000/road/',
      OSRM_FOOT_URL: 'http://osrm.internal:5001',
      OSRM_BIN: '/opt/osrm/bin',
      PUBLIC_URL: 'https://hub.example.gov.uk/',
      SERVICE_NAME: 'Family Hub on wheels',
      COUNCIL_NAME: 'Rutland County Council',
      COUNCIL_URL: 'https://www.rutland.gov.uk/families',
      LOGO_FILE: LOGO,
      PHONE_NAME: 'Help line',
      PHONE_NUMBER: '01632 960000',
      PHONE_HOURS: 'Weekdays, 9am to 5pm',
      TEXT_LINE_NAME: 'Text us',
      TEXT_LINE_NUMBER: '07700 900000',
      TEXT_LINE_HOURS: 'Any time',
      PUBLISH_AT: '23:59',
      TIMETABLE_WEEKS: '13',
      STUDY: 'on',
      TRUST_PROXY: '2',
      LOG_LEVEL: 'warn',
      UNRELATED: 'left alone',
    });
    expect(config).toEqual({
      host: '0.0.0.0',
      port: 8080,
      dataDir: '/srv/hub rounds',
      region: 'rutland-2021',
      routingEngine: 'osrm-http',
      osrmUrl: 'http://osrm.internal:5000/road',
      osrmFootUrl: 'http://osrm.internal:5001',
      osrmBin: '/opt/osrm/bin',
      publicUrl: 'https://hub.example.gov.uk',
      identity: {
        serviceName: 'Family Hub on wheels',
        councilName: 'Rutland County Council',
        councilUrl: 'https://www.rutland.gov.uk/families',
        logoFile: LOGO,
        phoneName: 'Help line',
        phoneNumber: '01632 960000',
        phoneHours: 'Weekdays, 9am to 5pm',
        textLineName: 'Text us',
        textLineNumber: '07700 900000',
        textLineHours: 'Any time',
      },
      publishAt: '23:59',
      timetableWeeks: 13,
      study: 'on',
      trustProxyHops: 2,
      logLevel: 'warn',
    });
  });

  it('has every setting under a name of its own', () => {
    expect(SETTING_NAMES).toHaveLength(24);
    expect(new Set(SETTING_NAMES).size).toBe(24);
  });

  it('publishes nothing by itself when PUBLISH_AT is off', () => {
    expect(readConfig({ PUBLISH_AT: 'off' }).publishAt).toBeNull();
  });

  it('takes numbers to their limits', () => {
    expect(readConfig({ PORT: '1' }).port).toBe(1);
    expect(readConfig({ PORT: '65535' }).port).toBe(65_535);
    expect(readConfig({ TIMETABLE_WEEKS: '1' }).timetableWeeks).toBe(1);
    expect(readConfig({ TIMETABLE_WEEKS: '104' }).timetableWeeks).toBe(104);
    expect(readConfig({ TRUST_PROXY: '10' }).trustProxyHops).toBe(10);
  });

  it('takes hosts by name and by number', () => {
    for (const host of ['localhost', 'hub-1.example.gov.uk', '::1', '192.168.0.10']) {
      expect(readConfig({ HOST: host }).host).toBe(host);
    }
  });
});

describe('a value that cannot be used', () => {
  const port = 'expected a whole number from 1 to 65535';
  const address = 'expected an address that starts with http:// or https://';
  const site = 'expected the address of a whole site, such as https://hub.example.gov.uk, without a path';
  const clock = 'expected a clock time such as 04:30, or off';
  const picture = 'expected the path of an SVG or PNG file';
  const region = 'expected the short name of an imported region, such as rutland';
  it.each([
    ['HOST', 'http://localhost', 'expected a host name or an IP address'],
    ['HOST', 'two words', 'expected a host name or an IP address'],
    ['PORT', '0', port],
    ['PORT', '65536', port],
    ['PORT', '-1', port],
    ['PORT', '80.5', port],
    ['PORT', '0x50', port],
    ['PORT', '12345678901234567890', port],
    ['PORT', 'http', port],
    ['REGION', 'Rutland', region],
    ['REGION', '../sample', region],
    ['REGION', '-', region],
    ['ROUTING_ENGINE', 'OSRM', 'expected osrm-http, osrm, valhalla or estimate'],
    ['OSRM_URL', 'localhost:5000', address],
    ['OSRM_FOOT_URL', 'localhost:5001', address],
    ['OSRM_URL', 'http://', address],
    ['OSRM_URL', 'http://exa mple', address],
    ['OSRM_URL', 'http://host:port', address],
    ['PUBLIC_URL', 'hub.example.gov.uk', address],
    ['PUBLIC_URL', 'https://example.gov.uk/hub', site],
    ['PUBLIC_URL', 'https://example.gov.uk?hub', site],
    ['PUBLIC_URL', 'https://me:secret@example.gov.uk', site],
    ['COUNCIL_URL', 'javascript:alert(1)', address],
    ['LOGO_FILE', '/nowhere/logo.svg', picture],
    ['LOGO_FILE', 'package.json', picture],
    ['PUBLISH_AT', '4:30', clock],
    ['PUBLISH_AT', '24:00', clock],
    ['PUBLISH_AT', '04:60', clock],
    ['PUBLISH_AT', 'never', clock],
    ['TIMETABLE_WEEKS', '0', 'expected a whole number from 1 to 104'],
    ['TIMETABLE_WEEKS', '105', 'expected a whole number from 1 to 104'],
    ['STUDY', 'yes', 'expected auto, on or off'],
    ['TRUST_PROXY', 'true', 'expected a whole number from 0 to 10'],
    ['TRUST_PROXY', '11', 'expected a whole number from 0 to 10'],
    ['LOG_LEVEL', 'verbose', 'expected debug, info, warn, error or silent'],
  ])('is named with what was expected: %s=%s', (setting, value, expected) => {
    expect(refusalOf(setting, value)).toBe(
      `${setting}=${value} cannot be used: ${expected}. Change it in the environment and start again`,
    );
  });

  it('is told in one line of a bearable length', () => {
    expect(refusalOf('PORT', '30\n00')).toBe(
      'PORT=30 00 cannot be used: expected a whole number from 1 to 65535. Change it in the environment and start again',
    );
    expect(refusalOf('REGION', `${'x'.repeat(79)} ${'y'.repeat(9000)}`)).toBe(
      `REGION=${'x'.repeat(79)} … cannot be used: expected the short name of an imported region, such as rutland. Change it in the environment and start again`,
    );
  });

  it('does not hide behind good ones', () => {
    expect(() => readConfig({ HOST: 'localhost', PORT: '3001', LOG_LEVEL: 'loud' })).toThrow(
      'LOG_LEVEL=loud',
    );
  });

  it('is told one at a time, in the order of the table', () => {
    expect(() => readConfig({ LOG_LEVEL: 'loud', PORT: 'x' })).toThrow(/^PORT=x cannot be used: [^;]*$/);
  });
});
