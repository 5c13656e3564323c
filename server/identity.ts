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

/**
 * Who publishes: the configuration, and where it is silent the sample's own names, or neutral ones for a real region.
 * @param publicUrl  where the site stands when `PUBLIC_URL` is not set
 */
export function identityOf(
  config: Pick<Config, 'identity' | 'publicUrl'>,
  known: { region: Region; publicUrl: string },
): ServiceIdentity {
  const { identity } = config;
  const usual = known.region.isSample
    ? sampleNames()
    : {
        serviceName: 'Mobile Family Hub',
        councilName: known.region.name,
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
    publicUrl: config.publicUrl ?? known.publicUrl,
  };
}

/** A line exists when it has a number. */
function contactLine(usualName: string, name?: string, number?: string, hours?: string): ContactLine | null {
  return number ? { name: name ?? usualName, number, hours: hours ?? '' } : null;
}

const sampleNames = () =>
  sampleIdentity.parse(JSON.parse(readFileSync(new URL('../data/region.json', import.meta.url), 'utf8')));
