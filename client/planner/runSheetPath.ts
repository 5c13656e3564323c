/** The printable run sheet of a van-day, made by the server. */
export const runSheetPath = (planId: number, index: number): string =>
  `/planner/plans/${planId}/van-days/${index}`;
