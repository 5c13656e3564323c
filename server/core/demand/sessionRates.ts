import type { SessionType } from '../nouns.ts';
import type { Parameters } from '../parameters.ts';
import type { Triangle } from '../random.ts';

/** What families come for; each has a rate of its own in `parameters`. */
export const SESSION_KINDS = ['wellbeing', 'relationship', 'dropIn', 'feeding', 'reviews'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

/** Contacts a month by what families come for. */
export type ContactsByKind = Readonly<Record<SessionKind, number>>;

/** The usual kinds in a coordinator's words. */
export const SESSION_KIND_NAMES: Readonly<Record<SessionKind, string>> = {
  wellbeing: 'Emotional wellbeing in pregnancy and the first year',
  relationship: 'Parent-infant relationship',
  dropIn: 'Health visitor drop-in and weighing',
  feeding: 'Infant feeding support',
  reviews: 'Reviews at 1 and 2 years',
};

/** How many contacts one session type brings for each child. */
export interface SessionRate {
  readonly sessionTypeId: string;
  readonly name: string;
  /** `local`: contacts a month per child under 1 as the region says. */
  readonly kind: SessionKind | 'local';
  /** 0..1: its part of the kind's contacts, where several session types name the same kind. */
  readonly share: number;
  /** Of a `local` one; null for the others. */
  readonly perBaby: Triangle | null;
}

/** Contacts a month for each child under 1 and for each child aged 1. */
export interface ContactsPerChild {
  readonly perBaby: number;
  readonly perToddler: number;
}

/** The five usual kinds, each as if it were a session type: for regions whose session types name none. */
export const USUAL_SESSION_RATES: readonly SessionRate[] = SESSION_KINDS.map((kind) => ({
  sessionTypeId: kind,
  name: SESSION_KIND_NAMES[kind],
  kind,
  share: 1,
  perBaby: null,
}));

/**
 * What each session type of a region brings. Types of one kind share its contacts in equal parts, whether or not all are
 * offered at a stop: two reviews are half the reviews each. Types that name no kind bring none that could be estimated.
 * @returns in the order of the session types; the five usual kinds when none names a kind
 */
export function sessionRates(sessionTypes: readonly SessionType[]): readonly SessionRate[] {
  const counts = new Map<string, number>();
  for (const { demandKind } of sessionTypes) {
    if (demandKind !== null) counts.set(demandKind, (counts.get(demandKind) ?? 0) + 1);
  }
  const rates = sessionTypes.flatMap((type): SessionRate[] => {
    if (type.demandKind === null || (type.demandKind === 'local' && type.contactsPerBaby === null)) return [];
    const isLocal = type.demandKind === 'local';
    return [
      {
        sessionTypeId: type.id,
        name: type.publicName,
        kind: type.demandKind,
        share: isLocal ? 1 : 1 / (counts.get(type.demandKind) ?? 1),
        perBaby: isLocal ? type.contactsPerBaby : null,
      },
    ];
  });
  return rates.length > 0 ? rates : USUAL_SESSION_RATES;
}

/** Rates of what every stop of a new plan is offered; all of them when nothing that is usual has a rate. */
export function usualRates(
  rates: readonly SessionRate[],
  sessionTypes: readonly SessionType[],
): readonly SessionRate[] {
  const usual = new Set(sessionTypes.filter((type) => type.isPublic && type.isUsual).map(({ id }) => id));
  const found = rates.filter(({ sessionTypeId }) => usual.has(sessionTypeId));
  return found.length > 0 ? found : rates;
}

/**
 * Contacts a month that one kind of help brings for each child, if everyone were next door.
 * Pregnant people are `pregnantPerBaby` for each child under 1. Each child under 2 has one review a year.
 * Source: rates of the demand model, every constant in `parameters`.
 */
export function contactsPerChildOf(kind: SessionKind, parameters: Parameters): ContactsPerChild {
  switch (kind) {
    case 'wellbeing': {
      const each = parameters.wellbeingPrevalence * parameters.wellbeingSuited * parameters.wellbeingContacts;
      return { perBaby: (1 + parameters.pregnantPerBaby) * each, perToddler: 0 };
    }
    case 'relationship': {
      const each =
        parameters.relationshipPrevalence * parameters.relationshipSuited * parameters.relationshipContacts;
      return { perBaby: each, perToddler: each };
    }
    case 'dropIn':
      return { perBaby: parameters.dropInPerBaby, perToddler: parameters.dropInPerToddler };
    case 'feeding':
      return { perBaby: parameters.feedingPerBaby, perToddler: 0 };
    case 'reviews':
      return { perBaby: parameters.reviewShare / 12, perToddler: parameters.reviewShare / 12 };
  }
}

/**
 * Contacts a month that one session type brings for each child.
 * @param localPerBaby  in place of a local type's most likely rate
 */
export function contactsPerChild(
  rate: SessionRate,
  parameters: Parameters,
  localPerBaby: number = rate.perBaby?.value ?? 0,
): ContactsPerChild {
  if (rate.kind === 'local') return { perBaby: localPerBaby, perToddler: 0 };
  const { perBaby, perToddler } = contactsPerChildOf(rate.kind, parameters);
  return { perBaby: rate.share * perBaby, perToddler: rate.share * perToddler };
}
