import { hindsightOf } from '../../detector/hindsight.ts';
import type { Judgement } from '../../detector/judge.ts';
import { createReplay } from '../../replay/replay.ts';
import { everyHashtag } from '../../replay/watches.ts';
import { HOUR_MS } from '../../text/time.ts';
import { readingAt } from './detector.ts';
import type { KnownBreakout, LabelledSeries } from './series.ts';

/** What people get of a record at default settings. */
export interface DefaultAlerts {
  readonly record: string;
  readonly months: number;
  readonly alerts: number;
  /** Inside a labelled breakout before its peak. */
  readonly useful: number;
  /** Labelled breakouts that had such an alert: a second alert of the same one tells nobody anything. */
  readonly breakouts: number;
  /** What the tool's own hindsight says of those it can judge. */
  readonly right: number;
  readonly disowned: number;
}

const DEFAULTS = {
  rule: 'both',
  sensitivity: { falseAlarmEveryMonths: 10 },
  thresholdPercentPerHour: 10,
  minViewsPerDay: 1000,
} as const;

/** What hourly runs of one repository, which is held to its budget by its own record, would have judged at default settings. */
export function* judgeAtDefaults(series: readonly LabelledSeries[]) {
  const replay = createReplay([everyHashtag(DEFAULTS)]);
  for (const { one, index } of inTimeOrder(series)) {
    const [judgement] = replay.take(readingAt(one, index, 'views'));
    if (judgement !== undefined) yield { one, index, judgement };
  }
}

/** Counts the episodes that open and end. */
export function countAlerts(record: string, series: readonly LabelledSeries[]): DefaultAlerts {
  const hours = series.flatMap(({ segments }) => segments).map(({ from, to }) => (to - from) / HOUR_MS);
  const events = new Map(
    series.map(({ hashtag, segments }) => [hashtag, segments.flatMap((segment) => segment.events)]),
  );
  const counts = { alerts: 0, useful: 0, right: 0, disowned: 0 };
  const told = new Set<KnownBreakout>();
  for (const { one, judgement } of judgeAtDefaults(series)) {
    count(counts, judgement, events.get(one.hashtag) ?? [], told);
  }
  const months = hours.reduce((sum, one) => sum + one, 0) / 720;
  return { record, months, ...counts, breakouts: told.size };
}

/** The readings of all hashtags as runs would have recorded them. */
function inTimeOrder(series: readonly LabelledSeries[]) {
  return series
    .flatMap((one) => Array.from(one.at, (at, index) => ({ one, index, at })))
    .sort((a, b) => a.at - b.at);
}

type Counts = { -readonly [Key in 'alerts' | 'useful' | 'right' | 'disowned']: number };

function count(
  counts: Counts,
  { change, reading: { at } }: Judgement,
  events: readonly KnownBreakout[],
  told: Set<KnownBreakout>,
): void {
  if (change.opened) {
    counts.alerts += 1;
    const inside = events.filter(({ onset, peak }) => at >= onset - 2 * HOUR_MS && at <= peak);
    if (inside.length > 0) counts.useful += 1;
    for (const event of inside) told.add(event);
  }
  if (change.ended === undefined) return;
  const hindsight = hindsightOf(change.ended.episode, change.ended.end);
  if (hindsight === 'right') counts.right += 1;
  if (hindsight === 'false-alarm') counts.disowned += 1;
}

export function renderAlerts(rows: readonly DefaultAlerts[]): string {
  const percent = (part: number, whole: number) =>
    whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;
  return [
    '### What people get at default settings, all hashtags in one repository',
    '',
    '| record | alerts per tag-month | alerts | useful | useful ones | breakouts with one | disowned of those judged |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ record, months, alerts, useful, breakouts, right, disowned }) =>
        `| ${record} | ${(alerts / months).toFixed(2)} | ${alerts} | ${percent(useful, alerts)} | ${useful} | ${breakouts} | ${percent(disowned, right + disowned)} |`,
    ),
    '',
  ].join('\n');
}
