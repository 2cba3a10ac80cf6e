import { type Sensitivity, thresholdOf } from '../core/breakout/settings.ts';
import { isoUtc } from '../core/time.ts';
import { readingsSince } from '../store/records.ts';
import { type CsvRow, streamReadings } from './readings-csv.ts';
import {
  type BacktestAlert,
  type HashtagReplay,
  NOTHING_REPLAYED,
  type ReplaySettings,
  replayReading,
} from './replay.ts';
import { openScoreLog } from './score-log.ts';

/** Where readings come from: a CSV or CSV.gz (see `streamReadings`), or a `data/` folder. */
export type BacktestSource =
  | { readonly kind: 'csv'; readonly path: string }
  | { readonly kind: 'record'; readonly folder: string };

export interface BacktestOptions {
  readonly source: BacktestSource;
  /** Where every reading's score goes, one JSON object a line. */
  readonly scores?: string;
  readonly bar: { readonly sensitivity: Sensitivity } | { readonly score: number };
  /** The classic rule beside it, in percent an hour. */
  readonly classicPercentPerHour: number;
}

export interface BacktestResult {
  readonly readings: number;
  readonly hashtags: number;
  /** Hashtags times months (of 720 h) watched, gaps of more than a week left out. */
  readonly tagMonths: number;
  readonly threshold: number;
  /** Rows that named no reading, and readings that could not be judged (repeated, out of order, no count). */
  readonly refused: number;
  /** Readings that say how many posts were new; without any the breakout rule goes by views alone. */
  readonly readingsWithPosts: number;
  readonly alerts: readonly BacktestAlert[];
}

/**
 * Replays a file through the rules as the hourly run would have met it. Rows may come in time order or grouped by
 * hashtag; memory grows with the number of hashtags, not of rows. Errors: a file that cannot be read, or a header
 * without the required columns.
 */
export async function backtest(options: BacktestOptions): Promise<BacktestResult> {
  const { bar } = options;
  const threshold = 'score' in bar ? bar.score : thresholdOf(bar.sensitivity);
  const settings: ReplaySettings = { threshold, classicPercentPerHour: options.classicPercentPerHour };
  const replays = new Map<string, HashtagReplay>();
  const alerts: BacktestAlert[] = [];
  const log = await openScoreLog(options.scores);
  let [broken, readingsWithPosts] = [0, 0];
  for await (const rows of rowsOf(options.source)) {
    let lines = '';
    for (const row of rows) {
      if ('broken' in row) {
        broken += 1;
        continue;
      }
      if (row.reading.newPosts !== undefined) readingsWithPosts += 1;
      lines += replayRow(row, replays, settings, alerts);
    }
    if (options.scores !== undefined) await log.write(lines);
  }
  await log.close();
  const all = [...replays.values()];
  const hours = all.reduce((sum, one) => sum + one.hours, 0);
  return {
    readings: all.reduce((sum, one) => sum + one.readings, 0) + broken,
    hashtags: replays.size,
    tagMonths: Math.round(hours / 7.2) / 100,
    threshold,
    refused: all.reduce((sum, one) => sum + one.refused, 0) + broken,
    readingsWithPosts,
    alerts: alerts.toSorted((a, b) => compare(a.at, b.at) || compare(a.hashtag, b.hashtag)),
  };
}

async function* rowsOf(source: BacktestSource): AsyncGenerator<readonly CsvRow[]> {
  if (source.kind === 'csv') {
    yield* streamReadings(source.path);
    return;
  }
  for await (const readings of readingsSince(source.folder, 0))
    yield readings.map((reading) => ({ reading }));
}

/** Moves one hashtag on by one reading, collects its alerts and returns its line for the score log. */
function replayRow(
  { reading }: Extract<CsvRow, { readonly reading: unknown }>,
  replays: Map<string, HashtagReplay>,
  settings: ReplaySettings,
  alerts: BacktestAlert[],
): string {
  const { hashtag, at } = reading;
  const step = replayReading(replays.get(hashtag) ?? NOTHING_REPLAYED, reading, settings);
  replays.set(hashtag, step.replay);
  alerts.push(...step.alerts);
  return `{"at":"${isoUtc(at)}","hashtag":${JSON.stringify(hashtag)},"score":${step.score}}\n`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
