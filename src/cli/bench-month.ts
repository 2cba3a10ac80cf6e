import type { Command } from 'commander';
import { liveMonth, MONTH_DEFAULTS, monthTable } from '../bench/credits/budget-month.ts';
import { streams, wholeNumber } from './input/arguments.ts';

interface MonthFlags {
  readonly hashtags: number;
  readonly credits: number;
  readonly json?: boolean;
}

/** The command line of the bench of one month of a budget. */
export function addMonthBench(bench: Command): void {
  bench
    .command('budget')
    .description('one month of a budget, hour by hour by the plan, with one breakout in it')
    .option('--hashtags <count>', 'hashtags on the watchlist', wholeNumber, MONTH_DEFAULTS.hashtags)
    .option('--credits <count>', 'the budget of the month', wholeNumber, MONTH_DEFAULTS.credits)
    .option('--json', 'print machine-readable output on stdout')
    .action(({ hashtags, credits, json }: MonthFlags) => {
      const options = { ...MONTH_DEFAULTS, hashtags, credits };
      const { output, out } = streams(json === undefined ? {} : { json });
      const stretches = liveMonth(options);
      out.write(
        output === 'json' ? `${JSON.stringify(stretches, null, 2)}\n` : monthTable(stretches, options),
      );
    });
}
