import { describe, expect, it } from 'vitest';
import { contactsFigure, contactsWords } from '../../server/shared/contactWords.ts';

const range = (p10: number, p90: number) => ({ p10, p50: (p10 + p90) / 2, p90 });

describe('expected contacts in words', () => {
  it('are a range of whole numbers, never a decimal', () => {
    expect(contactsWords(range(5, 15), 'a month')).toBe('about 5 to 15 contacts a month');
    expect(contactsWords(range(4.6, 14.4), 'a month')).toBe('about 5 to 14 contacts a month');
  });

  it('are told in tens from a hundred on', () => {
    expect(contactsWords(range(94, 226), 'a month')).toBe('about 94 to 230 contacts a month');
    expect(contactsWords(range(1234, 2345), 'a month')).toBe('about 1,230 to 2,350 contacts a month');
  });

  it('have words of their own where the low end or both are none, and where both are one', () => {
    expect(contactsWords(range(0, 3), 'a visit')).toBe('up to 3 contacts a visit');
    expect(contactsWords(range(0, 1), 'a visit')).toBe('up to 1 contact a visit');
    expect(contactsWords(range(0, 0.4), 'a month')).toBe('hardly any contacts a month');
    expect(contactsWords(range(1, 1), 'a month')).toBe('about 1 contact a month');
  });

  it('are short in a table', () => {
    expect([range(5, 15), range(0, 3), range(2, 2), range(0, 0)].map(contactsFigure)).toEqual([
      '5 to 15',
      '0 to 3',
      '2',
      '0',
    ]);
  });
});
