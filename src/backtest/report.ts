import type { BacktestResult } from './backtest.ts';
import type { BacktestAlert, RuleName } from './replay.ts';

const WEEKS_SHOWN = 12;
const HASHTAGS_SHOWN = 20;

/** The result in people's words: totals for both rules, then the hashtags and the weeks with the most alerts. */
export function renderBacktest(result: BacktestResult): string {
  const { readings, hashtags, tagMonths, refused, alerts, threshold } = result;
  const refusedText = refused === 0 ? '' : `; ${refused} could not be used`;
  return [
    `${readings} readings of ${hashtags} hashtags over ${tagMonths} tag-months${refusedText}.`,
    `breakout (bar ${threshold}): ${rate(alerts, 'breakout', tagMonths)}`,
    `classic: ${rate(alerts, 'classic', tagMonths)}`,
    '',
    ...countTable(
      'hashtag',
      countBy(alerts, (alert) => alert.hashtag),
      HASHTAGS_SHOWN,
    ),
    '',
    ...countTable(
      'week from',
      countBy(alerts, (alert) => mondayOf(alert.at)),
      WEEKS_SHOWN,
    ),
    '',
  ].join('\n');
}

function rate(alerts: readonly BacktestAlert[], rule: RuleName, tagMonths: number): string {
  const count = alerts.filter((alert) => alert.rule === rule).length;
  const perMonth = tagMonths > 0 ? (count / tagMonths).toFixed(2) : '–';
  return `${count} alerts, ${perMonth} a month of one hashtag.`;
}

type Counts = Map<string, Record<RuleName, number>>;

function countBy(alerts: readonly BacktestAlert[], keyOf: (alert: BacktestAlert) => string): Counts {
  const counts: Counts = new Map();
  for (const alert of alerts) {
    const count = counts.get(keyOf(alert)) ?? { breakout: 0, classic: 0 };
    count[alert.rule] += 1;
    counts.set(keyOf(alert), count);
  }
  return counts;
}

function countTable(name: string, counts: Counts, shown: number): string[] {
  const rows = [...counts].toSorted(
    ([a, one], [b, other]) => other.breakout + other.classic - one.breakout - one.classic || (a < b ? -1 : 1),
  );
  const width = Math.max(name.length, ...rows.slice(0, shown).map(([key]) => key.length));
  const line = (key: string, breakout: string, classic: string) =>
    `${key.padEnd(width)}  ${breakout.padStart(8)}  ${classic.padStart(7)}`;
  const more = rows.length > shown ? [`… and ${rows.length - shown} more`] : [];
  return [
    line(name, 'breakout', 'classic'),
    ...rows.slice(0, shown).map(([key, count]) => line(key, `${count.breakout}`, `${count.classic}`)),
    ...more,
  ];
}

/** The Monday (UTC) of the week that an instant lies in, as `2026-11-23`. */
function mondayOf(instant: string): string {
  const date = new Date(instant);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
