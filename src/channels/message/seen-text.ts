import type { WeekDigest } from '../../alerts/digest.ts';
import { formatAmount, formatCount, formatHours, formatPercent } from '../../text/numbers.ts';
import { hoursBetween } from '../../text/time.ts';

/** How well the radar saw in a week: what a look back on it is worth. Empty for a digest of an earlier release. */
export function seenText({ seen, oldest, unread = 0, ended, until }: WeekDigest): string {
  if (seen === undefined) return '';
  const { readings, due, hours, expected, credits, left } = seen;
  const share = due === 0 ? '' : ` (${formatPercent((readings / due) * 100)})`;
  const told = ended.right + ended.falseAlarms;
  return [
    `Read ${formatCount(readings)} of ${formatAmount(due, 'reading')} due${share}, in ${formatCount(hours)} of ${formatAmount(expected, 'hour')}.`,
    ...(oldest === undefined ? [] : [ageText(oldest, until)]),
    ...(unread === 0 ? [] : [`Without any reading: ${formatAmount(unread, 'hashtag')}.`]),
    ...(told === 0
      ? []
      : [`False alarms: ${formatCount(ended.falseAlarms)} of ${formatAmount(told, 'alert')} that ended.`]),
    `Credits: ${formatCount(credits)} used${left === undefined ? '' : `, ${formatCount(left)} left`}.`,
  ].join(' ');
}

/** How old the oldest of the latest readings is. Ages under half an hour are those of the run itself. */
function ageText({ at }: NonNullable<WeekDigest['oldest']>, until: string): string {
  const hours = hoursBetween(Date.parse(at), Date.parse(until));
  if (hours < 0.5) return 'Every number is from this hour.';
  return `The oldest number is ${formatHours(hours)} old.`;
}
