import { join } from 'node:path';
import {
  type BacktestOptions,
  type BacktestResult,
  type BacktestSource,
  backtest,
} from '../backtest/backtest.ts';
import { renderBacktest } from '../backtest/report.ts';
import type { Sensitivity } from '../core/breakout/settings.ts';
import { isThere } from '../store/files.ts';
import { unreadableFile } from '../store/unreadable.ts';
import type { TextOut } from './check.ts';
import { CommandFailure } from './failure.ts';
import { isSameFile } from './same-file.ts';

export interface BacktestCommandOptions {
  /** The folder with data/. */
  readonly folder: string;
  /** A CSV or CSV.gz to replay in place of data/. */
  readonly from?: string;
  readonly scores?: string;
  readonly sensitivity: Sensitivity;
  /** The bar itself, in place of a sensitivity. */
  readonly thresholdScore?: number;
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** The classic rule beside it, in percent an hour: its default in a watchlist. */
const CLASSIC_PERCENT_PER_HOUR = 10;

/** Replays readings through the rules. @returns the exit code */
export async function backtestCommand(options: BacktestCommandOptions): Promise<number> {
  const { scores, sensitivity, thresholdScore, output, out, err } = options;
  const source = await sourceOf(options);
  if (scores !== undefined && source.kind === 'csv' && (await isSameFile(scores, source.path))) {
    throw new CommandFailure(
      '--scores names the file of --from, which it would overwrite: give it another name',
    );
  }
  const bar: BacktestOptions['bar'] =
    thresholdScore === undefined ? { sensitivity } : { score: thresholdScore };
  const result = await replay({
    source,
    bar,
    classicPercentPerHour: CLASSIC_PERCENT_PER_HOUR,
    ...(scores !== undefined && { scores }),
  });
  (output === 'json' ? err : out).write(renderBacktest(result));
  if (output === 'json') out.write(`${JSON.stringify(result)}\n`);
  return 0;
}

/** @throws {CommandFailure} for a file that cannot be read as readings */
async function replay(options: BacktestOptions): Promise<BacktestResult> {
  try {
    return await backtest(options);
  } catch (error) {
    const { source } = options;
    const said = source.kind === 'csv' ? unreadableFile(source.path, error) : error;
    if (!(said instanceof Error)) throw error;
    throw new CommandFailure(`the readings cannot be replayed: ${said.message}`, { cause: error });
  }
}

async function sourceOf({ from, folder }: BacktestCommandOptions): Promise<BacktestSource> {
  if (from !== undefined) {
    if (await isThere(from)) return { kind: 'csv', path: from };
    throw new CommandFailure(`--from ${from}: there is no such file`);
  }
  const record = join(folder, 'data');
  if (await isThere(join(record, 'samples'))) return { kind: 'record', folder: record };
  throw new CommandFailure(
    'there is no history in data/samples yet: let it run for a while, or replay a CSV with --from FILE',
  );
}
