import { expect, it } from 'vitest';
import { withEditedSites } from '../../../server/core/sites/withEditedSites.ts';
import { site } from '../../support/tinyTown.ts';

it('sites that came with a timetable stay when a register is imported that does not have them', () => {
  const [known, brought, edited] = [
    site({ id: 'known', source: 'register' }),
    site({ id: 'brought', source: 'timetable:stops.csv' }),
    site({ id: 'edited', source: 'register' }),
  ];
  const after = withEditedSites({ imported: [known], edited: [brought, edited], isFromExtract: false });
  expect(after.map(({ id }) => id)).toEqual(['known', 'brought']);
});
