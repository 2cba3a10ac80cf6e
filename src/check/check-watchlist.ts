import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { secretVariables } from '../channels/registry.ts';
import { isReadableOnItsWay } from '../channels/webhook/address.ts';
import { openStore } from '../store/store.ts';
import type { Surroundings } from '../watchlist/check-context.ts';
import { forecastCost } from '../watchlist/cost.ts';
import type { Problem } from '../watchlist/problem.ts';
import { readWatchlist } from '../watchlist/read.ts';
import { scheduleOf } from '../watchlist/read-schedule.ts';
import type { Remark } from '../watchlist/remark.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { type Schedule, USUAL_SCHEDULE } from '../watchlist/workflow-schedule.ts';
import { writtenForm } from '../watchlist/written-settings.ts';
import { type Change, differences } from './change.ts';
import { forecastRecord } from './forecast-record.ts';
import { checkNotes, SLOWEST_PLAN_HASHTAGS } from './notes.ts';
import type { CheckReport, ValidCheck } from './report.ts';
import { shardNote } from './shard-note.ts';
import { readBefore } from './version-before.ts';

export interface CheckReportOptions {
  /** The watchlist. */
  readonly file: string;
  /** Its name in messages; the path unless given. */
  readonly name?: string;
  /** The work tree: its workflow and its git are looked at. */
  readonly folder: string;
  /** The folder whose `data/` is replayed; absent: the same. */
  readonly records?: string;
  /** The version to compare with: a file, or a git ref. */
  readonly against?: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The instant of the check, ms. */
  readonly now: number;
}

const WORKFLOW = join('.github', 'workflows', 'track.yml');

/**
 * Checks a watchlist, what it costs, and what it would have done. Writes nothing.
 * @throws {CommandFailure} for a version before that cannot be found
 * @throws {UnreadableDataError} for a record that cannot be read
 */
export async function checkReport(options: CheckReportOptions): Promise<CheckReport> {
  const { file, folder, variables } = options;
  const name = options.name ?? file;
  const workflow = await readIfThere(join(folder, WORKFLOW));
  const surroundings = surroundingsOf(workflow, variables);
  const parsed = await readWatchlist(file, { name, surroundings });
  const warnings = parsed.warnings.map(remarkOf);
  if (parsed.kind === 'invalid') {
    const problems = parsed.problems.map(remarkOf);
    return { file: name, valid: false, problems, omitted: parsed.omitted, warnings, notes: [] };
  }
  const { watchlist } = parsed;
  const before = options.against === undefined ? undefined : await readBefore(options.against, options);
  const old = before?.kind === 'valid' ? before : undefined;
  const record = await forecastRecord(options.records ?? folder, watchlist, old?.watchlist, {
    now: options.now,
    everyHours: 24 / surroundings.schedule.samplesPerDay,
  });
  return {
    file: name,
    valid: true,
    problems: [],
    omitted: 0,
    warnings,
    notes: [
      ...(before?.kind === 'invalid' ? [before.reason] : []),
      ...checkNotes(watchlist, {
        hidden: surroundings.isSet === undefined ? secretVariables(watchlist) : [],
        history: record.replay === undefined ? 'none' : 'replayed',
      }),
      ...(await shardNotes(watchlist, options, surroundings.schedule)),
    ],
    ...factsOf(watchlist, surroundings.schedule),
    ...(old && { change: changeOf(old, watchlist, surroundings.schedule) }),
    ...record,
  };
}

/** A list that one run reads whatever the pace needs no look at the state. */
async function shardNotes(
  { watches }: Watchlist,
  { folder, records }: CheckReportOptions,
  schedule: Schedule,
): Promise<readonly string[]> {
  const hourly = watches.reduce((sum, { everyHours = 1 }) => sum + 1 / everyHours, 0);
  if (hourly <= SLOWEST_PLAN_HASHTAGS) return [];
  const { pace } = await openStore(join(records ?? folder, 'data')).readState();
  const note = shardNote(hourly, pace, schedule);
  return note === undefined ? [] : [note];
}

/** Of a run on a pull request GitHub keeps every secret from forks, and this project's own workflow from all. */
function surroundingsOf(
  workflow: string | undefined,
  variables: CheckReportOptions['variables'],
): Surroundings {
  const seesSecrets = !(variables.GITHUB_EVENT_NAME ?? '').startsWith('pull_request');
  const handed = workflow?.matchAll(/\$\{\{\s*secrets\.([A-Z_][A-Z0-9_]*)/g);
  return {
    schedule: workflow === undefined ? USUAL_SCHEDULE : scheduleOf(workflow),
    ...(seesSecrets && {
      isSet: (variable) => (variables[variable] ?? '').trim() !== '',
      isPlain: (variable) => isReadableOnItsWay(variables[variable] ?? ''),
    }),
    ...(handed && { handedOver: new Set([...handed].map(([, secret = '']) => secret)) }),
  };
}

function factsOf(
  watchlist: Watchlist,
  schedule: Schedule,
): Pick<
  ValidCheck,
  'timezone' | 'hashtags' | 'channels' | 'credits' | 'minutesPerMonth' | 'megabytesPerYear'
> {
  const { watches, channels, timezone } = watchlist;
  return {
    timezone,
    hashtags: watches.map(({ hashtag }) => hashtag),
    channels: channels.map(({ name, type }) => ({ name, type })),
    ...forecastCost(watchlist, schedule),
  };
}

function changeOf(
  { name, watchlist: before }: { readonly name: string; readonly watchlist: Watchlist },
  after: Watchlist,
  schedule: Schedule,
): Change {
  return {
    name,
    hashtags: before.watches.length,
    cost: forecastCost(before, schedule),
    ...differences(writtenForm(before), writtenForm(after)),
  };
}

function remarkOf({ line, column, message, remedy, excerpt }: Problem): Remark {
  return { line, column, message, remedy, excerpt };
}

/** How often the workflow of a work tree samples; the usual schedule where it is not here. */
export async function scheduleIn(folder: string): Promise<Schedule> {
  const workflow = await readIfThere(join(folder, WORKFLOW));
  return workflow === undefined ? USUAL_SCHEDULE : scheduleOf(workflow);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
