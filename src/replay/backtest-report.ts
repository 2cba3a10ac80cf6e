import { columns } from '../text/columns.ts';
import { formatAmount, formatCount } from '../text/numbers.ts';
import { clippedText, shownText } from '../text/shown.ts';
import { logLine } from '../text/untrusted.ts';
import type { BacktestResult } from './backtest.ts';
import { type AlertTally, mondayOf, tallyBy } from './backtest-tally.ts';

const WEEKS_SHOWN = 26;
const HASHTAGS_SHOWN = 20;
const ALERTS_SHOWN = 40;
/** A file's hashtags can be any text. */
const NAME_CHARS_MAX = 40;
const WEEK_MS = 7 * 86_400_000;

/** The result in people's words: totals, the hashtags with the most alerts, the weeks in order, and the latest alerts. */
export function renderBacktest(result: BacktestResult): string {
  const { alerts, alone } = result;
  const silent = [alerts, alone.breakout, alone.classic].every(({ length }) => length === 0);
  const parts = [
    totals(result),
    ...(silent ? [] : [hashtagTable(result), weekTable(result)]),
    alertTable(result),
  ];
  return parts.map((lines) => `${lines.map(logLine).join('\n')}\n`).join('\n');
}

function totals({
  readings,
  hashtags,
  tagMonths,
  refused,
  unusable,
  alerts,
  alone,
  threshold,
  readingsWithPosts,
}: BacktestResult) {
  const refusedText = refused === 0 ? '' : `; ${formatCount(refused)} could not be used`;
  const rate = (count: number): string => {
    const perMonth = tagMonths > 0 ? `, ${(count / tagMonths).toFixed(2)} a month for each hashtag` : '';
    return `${formatAmount(count, 'alert')}${perMonth}.`;
  };
  return [
    `${formatAmount(readings, 'reading')} of ${formatAmount(hashtags, 'hashtag')} over ${tagMonths} hashtag-months${refusedText}.`,
    ...unusable.map(({ line, problem }) => `  line ${line}: ${problem}`),
    ...(unusable.length > 0 && unusable.length < refused ? [`  and ${refused - unusable.length} more`] : []),
    ...(readingsWithPosts > 0 || hashtags === 0
      ? []
      : [
          'No reading says how many posts were new (`new_posts`), so the breakout rule went by views alone, which finds fewer breakouts and finds them later.',
        ]),
    ...(hashtags === 0 && readings > 0 ? ['No row could be used, so nothing was replayed.'] : []),
    `Alerts: ${rate(alerts.length)}`,
    `The breakout rule alone (score threshold ${threshold}): ${rate(alone.breakout.length)}`,
    `The classic rule alone: ${rate(alone.classic.length)}`,
  ];
}

/** The columns: what the settings raise, and each rule alone. */
const COLUMNS = ['alerts', 'breakout', 'classic'] as const;

function hashtagTable(result: BacktestResult): readonly string[] {
  const rows = [...tallyBy(result, ({ hashtag }) => hashtag)].toSorted(
    ([a, one], [b, other]) => other.alerts - one.alerts || (a < b ? -1 : 1),
  );
  const shown = rows.slice(0, HASHTAGS_SHOWN);
  const more = rows.length - shown.length;
  return [
    ...columns([
      ['hashtag', ...COLUMNS],
      ...shown.map(([hashtag, tally]) => [nameOf(hashtag), ...cells(tally)]),
    ]),
    ...(more > 0 ? [`… and ${formatAmount(more, 'hashtag')} more`] : []),
  ];
}

/** Weeks in order, those without an alert between others included. */
function weekTable(result: BacktestResult): readonly string[] {
  const tallies = tallyBy(result, ({ at }) => mondayOf(at));
  const known = [...tallies.keys()].toSorted();
  const [first, last] = [Date.parse(known[0] ?? ''), Date.parse(known.at(-1) ?? '')];
  const count = known.length === 0 ? 0 : Math.round((last - first) / WEEK_MS) + 1;
  const weeks = Array.from({ length: count }, (_, index) =>
    new Date(first + index * WEEK_MS).toISOString().slice(0, 10),
  );
  const shown = weeks.slice(-WEEKS_SHOWN);
  const earlier = weeks.length - shown.length;
  return [
    ...(earlier > 0 ? [`(${formatAmount(earlier, 'earlier week')} not shown)`] : []),
    ...columns([
      ['week of', ...COLUMNS],
      ...shown.map((week) => [week, ...cells(tallies.get(week) ?? NO_ALERTS)]),
    ]),
  ];
}

const NO_ALERTS: AlertTally = { breakout: 0, classic: 0, alerts: 0 };

function cells(tally: AlertTally): readonly string[] {
  return COLUMNS.map((rule) => String(tally[rule]));
}

function alertTable({ alerts }: BacktestResult): readonly string[] {
  if (alerts.length === 0) return ['No alert.'];
  const shown = alerts.slice(-ALERTS_SHOWN);
  const earlier = alerts.length - shown.length;
  return [
    ...(earlier > 0 ? [`(${formatAmount(earlier, 'earlier alert')} not shown; --json has all)`] : []),
    ...columns([
      ['alert', 'hashtag', 'rule', 'why'],
      ...shown.map(({ at, hashtag, rule, reason }) => [at, nameOf(hashtag), rule, shownText(reason)]),
    ]),
  ];
}

function nameOf(hashtag: string): string {
  return clippedText(hashtag, NAME_CHARS_MAX);
}
