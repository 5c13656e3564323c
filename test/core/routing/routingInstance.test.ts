import { describe, expect, it } from 'vitest';
import { readCordeau, readSolomon } from '../../bench/routingInstance.ts';

const CORDEAU = [
  '1 2 2 3',
  '0 10',
  '0 10',
  '30 10',
  '0 0 0 0 0 0 0',
  '1 3 4 2 5 1 3 1 2 4',
  '2 6 8 0 5 3 1 7',
];
const SOLOMON = [
  'TINY',
  '',
  'VEHICLE',
  'NUMBER     CAPACITY',
  '  3         200',
  '',
  'CUSTOMER',
  'CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME',
  ' ',
  '    0      0         0          0          0       230          0',
  '    1      3         4         10        161       171         10',
];

/** The lines with some of them, counted from 1, written otherwise. */
const text = (lines: readonly string[], changed: Readonly<Record<number, string>> = {}) =>
  lines.map((line, k) => changed[k + 1] ?? line).join('\n');

describe('Cordeau’s form', () => {
  it('is read with its limits by day, 0 for none, and the highest bit for the first day', () => {
    const problem = readCordeau(text(CORDEAU), false);
    expect([...problem.capacity]).toEqual([10, 10, 10]);
    expect([...problem.maxDuration]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 30]);
    expect(problem.patterns.map((sets) => [...sets])).toEqual([[0b100, 0b010, 0b001], [0b111]]);
    expect([problem.distance[1], problem.distance[2], problem.distance[3 + 2]]).toEqual([5, 10, 5]);
    expect([...problem.service]).toEqual([0, 2, 0]);
  });

  it('is read with windows behind the patterns', () => {
    const lines = ['5 1 1 1', '0 0', '0 0 0 0 0 0 0 0 100', '1 1 1 2 3 1 1 1 20 30'];
    const problem = readCordeau(lines.join('\r\n'), true);
    expect([...problem.opens, ...problem.closes]).toEqual([0, 20, 100, 30]);
  });

  it.each([
    [{ 1: '1 2 2' }, 'Line 1: expected four whole numbers'],
    [{ 1: '2 2 2 3' }, 'Line 1: the type is 2; expected 1'],
    [{ 1: '1 0 2 3' }, 'Line 1: there is no vehicle'],
    [{ 1: '1 2 2 40' }, 'Line 1: 40 days; expected 1 to 31'],
    [{ 1: '1 2 5000 3' }, 'Line 1: 5000 customers; at most 2000'],
    [{ 1: '1 2 3 3' }, 'announces 3 customers and there is a depot, but 3 lines'],
    [{ 3: '0' }, 'Line 3: expected "longest-route capacity"'],
    [{ 3: '-1 10' }, 'Line 3: a limit is -1'],
    [{ 6: '1 3 4 2 5 1 3 1 2' }, 'Line 6: expected'],
    [{ 6: '1 3 4 2 5 1 3 1 2 9' }, 'Line 6: the pattern 9 is none of 3 days'],
    [{ 6: '7 3 4 2 5 1 3 1 2 4' }, 'Line 6: the number is 7; expected 1'],
    [{ 6: '1 3 4 2 -5 1 3 1 2 4' }, 'Line 6: the demand is -5'],
    [{ 6: '1 3 four 2 5 1 3 1 2 4' }, 'Line 6: "four" is no number'],
    [{ 7: '2 6 8 0 5 3 0' }, 'Line 7: 3 visits are wanted, but there is no pattern'],
  ])('is refused with %j, naming the line', (changed, words) => {
    expect(() => readCordeau(text(CORDEAU, changed), false)).toThrow(words);
  });

  it('is refused when the window closes before it opens', () => {
    const lines = ['5 1 1 1', '0 0', '0 0 0 0 0 0 0 0 100', '1 1 1 2 3 1 1 1 30 20'];
    expect(() => readCordeau(lines.join('\n'), true)).toThrow(
      'Line 4: the window closes at 20, before it opens',
    );
  });

  it('is refused when it is empty or ends within the days', () => {
    expect(() => readCordeau('\n', false)).toThrow('The file is empty');
    expect(() => readCordeau('1 2 2 3\n0 10', false)).toThrow('announces 3 days, but the file ends before');
  });
});

describe('Solomon’s form', () => {
  it('is read with one day and the vehicles there are customers for', () => {
    const problem = readSolomon(text(SOLOMON));
    expect([problem.days, problem.vehicles, problem.capacity[0], problem.customers]).toEqual([1, 1, 200, 1]);
    expect([problem.demand[1], problem.opens[1], problem.closes[1], problem.service[1]]).toEqual([
      10, 161, 171, 10,
    ]);
    expect(problem.distance[1]).toBe(5);
  });

  it.each([
    [{ 5: '  3' }, 'Line 5: expected the number of vehicles'],
    [{ 11: '1 3 4 10 161 171' }, 'Line 11: expected "number x y demand ready due service"'],
    [{ 11: '1 3 4 10 171 161 10' }, 'Line 11: the window closes at 161'],
    [{ 11: '1 3 4 x 161 171 10' }, 'Line 11: "x" is no number'],
  ])('is refused with %j, naming the line', (changed, words) => {
    expect(() => readSolomon(text(SOLOMON, changed))).toThrow(words);
  });

  it('is refused without places', () => {
    expect(() => readSolomon(text(SOLOMON.slice(0, 9)))).toThrow('There is no depot');
    expect(() => readSolomon('')).toThrow('The file holds no numbers');
  });
});
