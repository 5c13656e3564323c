import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { PlannerError } from './shared/errors.ts';

/** Longest part of a refused value that is repeated to its author, characters. */
const SHOWN_LENGTH = 80;

const text = z.string().optional();
const webAddress = z
  .string()
  .refine(
    (value) => /^https?:\/\/[^\s/]+/.test(value) && URL.canParse(value),
    'expected an address that starts with http:// or https://',
  )
  .transform((value) => value.replace(/\/+$/, ''))
  .optional();
/** Pages and feeds name each other from the top of the site. */
const siteAddress = webAddress.refine(
  (value) => value === undefined || new URL(value).href === `${new URL(value).origin}/`,
  'expected the address of a whole site, such as https://hub.example.gov.uk, without a path',
);
const pictureFile = z
  .string()
  .refine((path) => /\.(svg|png)$/i.test(path) && existsSync(path), 'expected the path of an SVG or PNG file')
  .transform((path) => resolve(path))
  .optional();
const wholeNumber = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `expected a whole number from ${low} to ${high}`)
    .transform(Number)
    .refine((value) => value >= low && value <= high, `expected a whole number from ${low} to ${high}`);
const clockOrOff = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|off)$/, 'expected a clock time such as 04:30, or off')
  .transform((value) => (value === 'off' ? null : value));

/** Every setting, where its value comes from the environment; README.md has the table. */
const SETTINGS = z.object({
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'expected a host name or an IP address')
    .prefault('127.0.0.1'),
  PORT: wholeNumber(1, 65_535).prefault('3000'),
  DATA_DIR: z.string().prefault('.data'),
  REGION: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected the short name of an imported region, such as rutland')
    .prefault('sample'),
  ROUTING_ENGINE: z
    .enum(['osrm-http', 'osrm', 'valhalla', 'estimate'], 'expected osrm-http, osrm, valhalla or estimate')
    .optional(),
  OSRM_URL: webAddress,
  OSRM_FOOT_URL: webAddress,
  OSRM_BIN: text,
  PUBLIC_URL: siteAddress,
  SERVICE_NAME: text,
  COUNCIL_NAME: text,
  COUNCIL_URL: webAddress,
  LOGO_FILE: pictureFile,
  PHONE_NAME: text,
  PHONE_NUMBER: text,
  PHONE_HOURS: text,
  TEXT_LINE_NAME: text,
  TEXT_LINE_NUMBER: text,
  TEXT_LINE_HOURS: text,
  PUBLISH_AT: clockOrOff.prefault('04:30'),
  TIMETABLE_WEEKS: wholeNumber(1, 104).prefault('26'),
  STUDY: z.enum(['auto', 'on', 'off'], 'expected auto, on or off').prefault('auto'),
  TRUST_PROXY: wholeNumber(0, 10).prefault('0'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'expected debug, info, warn, error or silent')
    .prefault('info'),
});

/** Names of all settings, in the order of README.md's table. */
export const SETTING_NAMES: readonly string[] = Object.keys(SETTINGS.shape);

export type Config = ReturnType<typeof readConfig>;

/**
 * The configuration from the environment, checked. A setting that is absent, empty or blank has its default.
 * @throws CONFIG_VALUE naming the first setting that is wrong, its value and what was expected, in one line
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>) {
  const given = SETTING_NAMES.map((name) => [name, environment[name]?.trim() || undefined] as const);
  const parsed = SETTINGS.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw refusal(parsed.error.issues[0], Object.fromEntries(given));
  const settings = parsed.data;
  return {
    host: settings.HOST,
    port: settings.PORT,
    dataDir: resolve(settings.DATA_DIR),
    region: settings.REGION,
    routingEngine: settings.ROUTING_ENGINE,
    osrmUrl: settings.OSRM_URL,
    osrmFootUrl: settings.OSRM_FOOT_URL,
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
    /** Whether releases are a feasibility study: `auto` when a stop's site is not approved, and `off` refuses such a release. */
    study: settings.STUDY,
    trustProxyHops: settings.TRUST_PROXY,
    logLevel: settings.LOG_LEVEL,
  };
}

function refusal(issue: z.core.$ZodIssue, given: Readonly<Record<string, string | undefined>>): PlannerError {
  const name = String(issue.path[0]);
  const value = (given[name] ?? '').replace(/\s+/g, ' ');
  const shown = value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value;
  return new PlannerError({
    code: 'CONFIG_VALUE',
    category: 'input',
    message: `${name}=${shown} cannot be used: ${issue.message}. Change it in the environment and start again`,
    details: { setting: name },
  });
}
