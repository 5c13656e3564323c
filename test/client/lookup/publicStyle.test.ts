import { fileURLToPath } from 'node:url';
import { compile } from 'sass';
import { describe, expect, it } from 'vitest';
import { english } from '../../../server/publish/messages/en.ts';
import { englishPages, fill } from '../../../server/publish/messages/enPages.ts';
import { serviceDate } from '../../../server/shared/time.ts';

const here = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Every string in a value, functions called with nothing to say left out. */
const stringsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsIn)
      : [];

describe('the style of the public pages', () => {
  const { css } = compile(here('client/lookup/public.scss'), { loadPaths: [here('node_modules')] });

  it('has nothing that is GOV.UK’s alone: typeface, crown, crest, blue', () => {
    expect(css).not.toMatch(/GDS Transport|crown|crest|#1d70b8/i);
  });

  it('loads nothing from elsewhere', () => {
    expect(css).not.toMatch(/@import|@font-face|url\(/);
  });
});

describe('the words of the public pages', () => {
  const words = [...stringsIn(english), ...stringsIn(englishPages)];

  it('say nothing of demand, need or deprivation, nor of conditions', () => {
    expect(words.length).toBeGreaterThan(150);
    const told = words.filter((line) => /\bdemand|depriv|perinatal|depress|psych|disorder/i.test(line));
    expect(told).toEqual([]);
  });

  it('write times as the NHS does', () => {
    expect(english.range({ open: 36_000, close: 43_200 })).toBe('10am to midday');
    expect(english.drive(1)).toBe('about 1 minute’s drive');
    expect(english.shortDate(serviceDate('2027-01-12'))).toBe('Tuesday 12 January');
  });

  it('never show a brace: a sentence without all its values is refused', () => {
    expect(fill('{a} and {b}', { a: 1, b: 'two' })).toBe('1 and two');
    expect(() => fill('{a} and {b}', { a: 1 })).toThrow('No value for {b}');
  });
});
