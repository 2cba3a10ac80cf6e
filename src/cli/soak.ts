import { Command } from 'commander';
import { goThroughSoak, type Soaked } from '../soak/go-through-soak.ts';
import { SOAK_CHANNELS } from '../soak/open-stage.ts';
import { planSoak } from '../soak/plan.ts';
import type { TextOut } from '../text/text-out.ts';
import { streams, wholeNumber } from './input/arguments.ts';
import { jsonText } from './output/json-text.ts';

interface SoakOptions {
  /** Each is gone through for itself. */
  readonly seeds: readonly number[];
  /** At least 4: the last two are calm. */
  readonly days: number;
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** A month, and the least that has room for a fault before the calm at the end. */
const DAYS = { default: 30, least: 4 };

/** Goes through the seeds. @returns the exit code: 1 where a promise did not hold */
async function soakCommand({ seeds, days, output, out, err }: SoakOptions): Promise<number> {
  const people = output === 'json' ? err : out;
  const results: (Soaked & { readonly seed: number })[] = [];
  const span = Math.max(days, DAYS.least);
  for (const seed of seeds) {
    const soaked = await goThroughSoak(planSoak(seed, span, SOAK_CHANNELS));
    results.push({ seed, ...soaked });
    people.write(`${lineOf(seed, span, soaked)}\n`);
  }
  const broken = results.filter(({ violations }) => violations.length > 0);
  people.write(
    broken.length === 0
      ? `Every promise held: ${results.length} × ${span} days.\n`
      : `${broken.length} of ${results.length} seeds broke a promise.\n`,
  );
  if (output === 'json') out.write(`${jsonText({ days: span, seeds: results })}\n`);
  return broken.length === 0 ? 0 : 1;
}

function lineOf(
  seed: number,
  days: number,
  { violations, runs, killed, episodes, messages }: Soaked,
): string {
  const counts = `seed ${seed}: ${runs} runs, ${killed} killed, ${episodes} issues, ${messages} messages`;
  const said = violations.map(({ at, law, what }) => `  ${at} ${law}: ${what}`);
  const again = `  again: npm run soak -- --seed ${seed} --days ${days}`;
  return violations.length === 0 ? counts : [counts, ...said, again].join('\n');
}

/** The command line of `soak`. */
export function soakCli(): Command {
  return new Command('soak')
    .description('weeks of runs with faults, kills and people at work; every promise that does not hold')
    .option('--seeds <n>', 'how many seeds', wholeNumber, 10)
    .option('--from <n>', 'the first of them', wholeNumber, 1)
    .option('--days <n>', 'how many days each; the last two are without faults', wholeNumber, DAYS.default)
    .option('--seed <n>', 'this seed alone, to repeat it', wholeNumber)
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async ({ seeds, from, seed, days, ...rest }: SoakFlags) => {
      const all = Array.from({ length: seeds }, (_, index) => from + index);
      process.exitCode = await soakCommand({
        seeds: seed === undefined ? all : [seed],
        days,
        ...streams(rest),
      });
    });
}

interface SoakFlags {
  readonly seeds: number;
  readonly from: number;
  readonly days: number;
  readonly seed?: number;
  readonly json?: boolean;
}
