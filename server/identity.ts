import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Config } from './config.ts';
import type { Region } from './core/nouns.ts';
import type { ContactLine, ServiceIdentity } from './publish/identity.ts';

const line = z.object({ name: z.string(), number: z.string(), hours: z.string() }).nullable();
const sampleIdentity = z.object({
  serviceName: z.string(),
  councilName: z.string(),
  councilUrl: z.string().nullable(),
  logoFile: z.string().nullable(),
  phone: line,
  textLine: line,
});

/** Who publishes: the configuration, and where it is silent the sample's own names, or neutral ones for a real region. */
export function identityOf(
  config: Pick<Config, 'identity' | 'publicUrl' | 'host' | 'port'>,
  region: Pick<Region, 'name' | 'isSample'>,
): ServiceIdentity {
  const { identity } = config;
  const usual = region.isSample
    ? sampleNames()
    : {
        serviceName: 'Mobile Family Hub',
        councilName: region.name,
        councilUrl: null,
        logoFile: null,
        phone: null,
        textLine: null,
      };
  return {
    serviceName: identity.serviceName ?? usual.serviceName,
    councilName: identity.councilName ?? usual.councilName,
    councilUrl: identity.councilUrl ?? usual.councilUrl,
    logoFile: identity.logoFile ?? usual.logoFile,
    phone: contactLine('Phone', identity.phoneName, identity.phoneNumber, identity.phoneHours) ?? usual.phone,
    textLine:
      contactLine('Text', identity.textLineName, identity.textLineNumber, identity.textLineHours) ??
      usual.textLine,
    publicUrl: config.publicUrl ?? ownAddress(config),
  };
}

/** Where the program itself answers; IPv6 addresses stand in brackets (RFC 3986, section 3.2.2). */
const ownAddress = ({ host, port }: Pick<Config, 'host' | 'port'>): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** A line exists when it has a number. */
function contactLine(usualName: string, name?: string, number?: string, hours?: string): ContactLine | null {
  return number ? { name: name ?? usualName, number, hours: hours ?? '' } : null;
}

const sampleNames = () =>
  sampleIdentity.parse(JSON.parse(readFileSync(new URL('../data/region.json', import.meta.url), 'utf8')));
