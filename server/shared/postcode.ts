/** Marks people put into postcodes; GOV.UK Design System, "Addresses". */
const PUNCTUATION = /[-–—().[\]\s]/g;
/** Outward code, then digit and two letters; the form published by Royal Mail's PAF guide. */
const FULL = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/;
const OUTWARD = /^[A-Z]{1,2}\d[A-Z\d]?$/;

/** A typed postcode taken apart: `inward` is absent when only the first half was given. */
export interface ParsedPostcode {
  readonly outward: string;
  readonly inward?: string;
  /** The usual written form, for example `TR12 7HG`. */
  readonly text: string;
}

/**
 * What postcode was meant: any case, spacing or punctuation; undefined when it is none.
 * A lone outward code ("TR12") is understood as a half.
 */
export function parsePostcode(typed: string): ParsedPostcode | undefined {
  const squeezed = typed.toUpperCase().replace(PUNCTUATION, '');
  const full = FULL.exec(squeezed);
  if (full) return { outward: full[1], inward: full[2], text: `${full[1]} ${full[2]}` };
  if (OUTWARD.test(squeezed)) return { outward: squeezed, text: squeezed };
  return undefined;
}
