/** Puts the first `count` entries into random order (Fisher and Yates). */
export function shuffle(list: Int32Array | number[], count: number, random: () => number): void {
  for (let k = count - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    const entry = list[k];
    list[k] = list[other];
    list[other] = entry;
  }
}
