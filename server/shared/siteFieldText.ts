import { dateIn, isUnknown, numberIn, yesNoIn } from './cellText.ts';
import { parsePostcode } from './postcode.ts';
import { parseSeasons, type Season, seasonsText } from './season.ts';
import { type SiteField, type SiteFieldName, siteField } from './siteFields.ts';
import { parseWeeklyTimes, type WeeklyOpening, weeklyTimesText } from './weeklyTimes.ts';

/** What a text says: a value (null: not known), or what is wrong with it, to be read after the field's name. */
export type FieldReading = { readonly value: unknown } | { readonly problem: string };

/** Longest text of a field; of notes. A register's row must stay below what a table's reader takes. */
const MOST_CHARACTERS = 300;
const MOST_NOTE_CHARACTERS = 4000;
/** Begins as the hash of its bytes, so that a name never stands for two pictures. */
const PHOTO_NAME = /^[0-9a-f]{32}\.jpg$/;
/** Control characters, and halves of characters, which no file can hold. */
const NOT_TEXT = /[\p{Cc}\p{Cs}]/u;

/**
 * What somebody wrote into a field of a site, in a form or in a cell of a register.
 * @returns  '' for a text that is empty, null for any other field that is
 */
export function readSiteField(name: SiteFieldName, written: string): FieldReading {
  const field = siteField(name);
  const text = written.trim();
  if (text === '' && 'isRequired' in field && field.isRequired) return { problem: 'is missing' };
  return readAs(field, text);
}

function readAs(field: SiteField, text: string): FieldReading {
  switch (field.kind) {
    case 'text':
      return textOf(text, field.isLong === true);
    case 'postcode':
      return postcodeOf(text);
    case 'words':
      return wordOf(text, field.words);
    case 'yes-no': {
      const value = yesNoIn(text);
      return value === undefined ? { problem: 'is neither yes nor no' } : { value };
    }
    case 'number':
      return numberOf(text, field);
    case 'date':
      return isUnknown(text) ? { value: null } : orProblem(dateIn(text), 'is not a date such as 2026-12-31');
    case 'weekly-times':
      return text === ''
        ? { value: null }
        : orProblem(
            parseWeeklyTimes(text),
            'is not weekly times such as Mon-Fri 09:00-17:00; Sat 09:00-12:00',
          );
    case 'seasons':
      return text === ''
        ? { value: null }
        : orProblem(parseSeasons(text), 'is not a part of the year such as Apr-Sep or 1 Apr-30 Sep');
    case 'photo':
      return text === '' || PHOTO_NAME.test(text)
        ? { value: text || null }
        : { problem: 'is not a photo of this planner: add it in the form of the site' };
  }
}

/** A field's value as people write it; what `readSiteField` reads again as the same value. '' for what is not known. */
export function siteFieldText(name: SiteFieldName, value: unknown): string {
  if (value === null || value === undefined) return '';
  const { kind } = siteField(name);
  if (kind === 'yes-no') return value === true ? 'yes' : 'no';
  if (kind === 'weekly-times') return weeklyTimesText(value as WeeklyOpening);
  if (kind === 'seasons') return seasonsText(value as readonly Season[]);
  return String(value);
}

const orProblem = (value: unknown, problem: string): FieldReading =>
  value === undefined ? { problem } : { value };

function textOf(text: string, isLong: boolean): FieldReading {
  const value = isLong ? text.replace(/\r\n?/g, '\n') : text.replace(/\s+/g, ' ');
  const most = isLong ? MOST_NOTE_CHARACTERS : MOST_CHARACTERS;
  if (value.length > most) return { problem: `is longer than ${most.toLocaleString('en-GB')} characters` };
  if (NOT_TEXT.test(isLong ? value.replace(/[\n\t]/g, '') : value))
    return { problem: 'holds characters that are not text' };
  return { value };
}

function postcodeOf(text: string): FieldReading {
  if (text === '') return { value: '' };
  return orProblem(parsePostcode(text)?.text, 'is neither a postcode nor the first half of one');
}

/** In any case, with blanks or hyphens for underscores. */
function wordOf(text: string, words: readonly string[]): FieldReading {
  if (text === '') return { value: null };
  const plain = text.toLowerCase().replace(/[\s-]+/g, '_');
  return orProblem(
    words.find((word) => word === plain),
    `is none of ${words.join(', ')}`,
  );
}

function numberOf(text: string, field: Extract<SiteField, { kind: 'number' }>): FieldReading {
  if (isUnknown(text)) return field.isRequired ? { problem: 'is missing' } : { value: null };
  const value = numberIn(text);
  if (value === undefined) return { problem: 'is not a number' };
  if (value < field.low || value > field.high) {
    return { problem: `is not between ${field.low} and ${field.high}` };
  }
  return field.isWhole && !Number.isInteger(value) ? { problem: 'is not a whole number' } : { value };
}
