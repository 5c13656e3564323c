import { describe, expect, it } from 'vitest';
import { siteNotes } from '../../server/http/siteNotes.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { clockTime } from '../../server/shared/time.ts';
import { site } from '../support/tinyTown.ts';

const ashby = site({
  id: 'site-ashby',
  lonLat: lonLat(-5, 50),
  hasToilet: false,
  headroomMetres: 3.1,
  notes: 'Ask for Joan',
  facts: {
    accessLon: -5,
    accessLat: 50.001,
    permissionContact: 'Joan, 01632 960000',
    keyCode: '4711',
    schoolRun: { 1: [{ from: clockTime('08:30'), to: clockTime('09:15') }] },
    clashes: 'Market on Fridays',
    approachWidthMetres: 2.6,
    canTurn: false,
    floodRisk: 'surface_water',
    windExposure: 'exposed',
    slopePercent: 0,
    powerType: 'blue_16a',
    powerAmps: 16,
    loneWorking: 'No signal behind the hall',
    emergencyAccess: 'By the school gate',
    emergencyDepartment: 'Treliske, 20 minutes',
    defibrillator: 'On the shop',
    driverNotes: 'Mind the low branch',
  },
});

const FOR_ALL = [
  'The Road, TR1 1AA',
  'Families go in 100 yards to the north of the van, at 50.00100, -5.00000',
  'Permission: Parish council, P1',
  'No coming or going: Mon 08:30-09:15',
  'Clashes: Market on Fridays',
  'Space: 12 m long, 5 m wide, 3.1 m headroom',
  'Way in at its narrowest and lowest: 2.6 m wide',
  'Surface: asphalt',
  'The van cannot turn without reversing',
  'Floods: surface water',
  'Exposed to wind: mind the awning',
  'Power hook-up on site: blue 16a, 16 A',
  'No toilet on site',
  'Way in for an ambulance: By the school gate',
  'Nearest A&E: Treliske, 20 minutes',
  'Nearest defibrillator: On the shop',
  'Ask for Joan',
];
const FOR_CREW = [
  'Contact: Joan, 01632 960000',
  'Key or gate code: 4711',
  'Lone working: No signal behind the hall',
  'For the driver: Mind the low branch',
];

describe('notes of a stop', () => {
  it('tell the crew all that is known', () => {
    const notes = siteNotes(ashby, true);
    expect([...notes].sort()).toEqual([...FOR_ALL, ...FOR_CREW].sort());
  });

  it('tell others nothing that is private', () => {
    expect([...siteNotes(ashby, false)].sort()).toEqual([...FOR_ALL].sort());
  });

  it('say nothing of what nobody knows', () => {
    const bare = site({
      id: 'site-brook',
      address: '',
      postcode: '',
      surface: null,
      lengthMetres: null,
      widthMetres: null,
      hasPower: null,
      hasToilet: null,
      permissionOwner: null,
      permissionReference: null,
    });
    expect(siteNotes(bare, true)).toEqual([]);
  });
});
