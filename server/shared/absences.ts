import type { ServiceDate, Weekday } from './time.ts';

/** What takes a van, its crew or a site away for some days. */
export const ABSENCE_KINDS = ['leave', 'sickness', 'training', 'van-off', 'site-closed'] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

/** Kinds as a coordinator reads them in a list. */
export const ABSENCE_WORDS: Readonly<Record<AbsenceKind, string>> = {
  leave: 'Leave',
  sickness: 'Sickness',
  training: 'Training',
  'van-off': 'Van off the road',
  'site-closed': 'Site closed',
};

/** What kinds of things can be away. */
export const ABSENT_THINGS = ['crew', 'skill', 'van', 'site'] as const;
export type AbsentThing = (typeof ABSENT_THINGS)[number];

/** What each kind may be of: people are on leave, sick or in training; a van is off; a site is closed. */
export const ABSENT_BY_KIND: Readonly<Record<AbsenceKind, readonly AbsentThing[]>> = {
  leave: ['crew', 'skill'],
  sickness: ['crew', 'skill'],
  training: ['crew', 'skill'],
  'van-off': ['van'],
  'site-closed': ['site'],
};

/** A crew, a skill, a van or a site that is not there from one date to another. */
export interface Absence {
  readonly kind: AbsenceKind;
  readonly of: AbsentThing;
  /** Of the crew, van or site, its identifier; of a skill, its name. */
  readonly id: string;
  readonly from: ServiceDate;
  /** Last day, inclusive. */
  readonly to: ServiceDate;
  /** For staff alone; '' for none. */
  readonly note: string;
}

/** People who take a van out together. */
export interface Crew {
  readonly id: string;
  readonly name: string;
  /** As named in a van's and a stop's skills. */
  readonly skills: readonly string[];
  /** Days on which they work; ascending. */
  readonly weekdays: readonly Weekday[];
  /** The van they take out without being asked; null: they stand in where they are asked to. */
  readonly vanId: string | null;
}

/** Whether a date lies within an absence, its ends included. */
export const isAwayOn = (absence: Pick<Absence, 'from' | 'to'>, date: ServiceDate): boolean =>
  absence.from <= date && date <= absence.to;
