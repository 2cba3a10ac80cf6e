import type { Command } from 'commander';
import { benchDiscovery, type DiscoveryBenchOptions } from '../bench/discovery/bench.ts';
import { figuresOf, renderDiscovery } from '../bench/discovery/report.ts';
import { streams, wholeNumber } from './input/arguments.ts';

/** Adds the bench that holds what is found beside watched hashtags against a planted truth. */
export function addDiscoveryBench(bench: Command): void {
  bench
    .command('discovery')
    .description('what is found beside watched hashtags, of planted companions and traps')
    .option('--hashtags <count>', 'hashtags on the watchlist', wholeNumber, 50)
    .option(
      '--days <count>',
      'days of the record, the first seven of which are for learning',
      wholeNumber,
      28,
    )
    .option('--companions <count>', 'companions that rise', wholeNumber, 40)
    .option('--seed <number>', 'another world', wholeNumber, 1)
    .option('--json', 'print machine-readable output on stdout')
    .action((options: DiscoveryFlags) => {
      const { out, err, output } = streams(options);
      const result = benchDiscovery({ ...options, progress: (text) => err.write(`${text}\n`) });
      const json = (): string => `${JSON.stringify({ ...figuresOf(result), ...result }, null, 2)}\n`;
      out.write(output === 'json' ? json() : renderDiscovery(result));
    });
}

interface DiscoveryFlags extends Omit<DiscoveryBenchOptions, 'progress'> {
  readonly json?: boolean;
}
