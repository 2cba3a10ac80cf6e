import { join } from 'node:path';
import { Command } from 'commander';
import { atLevels, LEVELS } from '../check/levels.ts';
import { suggestLevels } from '../check/suggest.ts';
import { type SuggestReport, suggestText } from '../check/suggest-text.ts';
import { forecastWindow, LEARNT_DAYS } from '../check/window.ts';
import { CommandFailure } from '../failure.ts';
import { createReplay } from '../replay/replay.ts';
import { watchesOf } from '../replay/watches.ts';
import { readAllEvents } from '../store/log-files.ts';
import { readingsSince } from '../store/record-files.ts';
import type { TextOut } from '../text/text-out.ts';
import { DAY_MS, isoUtc } from '../text/time.ts';
import { formatProblem } from '../watchlist/problem.ts';
import { readWatchlist } from '../watchlist/read.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { currentSecond, readAlertsPerWeek, streams } from './input/arguments.ts';
import { recordFolder } from './input/record-folder.ts';

export interface SuggestOptions {
  readonly file: string;
  /** The folder with watchlist.yml and `data/`. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Alerts wanted, all hashtags together. */
  readonly alertsPerWeek: number;
  /** The instant of the question, ms. */
  readonly now: number;
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** What is counted in less than two weeks is chance. */
const COUNTED_DAYS_MIN = 14;

/**
 * Suggests settings for a number of alerts a week, from the record in `data/`. Writes nothing. @returns the exit code
 * @throws {CommandFailure} for a watchlist with problems, after all of them were printed
 */
export async function suggestCommand(options: SuggestOptions): Promise<number> {
  const { output, out, err, variables } = options;
  const watchlist = await validWatchlist(options);
  const { folder, warning } = await recordFolder(options.folder, variables);
  if (warning !== undefined) err.write(`${warning}\n`);
  const report = await suggest(watchlist, { ...options, folder });
  (output === 'json' ? err : out).write(`${suggestText(report).join('\n')}\n`);
  if (output === 'json') out.write(`${JSON.stringify(report, null, 2)}\n`);
  return 0;
}

async function validWatchlist({ file, err }: SuggestOptions): Promise<Watchlist> {
  const parsed = await readWatchlist(file);
  if (parsed.kind === 'valid') return parsed.watchlist;
  for (const problem of parsed.problems) err.write(`${formatProblem(problem)}\n\n`);
  throw new CommandFailure('the watchlist has problems, so nothing can be suggested for it');
}

async function suggest(
  watchlist: Watchlist,
  { folder, now, alertsPerWeek }: SuggestOptions,
): Promise<SuggestReport> {
  const lists = [watchlist, ...LEVELS.map((level) => atLevels(watchlist, () => level))];
  const watched = new Set(watchlist.watches.map(({ hashtag }) => hashtag));
  const data = join(folder, 'data');
  const replay = createReplay(lists.map(watchesOf), { events: await readAllEvents(data) });
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  const { since } = forecastWindow(watchlist, now);
  for await (const readings of readingsSince(data, since)) {
    for (const reading of readings) {
      replay.take(reading);
      if (!watched.has(reading.hashtag)) continue;
      first = Math.min(first, reading.at);
      last = Math.max(last, reading.at);
    }
  }
  const from = first + LEARNT_DAYS * DAY_MS;
  const { timezone } = watchlist;
  if (!(last - from >= COUNTED_DAYS_MIN * DAY_MS)) {
    const known = Number.isFinite(first);
    return {
      kind: 'too-short',
      alertsPerWeek,
      timezone,
      since: known ? isoUtc(first) : null,
      readyAt: known ? isoUtc(from + COUNTED_DAYS_MIN * DAY_MS) : null,
    };
  }
  const [asItStands = [], ...levels] = replay.episodes;
  return suggestLevels(watchlist, { now: asItStands, levels }, { from, until: last, alertsPerWeek });
}

/** The command line of `suggest`. */
export function suggestCli(): Command {
  return new Command('suggest')
    .description('settings that would have produced so many alerts a week, from your own data/')
    .argument('[file]', 'the watchlist', 'watchlist.yml')
    .requiredOption('--alerts-per-week <number>', 'alerts wanted, all hashtags together', readAlertsPerWeek)
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (file: string, { alertsPerWeek, ...options }: SuggestFlags) => {
      process.exitCode = await suggestCommand({
        file,
        folder: process.cwd(),
        variables: process.env,
        alertsPerWeek,
        now: currentSecond(),
        ...streams(options),
      });
    });
}

interface SuggestFlags {
  readonly alertsPerWeek: number;
  readonly json?: boolean;
}
