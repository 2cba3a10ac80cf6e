import { Command, Option } from 'commander';
import { createSinks, variablesToRedact } from '../channels/registry.ts';
import { type Environment, readEnvironment } from '../environment.ts';
import { CommandFailure } from '../failure.ts';
import { type Heartbeat, NO_HEARTBEAT, openHeartbeat } from '../health/heartbeat.ts';
import { VERSION } from '../program.ts';
import { type RunReport, reportJson } from '../run/report.ts';
import { type Run, track } from '../run/run.ts';
import { type OpenedSource, openSource } from '../sources/registry.ts';
import type { Source } from '../sources/source/source.ts';
import type { State } from '../state/state.ts';
import { recordedReceipt } from '../store/log-files.ts';
import { recentReadings } from '../store/recent-readings.ts';
import type { TextOut } from '../text/text-out.ts';
import { DAY_MS, isoUtc } from '../text/time.ts';
import { foundIssues } from '../watch-form/found-issues.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { streams } from './input/arguments.ts';
import { clockOf } from './input/clock.ts';
import { loadWatchlist, watchNamed } from './input/load-watchlist.ts';
import { openRecords, type Records } from './input/open-records.ts';
import { jsonText } from './output/json-text.ts';
import { addToSummary } from './output/summary-file.ts';

export interface TrackOptions {
  /** The folder with watchlist.yml and data/. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** ISO 8601 with its zone; absent: now, by the clock. */
  readonly now?: string;
  readonly only?: string;
  readonly mode: 'dry-run' | 'write' | 'push' | 'default';
  /** What was sampled elsewhere, after the run at `stateAt`; absent: the run samples by itself. */
  readonly sampled?: {
    readonly source: Source;
    readonly stateAt?: number;
    readonly warnings: readonly string[];
  };
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** With the mode that the place asks for. */
type Chosen = TrackOptions & { readonly mode: Run['mode'] };

/** One run. @returns the exit code, by the contract of the command */
export async function trackCommand(options: TrackOptions): Promise<number> {
  const clock = clockOf(options.now);
  const known = readEnvironment(options.variables, variablesToRedact([]));
  const mode = options.mode === 'default' ? (known.inActions ? 'push' : 'write') : options.mode;
  const { folder, variables } = options;
  const records = await openRecords(folder, { mode, environment: known, variables, now: clock() });
  try {
    return await trackIn(records, { ...options, mode }, clock);
  } finally {
    await records.release();
  }
}

async function trackIn(records: Records, options: Chosen, clock: () => number): Promise<number> {
  const people = options.output === 'json' ? options.err : options.out;
  const { watchlist, warnings } = await loadWatchlist(options.folder, people);
  const environment = readEnvironment(options.variables, secretsOfRun(watchlist));
  const heartbeat = heartbeatOf(options, watchlist, environment);
  const beaten = await heartbeat.ping('start');
  const tracked = await beating(heartbeat, async () =>
    track(await prepare(records, options, watchlist, environment, clock)),
  );
  const exitCode = exitCodeOf(tracked);
  const ended = await heartbeat.ping(exitCode === 0 ? 'success' : 'failure');
  const ahead = tracked.mode === 'dry-run' ? [] : futureWarnings(tracked.at);
  const elsewhere = options.sampled?.warnings ?? [];
  const told = {
    ...tracked,
    warnings: [...warnings, ...elsewhere, ...ahead, ...tracked.warnings, ...beaten, ...ended],
  };
  const report = await summarised(told, environment);
  const { runLog } = await import('../run/log.ts');
  people.write(`${environment.redact(runLog(report).join('\n'))}\n`);
  if (options.output === 'json') options.out.write(`${environment.redact(jsonText(reportJson(report)))}\n`);
  await annotate(report, environment, options.output);
  return exitCode;
}

/** The run; the heartbeat reports one that stops. */
async function beating(heartbeat: Heartbeat, run: () => Promise<RunReport>): Promise<RunReport> {
  try {
    return await run();
  } catch (error) {
    await heartbeat.ping('failure');
    throw error;
  }
}

function secretsOfRun({ channels, heartbeatEnv }: Watchlist): readonly string[] {
  return [...variablesToRedact(channels), ...(heartbeatEnv === undefined ? [] : [heartbeatEnv])];
}

/** A dry run, and a run of one hashtag, say nothing of the hourly job. */
function heartbeatOf(
  { mode, only }: TrackOptions,
  { heartbeatEnv }: Watchlist,
  environment: Environment,
): Heartbeat {
  if (heartbeatEnv === undefined || mode === 'dry-run' || only !== undefined) return NO_HEARTBEAT;
  return openHeartbeat(heartbeatEnv, environment);
}

/** Adds the report to the job summary. A summary that cannot be written is one more warning. */
async function summarised(report: RunReport, { stepSummary, redact }: Environment): Promise<RunReport> {
  if (stepSummary === undefined) return report;
  const { runSummary } = await import('../run/summary.ts');
  const unwritten = await addToSummary(stepSummary, redact(runSummary(report, VERSION)));
  return unwritten === undefined ? report : { ...report, warnings: [...report.warnings, unwritten] };
}

/** Shows annotations in GitHub Actions. The toolkit is loaded there only: elsewhere it would be a fifth of the start. */
async function annotate(
  report: RunReport,
  { inActions, redact }: Environment,
  output: TrackOptions['output'],
): Promise<void> {
  if (!inActions || output === 'json') return;
  const { annotateRun } = await import('./output/annotations.ts');
  annotateRun(report, redact);
}

async function prepare(
  { store, repository }: Records,
  { mode, only: named, sampled }: Chosen,
  watchlist: Watchlist,
  environment: Environment,
  clock: () => number,
): Promise<Run> {
  const opened: OpenedSource =
    sampled === undefined ? openSource(environment, clock) : { kind: 'ready', source: sampled.source };
  if (opened.kind === 'unusable') throw new CommandFailure(opened.message);
  const only = named === undefined ? undefined : watchNamed(watchlist, '--only', named).hashtag;
  const data = store.folder;
  return {
    now: clock(),
    watchlist,
    ...(only !== undefined && { only }),
    source: opened.source,
    ...(sampled !== undefined && { accept: (state: State) => assertFollows(sampled.stateAt, state) }),
    store,
    mode,
    ...(repository !== undefined && { repository }),
    ...(watchlist.discover === 'issues' && { proposals: foundIssues(environment, watchlist.timezone) }),
    sinks: await createSinks(watchlist.channels, {
      environment,
      timezone: watchlist.timezone,
      recent: recentReadings(data, clock),
      receiptOf: (notification) => recordedReceipt(data, notification),
    }),
  };
}

/** Samples belong to the state that they were planned with: on a newer one they were recorded already, or come too late. */
function assertFollows(planned: number | undefined, { at }: State): void {
  if (planned === at) return;
  const shown = at === undefined ? 'is gone' : `has gone on to ${isoUtc(at)}`;
  throw new CommandFailure(
    `the record ${shown} since this run was planned, so nothing of it is recorded: run the workflow again`,
  );
}

/** A time zone's mistake is let pass; a mistyped year is not. */
const AHEAD_MAX_MS = DAY_MS;

/** A reading from the future silences its hashtag until then: every later one is older than the last. */
function futureWarnings(now: number): readonly string[] {
  if (now <= Date.now() + AHEAD_MAX_MS) return [];
  return [
    `--now ${isoUtc(now)} lies more than a day ahead of this machine's clock: what is recorded under it hides every true ` +
      'reading until then, unless this is a replay; npm run doctor says how to mend it',
  ];
}

/**
 * 1 when nothing of what was due could be sampled, whatever the reason, or the key was refused; else 0: some failures are
 * part of ordinary life, and stand in the warnings.
 */
function exitCodeOf({ judgements, failures, stopped }: RunReport): number {
  if (stopped?.code === 'key-refused') return 1;
  return judgements.length === 0 && failures.some(({ lost }) => lost === 'reading') ? 1 : 0;
}

/** The command line of `track`: one run, or the rehearsal of one. */
export function trackCli(): Command {
  return new Command('track')
    .description('one run: read watchlist.yml, sample, detect, record, alert')
    .option('--now <iso>', 'the instant of the run, for replays and tests: 2026-11-23T10:00:00Z')
    .option('--only <hashtag>', 'sample one hashtag of the watchlist')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .option('--dry-run', 'sample, and say what would be done; keep and send nothing')
    .option('--push', 'commit, push and then send (the default inside GitHub Actions)')
    .option('--no-push', 'write the files only: no commit, no message (the default elsewhere)')
    .addOption(
      new Option(
        '--rehearse <hashtag>',
        'send its channels a made-up breakout, opened, changed and over; keep nothing',
      ).conflicts(['only', 'dryRun', 'push']),
    )
    .action(async (options: TrackFlags, command: Command) => {
      refuseContradiction(command);
      const common = {
        folder: process.cwd(),
        variables: process.env,
        ...(options.now !== undefined && { now: options.now }),
        ...streams(options),
      };
      if (options.rehearse !== undefined) {
        const { rehearseCommand } = await import('./rehearse.ts');
        process.exitCode = await rehearseCommand({ ...common, hashtag: options.rehearse });
        return;
      }
      process.exitCode = await trackCommand({
        ...common,
        ...(options.only !== undefined && { only: options.only }),
        mode: modeOf(options),
      });
    });
}

interface TrackFlags {
  readonly now?: string;
  readonly only?: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly push?: boolean;
  readonly rehearse?: string;
}

/** commander cannot say so itself: `--push` and `--no-push` are one option to it, and the later one wins. */
function refuseContradiction(command: Command): void {
  const given = (flag: string): boolean => process.argv.includes(flag);
  const against = ['--no-push', '--dry-run'].find((flag) => given('--push') && given(flag));
  if (against !== undefined) command.error(`error: option '--push' cannot be used with option '${against}'`);
}

function modeOf({ dryRun, push }: TrackFlags): TrackOptions['mode'] {
  if (dryRun === true) return 'dry-run';
  if (push === undefined) return 'default';
  return push ? 'push' : 'write';
}
