import { columns } from '../core/text/columns.ts';
import { formatAmount, formatCount } from '../core/text/numbers.ts';
import { clippedText, shownText } from '../core/text/shown.ts';
import { logLine } from '../core/text/untrusted.ts';
import type { BacktestResult } from './backtest.ts';
import { type AlertTally, bothRules, mondayOf, tallyBy } from './tally.ts';

const WEEKS_SHOWN = 26;
const HASHTAGS_SHOWN = 20;
const ALERTS_SHOWN = 40;
/** A file's hashtags can be any text. */
const NAME_CHARS_MAX = 40;
const WEEK_MS = 7 * 86_400_000;

/** The result in people's words: totals, the hashtags with the most alerts, the weeks in order, and the latest alerts. */
export function renderBacktest(result: BacktestResult): string {
  const { alerts } = result;
  const lines = [
    ...totals(result),
    '',
    ...hashtagTable(result),
    '',
    ...weekTable(result),
    '',
    ...alertTable(result),
    ...(alerts.length === 0 ? [] : ['']),
  ];
  return lines.map(logLine).join('\n');
}

function totals({
  readings,
  hashtags,
  tagMonths,
  refused,
  alerts,
  threshold,
  readingsWithPosts,
}: BacktestResult) {
  const refusedText = refused === 0 ? '' : `; ${formatCount(refused)} could not be used`;
  const rate = (count: number): string => {
    const perMonth = tagMonths > 0 ? (count / tagMonths).toFixed(2) : '–';
    return `${formatAmount(count, 'alert')}, ${perMonth} a month of one hashtag.`;
  };
  const count = (rule: string): number => alerts.filter((alert) => alert.rule === rule).length;
  return [
    `${readings} readings of ${hashtags} hashtags over ${tagMonths} tag-months${refusedText}.`,
    ...(readingsWithPosts > 0 || readings === 0
      ? []
      : [
          'No reading says how many posts were new (`new_posts`), so the breakout rule went by views alone, which finds fewer breakouts and finds them later.',
        ]),
    `breakout (bar ${threshold}): ${rate(count('breakout'))}`,
    `classic: ${rate(count('classic'))}`,
    `both: ${rate(bothRules(alerts).length)} Alerts of one hashtag within 24 hours count as one.`,
  ];
}

const RULES = ['breakout', 'classic', 'both'] as const;

function hashtagTable({ alerts }: BacktestResult): readonly string[] {
  const rows = [...tallyBy(alerts, ({ hashtag }) => hashtag)].toSorted(
    ([a, one], [b, other]) => other.both - one.both || (a < b ? -1 : 1),
  );
  const shown = rows.slice(0, HASHTAGS_SHOWN);
  const more = rows.length - shown.length;
  return [
    ...columns([
      ['hashtag', ...RULES],
      ...shown.map(([hashtag, tally]) => [nameOf(hashtag), ...cells(tally)]),
    ]),
    ...(more > 0 ? [`… and ${formatAmount(more, 'hashtag')} more`] : []),
  ];
}

/** Weeks in order, those without an alert between others included. */
function weekTable({ alerts }: BacktestResult): readonly string[] {
  const tallies = tallyBy(alerts, ({ at }) => mondayOf(at));
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
      ['week of', ...RULES],
      ...shown.map((week) => [week, ...cells(tallies.get(week) ?? NO_ALERTS)]),
    ]),
  ];
}

const NO_ALERTS: AlertTally = { breakout: 0, classic: 0, both: 0 };

function cells(tally: AlertTally): readonly string[] {
  return RULES.map((rule) => String(tally[rule]));
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
