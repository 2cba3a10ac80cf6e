/** Slots of equal length that growth is shared out to by time. All instants and lengths in ms. */
export interface Slots {
  /** Start of the first slot. */
  readonly from: number;
  readonly lengthMs: number;
  readonly count: number;
}

/** Tells which parts of the time from `from` until `to` lie in which slot, as shares of the whole; what lies outside is left out. */
export function shareOut(
  { from: start, lengthMs, count }: Slots,
  from: number,
  to: number,
  credit: (slot: number, share: number) => void,
): void {
  if (!(to > from)) return;
  const first = Math.max(0, Math.floor((from - start) / lengthMs));
  const last = Math.min(count - 1, Math.floor((to - start) / lengthMs));
  for (let slot = first; slot <= last; slot += 1) {
    const begin = start + slot * lengthMs;
    const share = (Math.min(to, begin + lengthMs) - Math.max(from, begin)) / (to - from);
    if (share > 0) credit(slot, share);
  }
}
