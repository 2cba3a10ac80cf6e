import { formatAmount, formatHours } from '../text/numbers.ts';
import { formatDay } from '../text/times.ts';
import type { Change, ChangedSetting } from './change.ts';
import type { ReplayForecast } from './replay-forecast.ts';

/** In one sentence: over what, and how many alerts. */
export function replayScope(replay: ReplayForecast, timezone: string): string {
  const { from, until, weeks, readings, hashtags, after, before } = replay;
  const rate = ({ alerts, perWeek }: ReplayForecast['after']): string =>
    `${formatAmount(alerts, 'alert')} (${perWeek.toFixed(1)} a week)`;
  const counts = before === undefined ? rate(after) : `before ${rate(before)}, after ${rate(after)}`;
  const span = `${formatDay(from, timezone)} to ${formatDay(until, timezone)}`;
  return `Replayed over ${formatAmount(readings, 'reading')} of ${formatAmount(hashtags, 'hashtag')}, ${span} (${weeks.toFixed(1)} weeks): ${counts}.`;
}

/** How the two versions differ, in one sentence; empty without a comparison. */
export function differenceSentence({ differences }: ReplayForecast): string {
  if (differences === undefined) return '';
  const { gained, lost, earlier, later, medianHoursEarlier } = differences;
  const parts = [
    ...(gained > 0 ? [formatAmount(gained, 'new alert')] : []),
    ...(lost > 0 ? [`${lost} fewer`] : []),
    ...(earlier > 0 ? [`${earlier} earlier (by a median ${formatHours(medianHoursEarlier ?? 0)})`] : []),
    ...(later > 0 ? [`${later} later`] : []),
  ];
  return parts.length === 0 ? 'No alert would have been different.' : `The change: ${parts.join(', ')}.`;
}

/** Hashtags whose settings change, those with the same change together. */
export function sameChanges(
  changed: Change['changed'],
): readonly { readonly hashtags: readonly string[]; readonly settings: readonly ChangedSetting[] }[] {
  const groups = Map.groupBy(changed, ({ settings }) => JSON.stringify(settings));
  return [...groups.values()].map((group) => ({
    hashtags: group.map(({ hashtag }) => hashtag),
    settings: group[0]?.settings ?? [],
  }));
}
