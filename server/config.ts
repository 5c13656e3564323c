import { resolve } from 'node:path';
import { z } from 'zod';
import { PlannerError } from './shared/errors.ts';

/** An absent and an empty setting are the same. */
const text = z.preprocess((value) => (value === '' ? undefined : value), z.string().trim().optional());
const webAddress = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z
    .string()
    .refine(
      (value) => /^https?:\/\/[^\s/]+/.test(value) && URL.canParse(value),
      'expected an address that starts with http:// or https://',
    )
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
);
const withDefault = <T extends z.ZodType>(schema: T, value: string) =>
  z.preprocess((given) => (given === undefined || given === '' ? value : given), schema);
const wholeNumber = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `expected a whole number from ${low} to ${high}`)
    .transform(Number)
    .refine((value) => value >= low && value <= high, `expected a whole number from ${low} to ${high}`);
const onOrOff = z.enum(['on', 'off'], 'expected on or off').transform((value) => value === 'on');

/** Every setting, where its value comes from the environment; README.md has the table. */
const SETTINGS = z.object({
  HOST: withDefault(z.string().regex(/^[\w.:-]+$/, 'expected a host name or an IP address'), '127.0.0.1'),
  PORT: withDefault(wholeNumber(0, 65_535), '3000'),
  DATA_DIR: withDefault(z.string(), '.data'),
  REGION: withDefault(
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected the short name of an imported region, such as rutland'),
    'sample',
  ),
  ROUTING_ENGINE: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z
      .enum(['osrm-http', 'osrm', 'valhalla', 'estimate'], 'expected osrm-http, osrm, valhalla or estimate')
      .optional(),
  ),
  OSRM_URL: webAddress,
  OSRM_BIN: text,
  PUBLIC_URL: webAddress,
  SERVICE_NAME: text,
  COUNCIL_NAME: text,
  COUNCIL_URL: webAddress,
  LOGO_FILE: text,
  PHONE_NAME: text,
  PHONE_NUMBER: text,
  PHONE_HOURS: text,
  TEXT_LINE_NAME: text,
  TEXT_LINE_NUMBER: text,
  TEXT_LINE_HOURS: text,
  PUBLISH_AT: withDefault(
    z.union([
      z.literal('off').transform(() => null),
      z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a clock time such as 04:30, or off'),
    ]),
    '04:30',
  ),
  TIMETABLE_WEEKS: withDefault(wholeNumber(1, 104), '26'),
  STUDY: withDefault(onOrOff, 'off'),
  TRUST_PROXY: withDefault(wholeNumber(0, 10), '0'),
  LOG_LEVEL: withDefault(
    z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'expected debug, info, warn, error or silent'),
    'info',
  ),
});

export type Config = ReturnType<typeof readConfig>;

/**
 * The configuration from the environment, checked.
 * @throws CONFIG_VALUE naming the first setting that is wrong, its value and what was expected
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>) {
  const parsed = SETTINGS.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue.path[0]);
    throw new PlannerError({
      code: 'CONFIG_VALUE',
      category: 'input',
      message: `${name}=${environment[name] ?? ''} cannot be used: ${expectation(issue)}. Change it in the environment and start again`,
    });
  }
  const settings = parsed.data;
  return {
    host: settings.HOST,
    port: settings.PORT,
    dataDir: resolve(settings.DATA_DIR),
    region: settings.REGION,
    routingEngine: settings.ROUTING_ENGINE,
    osrmUrl: settings.OSRM_URL,
    osrmBin: settings.OSRM_BIN,
    publicUrl: settings.PUBLIC_URL,
    identity: {
      serviceName: settings.SERVICE_NAME,
      councilName: settings.COUNCIL_NAME,
      councilUrl: settings.COUNCIL_URL,
      logoFile: settings.LOGO_FILE,
      phoneName: settings.PHONE_NAME,
      phoneNumber: settings.PHONE_NUMBER,
      phoneHours: settings.PHONE_HOURS,
      textLineName: settings.TEXT_LINE_NAME,
      textLineNumber: settings.TEXT_LINE_NUMBER,
      textLineHours: settings.TEXT_LINE_HOURS,
    },
    /** HH:MM in Europe/London; null when nothing is published by itself. */
    publishAt: settings.PUBLISH_AT,
    timetableWeeks: settings.TIMETABLE_WEEKS,
    /** Feasibility study: unapproved sites may be published, and every output says "study". */
    isStudy: settings.STUDY,
    trustProxyHops: settings.TRUST_PROXY,
    logLevel: settings.LOG_LEVEL,
  };
}

/** A union reports its members' troubles one level down. */
function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors.flat().find((inner) => inner.message.startsWith('expected'));
    if (deepest) return deepest.message;
  }
  return issue.message;
}
