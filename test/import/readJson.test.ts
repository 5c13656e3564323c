import { expect, it } from 'vitest';
import { inspectFile } from '../../server/import/inspectFile.ts';
import { readJson } from '../../server/import/readJson.ts';
import { tempFile } from './support/tempFile.ts';

const read = async (text: string) => readJson(await inspectFile(tempFile('a.json', text), 1e9));

it('JSON is read with or without a mark at its start, and nothing of what is broken', async () => {
  expect(await read('\uFEFF{"a":[1]}')).toEqual({ a: [1] });
  expect(await read('{"a":[1}')).toBeUndefined();
});

it('JSON nested by the million is left alone, whatever brackets stand in its strings', async () => {
  const deep = 250_000;
  expect(await read('['.repeat(deep) + ']'.repeat(deep))).toBeUndefined();
  const brackets = `\\"${'['.repeat(deep)}\\\\`;
  expect(await read(JSON.stringify({ brackets }))).toEqual({ brackets });
});
