import { join } from 'node:path';
import { Command, Option } from 'commander';
import { CommandFailure } from '../failure.ts';
import {
  type BacktestOptions,
  type BacktestResult,
  type BacktestSource,
  backtest,
} from '../replay/backtest.ts';
import { renderBacktest } from '../replay/backtest-report.ts';
import { STDIN } from '../replay/readings-csv.ts';
import { everyHashtag, watchesOf } from '../replay/watches.ts';
import type { Sensitivity } from '../settings/settings.ts';
import { isThere } from '../store/files.ts';
import { systemCode, UnwritableDataError, unreadableFile } from '../store/unreadable.ts';
import type { TextOut } from '../text/text-out.ts';
import { readWatchlist } from '../watchlist/read.ts';
import { readScore, streams } from './input/arguments.ts';
import { recordFolder } from './input/record-folder.ts';
import { isSameFile } from './input/same-file.ts';

export interface BacktestCommandOptions {
  /** The folder with watchlist.yml and data/. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** A CSV or CSV.gz to replay instead of data/. */
  readonly from?: string;
  readonly scores?: string;
  /** Absent: as watchlist.yml has it for each hashtag, where data/ is replayed; else `balanced`. */
  readonly sensitivity?: Sensitivity;
  /** The score threshold itself, instead of a sensitivity. */
  readonly thresholdScore?: number;
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** The classic rule's threshold where no watchlist has one, in percent an hour. */
const CLASSIC_PERCENT_PER_HOUR = 10;
/** What a watchlist asks for where it says nothing else. */
const MIN_VIEWS_PER_DAY = 1000;

/** Replays readings through the rules. @returns the exit code */
export async function backtestCommand(options: BacktestCommandOptions): Promise<number> {
  const { scores, output, out, err } = options;
  const source = await sourceOf(options);
  if (scores !== undefined && source.kind === 'csv' && (await isSameFile(scores, source.path))) {
    throw new CommandFailure(
      '--scores names the file of --from, which it would overwrite: give it another name',
    );
  }
  const result = await replay({
    source,
    ...(await settingsOf(options, source)),
    ...(scores !== undefined && { scores }),
  });
  (output === 'json' ? err : out).write(renderBacktest(result));
  if (output === 'json') out.write(`${JSON.stringify(result)}\n`);
  return 0;
}

/** The settings to replay under: those of the watchlist, unless the options name others. */
async function settingsOf(
  { folder, sensitivity, thresholdScore, err }: BacktestCommandOptions,
  source: BacktestSource,
): Promise<Pick<BacktestOptions, 'watchOf' | 'sensitivity'>> {
  const asked = thresholdScore === undefined ? sensitivity : { score: thresholdScore };
  const defaults = everyHashtag({
    rule: 'both',
    sensitivity: asked ?? 'balanced',
    thresholdPercentPerHour: CLASSIC_PERCENT_PER_HOUR,
    minViewsPerDay: MIN_VIEWS_PER_DAY,
  });
  if (asked !== undefined || source.kind === 'csv')
    return { watchOf: defaults, sensitivity: asked ?? 'balanced' };
  const file = join(folder, 'watchlist.yml');
  const parsed = await readWatchlist(file);
  if (parsed.kind === 'invalid') {
    if (await isThere(file)) err.write(NOT_ITS_SETTINGS);
    return { watchOf: defaults, sensitivity: 'balanced' };
  }
  const watched = watchesOf(parsed.watchlist);
  return {
    watchOf: (hashtag) => watched(hashtag) ?? defaults(hashtag),
    sensitivity: parsed.watchlist.sensitivity,
  };
}

const NOT_ITS_SETTINGS =
  'watchlist.yml has problems, so this replays with the default settings: see them with npm run check\n';

/** @throws {CommandFailure} for a file that cannot be read as readings, and for scores that cannot be written */
async function replay(options: BacktestOptions): Promise<BacktestResult> {
  try {
    return await backtest(options);
  } catch (error) {
    const { source } = options;
    if (source.kind === 'csv' && systemCode(error) === 'EISDIR')
      throw new CommandFailure(`--from ${source.path} is a folder: name a CSV file in it`, { cause: error });
    if (error instanceof UnwritableDataError)
      throw new CommandFailure(`--scores cannot be written: ${error.message}`, { cause: error });
    const said = source.kind === 'csv' ? unreadableFile(source.path, error) : error;
    if (!(said instanceof Error)) throw error;
    throw new CommandFailure(`the readings cannot be replayed: ${said.message}`, { cause: error });
  }
}

async function sourceOf({ from, folder, variables, err }: BacktestCommandOptions): Promise<BacktestSource> {
  if (from !== undefined) {
    if (from === STDIN || (await isThere(from))) return { kind: 'csv', path: from };
    throw new CommandFailure(`--from ${from}: there is no such file`);
  }
  const records = await recordFolder(folder, variables);
  if (records.warning !== undefined) err.write(`${records.warning}\n`);
  const record = join(records.folder, 'data');
  if (await isThere(join(record, 'samples'))) return { kind: 'record', folder: record };
  throw new CommandFailure(
    'there is no history in data/samples yet: let it run for a while, or replay a CSV with --from FILE',
  );
}

/** The command line of `backtest`. */
export function backtestCli(): Command {
  return new Command('backtest')
    .description('what the rules would have alerted on data/, or on any CSV of time,hashtag,views')
    .option('--from <file>', 'a CSV or CSV.gz instead of data/, as `export` writes it; - reads stdin')
    .addOption(
      new Option(
        '--sensitivity <name>',
        'instead of what watchlist.yml says; without a watchlist: balanced',
      ).choices(['early', 'balanced', 'quiet']),
    )
    .addOption(
      new Option('--threshold-score <score>', 'the score threshold itself, instead of a sensitivity')
        .argParser(readScore)
        .conflicts('sensitivity'),
    )
    .option('--scores <file>', 'write every reading’s score to this file, one JSON object a line')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async ({ json, ...rest }: BacktestFlags) => {
      process.exitCode = await backtestCommand({
        ...rest,
        folder: process.cwd(),
        variables: process.env,
        ...streams({ ...(json !== undefined && { json }) }),
      });
    });
}

interface BacktestFlags {
  readonly from?: string;
  readonly scores?: string;
  readonly sensitivity?: Sensitivity;
  readonly thresholdScore?: number;
  readonly json?: boolean;
}
