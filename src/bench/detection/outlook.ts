import { OUTLOOK_DAYS, OUTLOOK_TIMES } from '../../detector/outlook.ts';
import { DAY_MS, HOUR_MS, hoursBetween } from '../../text/time.ts';
import { judgeAtDefaults } from './alerts.ts';
import type { LabelledSeries } from './series.ts';

/** What alerts said would come, and what came. */
export interface OutlookRow {
  readonly record: string;
  /** How often a breakout that went on had the higher chance of two: 0.5 is blind, 1 is perfect. */
  readonly auc: number;
  /** Alerts by the chance that they printed, the lowest first. */
  readonly groups: readonly { readonly chance: number; readonly alerts: number; readonly came: number }[];
  /** Hours from onset to peak of the labelled breakouts: first quartile, median, third quartile. */
  readonly peakHours: readonly [number, number, number];
}

interface Told {
  readonly hashtag: string;
  readonly chance: number;
  readonly came: boolean;
}

/** Readings must go on until so many hours before the days of the outlook end. */
const SEEN_UNTIL_HOURS = 12;

/**
 * Judges a record as that of one repository, and looks at parts of it.
 * @param parts which hashtags belong to a row, by its name
 */
export function measureOutlooks(
  series: readonly LabelledSeries[],
  parts: Readonly<Record<string, (hashtag: string) => boolean>>,
): readonly OutlookRow[] {
  const told = toldOf(series);
  return Object.entries(parts).map(([record, isPart]) =>
    rowOf(
      record,
      told.filter(({ hashtag }) => isPart(hashtag)),
      series.filter(({ hashtag }) => isPart(hashtag)),
    ),
  );
}

function toldOf(series: readonly LabelledSeries[]): readonly Told[] {
  const told: Told[] = [];
  for (const { one, index, judgement } of judgeAtDefaults(series)) {
    const { opened, open } = judgement.change;
    if (!opened || open?.outlook === undefined) continue;
    const usual = open.usualPerHour ?? judgement.state.memory.breakout?.momentum.perHour;
    const perHour = perHourAfter(one, index);
    if (usual === undefined || perHour === undefined) continue;
    told.push({
      hashtag: one.hashtag,
      chance: open.outlook,
      came: perHour >= OUTLOOK_TIMES * usual,
    });
  }
  return told;
}

function rowOf(record: string, told: readonly Told[], series: readonly LabelledSeries[]): OutlookRow {
  const byChance = [...Map.groupBy(told, ({ chance }) => chance)].toSorted(([a], [b]) => a - b);
  return {
    record,
    auc: areaUnderCurve(told),
    groups: byChance.map(([chance, group]) => ({
      chance,
      alerts: group.length,
      came: group.filter(({ came }) => came).length / group.length,
    })),
    peakHours: peakHoursOf(series),
  };
}

/** Views an hour over the days after a reading; undefined where the readings end before. */
function perHourAfter({ at, views }: LabelledSeries, index: number): number | undefined {
  const from = at[index] ?? 0;
  const until = from + OUTLOOK_DAYS * DAY_MS;
  let last = index;
  while ((at[last + 1] ?? Number.POSITIVE_INFINITY) <= until) last += 1;
  const end = at[last] ?? 0;
  if (end < until - SEEN_UNTIL_HOURS * HOUR_MS) return undefined;
  return ((views[last] ?? 0) - (views[index] ?? 0)) / hoursBetween(from, end);
}

/** Pairs of one that came and one that did not in which the first had the higher chance; ties count half. */
function areaUnderCurve(told: readonly Told[]): number {
  const [came, not] = [told.filter((one) => one.came), told.filter((one) => !one.came)];
  const pairs = came.flatMap((a) =>
    not.map((b) => (a.chance > b.chance ? 1 : a.chance === b.chance ? 0.5 : 0)),
  );
  return pairs.reduce<number>((sum, one) => sum + one, 0) / pairs.length;
}

function peakHoursOf(series: readonly LabelledSeries[]): OutlookRow['peakHours'] {
  const hours = series
    .flatMap(({ segments }) => segments)
    .flatMap(({ events }) => events)
    .map(({ onset, peak }) => hoursBetween(onset, peak))
    .toSorted((a, b) => a - b);
  const at = (share: number): number => hours[Math.floor(share * (hours.length - 1))] ?? Number.NaN;
  return [at(0.25), at(0.5), at(0.75)];
}

export function renderOutlooks(rows: readonly OutlookRow[]): string {
  const chances = [...new Set(rows.flatMap(({ groups }) => groups.map(({ chance }) => chance)))].toSorted();
  return [
    `### The outlook: views at ${OUTLOOK_TIMES} times the baseline or more over the next ${OUTLOOK_DAYS} days`,
    '',
    `| record | AUC | ${chances.map((chance) => `told ${chance}`).join(' | ')} | onset to peak, quartiles |`,
    `| --- | --- | ${chances.map(() => '---').join(' | ')} | --- |`,
    ...rows.map(({ record, auc, groups, peakHours }) => {
      const cells = chances.map((chance) => {
        const group = groups.find((one) => one.chance === chance);
        return group === undefined ? '–' : `${group.came.toFixed(2)} of ${group.alerts}`;
      });
      return `| ${record} | ${auc.toFixed(3)} | ${cells.join(' | ')} | ${peakHours.join(', ')} h |`;
    }),
    '',
  ].join('\n');
}
