import type {
  AskablePlaceWire,
  CurveAnswerWire,
  CurveRequestWire,
  ScoreWeightWire,
  SharedReachWire,
  WhyNotAnswerWire,
  WhyNotRequestWire,
} from '../../server/contract/choice.ts';
import type { JobWire } from '../../server/contract/planner.ts';
import type { Answer } from './api.ts';
import type { Trouble } from './state.ts';

/** What can be asked about candidates and their choice. */
export interface ChoiceCalls {
  weights(): Promise<Answer<readonly ScoreWeightWire[]>>;
  changeWeights(weights: Readonly<Record<string, number>>): Promise<Answer<readonly ScoreWeightWire[]>>;
  compare(first: string, second: string): Promise<Answer<SharedReachWire>>;
  places(words: string): Promise<Answer<readonly AskablePlaceWire[]>>;
  /** The curve as far as it is known; nothing is worked out. */
  knownCurve(asked: CurveRequestWire): Promise<Answer<CurveAnswerWire>>;
  /** The curve, or the work that makes it. */
  curve(asked: CurveRequestWire): Promise<Answer<CurveAnswerWire | JobWire>>;
  /** The answer as far as it is known; nothing is worked out. */
  knownWhyNot(asked: WhyNotRequestWire): Promise<Answer<WhyNotAnswerWire>>;
  /** The answer, or the work that finds it. */
  whyNot(asked: WhyNotRequestWire): Promise<Answer<WhyNotAnswerWire | JobWire>>;
}

/** Whether an answer is work under way. */
const isWork = (value: object): value is JobWire => 'stage' in value && 'state' in value;

/**
 * Asks for something that may have to be worked out first, and follows that work to its end.
 * @param follow  takes on the work: `store.work`
 * @returns why it was refused; null when it is there now, or its work has ended one way or the other
 */
export async function askThrough(
  ask: () => Promise<Answer<object>>,
  follow: (ask: () => Promise<Answer<JobWire>>) => Promise<void>,
): Promise<Trouble | null> {
  const answer = await ask();
  if (!answer.isOk) return answer.trouble;
  const { value } = answer;
  if (isWork(value)) await follow(async () => ({ isOk: true, value }));
  return null;
}

/** The same over HTTP. @param ask  sends a request and understands its answer */
export function createChoiceCalls(
  ask: <Value>(method: string, path: string, body?: unknown) => Promise<Answer<Value>>,
): ChoiceCalls {
  const query = (values: Readonly<Record<string, string>>) => new URLSearchParams(values).toString();
  return {
    weights: () => ask('GET', '/api/choice/weights'),
    changeWeights: (weights) => ask('PUT', '/api/choice/weights', { weights }),
    compare: (first, second) => ask('GET', `/api/choice/compare?${query({ first, second })}`),
    places: (words) => ask('GET', `/api/choice/places?${query({ words })}`),
    knownCurve: (asked) => ask('POST', '/api/choice/curve', { ...asked, isOnlyKnown: true }),
    curve: (asked) => ask('POST', '/api/choice/curve', asked),
    knownWhyNot: (asked) => ask('POST', '/api/choice/why-not', { ...asked, isOnlyKnown: true }),
    whyNot: (asked) => ask('POST', '/api/choice/why-not', asked),
  };
}
