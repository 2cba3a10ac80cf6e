/** A stretch of time on the charts, in seconds since 1970 UTC; `from` < `to`. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Nothing is seen between two readings. */
const SHORTEST = 2 * 3600;

/** Closer by `factor` (below 1: further) around the instant `at`, and no further than `bounds`. */
export function zoomed(
  window: TimeWindow,
  bounds: TimeWindow,
  factor: number,
  at = middle(window),
): TimeWindow {
  const length = window.to - window.from;
  const longest = bounds.to - bounds.from;
  const next = Math.min(longest, Math.max(Math.min(SHORTEST, longest), length / factor));
  const from = at - ((at - window.from) / length) * next;
  return within({ from, to: from + next }, bounds);
}

/** Later by `share` of its length, or earlier if that is negative, and no further than `bounds`. */
export function moved(window: TimeWindow, bounds: TimeWindow, share: number): TimeWindow {
  const by = (window.to - window.from) * share;
  return within({ from: window.from + by, to: window.to + by }, bounds);
}

/** As long as it was if it can be, and inside the bounds. */
function within({ from, to }: TimeWindow, bounds: TimeWindow): TimeWindow {
  const length = Math.min(to - from, bounds.to - bounds.from);
  const start = Math.min(Math.max(from, bounds.from), bounds.to - length);
  return { from: start, to: start + length };
}

function middle({ from, to }: TimeWindow): number {
  return (from + to) / 2;
}
