import { Command } from 'commander';
import { findMutation, type MutationFound } from '../soak/find-mutation.ts';
import { goThroughProcesses, type ProcessCounts } from '../soak/go-through-processes.ts';
import { goThroughSoak, type Soaked } from '../soak/go-through-soak.ts';
import { MUTATIONS } from '../soak/mutations.ts';
import { SOAK_CHANNELS } from '../soak/open-stage.ts';
import { planSoak } from '../soak/plan.ts';
import type { TextOut } from '../text/text-out.ts';
import { streams, wholeNumber, wholeNumberOrNone } from './input/arguments.ts';
import { jsonText } from './output/json-text.ts';

interface Streams {
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

interface SoakOptions extends Streams {
  /** Each is gone through for itself. */
  readonly seeds: readonly number[];
  /** At least 4: the last two are calm. */
  readonly days: number;
  /** Whether the seeds after a broken one are left out. */
  readonly until: 'end' | 'broken';
}

/** A month, and the least that has room for a fault before the calm at the end. */
const DAYS = { default: 30, least: 4 };

/** Goes through the seeds. @returns the exit code: 1 where a promise did not hold */
async function soakCommand({ seeds, days, until, output, out, err }: SoakOptions): Promise<number> {
  const people = output === 'json' ? err : out;
  const results: (Soaked & { readonly seed: number })[] = [];
  for (const seed of seeds) {
    const soaked = await goThroughSoak(planSoak(seed, days, SOAK_CHANNELS));
    results.push({ seed, ...soaked });
    people.write(`${lineOf(seed, days, soaked)}\n`);
    if (until === 'broken' && soaked.violations.length > 0) break;
  }
  const broken = results.filter(({ violations }) => violations.length > 0);
  people.write(
    broken.length === 0
      ? `Every promise held: ${results.length} × ${days} days.\n`
      : `${broken.length} of ${results.length} seeds broke a promise.\n`,
  );
  if (output === 'json') out.write(`${jsonText({ days, seeds: results })}\n`);
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

/** Within so many seeds, of so many days, each mutation has to be found. */
const SEARCH = { seeds: 20, days: 10 };

/** Looks for each planted mutation whose name has a text in it. @returns the exit code: 1 where one was not found */
async function mutationsCommand(wanted: string, { output, out, err }: Streams): Promise<number> {
  const people = output === 'json' ? err : out;
  const results: (MutationFound & { readonly mutation: string })[] = [];
  for (const mutation of MUTATIONS.filter(({ name }) => name.includes(wanted))) {
    const found = await findMutation(mutation, SEARCH);
    results.push({ mutation: mutation.name, ...found });
    const said = found.kind === 'found' ? `${found.by} ${found.at}: ${found.law}` : 'NOT FOUND';
    people.write(`A program that ${mutation.name}: ${said}\n`);
  }
  const left = results.filter(({ kind }) => kind === 'not found').length;
  people.write(
    `${results.length - left} of ${results.length} mutations found within ${SEARCH.seeds} seeds.\n`,
  );
  if (output === 'json') out.write(`${jsonText({ ...SEARCH, mutations: results })}\n`);
  return left === 0 ? 0 : 1;
}

/** Kills, races and small disks, with real processes. @returns the exit code: 1 where a promise did not hold */
async function processesCommand(
  counts: ProcessCounts,
  seed: number,
  { output, out, err }: Streams,
): Promise<number> {
  const people = output === 'json' ? err : out;
  const soaked = await goThroughProcesses(counts, seed, {
    progress: (line) => void people.write(`${line}\n`),
  });
  const { done, late, stopped, violations, skipped } = soaked;
  for (const sentence of [...skipped.map((what) => `Skipped: ${what}.`), ...violations])
    people.write(`${sentence}\n`);
  people.write(
    `${done.kills} kills (${late} more came too late), ${done.races} races, ${done.disks} disks ` +
      `(${stopped} runs stopped): ${violations.length === 0 ? 'every promise held' : 'a promise was broken'}.\n`,
  );
  if (output === 'json') out.write(`${jsonText({ seed, ...soaked })}\n`);
  return violations.length === 0 ? 0 : 1;
}

/** The command line of `soak`. */
export function soakCli(): Command {
  return new Command('soak')
    .description('weeks of runs with faults, kills and people at work; every promise that does not hold')
    .option('--seeds <n>', 'how many seeds', wholeNumber, 10)
    .option('--from <n>', 'the first of them', wholeNumber, 1)
    .option('--days <n>', 'how many days each; the last two are without faults', wholeNumber, DAYS.default)
    .option('--seed <n>', 'this seed alone, to repeat it', wholeNumber)
    .option('--until-broken', 'end at the first seed that breaks a promise')
    .option(
      '--mutations [text]',
      'plant faults in the program one after the other: all, or those with a text in their name',
    )
    .option(
      '--processes',
      'real processes: kills in a clone that stays, two programs at once, nearly full disks',
    )
    .option('--kills <n>', 'with --processes: how many runs are killed', wholeNumberOrNone, 500)
    .option('--races <n>', 'with --processes: how often two programs start at once', wholeNumberOrNone, 100)
    .option('--disks <n>', 'with --processes: how many sizes of a disk', wholeNumberOrNone, 100)
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (flags: SoakFlags) => {
      process.exitCode = await commandOf(flags);
    });
}

function commandOf(flags: SoakFlags): Promise<number> {
  const { mutations } = flags;
  if (mutations !== undefined) return mutationsCommand(mutations === true ? '' : mutations, streams(flags));
  if (flags.processes === true) return processesCommand(flags, flags.seed ?? 1, streams(flags));
  return soakCommand({ ...scopeOf(flags), ...streams(flags) });
}

function scopeOf({ seeds, from, seed, days, untilBroken }: SoakFlags) {
  return {
    seeds: seed === undefined ? Array.from({ length: seeds }, (_, index) => from + index) : [seed],
    days: Math.max(days, DAYS.least),
    until: untilBroken === true ? ('broken' as const) : ('end' as const),
  };
}

interface SoakFlags extends ProcessCounts {
  readonly seeds: number;
  readonly from: number;
  readonly days: number;
  readonly seed?: number;
  readonly untilBroken?: boolean;
  readonly mutations?: string | true;
  readonly processes?: boolean;
  readonly json?: boolean;
}
