import { Command } from 'commander';
import { benchCredits, CREDITS_DEFAULTS, type CreditsRow } from '../bench/credits/bench.ts';
import { creditsTable } from '../bench/credits/table.ts';
import { benchDashboard, type DashboardBench } from '../bench/dashboard/bench.ts';
import { benchDetection, DEFAULT_OPTIONS, renderBench } from '../bench/detection/bench.ts';
import { benchGrowth } from '../bench/growth.ts';
import { benchHistory, type HistoryBench } from '../bench/history.ts';
import { historyTable } from '../bench/history-table.ts';
import { paceBars } from '../bench/pace/bars.ts';
import { benchPace } from '../bench/pace/bench.ts';
import { WAIT_SCENARIOS, waitsOver } from '../bench/pace/days.ts';
import { paceTable, waitsTable } from '../bench/pace/table.ts';
import { benchRun, type Measured, type Scenario, scenariosOf } from '../bench/run.ts';
import { runBars, runTable } from '../bench/run-table.ts';
import { formatCount } from '../text/numbers.ts';
import type { TextOut } from '../text/text-out.ts';
import { addDiscoveryBench } from './bench-discovery.ts';
import { addMonthBench } from './bench-month.ts';
import { addReplaysBench } from './bench-replays.ts';
import { streams, wholeNumber } from './input/arguments.ts';

export interface BenchOptions {
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

export interface BenchGrowthOptions extends BenchOptions {
  readonly hashtags: number;
  readonly hours: number;
}

/** Commits a simulated year and weighs the repository. */
async function benchGrowthCommand({
  hashtags,
  hours,
  output,
  out,
  err,
}: BenchGrowthOptions): Promise<number> {
  const progress = (text: string): unknown => err.write(`${text}\n`);
  const growth = await benchGrowth({ hashtags, hours, seed: 1, progress });
  if (output === 'json') {
    out.write(`${JSON.stringify({ hashtags, hours, ...growth }, null, 2)}\n`);
    return 0;
  }
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  out.write(
    [
      `${formatCount(hashtags)} hashtags, ${formatCount(hours)} hours, ${formatCount(growth.commits)} commits`,
      `packed          ${megabytes(growth.packedBytes)}   (bar for 50 hashtags and a year: 40 MB)`,
      `companions      ${megabytes(growth.packedByKind.companions ?? 0)}   (bar for 50 hashtags and a year: 6 MB)`,
      `largest object  ${megabytes(growth.largestObjectBytes)}   (bar: 1 MB)`,
      `largest file    ${megabytes(growth.largestFile.bytes)}   ${growth.largestFile.path}`,
      `files           ${formatCount(growth.files)}`,
      ...Object.entries(growth.packedByKind)
        .toSorted((a, b) => b[1] - a[1])
        .map(([kind, bytes]) => `  ${kind.padEnd(14)}${megabytes(bytes)}`),
      '',
    ].join('\n'),
  );
  return 0;
}

export interface BenchDashboardOptions extends BenchOptions {
  readonly hashtags: number;
  readonly days: number;
  /** ms. */
  readonly now: number;
}

/** Makes the site of a made-up year and measures it. */
async function benchDashboardCommand(options: BenchDashboardOptions): Promise<number> {
  const { hashtags, days, now, output, out, err } = options;
  const progress = (text: string): unknown => err.write(`${text}\n`);
  const bench = await benchDashboard({ hashtags, days, now, seed: 1, progress });
  out.write(
    output === 'json' ? `${JSON.stringify({ hashtags, days, ...bench }, null, 2)}\n` : dashboardTable(bench),
  );
  return 0;
}

function dashboardTable(bench: DashboardBench): string {
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  const kilobytes = (bytes: number): string => `${(bytes / 1e3).toFixed(1)} kB`;
  const seconds = (ms: number): string => `${(ms / 1e3).toFixed(1)} s`;
  return [
    `${formatCount(bench.readings)} readings, ${megabytes(bench.recordBytes)}`,
    `time            ${seconds(bench.wallMs)}, ${seconds(bench.cpuMs)} of CPU   (bar for 200 hashtags and a year: 10 s)`,
    `memory          ${megabytes(bench.peakBytes)}   (bar: 300 MB)`,
    `site            ${megabytes(bench.siteBytes)} in ${formatCount(bench.files)} files`,
    `first view      ${kilobytes(bench.firstViewBytes)} compressed   (bar: 100 kB)`,
    `one hashtag     ${kilobytes(bench.hashtagBytes)} more, with all its history`,
    '',
  ].join('\n');
}

export interface BenchRunOptions extends BenchOptions {
  readonly extent: 'quick' | 'full';
}

/** Measures the hourly run against a server on loopback, beside a plain loop. */
async function benchRunCommand({ extent, output, out, err }: BenchRunOptions): Promise<number> {
  const scenarios = scenariosOf(extent);
  let done = 0;
  const progress = (measured: Measured): void => {
    done += 1;
    err.write(
      `${done}/${scenarios.length} ${nameOf(measured.scenario)}: ${(measured.usage.wallMs / 1000).toFixed(1)} s\n`,
    );
  };
  const measured = await benchRun(scenarios, progress);
  if (output === 'json') {
    out.write(`${JSON.stringify(measured.map(jsonOf), null, 2)}\n`);
    return 0;
  }
  out.write(`${[...runTable(measured), '', ...runBars(measured)].join('\n')}\n`);
  return 0;
}

function nameOf({ hashtags, latencyMs, inFlight, client, run }: Scenario): string {
  return `${hashtags} hashtags, ${latencyMs} ms, ${inFlight} in flight, ${client}, ${run} run`;
}

function jsonOf({ scenario, usage, ...rest }: Measured): object {
  const { stdout: _, ...measured } = usage;
  return { ...scenario, ...measured, ...rest };
}

const WAIT_HOURS = 72;

/** Measures the pace on a clock that does not wait. */
async function benchPaceCommand({ output, out }: BenchOptions): Promise<number> {
  const rows = await benchPace();
  const bars = paceBars(rows);
  const waits = await Promise.all(
    WAIT_SCENARIOS.map(async ({ name, hashtags, limits }) => ({
      name,
      hashtags,
      waits: await waitsOver(hashtags, WAIT_HOURS, limits),
    })),
  );
  out.write(
    output === 'json'
      ? `${JSON.stringify({ rows, bars, waits }, null, 2)}\n`
      : paceTable(rows, bars) + waitsTable(waits),
  );
  return 0;
}

/** Measures what a part of the credits keeps of the breakouts. */
async function benchCreditsCommand({
  data,
  hashtags = CREDITS_DEFAULTS.hashtags,
  days = CREDITS_DEFAULTS.days,
  output,
  out,
  err,
}: BenchDetectionOptions): Promise<number> {
  const progress = ({ record, policy, share }: CreditsRow): unknown =>
    err.write(`${record}: ${policy}, ${100 * share} %\n`);
  const options = { ...CREDITS_DEFAULTS, hashtags, days, ...(data !== undefined && { data }) };
  const rows = benchCredits(options, progress);
  out.write(output === 'json' ? `${JSON.stringify(rows, null, 2)}\n` : creditsTable(rows));
  return 0;
}

/** Measures what a year of history costs a run. */
async function benchHistoryCommand(
  hashtags: readonly number[],
  { output, out, err }: BenchOptions,
): Promise<number> {
  const benches: HistoryBench[] = [];
  for (const count of hashtags) benches.push(await benchHistory(count, (text) => err.write(`${text}\n`)));
  out.write(`${output === 'json' ? JSON.stringify(benches, null, 2) : historyTable(benches).join('\n')}\n`);
  return 0;
}

export interface BenchDetectionOptions extends BenchOptions {
  /** A folder with labelled readings; without it only the synthetic half runs. */
  readonly data?: string;
  readonly hashtags?: number;
  readonly days?: number;
}

/** Measures the detector beside its peers at equal false alarms. */
async function benchDetectionCommand(options: BenchDetectionOptions): Promise<number> {
  const { data, hashtags = DEFAULT_OPTIONS.hashtags, days = DEFAULT_OPTIONS.days, output, out } = options;
  const bench = benchDetection({ ...DEFAULT_OPTIONS, ...(data !== undefined && { data }), hashtags, days });
  out.write(output === 'json' ? `${JSON.stringify(bench)}\n` : renderBench(bench));
  return 0;
}

/** The command line of `bench`. Each benchmark loads its own code. */
export function benchCli(): Command {
  const bench = new Command('bench').description('the benchmarks, each beside its peers');
  bench
    .command('run')
    .description('one hourly run over 10, 100 and 1,000 hashtags: time, CPU and memory, beside a plain loop')
    .option('--full', 'every combination, which takes hours; the default takes some minutes')
    .option('--json', 'print machine-readable output on stdout')
    .action(async (options: { readonly full?: boolean; readonly json?: boolean }) => {
      process.exitCode = await benchRunCommand({
        extent: options.full === true ? 'full' : 'quick',
        ...streams(options),
      });
    });
  addPlanBenches(bench);
  for (const add of [addMonthBench, addDiscoveryBench, addReplaysBench]) add(bench);
  bench
    .command('growth')
    .description('what a year of hourly commits weighs')
    .option('--hashtags <count>', 'hashtags on the watchlist', wholeNumber, 50)
    .option('--hours <count>', 'hours to commit', wholeNumber, 8760)
    .option('--json', 'print machine-readable output on stdout')
    .action(
      async (options: { readonly hashtags: number; readonly hours: number; readonly json?: boolean }) => {
        const { hashtags, hours } = options;
        process.exitCode = await benchGrowthCommand({ hashtags, hours, ...streams(options) });
      },
    );
  bench
    .command('history')
    .description('one run after a year of hourly runs, beside the same run on its first day: CPU and memory')
    .option('--hashtags <counts...>', 'hashtags on the watchlist, one size after the other: 50 and 1000')
    .option('--json', 'print machine-readable output on stdout')
    .action(async (options: { readonly hashtags?: readonly string[]; readonly json?: boolean }) => {
      const hashtags = options.hashtags?.map(wholeNumber) ?? [50, 1_000];
      process.exitCode = await benchHistoryCommand(hashtags, streams(options));
    });
  bench
    .command('dashboard')
    .description('what making the site takes, and what a reader loads')
    .option('--hashtags <count>', 'hashtags on the watchlist', wholeNumber, 200)
    .option('--days <count>', 'days of history', wholeNumber, 365)
    .option('--json', 'print machine-readable output on stdout')
    .action(
      async (options: { readonly hashtags: number; readonly days: number; readonly json?: boolean }) => {
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
    .option('--data <folder>', 'a folder with labelled readings: docs/accuracy.md, "How it is measured"')
    .option('--hashtags <count>', 'hashtags of the synthetic record', wholeNumber)
    .option('--days <count>', 'days of the synthetic record', wholeNumber)
    .option('--json', 'print machine-readable output on stdout')
    .action(async ({ json, ...sizes }: DetectionFlags) => {
      process.exitCode = await benchDetectionCommand({
        ...sizes,
        ...streams({ ...(json !== undefined && { json }) }),
      });
    });
  return bench;
}

/** The benches of what a run asks for, and how fast. */
function addPlanBenches(bench: Command): void {
  bench
    .command('credits')
    .description('what a half and a quarter of the credits keep of the breakouts, beside plainer rules')
    .option('--data <folder>', 'a folder with labelled readings: docs/accuracy.md, "How it is measured"')
    .option('--hashtags <count>', 'hashtags of the synthetic record', wholeNumber)
    .option('--days <count>', 'days of the synthetic record', wholeNumber)
    .option('--json', 'print machine-readable output on stdout')
    .action(async ({ json, ...sizes }: DetectionFlags) => {
      process.exitCode = await benchCreditsCommand({
        ...sizes,
        ...streams({ ...(json !== undefined && { json }) }),
      });
    });
  bench
    .command('pace')
    .description('what finding out and keeping to a limit costs, on a clock that does not wait')
    .option('--json', 'print machine-readable output on stdout')
    .action(async (options: { readonly json?: boolean }) => {
      process.exitCode = await benchPaceCommand(streams(options));
    });
}

interface DetectionFlags {
  readonly data?: string;
  readonly hashtags?: number;
  readonly days?: number;
  readonly json?: boolean;
}
