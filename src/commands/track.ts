import { join } from 'node:path';
import { OVER_BUDGET } from '../core/budget.ts';
import { secretVariables } from '../core/channel-secrets.ts';
import { contextsOf } from '../core/detect/rules.ts';
import type { Reading } from '../core/reading/reading.ts';
import { runLog } from '../core/report/log.ts';
import { type RunReport, reportJson } from '../core/report/report.ts';
import { runSummary } from '../core/report/summary.ts';
import { DAY_MS, isoUtc } from '../core/time.ts';
import type { Watchlist } from '../core/watchlist.ts';
import { type Environment, readEnvironment } from '../environment.ts';
import { openRepository } from '../git/repository.ts';
import { addToSummary } from '../publish/summary-file.ts';
import { createSinks } from '../sinks/sinks.ts';
import { keyProblem } from '../sources/scavio/client.ts';
import { createScavioSource } from '../sources/scavio/scavio.ts';
import { recentReadings } from '../store/records.ts';
import { openStore } from '../store/store.ts';
import { type Run, track } from '../track/track.ts';
import type { TextOut } from './check.ts';
import { CommandFailure } from './failure.ts';
import { jobGit } from './job-git.ts';
import { loadWatchlist, watchNamed } from './load-watchlist.ts';

export interface TrackOptions {
  /** The folder with watchlist.yml and data/. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** ISO 8601 with its zone; absent: now, by the clock. */
  readonly now?: string;
  readonly only?: string;
  readonly mode: 'dry-run' | 'write' | 'push' | 'default';
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** One run. @returns the exit code, by the contract of the command */
export async function trackCommand(options: TrackOptions): Promise<number> {
  const people = options.output === 'json' ? options.err : options.out;
  const { watchlist, warnings } = await loadWatchlist(options.folder, people);
  const environment = readEnvironment(options.variables, secretVariables(watchlist));
  const tracked = await track(await prepare(options, watchlist, environment));
  const ahead = tracked.mode === 'dry-run' ? [] : futureWarnings(tracked.at);
  const told = { ...tracked, warnings: [...warnings, ...ahead, ...tracked.warnings] };
  const report = await summarised(told, environment);
  people.write(`${environment.redact(runLog(report).join('\n'))}\n`);
  if (options.output === 'json') options.out.write(`${environment.redact(jsonText(reportJson(report)))}\n`);
  await annotate(report, environment, options.output);
  return exitCodeOf(report);
}

/** Adds the report to the job summary. A summary that cannot be written is one more warning. */
async function summarised(report: RunReport, { stepSummary, redact }: Environment): Promise<RunReport> {
  if (stepSummary === undefined) return report;
  const unwritten = await addToSummary(stepSummary, redact(runSummary(report)));
  return unwritten === undefined ? report : { ...report, warnings: [...report.warnings, unwritten] };
}

/** Shows annotations in GitHub Actions. The toolkit is loaded there only: elsewhere it would be a fifth of the start. */
async function annotate(
  report: RunReport,
  { inActions, redact }: Environment,
  output: TrackOptions['output'],
): Promise<void> {
  if (!inActions || output === 'json') return;
  const { annotateRun } = await import('../publish/actions.ts');
  annotateRun(report, redact);
}

async function prepare(options: TrackOptions, watchlist: Watchlist, environment: Environment): Promise<Run> {
  const { scavioApiKey: apiKey, scavioRequestsInFlight: inFlight, redact, inActions } = environment;
  if (apiKey === undefined) throw new CommandFailure(NO_KEY);
  const unusable = keyProblem(apiKey);
  if (unusable !== undefined) throw new CommandFailure(unusable);
  const clock = clockOf(options.now);
  const mode = options.mode === 'default' ? (inActions ? 'push' : 'write') : options.mode;
  const repository = mode === 'push' ? await openRepository(jobGit(options.folder, environment)) : undefined;
  const only = options.only === undefined ? undefined : watchNamed(watchlist, '--only', options.only).hashtag;
  const data = join(options.folder, 'data');
  const recent = (hashtag: string): Promise<readonly Reading[]> => recentReadings(data, hashtag, clock());
  return {
    now: clock(),
    watchlist,
    ...(only !== undefined && { only }),
    source: createScavioSource({
      baseUrl: environment.scavioBaseUrl,
      apiKey,
      redact,
      clock,
      ...(inFlight !== undefined && { requestsInFlight: inFlight }),
    }),
    store: openStore(data, contextsOf(watchlist)),
    mode,
    ...(repository !== undefined && { repository }),
    sinks: createSinks(watchlist.channels, { environment, timezone: watchlist.timezone, recent }),
  };
}

const NO_KEY =
  'SCAVIO_API_KEY is not set. Put the key of your Scavio account into it (in GitHub: Settings → Secrets and variables → ' +
  'Actions → New repository secret). To see the whole thing work without a key: npm run demo';

/** The run's clock, to the second. A given instant stands still, so that a replayed run is the same every time. */
export function clockOf(now: string | undefined): () => number {
  const toSecond = (instant: number): number => Math.floor(instant / 1000) * 1000;
  if (now === undefined) return () => toSecond(Date.now());
  const instant = /^20\d\d-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/.test(now) ? Date.parse(now) : Number.NaN;
  if (Number.isNaN(instant)) {
    throw new CommandFailure(`--now ${now} is not an instant: write it as 2026-11-23T10:00:00Z`);
  }
  return () => toSecond(instant);
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

/** JSON for stdout. Inside GitHub Actions a line with `##[` would be taken for a command. */
export function jsonText(value: object): string {
  return JSON.stringify(value, null, 2).replaceAll('##[', '##\\u005b');
}

/**
 * 1 when nothing could be sampled or the key was refused, else 0: some failures are part of ordinary life, and a budget
 * that is used up was kept as asked.
 */
function exitCodeOf({ judgements, failures, stopped }: RunReport): number {
  if (judgements.length === 0 && failures.every(({ code }) => code === OVER_BUDGET)) return 0;
  return judgements.length === 0 || stopped?.code === 'key-refused' ? 1 : 0;
}
