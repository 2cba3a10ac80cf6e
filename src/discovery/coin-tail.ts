/** The chance of `count` or more heads among `tosses` of an even coin: Σ C(n, i) / 2ⁿ over i ≥ count. */
export function coinTail(tosses: number, count: number): number {
  let ways = 1;
  let tail = 0;
  for (let heads = 0; heads <= tosses; heads += 1) {
    if (heads >= count) tail += ways;
    ways = (ways * (tosses - heads)) / (heads + 1);
  }
  return tail / 2 ** tosses;
}
