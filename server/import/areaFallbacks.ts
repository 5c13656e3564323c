import type { Area } from '../core/nouns.ts';

type Assumed = Area['assumed'][number];

/** Children by age as far as a file tells them. */
export interface KnownAges {
  readonly under1: number | null;
  readonly aged1: number | null;
  readonly aged2to4: number | null;
  readonly aged0to4: number | null;
}

/** Children by age with nothing open. */
export interface FilledAges {
  readonly under1: number;
  readonly aged1: number;
  readonly aged2to4: number;
  readonly assumed: readonly Assumed[];
}

/** Single years of a published table are rounded or disturbed by the publisher; more than this is a contradiction. */
const ROUNDING_CHILDREN = 5;
const ROUNDING_SHARE = 0.05;

/**
 * Children under 1, aged 1 and aged 2 to 4 of an area, with what is missing filled in by rule: age 1 taken as age 0;
 * ages 2 to 4 as the rest of ages 0 to 4, or three times age 0; age 0 as a fifth of ages 0 to 4.
 * @returns  undefined when there is nothing to start from; a sentence when the figures contradict each other
 */
export function fillAges(known: KnownAges): FilledAges | string | undefined {
  const under5 = known.aged0to4;
  const assumed: Assumed[] = [];
  const assume = (field: string, reason: string, value: number) => {
    assumed.push({ field, reason });
    return value;
  };
  if (known.under1 === null && under5 === null) return undefined;
  const under1 =
    known.under1 ?? assume('childrenUnder1', 'a fifth of the children aged 0 to 4', (under5 ?? 0) / 5);
  if (under5 !== null && under1 > under5) return 'more children under 1 than children aged 0 to 4';
  const aged1 = known.aged1 ?? assume('childrenAged1', ...ageOne(under1, known));
  const rest = under5 === null ? null : under5 - under1 - aged1;
  if (known.aged2to4 === null) {
    if (rest !== null && rest < 0) return 'more children under 2 than children aged 0 to 4';
    const [reason, value] =
      rest === null
        ? (['three times the children under 1', under1 * 3] as const)
        : (['the children aged 0 to 4 less those under 2', rest] as const);
    // A difference of published figures is exact; only one that rests on an assumed age 1 is itself assumed.
    const isExact = rest !== null && known.aged1 !== null && known.under1 !== null;
    return { under1, aged1, aged2to4: isExact ? value : assume('childrenAged2to4', reason, value), assumed };
  }
  const sum = under1 + aged1 + known.aged2to4;
  const mayDiffer = Math.max(ROUNDING_CHILDREN, ROUNDING_SHARE * sum);
  if (under5 !== null && known.aged1 !== null && Math.abs(sum - under5) > mayDiffer) {
    return 'the single ages do not add up to the children aged 0 to 4';
  }
  return { under1, aged1, aged2to4: known.aged2to4, assumed };
}

function ageOne(under1: number, known: KnownAges): [reason: string, value: number] {
  const left = known.aged0to4 === null ? null : known.aged0to4 - under1 - (known.aged2to4 ?? 0);
  if (left === null || left >= under1) return ['age 1 taken as age 0', under1];
  return known.aged2to4 === null
    ? ['a quarter of the children aged 1 to 4, who are fewer than age 0 suggests', left / 4]
    : ['the children aged 0 to 4 less the other ages', Math.max(0, left)];
}

/**
 * Share of households without a car by rural-urban class, where no Census table (TS045) is brought.
 * Planning assumption: rounded levels in the order of the National Travel Survey's table NTS9902 (household car
 * availability by rural-urban classification, England); replace it by TS045, which is exact.
 */
const NO_CAR_SHARE = { conurbation: 0.3, urban: 0.2, town: 0.13, village: 0.06, dispersed: 0.05 } as const;
/** England and Wales, Census 2021, table TS045: 23.3 % of households. */
const NO_CAR_SHARE_UNKNOWN_CLASS = 0.23;

/** The share of households without a car that a rural-urban class suggests, with the reason in words. */
export function assumedNoCarShare(
  ruralUrban: string | null,
  code: string | null,
): { share: number; reason: string } {
  const kind = settlementClass(ruralUrban, code);
  return kind === undefined
    ? { share: NO_CAR_SHARE_UNKNOWN_CLASS, reason: 'taken as the average of England and Wales' }
    : { share: NO_CAR_SHARE[kind], reason: `taken from the rural-urban class "${ruralUrban ?? code}"` };
}

/** Which of five classes a name or code of the 2011 or 2021 rural-urban classification, or this project's own, means. */
function settlementClass(name: string | null, code: string | null): keyof typeof NO_CAR_SHARE | undefined {
  const text = (name ?? '').toLowerCase();
  if (/conurbation/.test(text) || /^[AB]1$/i.test(code ?? '')) return 'conurbation';
  if (/dispersed|isolated/.test(text) && !/village/.test(text)) return 'dispersed';
  if (/smaller rural|village|hamlet/.test(text) || /^(E\d|RS[NF]\d)$/i.test(code ?? '')) return 'village';
  if (/larger rural|fringe|^town$/.test(text) || /^(D\d|RL[NF]\d)$/i.test(code ?? '')) return 'town';
  if (/urban/.test(text) || /^(C\d|U[NF]\d)$/i.test(code ?? '')) return 'urban';
  if (/rural/.test(text)) return 'village';
  return undefined;
}

/**
 * Share of children in income-deprived families from the published count of them (IDACI numerator) and the children
 * aged 0 to 15; where only ages 0 to 4 are known, 16 ÷ 5 times those. Never above 1.
 */
export function idaciFromCount(counts: { deprived: number; aged0to15: number | null; aged0to4: number }): {
  rate: number | null;
  reason: string;
} {
  const isExact = counts.aged0to15 !== null && counts.aged0to15 > 0;
  const children = isExact ? (counts.aged0to15 as number) : (counts.aged0to4 * 16) / 5;
  const rate = children > 0 ? Math.min(1, counts.deprived / children) : null;
  return {
    rate,
    reason: isExact
      ? 'the IDACI count divided by the children aged 0 to 15'
      : 'the IDACI count divided by 16/5 of the children aged 0 to 4',
  };
}
