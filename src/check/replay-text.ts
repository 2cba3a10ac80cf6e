import { type Alignment, markdownTable } from '../text/markdown-table.ts';
import { formatAmount, formatHours } from '../text/numbers.ts';
import { proseMarkdown } from '../text/prose.ts';
import { formatDay, formatTime } from '../text/times.ts';
import { codeSpan } from '../text/untrusted.ts';
import type { LearningHashtag } from './learning-period.ts';
import type { ForecastAlert, ForecastMoment, ReplayForecast } from './replay-forecast.ts';
import type { ValidCheck } from './report.ts';
import { differenceSentence, replayScope } from './report-words.ts';

const NAME_CHARS_MAX = 101;
const REASON_CHARS_MAX = 160;

type Column = readonly [title: string, alignment: Alignment];

/** What the rules would have alerted on the record, before and after side by side; empty without a record. */
export function replaySection({ replay, timezone }: ValidCheck, rows: number): string {
  if (replay === undefined) return '';
  const sections = [
    '#### What it would have done',
    `${replayScope(replay, timezone)} ${differenceSentence(replay)}`.trimEnd(),
    alertTable(replay, timezone, rows),
    hashtagTable(replay, rows),
    weekTable(replay),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function hashtagTable({ perHashtag, before }: ReplayForecast, rows: number): string {
  if (perHashtag.length === 0) return '';
  const columns: readonly Column[] = [
    ['Hashtag', 'left'],
    ...countColumns(before === undefined ? 'alone' : 'compared'),
  ];
  const cells = perHashtag
    .slice(0, rows)
    .map((one) => [
      tag(one.hashtag),
      ...(one.before === null ? [] : [String(one.before)]),
      String(one.after),
    ]);
  const table = `${markdownTable(columns, cells)}${more(perHashtag.length - rows, 'hashtag')}`;
  return folded('Hashtag by hashtag', table);
}

function weekTable({ weekly, before }: ReplayForecast): string {
  const columns: readonly Column[] = [
    ['Week of', 'left'],
    ...countColumns(before === undefined ? 'alone' : 'compared'),
  ];
  const cells = weekly.map((one) => [
    one.week,
    ...(one.before === null ? [] : [String(one.before)]),
    String(one.after),
  ]);
  return folded('Week by week', markdownTable(columns, cells));
}

function folded(title: string, table: string): string {
  return `<details><summary>${title}</summary>\n\n${table}\n\n</details>`;
}

function countColumns(scope: 'compared' | 'alone'): readonly Column[] {
  return scope === 'compared'
    ? [
        ['Alerts before', 'right'],
        ['after', 'right'],
      ]
    : [['Alerts', 'right']];
}

/** Every alert of one version; of two only those that differ, since the others are no news to a reviewer. */
function alertTable(
  { alerts: all, omittedAlerts, before }: ReplayForecast,
  zone: string,
  rows: number,
): string {
  const isCompared = before !== undefined;
  const alerts = isCompared ? all.filter(({ change }) => change !== 'same') : all;
  if (alerts.length === 0) return '';
  const columns: readonly Column[] = isCompared
    ? [
        ['Hashtag', 'left'],
        ['Before', 'left'],
        ['After', 'left'],
        ['Difference', 'left'],
        ['Why', 'left'],
      ]
    : [
        ['Hashtag', 'left'],
        ['When', 'left'],
        ['Why', 'left'],
      ];
  const cells = alerts
    .slice(0, rows)
    .map((alert) => [
      tag(alert.hashtag),
      ...(isCompared ? [moment(alert.before, zone)] : []),
      moment(alert.after, zone),
      ...(isCompared ? [difference(alert)] : []),
      proseMarkdown((alert.after ?? alert.before)?.reason ?? '', REASON_CHARS_MAX),
    ]);
  return `${markdownTable(columns, cells)}${more(Math.max(0, alerts.length - rows) + (isCompared ? 0 : omittedAlerts), 'alert')}`;
}

function moment(told: ForecastMoment | null, zone: string): string {
  return told === null ? '–' : `${formatTime(told.at, zone)} (${told.rule})`;
}

function difference({ change, hoursEarlier }: ForecastAlert): string {
  switch (change) {
    case 'same':
      return '';
    case 'gained':
      return '**new alert**';
    case 'lost':
      return '**no alert**';
    case 'earlier':
    case 'later':
      return `${formatHours(Math.abs(hoursEarlier ?? 0))} ${change}`;
  }
}

/** When the hashtags that are new will have been learnt; empty without such. */
export function newcomerSection({ newcomers, timezone, replay }: ValidCheck, rows: number): string {
  if (newcomers.length === 0) return '';
  const hasPosts = newcomers.some(({ postsFrom }) => postsFrom !== undefined);
  const columns: readonly Column[] = [
    ['Hashtag', 'left'],
    ['First reading', 'left'],
    ['Rule `classic`', 'left'],
    ['Rule `breakout`', 'left'],
    ['at full sensitivity', 'left'],
    ...(hasPosts ? [['New videos', 'left'] as const] : []),
    ['False alarms', 'left'],
  ];
  const cells = newcomers
    .slice(0, rows)
    .map((one) => [
      tag(one.hashtag),
      one.since === null ? 'the next run' : formatDay(one.since, timezone),
      ...[
        one.classicFrom,
        one.breakoutFrom,
        one.settledFrom,
        ...(hasPosts ? [one.postsFrom ?? null] : []),
      ].map((at) => (at === null ? '–' : `from ${formatDay(at, timezone)}`)),
      falseAlarms(one),
    ]);
  const table = `${markdownTable(columns, cells)}${more(newcomers.length - rows, 'hashtag')}`;
  return `#### Learning period\n\n${table}${expectation(replay)}`;
}

/** What hashtags that are known have alerted, which is all that can be expected of one that is not. */
function expectation(replay: ReplayForecast | undefined): string {
  if (replay === undefined || replay.after.alerts === 0) return '';
  const each = (replay.weeks * replay.hashtags) / replay.after.alerts;
  return `\n\nBy these rules a hashtag of this record alerts about once in ${formatHours(each * 168)}.`;
}

function falseAlarms({ falseAlarmEveryMonths: months }: LearningHashtag): string {
  return months === null ? '–' : `about one in ${formatAmount(Math.round(months), 'month')}`;
}

function more(count: number, noun: string): string {
  return count > 0 ? `\n\n… and ${formatAmount(count, noun)} more.` : '';
}

function tag(hashtag: string): string {
  return codeSpan(`#${hashtag}`, NAME_CHARS_MAX);
}
