import { describe, expect, it } from 'vitest';
import type { GroupLossWire, ReviewWire } from '../../server/contract/rules.ts';
import { losingPart, ratioWords, reviewShown, shareWords } from '../../server/http/reviewPaper.ts';

const group = (fields: Partial<GroupLossWire> & Pick<GroupLossWire, 'kind' | 'key'>): GroupLossWire => ({
  label: fields.key,
  children: 0,
  share: 0,
  childrenLosing: 0,
  shareOfLosing: 0,
  ratio: null,
  childrenFurther: 0,
  meanExtraSeconds: null,
  ...fields,
});

const review = (groups: readonly GroupLossWire[], losses: Partial<ReviewWire['losses']> = {}): ReviewWire =>
  ({
    losses: { groups, meanExtraSeconds: 600, onFootBefore: 40, onFootLosing: 20, ...losses },
  }) as unknown as ReviewWire;

describe('the equality figures of a paper', () => {
  it('set each group’s part of the loss against its part of the region, from the figures that are shown', () => {
    // 300 of 1,000 children are in the first group, and 60 of the 100 who lose reach: twice its part.
    const shown = reviewShown(
      review([
        group({
          kind: 'deprivation',
          key: '1',
          children: 300,
          childrenLosing: 60,
          childrenFurther: 100,
          meanExtraSeconds: 620,
        }),
        group({
          kind: 'deprivation',
          key: '2',
          children: 700,
          childrenLosing: 40,
          childrenFurther: 40,
          meanExtraSeconds: 300,
        }),
      ]),
      10,
    );
    expect(shown.groupings[0].groups).toEqual([
      {
        label: '1',
        children: 300,
        losing: 60,
        further: 40,
        share: 0.3,
        shareOfLosing: 0.6,
        ratio: 2,
        extraMinutes: 10,
      },
      {
        label: '2',
        children: 700,
        losing: 40,
        further: 0,
        share: 0.7,
        shareOfLosing: 0.4,
        ratio: 0.4 / 0.7,
        extraMinutes: 5,
      },
    ]);
    expect(shown.everyone).toMatchObject({ children: 1000, losing: 100, further: 40, ratio: 1 });
    expect([shown.onFootLosing, shown.onFootBefore]).toEqual([20, 40]);
  });

  it('keep small numbers back, with those from which they could be worked out and what rests on them', () => {
    const shown = reviewShown(
      review([
        group({
          kind: 'rural-urban',
          key: 'Rural',
          children: 300,
          childrenLosing: 4,
          childrenFurther: 4,
          meanExtraSeconds: 600,
        }),
        group({
          kind: 'rural-urban',
          key: 'Town',
          children: 300,
          childrenLosing: 50,
          childrenFurther: 50,
          meanExtraSeconds: 600,
        }),
        group({
          kind: 'rural-urban',
          key: 'City',
          children: 400,
          childrenLosing: 60,
          childrenFurther: 60,
          meanExtraSeconds: 600,
        }),
      ]),
      10,
    );
    const [rural, town, city] = shown.groupings[0].groups;
    expect(rural).toMatchObject({ losing: null, shareOfLosing: null, ratio: null });
    // With the total and the others shown, four could be worked out.
    expect([town.losing, city.losing, shown.everyone.losing].filter((count) => count === null)).not.toEqual(
      [],
    );
    expect(shareWords(rural.shareOfLosing)).toBe('not shown');
  });

  it('keep a total back everywhere that one grouping keeps back', () => {
    const shown = reviewShown(
      review([
        group({ kind: 'deprivation', key: '1', children: 500, childrenLosing: 6, childrenFurther: 6 }),
        group({ kind: 'rural-urban', key: 'Rural', children: 500, childrenLosing: 6, childrenFurther: 6 }),
      ]),
      10,
    );
    expect(shown.everyone.losing).toBeNull();
  });

  it('say nought where nobody loses', () => {
    const shown = reviewShown(review([group({ kind: 'car', key: 'with', children: 500 })]), 10);
    const [only] = shown.groupings[0].groups;
    expect([shareWords(only.shareOfLosing), ratioWords(only.ratio), only.extraMinutes]).toEqual([
      '0 %',
      'none of the loss',
      null,
    ]);
  });
});

describe('words of a paper', () => {
  it('tell how much of an area loses reach without a count', () => {
    const area = (children: number, childrenLosing: number) =>
      losingPart({ children, childrenLosing } as never);
    expect([area(50, 0), area(50, 7), area(50, 50)]).toEqual(['no', 'part', 'all']);
  });

  it('tell a ratio against its share', () => {
    expect([ratioWords(2.34), ratioWords(1.02), ratioWords(0.44), ratioWords(null)]).toEqual([
      '2.3 times its share',
      'about its share',
      '0.4 times its share',
      'not shown',
    ]);
  });
});
