import {
  isSamePlace,
  type ServiceFacts,
  type ServiceViolation,
  type ServiceVisit,
  serviceViolation,
  stopName,
  stopTimes,
} from '../serviceFacts.ts';

/**
 * VAN_IN_TWO_PLACES: a van's times at its stops do not overlap on any date; DUPLICATE_VISIT (soft) where both are one place.
 * Each pair of stops is named once, with its first date.
 */
export function vanAtTwoStops(facts: ServiceFacts): ServiceViolation[] {
  return overlapsOf(facts).map(({ first, second }) => {
    const [a, b] = [facts.stops[first.index], facts.stops[second.index]];
    const isSame = isSamePlace(a, b);
    const finding = isSame
      ? `${stopName(a)} is listed twice, ${stopTimes(a)} and ${stopTimes(b)}`
      : `at ${stopName(a)} ${stopTimes(a)} and at ${stopName(b)} ${stopTimes(b)}`;
    return serviceViolation(facts, {
      rule: isSame ? 'DUPLICATE_VISIT' : 'VAN_IN_TWO_PLACES',
      severity: isSame ? 'soft' : 'hard',
      stopIndexes: [first.index, second.index],
      date: second.date,
      finding,
    });
  });
}

/** Pairs of stops whose times overlap on a date of one van; each pair once. */
export function overlapsOf(facts: ServiceFacts): { first: ServiceVisit; second: ServiceVisit }[] {
  const pairs = new Map<string, { first: ServiceVisit; second: ServiceVisit }>();
  for (const day of facts.vanDays) {
    for (let i = 0; i < day.length; i++) {
      for (let j = i + 1; j < day.length && day[j].arrival < day[i].departure; j++) {
        const key = `${day[i].index} ${day[j].index}`;
        if (day[j].departure > day[i].arrival && !pairs.has(key)) {
          pairs.set(key, { first: day[i], second: day[j] });
        }
      }
    }
  }
  return [...pairs.values()];
}
