import { describe, expect, it } from 'vitest';
import { siteDistricts } from '../../../server/core/stops/siteDistricts.ts';
import { lonLat } from '../../../server/shared/coordinates.ts';

const area = (name: string, ...points: [number, number][]) => ({
  name,
  points: points.map(([lon, lat]) => ({ lonLat: lonLat(lon, lat), weight: 1 / points.length })),
});
const site = (id: string, [lon, lat]: [number, number]) => ({ id, lonLat: lonLat(lon, lat) });

describe('the district of a site', () => {
  it('is that of the nearest point where people live, not of the nearest middle of an area', () => {
    const areas = [area('North Cove 001A', [-5, 50]), area('South Cove 002B', [-5.4, 50], [-5.14, 50])];
    const found = siteDistricts([site('west', [-5.1, 50]), site('east', [-5.01, 50])], areas);
    expect([...found]).toEqual([
      ['west', 'South Cove'],
      ['east', 'North Cove'],
    ]);
  });

  it('passes over areas whose names tell none, and is empty when none does', () => {
    const nearer = area('The harbour', [-5.1, 50]);
    const told = area('North Cove 001A', [-5, 50]);
    expect([...siteDistricts([site('quay', [-5.1, 50])], [nearer, told])]).toEqual([['quay', 'North Cove']]);
    expect(siteDistricts([site('quay', [-5.1, 50])], [nearer]).size).toBe(0);
  });
});
