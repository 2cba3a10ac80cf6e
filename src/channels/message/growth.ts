import type { Alert } from '../../alerts/alert.ts';
import { formatCount, formatHours, formatMultiple, formatPercent } from '../../text/numbers.ts';
import { hoursBetween } from '../../text/time.ts';

/** How far views have come since the reading before a breakout. Every message tells growth by this, and by nothing else. */
export interface AlertGrowth {
  readonly from: number;
  /** The count of this reading; at the end the highest of the breakout. */
  readonly to: number;
  /** Absent where there was nothing to grow from. */
  readonly percent?: number;
  readonly hours: number;
}

export function growthOf({ kind, views, at, openedAt }: Alert): AlertGrowth {
  const from = views.base;
  const to = kind === 'over' ? views.peak : views.now;
  const since = views.baseAt ?? (kind === 'opened' || kind === 'joined' ? views.beforeAt : openedAt);
  return {
    from,
    to,
    ...(from > 0 && { percent: (to / from - 1) * 100 }),
    hours: hoursBetween(Date.parse(since), Date.parse(at)),
  };
}

/** `+14.9 % in 1 h`. */
export function growthText({ from, to, percent, hours }: AlertGrowth): string {
  const grown = percent === undefined ? `${formatCount(to)} views` : formatPercent(percent);
  return `${to >= from ? '+' : ''}${grown} in ${formatHours(hours)}`;
}

/** The growth in one sentence, without the hashtag: `gained 14.9 % in 1 h: 1,035,451 → 1,190,007 views.` */
export function growthSentence({ from, to, percent, hours }: AlertGrowth): string {
  const span = `in ${formatHours(hours)}`;
  // Of a rounded counter that is all that is known.
  if (to === from) return `shows the same count after ${formatHours(hours)}: ${formatCount(to)} views.`;
  const change = percent === undefined ? formatCount(to) : formatPercent(Math.abs(percent));
  const moved = to > from ? `gained ${change}` : `went back by ${change}`;
  return `${moved} ${span}: ${formatCount(from)} → ${formatCount(to)} views.`;
}

/** Below this multiple it is new videos that show a breakout, and the views would speak against it. */
const SHOWN_FROM = 1.5;

/** `21× its baseline`; undefined where the `breakout` rule knows no multiple, or views do not show the breakout yet. */
export function multipleText({ momentum }: Alert): string | undefined {
  const { multiple = 0 } = momentum ?? {};
  return multiple < SHOWN_FROM ? undefined : `${formatMultiple(multiple)} its baseline`;
}
