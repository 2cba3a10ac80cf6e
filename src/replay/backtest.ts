import type { Event } from '../alerts/log-event.ts';
import type { FiringRule } from '../detector/episode.ts';
import type { Judgement } from '../detector/judge.ts';
import { scoreThreshold } from '../detector/momentum/score-threshold.ts';
import { roundTo } from '../detector/momentum/significant-digits.ts';
import type { Reading } from '../readings/reading.ts';
import type { RuleName, SensitivitySetting } from '../settings/settings.ts';
import { readAllEvents } from '../store/log-files.ts';
import { readingsSince } from '../store/record-files.ts';
import { clippedText } from '../text/shown.ts';
import { hoursBetween, isoUtc } from '../text/time.ts';
import { type BrokenRow, type CsvRow, streamReadings } from './readings-csv.ts';
import { createReplay, type WatchOf } from './replay.ts';
import { openScoreLog } from './score-log.ts';

/** Where readings come from: a CSV or CSV.gz (see `streamReadings`), or a `data/` folder. */
export type BacktestSource =
  | { readonly kind: 'csv'; readonly path: string }
  | { readonly kind: 'record'; readonly folder: string };

export interface BacktestOptions {
  readonly source: BacktestSource;
  /** Where every reading's score goes, one JSON object a line. */
  readonly scores?: string;
  /** The settings of each hashtag. */
  readonly watchOf: WatchOf;
  /** What sets the score threshold of hashtags without settings of their own. */
  readonly sensitivity: SensitivitySetting;
}

/** One alert that the settings would have raised. Instants are ISO 8601 UTC. */
export interface BacktestAlert {
  readonly hashtag: string;
  readonly at: string;
  readonly rule: FiringRule;
  /** The detector's score; null where the rule says none. */
  readonly score: number | null;
  readonly onset: string | null;
  readonly multiple: number | null;
  readonly severity: 'breakout' | 'strong' | null;
  readonly reason: string;
}

export interface BacktestResult {
  readonly readings: number;
  readonly hashtags: number;
  /** Hashtags times months (of 720 h) watched, gaps of more than a week left out. */
  readonly tagMonths: number;
  readonly threshold: number;
  /** Rows that named no reading, and readings that could not be judged (repeated, out of order, no count). */
  readonly refused: number;
  /** The first of them, with their lines in the file. */
  readonly unusable: readonly BrokenRow[];
  /** Readings that say how many posts were new; without any the breakout rule goes by views alone. */
  readonly readingsWithPosts: number;
  /** What the settings would have alerted. */
  readonly alerts: readonly BacktestAlert[];
  /** What each rule would have alerted alone. */
  readonly alone: { readonly breakout: readonly BacktestAlert[]; readonly classic: readonly BacktestAlert[] };
}

/** So many of the rows that could not be used are named. */
const UNUSABLE_MAX = 10;
/** A cell of a file can be any text. */
const PROBLEM_CHARS_MAX = 80;

/** Longer gaps do not count as time watched. */
const GAP_HOURS_MAX = 168;

/** What is kept of one hashtag while its readings pass. */
interface Progress {
  readonly at: number;
  readonly score: number | null;
}

/**
 * Replays readings as the hourly run would have met them. The rows of a file may come in time order or grouped by
 * hashtag; memory grows with the number of hashtags, not of rows.
 * @throws for a file that cannot be read, or a header without the required columns
 */
export async function backtest(options: BacktestOptions): Promise<BacktestResult> {
  const { source, watchOf, sensitivity } = options;
  const events = source.kind === 'record' ? await readAllEvents(source.folder) : [];
  const runner = createRunner(watchOf, events, source.kind === 'csv' ? 'any' : 'recorded');
  const log = await openScoreLog(options.scores);
  let [broken, readingsWithPosts] = [0, 0];
  const unusable: BrokenRow[] = [];
  let refused = 0;
  const refuse = (problem: string, line: number | undefined): void => {
    refused += 1;
    if (line !== undefined && unusable.length < UNUSABLE_MAX)
      unusable.push({ line, problem: clippedText(problem, PROBLEM_CHARS_MAX) });
  };
  for await (const rows of rowsOf(source)) {
    let lines = '';
    for (const row of rows) {
      if ('broken' in row) {
        refuse(row.broken.problem, row.broken.line);
        broken += 1;
        continue;
      }
      if (row.reading.newPosts !== undefined) readingsWithPosts += 1;
      const taken = runner.take(row.reading);
      lines += taken.scoreLine;
      if (taken.problem !== undefined) refuse(taken.problem, row.line);
    }
    if (options.scores !== undefined) await log.write(lines);
  }
  await log.close();
  const { readings, hours, hashtags, alerts } = runner.result();
  const [all = [], breakout = [], classic = []] = alerts;
  return {
    readings: readings + broken,
    hashtags,
    tagMonths: Math.round(hours / 7.2) / 100,
    threshold: scoreThreshold(sensitivity),
    refused,
    unusable,
    readingsWithPosts,
    alerts: inOrder(all),
    alone: { breakout: inOrder(breakout), classic: inOrder(classic) },
  };
}

/** A row of a file, or a reading of the record, whose lines are known to be good. */
type SourceRow = CsvRow | { readonly reading: Reading; readonly line?: never };

async function* rowsOf(source: BacktestSource): AsyncGenerator<readonly SourceRow[]> {
  if (source.kind === 'csv') {
    yield* streamReadings(source.path);
    return;
  }
  for await (const readings of readingsSince(source.folder, 0))
    yield readings.map((reading) => ({ reading }));
}

function createRunner(watchOf: WatchOf, events: readonly Event[], order: 'recorded' | 'any') {
  const ruled = (rule: RuleName): WatchOf => {
    return (hashtag) => {
      const watch = watchOf(hashtag);
      if (watch === undefined) return undefined;
      const { posts: _, ...alone } = watch;
      return { ...alone, rule };
    };
  };
  const replay = createReplay([watchOf, ruled('breakout'), ruled('classic')], { events, order });
  const progress = new Map<string, Progress>();
  const alerts: BacktestAlert[][] = [[], [], []];
  let [readings, hours] = [0, 0];
  return {
    /** Takes one reading. @returns its line for the score log, and why it could not be used, if so */
    take: (reading: Reading): { readonly scoreLine: string; readonly problem?: string } => {
      readings += 1;
      const judgements = replay.take(reading);
      for (const [index, judgement] of judgements.entries()) {
        if (judgement?.change.opened === true) alerts[index]?.push(alertOf(judgement));
      }
      const before = progress.get(reading.hashtag);
      const score = scoreOf(judgements[1], before, reading);
      const problem = refusalOf(judgements[1], before, reading);
      if (problem === undefined) {
        const gap = before === undefined ? 0 : hoursBetween(before.at, reading.at);
        if (gap <= GAP_HOURS_MAX) hours += gap;
        progress.set(reading.hashtag, { at: reading.at, score });
      }
      const scoreLine = `{"at":"${isoUtc(reading.at)}","hashtag":${JSON.stringify(reading.hashtag)},"score":${score}}\n`;
      return problem === undefined ? { scoreLine } : { scoreLine, problem };
    },
    result: () => ({ readings, hours, hashtags: progress.size, alerts }),
  };
}

/** Why a reading could not be used. One that comes too soon after another is left out, as runs leave it out. */
function refusalOf(
  judgement: Judgement | undefined,
  before: Progress | undefined,
  { at, views }: Reading,
): string | undefined {
  const momentum = judgement?.momentum;
  if (momentum !== undefined) return momentum.kind === 'unusable' ? momentum.reason : undefined;
  if (!(Number.isSafeInteger(views) && views > 0)) return 'views are no whole number above 0';
  return before !== undefined && at <= before.at ? 'not after the reading before it' : undefined;
}

/** Null while learning, and for a reading out of order; one that comes too soon after another has the score of that one. */
function scoreOf(
  judgement: Judgement | undefined,
  before: Progress | undefined,
  { at }: Reading,
): number | null {
  const momentum = judgement?.momentum;
  if (momentum?.kind === 'observed') return roundTo(4, momentum.score);
  if (momentum === undefined && before !== undefined && at >= before.at) return before.score;
  return null;
}

function alertOf({ reading, change, decisions, verdict }: Judgement): BacktestAlert {
  const evidence = decisions.find(({ rule }) => rule === 'breakout')?.evidence;
  const rule = change.open?.rule ?? 'classic';
  const own = rule === 'breakout' ? evidence : undefined;
  return {
    hashtag: reading.hashtag,
    at: isoUtc(reading.at),
    rule,
    score: own === undefined ? null : roundTo(4, own.score),
    onset: own?.onset === undefined ? null : isoUtc(own.onset),
    multiple: own?.multiple === undefined ? null : roundTo(3, own.multiple),
    severity: own === undefined ? null : verdict.kind === 'strong' ? 'strong' : 'breakout',
    reason: verdict.reason,
  };
}

function inOrder(alerts: readonly BacktestAlert[]): readonly BacktestAlert[] {
  return alerts.toSorted((a, b) => compare(a.at, b.at) || compare(a.hashtag, b.hashtag));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
