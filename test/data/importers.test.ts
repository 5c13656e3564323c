import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readAreas } from '../../server/import/areas.ts';
import { readBankHolidays } from '../../server/import/bankHolidays.ts';
import { readHubs } from '../../server/import/hubs.ts';
import { readOutwardCodes } from '../../server/import/outwardCodes.ts';
import { readPlaces } from '../../server/import/places.ts';
import type { ReadRows } from '../../server/import/report.ts';
import { readSessionTypes } from '../../server/import/sessionTypes.ts';
import { readSites } from '../../server/import/sites.ts';
import { readVans } from '../../server/import/vans.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { DATA } from './sampleTables.ts';

const pathOf = (name: string) => fileURLToPath(new URL(name, DATA));
const truro = { name: 'Truro', lonLat: lonLat(-5.0544, 50.2653) };

async function readAll(): Promise<ReadRows<unknown>[]> {
  return [
    ...(await readAreas([pathOf('areas.csv')])),
    await readHubs(pathOf('hubs.csv'), { pointOf: () => undefined, hasOutward: () => false }),
    await readSites(pathOf('sites.csv')),
    await readPlaces(pathOf('places.csv')),
    await readOutwardCodes(pathOf('outward-codes.csv')),
    await readSessionTypes(pathOf('session-types.csv')),
    await readVans(pathOf('vans.csv'), truro),
    await readBankHolidays(pathOf('bank-holidays.json')),
  ];
}

describe('the importers of real files', () => {
  it('take every row of the sample tables, refusing none and noting nothing odd', async () => {
    const results = await readAll();
    expect(results.flatMap((result) => result.refused)).toEqual([]);
    expect(results.flatMap((result) => result.notes)).toEqual([]);
    expect(results.map((result) => result.rows.length)).toEqual([206, 22, 160, 512, 51, 12, 1, 83]);
  });

  it('find no figure missing in the sample areas, so none is assumed', async () => {
    const [result] = await readAreas([pathOf('areas.csv')]);
    expect(result.rows.filter((row) => row.value.assumed.length > 0)).toEqual([]);
  });

  it('put a van without a base where they are told', async () => {
    const { rows } = await readVans(pathOf('vans.csv'), truro);
    expect(rows.map((row) => row.value.base)).toEqual([truro]);
  });
});
