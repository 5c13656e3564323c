import type { RuleSet } from '../../shared/councilRules.ts';
import { METRES_PER_MILE } from '../../shared/units.ts';

/**
 * Sets of rules that councils have used, as facts with their source. Only what a paper says is in them; what it leaves open is
 * said in `source`. Not to be changed: a changed copy is saved under another name.
 */
export const READY_MADE: readonly RuleSet[] = [
  {
    name: 'Cornwall mobile library review 2014',
    source:
      'Cornwall Council, cabinet decision of 30 July 2014, option 3 (published account: cllrandrewwallis.co.uk, "The future of the mobile library service in Cornwall"; Falmouth Packet 11378575): stops with fewer than 3 visits on average go; stops within 3 miles of a branch library or 2 miles of another stop are combined or removed, at the busiest; one van calls monthly. 655 stops (665 in another account) became 172. The branch library stands for a hub here. The account does not say whether miles are by road; here they are.',
    rules: [
      { id: 'users', kind: 'few-users', isOn: true, users: 3, isCountedOnly: false, reduceToWeeks: null },
      {
        id: 'branch',
        kind: 'near-hub',
        isOn: true,
        metres: 3 * METRES_PER_MILE,
        seconds: null,
        distance: 'road',
        reduceToWeeks: null,
      },
      {
        id: 'stops',
        kind: 'near-stops',
        isOn: true,
        metres: 2 * METRES_PER_MILE,
        seconds: null,
        distance: 'road',
      },
      { id: 'monthly', kind: 'most-often', isOn: true, weeks: 4 },
    ],
  },
];
