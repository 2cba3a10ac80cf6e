import type { WeekDigest } from '../../alerts/digest.ts';
import { formatAmount, formatCount, formatHours, formatPercent } from '../../text/numbers.ts';
import { hoursBetween } from '../../text/time.ts';

/** How well the radar saw in a week: what a look back on it is worth. Empty for a digest of an earlier release. */
export function seenText({ seen, oldest, unread = 0, ended, until }: WeekDigest): string {
  if (seen === undefined) return '';
  const { readings, due, hours, expected, credits, left } = seen;
  const share = due === 0 ? '' : ` (${formatPercent((readings / due) * 100)})`;
  const age = oldest === undefined ? 0 : hoursBetween(Date.parse(oldest.at), Date.parse(until));
  const told = ended.right + ended.falseAlarms;
  return [
    `Read ${formatCount(readings)} of ${formatAmount(due, 'reading')} due${share}, in ${formatCount(hours)} of ${formatAmount(expected, 'hour')}.`,
    ...(oldest === undefined
      ? []
      : [`Every hashtag with a reading was read in the last ${formatHours(age)}.`]),
    ...(unread === 0 ? [] : [`Without any reading: ${formatAmount(unread, 'hashtag')}.`]),
    ...(told === 0
      ? []
      : [`False alarms: ${formatCount(ended.falseAlarms)} of ${formatAmount(told, 'alert')} that ended.`]),
    `Credits: ${formatCount(credits)} used${left === undefined ? '' : `, ${formatCount(left)} left`}.`,
  ].join(' ');
}
