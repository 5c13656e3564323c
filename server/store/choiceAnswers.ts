import type { Instant } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';

/** Answers kept at most: the newest. A curve has some 30 kB. */
const KEPT = 200;

/** The answer once given to a question; null when it is not kept. @param key  a hash of all that the answer rests on */
export function findChoiceAnswer<Answer>(db: ReadableDb, key: string): Answer | null {
  const row = db
    .prepare<[string], { answer_json: string }>('SELECT answer_json FROM choice_answer WHERE key = ?')
    .get(key);
  return row ? (JSON.parse(row.answer_json) as Answer) : null;
}

/** Keeps an answer, plain data; the oldest go when there are many. */
export function keepChoiceAnswer(
  db: WritableDb,
  answer: { readonly key: string; readonly at: Instant; readonly value: unknown },
): void {
  const keep = db.transaction(() => {
    db.prepare(
      `INSERT INTO choice_answer (key, answered_at, answer_json) VALUES (@key, @at, @json)
       ON CONFLICT (key) DO UPDATE SET answered_at = @at, answer_json = @json`,
    ).run({ key: answer.key, at: answer.at, json: JSON.stringify(answer.value) });
    db.prepare(
      `DELETE FROM choice_answer WHERE key NOT IN
       (SELECT key FROM choice_answer ORDER BY answered_at DESC, key LIMIT ?)`,
    ).run(KEPT);
  });
  keep.immediate();
}
