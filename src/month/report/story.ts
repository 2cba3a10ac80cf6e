import { columns } from '../../text/columns.ts';
import { formatAmount, formatCount } from '../../text/numbers.ts';
import { logLine } from '../../text/untrusted.ts';
import { kindsIn } from '../counts.ts';
import type { BrokenLaw } from '../laws/law.ts';
import type { ShownMonth } from '../shown-month.ts';
import type { MonthFiles } from './json.ts';

const MADE_UP =
  'SIMULATED: every hashtag, number and video here is made up. No key was used; nothing left this machine.';

/** The month as people read it in a terminal. Safe to print inside GitHub Actions. */
export function monthStory(
  { days, runs, hashtags, counts }: ShownMonth,
  broken: readonly BrokenLaw[],
  { page, messages, dashboard, records, seconds }: MonthFiles & { readonly seconds: number },
): readonly string[] {
  const kinds = kindsIn(counts);
  const head = ['channel', ...kinds.map(([, , many]) => many.toLowerCase()), 'total', 'words'];
  const rows = counts.map(({ channel, byKind, total, words }) => [
    channel,
    ...kinds.map(([kind]) => String(byKind[kind])),
    String(total),
    formatCount(words),
  ]);
  return [
    MADE_UP,
    '',
    `${formatAmount(days, 'day')} with ${formatAmount(hashtags.length, 'hashtag')}: ${formatAmount(runs.length, 'run')} in ${seconds} s.`,
    '',
    ...columns([head, ...rows]),
    '',
    ...(broken.length === 0 ? ['No law is broken.'] : broken.map(lawLine)),
    '',
    `All messages as people see them: ${page}`,
    `The same as JSON:                ${messages}`,
    `The dashboard:                   ${dashboard}`,
    `The records:                     ${records}`,
    MADE_UP,
  ].map(logLine);
}

function lawLine({ law, breaches }: BrokenLaw): string {
  const [first] = breaches;
  return `Broken ${formatAmount(breaches.length, 'time')}: ${law} First: ${first?.where}: ${first?.what}`;
}
