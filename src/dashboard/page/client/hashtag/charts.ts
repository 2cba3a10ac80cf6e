import type { HashtagPage } from '../../../schema/site.ts';
import type { AxisZone } from '../chart/axes.ts';
import { ceilingOf } from '../chart/ceiling.ts';
import type { History, Range } from '../chart/history.ts';
import { legend } from '../chart/legend.ts';
import { chartPanel, type PanelChart } from '../chart/panel.ts';
import {
  formatCount,
  formatMinute,
  formatRange,
  formatShort,
  formatTenths,
  formatUtcDay,
} from '../format.ts';
import type { LoadedHistory } from './loaded-history.ts';
import { marksOf } from './marks.ts';

/** Velocity, views and posts over one stretch of time. */
export function hashtagCharts(page: HashtagPage, { history, window }: LoadedHistory): HTMLElement {
  const charts = [velocityChart(page, history), viewsChart(page, history)];
  const known = history.posts.some((posts) => posts !== null);
  return chartPanel(known ? [...charts, postsChart(page, history)] : charts, window);
}

function velocityChart(page: HashtagPage, history: History): PanelChart {
  const { at, rate, usual, gaps, restated } = history;
  const shape = history.grain === 'reading' ? 'before' : 'after';
  const episodes = page.episodes.length > 0;
  const rounded = isRounded(rate);
  return {
    title: history.grain === 'reading' ? 'Velocity: views an hour' : 'Velocity: views an hour, day by day',
    whole: wholeOf(rate, 'views an hour'),
    height: 260,
    at,
    scale: 'from-zero',
    ceiling: ceilingOf(history),
    zone: zoneOf(history),
    marks: marksOf(page, history),
    layers: [
      { kind: 'band', low: usual.low, high: usual.high, colour: 'usual', shape },
      { kind: 'band', low: rate.low, high: rate.high, colour: 'range', shape },
      { kind: 'line', values: usual.mid, colour: 'mark', shape, look: 'dashed' },
      { kind: 'line', values: rate.mid, colour: 'ink', shape },
    ],
    says: (index) => {
      const usually = rangeText(usual, index, formatShort);
      const its = usually === undefined ? '' : `; its baseline at that time is ${usually}`;
      return `${whenText(history, index)}: ${rangeText(rate, index, formatShort) ?? 'unknown'} views an hour${its}`;
    },
    legend: legend([
      ...(rate.mid.some((said) => said !== null) ? [['line ink', 'views an hour'] as const] : []),
      ...(rounded ? [['area range', 'what rounding leaves open'] as const] : []),
      ['area usual', 'baseline'],
      ...(gaps.length > 0 ? [['area gap', 'no readings'] as const] : []),
      ...(restated.length > 0 ? [['sign restated', 'TikTok restated the counter: no growth'] as const] : []),
      ...(episodes
        ? ([
            ['area episode', 'episode'],
            ['sign onset', 'onset'],
            ['sign alert', 'alert'],
            ['sign peak', 'peak'],
          ] as const)
        : []),
      ...(page.classic.length > 0
        ? [['sign classic', `the classic rule: over ${page.thresholdPercentPerHour} %/h`] as const]
        : []),
    ]),
  };
}

function viewsChart(page: HashtagPage, history: History): PanelChart {
  const { at, views } = history;
  return {
    title: 'Views in all',
    whole: wholeOf(views, 'views'),
    height: 180,
    at,
    scale: 'around',
    zone: zoneOf(history),
    marks: marksOf(page, history).filter((mark) => mark.kind === 'stretch' || mark.sign === 'restated'),
    layers: [
      {
        kind: 'band',
        low: views.low,
        high: views.high,
        colour: 'range',
        edge: 'ink',
        shape: isRounded(views) ? 'after' : 'straight',
      },
    ],
    says: (index) =>
      `${whenText(history, index)}: ${rangeText(views, index, formatCount) ?? 'unknown'} views`,
    legend: isRounded(views)
      ? legend([['area range', 'the counter is rounded: the true count lies in here']])
      : undefined,
  };
}

function postsChart(page: HashtagPage, history: History): PanelChart {
  const { at, posts, postsUsual } = history;
  const shape = history.grain === 'reading' ? 'before' : 'after';
  const usual = (index: number): string => {
    const value = postsUsual[index];
    return typeof value === 'number' ? `; the baseline is ${formatTenths(value)}` : '';
  };
  return {
    title: 'New videos an hour',
    whole: wholeOf({ low: posts, mid: posts, high: posts }, 'new videos an hour', formatTenths),
    height: 140,
    at,
    scale: 'from-zero',
    formatValue: formatTenths,
    zone: zoneOf(history),
    marks: marksOf(page, history).filter(({ kind }) => kind === 'stretch'),
    layers: [
      { kind: 'line', values: postsUsual, colour: 'mark', shape, look: 'dashed' },
      { kind: 'line', values: posts, colour: 'ink', shape },
    ],
    says: (index) => {
      const value = posts[index];
      const told = typeof value === 'number' ? formatTenths(value) : 'unknown';
      return `${whenText(history, index)}: ${told} new videos an hour${usual(index)}`;
    },
    legend: legend([
      ['line ink', 'new videos an hour'],
      ['line dashed', 'baseline'],
    ]),
  };
}

function zoneOf({ grain }: History): AxisZone {
  return grain === 'reading' ? 'reader' : 'utc';
}

function whenText({ grain, at }: History, index: number): string {
  const instant = (at[index] ?? 0) * 1000;
  return grain === 'reading' ? formatMinute(instant) : `${formatUtcDay(instant)} (UTC day)`;
}

function rangeText(
  { low, mid, high }: Range,
  index: number,
  format: (value: number) => string,
): string | undefined {
  const [from, to, said] = [low[index] ?? null, high[index] ?? null, mid[index] ?? null];
  if (from === null || to === null) return said === null ? undefined : format(said);
  return formatRange(from, to, format);
}

/** An exact counter looks rounded now and then, by the zeros that chance gives it. */
const ROUNDED_SHARE = 0.2;

function isRounded({ low, high }: Range): boolean {
  const rounded = low.filter((least, index) => least !== high[index]);
  return rounded.length > low.length * ROUNDED_SHARE;
}

/** The chart in a sentence, for those who do not point at it and those who do not see it. */
function wholeOf({ low, mid, high }: Range, what: string, format = formatShort): string {
  const index = high.findLastIndex((value) => value !== null);
  if (index < 0) return `No ${what} are known for this time.`;
  const latest = `Latest ${formatRange(low[index] ?? 0, high[index] ?? 0, format)} ${what}`;
  const highest = mid.reduce<number>((most, value) => Math.max(most, value ?? -Infinity), -Infinity);
  return highest === -Infinity ? `${latest}.` : `${latest}, highest ${format(highest)}.`;
}
