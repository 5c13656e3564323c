/**
 * How many children share an hour of help: the E2SFCA measure the other way round, in the words a coordinator uses.
 * @param hoursPerChild  session-hours in four weeks a child, ≥ 0 (see `enhancedCatchment`)
 * @returns  children an hour of four weeks' sessions, one an entry; Infinity where there is no help to share
 */
export const childrenPerSessionHour = (hoursPerChild: ArrayLike<number>): Float64Array =>
  Float64Array.from(hoursPerChild, (hours) => (hours > 0 ? 1 / hours : Number.POSITIVE_INFINITY));
