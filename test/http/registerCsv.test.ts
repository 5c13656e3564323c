import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Site } from '../../server/core/nouns.ts';
import { registerChanges } from '../../server/core/sites/registerChanges.ts';
import { bareSite, type SiteTexts, withSiteTexts } from '../../server/core/sites/siteTexts.ts';
import { registerCsv } from '../../server/http/registerCsv.ts';
import { readEditedRegister, readSites } from '../../server/import/sites.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { SITE_FIELD_NAMES, type SiteFieldName, siteField } from '../../server/shared/siteFields.ts';
import { serviceDate } from '../../server/shared/time.ts';
import { tempFile } from '../import/support/tempFile.ts';

const BOUNDS = [-180, -90, 180, 90] as const;
const TODAY = serviceDate('2026-11-24');

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '=HYPERLINK("https://evil.example","click")',
    '+44 1872 000000',
    '-1 Road',
    '@evil',
    "'=1+1",
    "''=x",
    "'Tis the hall",
    '""',
    ';;;;;;;;;;',
    '\t|\t|\t|',
    'line one\nline two\r\nline three',
    '  blanks  ',
    'é🚐\u2028\uFEFF',
    'null',
    'n/a',
    '0',
  ),
);

/** Any text that a field takes. */
const textFor = (name: SiteFieldName): fc.Arbitrary<string> => {
  const field = siteField(name);
  switch (field.kind) {
    case 'text':
      return hostile;
    case 'postcode':
      return fc.constantFrom('', 'TR1 1AA', 'pl10');
    case 'words':
      return fc.constantFrom('', ...field.words);
    case 'yes-no':
      return fc.constantFrom('', 'yes', 'no');
    case 'number':
      return field.isWhole
        ? fc.integer({ min: field.low, max: field.high }).map(String)
        : fc.double({ min: field.low, max: field.high, noNaN: true }).map(String);
    case 'date':
      return fc.constantFrom('', '2026-02-28', '2024-02-29', '31/12/2026');
    case 'weekly-times':
      return fc.constantFrom(
        '',
        'Mon-Fri 09:00-17:00',
        'closed',
        'Mon,Wed 08:00-09:00,10:00-24:00; Sun 10:00-11:00',
      );
    case 'photo':
      return fc.constantFrom('', `${'0a'.repeat(16)}.jpg`);
    case 'seasons':
      return fc.constantFrom('', 'Apr-Sep', '1 Dec-28 Feb; 3 Jul-3 Jul', 'February');
  }
};

const anyTexts: fc.Arbitrary<SiteTexts> = fc.record(
  Object.fromEntries(SITE_FIELD_NAMES.map((name) => [name, textFor(name)])) as Record<
    SiteFieldName,
    fc.Arbitrary<string>
  >,
);

/** A site as the planner would keep it; what it would refuse is left as it was. */
const siteWith = (id: string, texts: SiteTexts): Site => {
  const bare = { ...bareSite({ id, slug: id, lonLat: lonLat(-5, 50), source: '' }), name: 'A hall' };
  return withSiteTexts(bare, texts).site;
};

const anyRegister = fc
  .array(anyTexts, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((texts, i) => ({ site: siteWith(`site-${i}`, texts), version: i + 1 })));
const written = (register: readonly { site: Site; version: number }[]) =>
  tempFile('sites.csv', registerCsv(register.map((each) => ({ ...each, editedAt: null, editedBy: null }))));

describe('a register that goes out and comes back', () => {
  it('changes nothing when nobody has edited it', async () => {
    await fc.assert(
      fc.asyncProperty(anyRegister, async (register) => {
        const { rows, refused } = await readEditedRegister(written(register));
        expect(refused).toEqual([]);
        const changes = registerChanges({
          rows: rows.map(({ line, value }) => ({ line, ...value })),
          register,
          bounds: BOUNDS,
          today: TODAY,
          photos: new Set<string>(),
        });
        expect(changes).toEqual({ changed: [], added: [], conflicts: [], missing: [], problems: [] });
      }),
      { numRuns: 60 },
    );
  });

  it('tells every site wholly to a region that has never seen it', async () => {
    await fc.assert(
      fc.asyncProperty(anyRegister, async (register) => {
        const { rows, refused } = await readSites(written(register));
        expect(refused).toEqual([]);
        expect(rows.map(({ value }) => value)).toEqual(register.map(({ site }) => site));
      }),
      { numRuns: 60 },
    );
  });

  it('opens in a spreadsheet: with a mark, and without a formula', async () => {
    const texts = { name: '=1+1', community: '@x', driverNotes: '-1', lon: '-5.25' };
    const csv = registerCsv([{ site: siteWith('a', texts), version: 7, editedAt: null, editedBy: null }]);
    expect(
      csv.startsWith('\uFEFFid,version,name,community,address,postcode,lon,lat,access_lon,access_lat,kind,'),
    ).toBe(true);
    const [row] = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({
      id: 'a',
      version: '7',
      name: "'=1+1",
      community: "'@x",
      driver_notes: "'-1",
      lon: '-5.25',
      status: 'proposed',
    });
  });
});
