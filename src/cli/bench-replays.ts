import type { Command } from 'commander';
import { benchReplays, type ReplayRow } from '../bench/replays.ts';
import { formatAmount } from '../text/numbers.ts';
import { streams, wholeNumber } from './input/arguments.ts';

/** Adds the bench that holds replays of the demo's records against their logs. */
export function addReplaysBench(bench: Command): void {
  bench
    .command('replays')
    .description('whether a replay of what the demo recorded opens what its runs opened, seed by seed')
    .option('--seeds <count>', 'seeds of the demo', wholeNumber, 10)
    .option('--json', 'print machine-readable output on stdout')
    .action(async ({ seeds, ...rest }: { readonly seeds: number; readonly json?: boolean }) => {
      const { out, err, output } = streams(rest);
      const rows = await benchReplays(seeds, (row) => {
        err.write(`${rowText(row)}\n`);
      });
      const differing = rows.filter(({ missing, extra }) => missing.length + extra.length > 0).length;
      const people = `${seeds - differing} of ${seeds} seeds of the demo: the replay has the log's openings\n`;
      out.write(output === 'json' ? `${JSON.stringify(rows)}\n` : people);
      process.exitCode = differing === 0 ? 0 : 1;
    });
}

function rowText({ seed, openings, missing, extra }: ReplayRow): string {
  const differing = [...missing.map((one) => `- ${one}`), ...extra.map((one) => `+ ${one}`)];
  return [`seed ${seed}: ${formatAmount(openings, 'opening')}`, ...differing].join('\n  ');
}
