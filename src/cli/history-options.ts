import { type Command, Option } from 'commander';
import type { Sensitivity } from '../settings/settings.ts';
import { readScore, streams } from './arguments.ts';

/** The words about what stands in `data/`: `backtest`, `dashboard` and `export`. */
export function addHistoryWords(root: Command): void {
  root
    .command('backtest')
    .description('what the rules would have alerted on data/, or on any CSV of time,hashtag,views')
    .option('--from <file>', 'a CSV or CSV.gz in place of data/')
    .addOption(
      new Option(
        '--sensitivity <name>',
        'in place of what watchlist.yml says; without a watchlist: balanced',
      ).choices(['early', 'balanced', 'quiet']),
    )
    .option('--threshold-score <score>', 'the score threshold itself, in place of a sensitivity', readScore)
    .option('--scores <file>', 'write every reading’s score to this file, one JSON object a line')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: BacktestFlags) => {
      const { backtestCommand } = await import('./backtest.ts');
      const { json, ...rest } = options;
      process.exitCode = await backtestCommand({
        ...rest,
        folder: process.cwd(),
        output: json === true ? 'json' : 'people',
        out: process.stdout,
        err: process.stderr,
      });
    });

  root
    .command('dashboard')
    .description('write the static site about the stored history to site/')
    .option('--url <address>', 'where the site will stand: feeds and link previews have to know')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: { readonly url?: string; readonly json?: boolean }) => {
      const { dashboardCommand } = await import('./dashboard.ts');
      process.exitCode = await dashboardCommand({
        folder: process.cwd(),
        now: Math.floor(Date.now() / 1000) * 1000,
        variables: process.env,
        ...(options.url !== undefined && { url: options.url }),
        ...streams(options),
      });
    });

  root
    .command('export')
    .description('the history as CSV, NDJSON or SQLite')
    .addOption(
      new Option('--format <format>', 'what to write').choices(['csv', 'ndjson', 'sqlite']).default('csv'),
    )
    .option('--to <file>', 'a new file; without it: stdout')
    .option('--hashtag <name>', 'one hashtag only')
    .action(async (options: ExportFlags) => {
      const { exportCommand } = await import('./export.ts');
      const folder = process.cwd();
      process.exitCode = await exportCommand({
        ...options,
        folder,
        out: process.stdout,
        err: process.stderr,
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

interface ExportFlags {
  readonly format: 'csv' | 'ndjson' | 'sqlite';
  readonly to?: string;
  readonly hashtag?: string;
}
