import { minutes, type Seconds } from './units.ts';

/** What a choice of stops can aim at, in the words of the plan form and of the plan itself. The first is the usual one. */
export const CHOICE_AIMS = {
  cover: {
    name: 'Most families newly within reach',
    hint: 'As many under-5s as possible come within reach of a stop, near ones counting more. Hubs are taken as given.',
  },
  median: {
    name: 'Shortest drives on average',
    hint: 'The mean drive of all under-5s to their nearest hub or stop is as short as it can be.',
  },
  centre: {
    name: 'Nobody too far',
    hint: 'The longest drive of any area with under-5s is as short as it can be; then the mean drive.',
  },
  everyone: {
    name: 'Everyone within a limit',
    hint: 'As few stops as possible bring everybody whom a site can serve within this drive: the number of stops is the answer.',
  },
  floors: {
    name: 'A fair share for every group',
    hint: 'As many under-5s as possible, with at least this share of every group within reach.',
  },
  backup: {
    name: 'Two stops within reach',
    hint: 'As many under-5s as possible, and a second stop within reach counts too, for the day the first falls out.',
  },
} as const satisfies Record<string, { name: string; hint: string }>;
export type ChoiceAim = keyof typeof CHOICE_AIMS;

/** What a fair share can be counted by. */
export const FLOOR_GROUPS = {
  deprivation: 'Deprivation tenth',
  district: 'District',
  rurality: 'Rural or urban class',
} as const;
export type FloorGroup = keyof typeof FLOOR_GROUPS;

/** How the stops of a plan are to be chosen, beside their number and the sites that must or may not be among them. */
export interface ChoiceWishes {
  readonly aim: ChoiceAim;
  /** `everyone`: the limit, inclusive. */
  readonly withinSeconds: Seconds;
  /** `floors`: the groups, and the least share of each one's under-5s, 0..1. */
  readonly floorBy: FloorGroup;
  readonly floorShare: number;
  /** `backup`: what a second stop counts beside the first, above 0 and at most 1. */
  readonly backupWeight: number;
  /** At most one site of a village or town. */
  readonly isOneAVillage: boolean;
  /** Groups of sites, by identifier, of which at most one may be chosen; at least two in each. */
  readonly exclusions: readonly (readonly string[])[];
  /** Hours of van time in one cycle that all stops may need together, one visit each; null: as many as the stops need. */
  readonly vanHours: number | null;
}

/** What a plan made without wishes of its own is made with, those made before there were any included. */
export const DEFAULT_CHOICE: ChoiceWishes = {
  aim: 'cover',
  withinSeconds: minutes(20),
  floorBy: 'deprivation',
  floorShare: 0.5,
  backupWeight: 0.5,
  isOneAVillage: false,
  exclusions: [],
  vanHours: null,
};

/** What can be wished for, inclusive. */
export const CHOICE_LIMITS = {
  withinMinutes: { low: 1, high: 120 },
  floorPercent: { low: 1, high: 100 },
  backupPercent: { low: 1, high: 100 },
  vanHours: { low: 1, high: 2000 },
  exclusions: { low: 0, high: 500 },
} as const;
