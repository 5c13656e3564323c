import { dateWords, type ServiceDate } from '../../../../shared/time.ts';
import { type ServiceFacts, type ServiceViolation, serviceViolation, stopName } from '../serviceFacts.ts';

/** ON_BANK_HOLIDAY: no visit on a bank holiday that is not among a stop's exceptions; one breach a stop, with its dates. */
export function serviceOnBankHoliday(facts: ServiceFacts): ServiceViolation[] {
  const clashes = new Map<number, ServiceDate[]>();
  for (const { index, date } of facts.visits) {
    if (facts.bankHolidays.has(date)) clashes.set(index, [...(clashes.get(index) ?? []), date]);
  }
  return [...clashes].map(([index, dates]) => {
    const days = dates.map((date) => `${dateWords(date)} (${facts.bankHolidays.get(date)})`).join('; ');
    const finding = `${stopName(facts.stops[index])} has ${dates.length === 1 ? 'a visit on a bank holiday' : `${dates.length} visits on bank holidays`}: ${days}`;
    return serviceViolation(facts, { rule: 'ON_BANK_HOLIDAY', stopIndexes: [index], finding });
  });
}
