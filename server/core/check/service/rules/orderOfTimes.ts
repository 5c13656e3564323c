import { exactClock } from '../../sentences.ts';
import { type ServiceFacts, type ServiceViolation, serviceViolation, stopName } from '../serviceFacts.ts';

/** ORDER_OF_CALL: a stop is left after it is arrived at, within one day. */
export function orderOfTimes(facts: ServiceFacts): ServiceViolation[] {
  return facts.stops.flatMap((stop, index) => {
    const { arrival, departure } = stop;
    if (0 <= arrival && arrival < departure && departure <= 86_400) return [];
    const finding = `${stopName(stop)} is arrived at ${exactClock(arrival)} and left at ${exactClock(departure)}`;
    return [serviceViolation(facts, { rule: 'ORDER_OF_CALL', stopIndexes: [index], finding })];
  });
}
