/**
 * Runs tasks with at most `most` of them under way; the others wait for their turn in the order they came.
 * @returns  a function that runs one task and passes on its result or failure
 */
export function atOnce(most: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = most;
  return async (task) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
