import { markdownTable } from '../text/markdown-table.ts';
import { formatCount } from '../text/numbers.ts';
import type { CostForecast } from '../watchlist/cost.ts';
import { moneyText as shownMoney } from '../watchlist/money.ts';
import { everyText } from '../watchlist/spread.ts';
import type { ValidCheck } from './report.ts';

/** The cost as a table: what it is, and with a version before what it was. */
export function costSection(report: ValidCheck): string {
  const { hashtags, credits, change } = report;
  const before = change?.cost;
  const rows: readonly CostRow[] = [
    { name: 'Hashtags', of: () => hashtags.length, was: change?.hashtags ?? 0 },
    { name: 'Credits a month', of: ({ credits: { perMonth } }) => perMonth },
    {
      name: 'Minutes of Actions a month, private repository',
      of: ({ minutesPerMonth }) => minutesPerMonth,
      atLeast: true,
    },
    {
      name: 'The repository grows in a year by',
      of: ({ megabytesPerYear }) => megabytesPerYear,
      unit: ' MB',
    },
  ];
  const table = markdownTable(
    before === undefined
      ? [
          ['Cost', 'left'],
          ['', 'right'],
        ]
      : [
          ['Cost', 'left'],
          ['before', 'right'],
          ['after', 'right'],
          ['change', 'right'],
        ],
    rows.map((row) => cells(row, report, before)),
  );
  const money = credits.money === null ? '' : ` The month comes to ${moneyText(credits)}.`;
  const each = `A hashtag that is read every time costs ${formatCount(credits.perHashtag)} credits in 30 days.${money}`;
  return `#### What it costs\n\n${table}\n\n${each} ${budgetSentence(credits)}`.trimEnd();
}

interface CostRow {
  readonly name: string;
  readonly of: (cost: CostForecast) => number;
  /** The value before, where a forecast does not hold it. */
  readonly was?: number;
  readonly unit?: string;
  readonly atLeast?: true;
}

function cells({ name, of, was, unit = '', atLeast }: CostRow, after: ValidCheck, before?: CostForecast) {
  const shown = (value: number): string =>
    `${atLeast ? 'at least ' : ''}${value.toLocaleString('en-US', { maximumFractionDigits: 1 })}${unit}`;
  if (before === undefined) return [name, shown(of(after))];
  const [old, now] = [was ?? of(before), of(after)];
  const change = Math.round((now - old) * 10) / 10;
  const sign = change > 0 ? '+' : '';
  const difference = `${sign}${change.toLocaleString('en-US', { maximumFractionDigits: 1 })}${unit}`;
  return [name, shown(old), shown(now), change === 0 ? '–' : difference];
}

/** What a month will cost and how often it reads a hashtag, as sentences; empty without a budget. */
export function budgetSentence(credits: CostForecast['credits']): string {
  const { perMonth, budgetPerMonth, everyHours, videosEveryHours, unreadHoursMax } = credits;
  if (budgetPerMonth === null) return '';
  if (budgetPerMonth >= perMonth)
    return `${formatCount(budgetPerMonth - perMonth)} credits are left of the budget of ${formatCount(budgetPerMonth)}.`;
  const share = Math.round((100 * budgetPerMonth) / perMonth);
  const videos =
    videosEveryHours > everyHours ? ` and its videos ${everyText(Math.round(videosEveryHours))}` : '';
  return (
    `The budget of ${formatCount(budgetPerMonth)} credits pays for ${share} % of that, spread over the month: ` +
    `a calm hashtag is read ${everyText(everyHours)}${videos}, one that breaks out every hour, and none stays unread for over ${unreadHoursMax} h.`
  );
}

/** `$43.20`, the month's forecast; empty where no price is known. */
export function moneyText({ money }: CostForecast['credits']): string {
  if (money === null) return '';
  return shownMoney(money.perMonth, money.currency);
}
