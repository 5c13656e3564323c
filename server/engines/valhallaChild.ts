/**
 * Valhalla's own process: computing a matrix leaves hundreds of megabytes resident, which this process takes with it
 * when it is ended. Started by `valhallaProcess.ts` with the configuration as its argument; answers one question at
 * a time.
 */
import { Actor } from '@valhallajs/valhallajs';
import type { LonLat } from '../shared/coordinates.ts';
import { type LocateAnswer, snapToRoads, type ValhallaCosting } from './valhallaSnap.ts';

/** What is asked of the process. A request is Valhalla's JSON, as text. */
export type ValhallaQuestion =
  | { readonly kind: 'snap'; readonly costing: ValhallaCosting; readonly places: readonly LonLat[] }
  | { readonly kind: 'matrix' | 'route'; readonly request: string };

/** Its answer as JSON text, or Valhalla's refusal. */
export type ValhallaReply = { readonly answer: string } | { readonly refusal: string };

let actor: Actor | undefined;

/** Opened with the first question, so that tiles that cannot be read are told as an answer. */
function openActor(): Actor {
  actor ??= new Actor(process.argv[2]);
  return actor;
}

async function reply(question: ValhallaQuestion): Promise<ValhallaReply> {
  try {
    const valhalla = openActor();
    if (question.kind === 'snap') {
      const locate = async (request: object): Promise<LocateAnswer[]> =>
        JSON.parse(await valhalla.locate(JSON.stringify(request)));
      return {
        answer: JSON.stringify(await snapToRoads(question.places, { locate, costing: question.costing })),
      };
    }
    return { answer: await valhalla[question.kind](question.request) };
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', async (question: ValhallaQuestion) => {
  process.send?.(await reply(question));
});
// Without the program that asked there is nobody to answer; SIGKILL because a computation may be under way.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
