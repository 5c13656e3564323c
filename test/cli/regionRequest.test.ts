import { describe, expect, it } from 'vitest';
import { parseRegionCommand } from '../../server/cli/regionRequest.ts';

const NEEDED = ['--name', 'Rutland', '--areas', 'a.csv', '--hubs', 'h.csv'];

describe('the options of npm run region', () => {
  it('name the files of a county; sites come from the extract unless a register is given', () => {
    const { request } = parseRegionCommand([
      ...NEEDED,
      '--osm',
      'r.osm.pbf',
      '--areas',
      'b.csv',
      '--postcodes',
      'p',
    ]);
    expect(request).toMatchObject({
      named: {
        name: 'Rutland',
        areas: ['a.csv', 'b.csv'],
        hubs: 'h.csv',
        osm: 'r.osm.pbf',
        postcodes: ['p'],
        sites: 'osm',
      },
      others: [],
    });
    expect(parseRegionCommand([...NEEDED, '--sites', 's.csv']).request).toMatchObject({
      named: { sites: { file: 's.csv' } },
    });
  });

  it('may name some files and leave the others to be told by their content', () => {
    expect(
      parseRegionCommand(['--name', 'Rutland', 'a.xlsx', '--hubs', 'h.csv', 'folder']).request,
    ).toMatchObject({
      named: { name: 'Rutland', hubs: 'h.csv', sites: undefined },
      others: ['a.xlsx', 'folder'],
    });
  });

  it('ask for the sample without any file', () => {
    expect(parseRegionCommand(['--sample', '--data-dir', '/srv'])).toEqual({
      dataDir: '/srv',
      mode: 'careful',
      request: 'sample',
    });
  });

  it.each([
    [[], '--name, --areas and --hubs are missing'],
    [NEEDED.slice(0, 4), '--hubs is missing'],
    [NEEDED, '--sites is missing, and there is no --osm to take sites from'],
    [[...NEEDED, '--sites', 's', '--sites-from', 'osm'], '--sites and --sites-from exclude each other'],
    [[...NEEDED, '--sites-from', 'maps'], '--sites-from maps is not known: expected osm'],
    [['a.csv'], '--name is missing'],
    [['--nmae', 'A'], "Unknown option '--nmae'"],
    [['--name'], "Option '--name <value>' argument missing"],
  ])('are refused in words: %j', (parameters, message) => {
    expect(() => parseRegionCommand(parameters)).toThrow(message);
  });
});
