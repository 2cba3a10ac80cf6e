import { Command } from 'commander';
import { streams, wholeNumber } from './arguments.ts';

/** The words of `bench`. Each benchmark loads its own code. */
export function benchWords(): Command {
  const bench = new Command('bench').description('the benchmarks, each beside its peers');
  bench
    .command('run')
    .description('one hourly run over 10, 100 and 1,000 hashtags: time, CPU and memory, beside a plain loop')
    .option('--full', 'every combination, which takes hours; the default takes some minutes')
    .option('--json', 'print machine-readable output on stdout')
    .action(async (options: { readonly full?: boolean; readonly json?: boolean }) => {
      const { benchRunCommand } = await import('./bench.ts');
      process.exitCode = await benchRunCommand({
        extent: options.full === true ? 'full' : 'quick',
        ...streams(options),
      });
    });
  bench
    .command('growth')
    .description('what a year of hourly commits weighs')
    .option('--hashtags <count>', 'hashtags on the watchlist', wholeNumber, 50)
    .option('--hours <count>', 'hours to commit', wholeNumber, 8760)
    .option('--json', 'print machine-readable output on stdout')
    .action(
      async (options: { readonly hashtags: number; readonly hours: number; readonly json?: boolean }) => {
        const { benchGrowthCommand } = await import('./bench.ts');
        const { hashtags, hours } = options;
        process.exitCode = await benchGrowthCommand({ hashtags, hours, ...streams(options) });
      },
    );
  bench
    .command('dashboard')
    .description('what making the site takes, and what a reader loads')
    .option('--hashtags <count>', 'hashtags on the watchlist', wholeNumber, 200)
    .option('--days <count>', 'days of history', wholeNumber, 365)
    .option('--json', 'print machine-readable output on stdout')
    .action(
      async (options: { readonly hashtags: number; readonly days: number; readonly json?: boolean }) => {
        const { benchDashboardCommand } = await import('./bench.ts');
        const { hashtags, days } = options;
        process.exitCode = await benchDashboardCommand({
          hashtags,
          days,
          now: Date.now(),
          ...streams(options),
        });
      },
    );
  bench
    .command('detection')
    .description(
      'the detector beside its peers at equal false alarms, on a synthetic record and on labelled ones',
    )
    .option('--data <folder>', 'a folder with labelled readings: docs/detection.md, "How it is measured"')
    .option('--hashtags <count>', 'hashtags of the synthetic record', wholeNumber)
    .option('--days <count>', 'days of the synthetic record', wholeNumber)
    .option('--json', 'print machine-readable output on stdout')
    .action(async ({ json, ...sizes }: DetectionFlags) => {
      const { benchDetectionCommand } = await import('./bench.ts');
      process.exitCode = await benchDetectionCommand({
        ...sizes,
        ...streams({ ...(json !== undefined && { json }) }),
      });
    });
  return bench;
}

interface DetectionFlags {
  readonly data?: string;
  readonly hashtags?: number;
  readonly days?: number;
  readonly json?: boolean;
}
