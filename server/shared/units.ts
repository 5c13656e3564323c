/** Whole or fractional seconds; `UNREACHABLE` (Infinity) where there is no way. */
export type Seconds = number;
/** Metres; Infinity where there is no way. */
export type Metres = number;

/** No road or path: kept as a value, never dropped. On the wire it is `null`. */
export const UNREACHABLE = Number.POSITIVE_INFINITY;

export const SECONDS_PER_MINUTE = 60;
export const SECONDS_PER_HOUR = 3600;
/** Days in a month for rates a month: a year of 365.25 days ÷ 12. */
export const DAYS_PER_MONTH = 30.4375;
/** International mile, 1959 agreement. */
export const METRES_PER_MILE = 1609.344;
export const METRES_PER_YARD = 0.9144;

export const minutes = (count: number): Seconds => count * SECONDS_PER_MINUTE;
export const toMinutes = (seconds: Seconds): number => seconds / SECONDS_PER_MINUTE;
export const toMiles = (metres: Metres): number => metres / METRES_PER_MILE;
