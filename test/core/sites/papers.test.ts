import { describe, expect, it } from 'vitest';
import type { Site } from '../../../server/core/nouns.ts';
import { paperWarnings, publishObstacles } from '../../../server/core/sites/papers.ts';
import { withEditedSites } from '../../../server/core/sites/withEditedSites.ts';
import { serviceDate } from '../../../server/shared/time.ts';
import { site } from '../../support/tinyTown.ts';

const TODAY = serviceDate('2026-11-24');
const siteWith = (fields: Partial<Site>) => site({ id: 'site-ashby', ...fields });

describe('papers that run out', () => {
  it('are told of from 60 days before, and once they are over', () => {
    const onDate = (date: string) =>
      paperWarnings(siteWith({ permissionExpiresOn: serviceDate(date) }), TODAY).map(
        ({ message }) => message,
      );
    expect(onDate('2027-01-24')).toEqual([]);
    expect(onDate('2027-01-23')).toEqual([
      'Permission ends on Saturday 23 January 2027, in 60 days: ask Parish council to renew it',
    ]);
    expect(onDate('2026-11-25')).toEqual([
      'Permission ends on Wednesday 25 November 2026, in 1 day: ask Parish council to renew it',
    ]);
    expect(onDate('2026-11-24')[0]).toContain('today');
    expect(onDate('2026-11-23')).toEqual([
      'Permission ended on Monday 23 November 2026: ask Parish council to renew it',
    ]);
  });

  it('are nobody’s worry at a site that is closed', () => {
    const closed = siteWith({ permissionExpiresOn: serviceDate('2026-11-01'), status: 'closed' });
    expect(paperWarnings(closed, TODAY)).toEqual([]);
  });
});

describe('a site on a date', () => {
  it('is published with papers that hold, on their first and last day too', () => {
    const whole = siteWith({
      permissionExpiresOn: TODAY,
      riskAssessedOn: TODAY,
      facts: { permissionStartsOn: TODAY, riskAssessmentDueOn: TODAY },
    });
    expect(publishObstacles(whole, TODAY)).toEqual([]);
    expect(publishObstacles(whole, serviceDate('2026-11-23'))).toEqual([
      'permission not begun',
      'no risk assessment',
    ]);
    expect(publishObstacles(whole, serviceDate('2026-11-25'))).toEqual([
      'permission ended',
      'risk assessment overdue',
    ]);
  });

  it('is not published as a proposal, or without any paper', () => {
    const bare = siteWith({
      status: 'proposed',
      permissionOwner: null,
      permissionReference: null,
      riskAssessedOn: null,
    });
    expect(publishObstacles(bare, TODAY)).toEqual(['proposed', 'no permission', 'no risk assessment']);
  });
});

describe('an import over edits', () => {
  const edited = [
    site({ id: 'osm-1', name: 'Edited', source: 'osm:node/1' }),
    site({ id: 'osm-2', name: 'Edited, gone from the map', source: 'osm:node/2' }),
    site({ id: 'own', name: 'Added by hand', source: 'planner' }),
  ];
  const imported = [site({ id: 'osm-1', name: 'As mapped' }), site({ id: 'osm-3', name: 'New' })];
  const names = (isFromExtract: boolean) =>
    withEditedSites({ imported, edited, isFromExtract }).map(({ name }) => name);

  it('from an extract keeps every edit', () => {
    expect(names(true)).toEqual(['Edited', 'New', 'Edited, gone from the map', 'Added by hand']);
  });

  it('from a register wins, and keeps what was added by hand', () => {
    expect(names(false)).toEqual(['As mapped', 'New', 'Added by hand']);
  });
});
