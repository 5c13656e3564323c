import type { Area } from '../nouns.ts';

/** Children aged 0 to 4 of an area: what a family in need of reach is counted in. */
export const childrenAged0to4 = (
  area: Pick<Area, 'childrenUnder1' | 'childrenAged1' | 'childrenAged2to4'>,
): number => area.childrenUnder1 + area.childrenAged1 + area.childrenAged2to4;
