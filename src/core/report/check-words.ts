import type { ReplayForecast } from '../forecast/replay-forecast.ts';
import { formatAmount } from '../text/numbers.ts';
import { formatDay } from '../text/times.ts';

/** In one sentence: over what, and how many alerts. */
export function replayScope(replay: ReplayForecast, timezone: string): string {
  const { from, until, weeks, readings, hashtags, after, before } = replay;
  const rate = ({ alerts, perWeek }: ReplayForecast['after']): string =>
    `${formatAmount(alerts, 'alert')} (${perWeek.toFixed(1)} a week)`;
  const counts = before === undefined ? rate(after) : `before ${rate(before)}, after ${rate(after)}`;
  const span = `${formatDay(from, timezone)} to ${formatDay(until, timezone)}`;
  return `Replayed over ${formatAmount(readings, 'reading')} of ${formatAmount(hashtags, 'hashtag')}, ${span} (${weeks.toFixed(1)} weeks): ${counts}.`;
}
