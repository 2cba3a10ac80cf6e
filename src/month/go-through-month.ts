import type { Sink } from '../channels/channel/sink.ts';
import { createSinks, variablesToRedact } from '../channels/registry.ts';
import { type Environment, readEnvironment } from '../environment.ts';
import type { Repository } from '../git/repository.ts';
import { VERSION } from '../program.ts';
import { track } from '../run/run.ts';
import { runSummary } from '../run/summary.ts';
import { type GithubApi, startGithubApi } from '../simulator/github/api.ts';
import { SIMULATED_KEY, startScavioServer } from '../simulator/scavio-server.ts';
import { hourlyRuns, type ScheduleStyle } from '../simulator/schedule.ts';
import type { World } from '../simulator/world.ts';
import { openSource } from '../sources/registry.ts';
import { recentReadings } from '../store/recent-readings.ts';
import { openStore } from '../store/store.ts';
import { HOUR_MS } from '../text/time.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import type { Arrival, Inbox } from './arrival.ts';
import { type Inboxes, startInboxes } from './inboxes.ts';
import { type MonthIssues, readIssues } from './issues.ts';

export interface MonthToGo {
  readonly world: World;
  readonly days: number;
  readonly watchlist: Watchlist;
  /** The folder `data/` that the runs write. */
  readonly data: string;
  /** Called after each run with how far it has come, 0-1. */
  readonly progress: (done: number) => void;
}

/** One run, as its repository shows it. */
export interface MonthRun {
  readonly at: number;
  /** The job summary, in Markdown. */
  readonly summary: string;
  /** Messages of its commits. */
  readonly commits: readonly string[];
}

export interface MonthGone {
  readonly runs: readonly MonthRun[];
  readonly arrivals: readonly Arrival[];
  readonly issues: MonthIssues;
  /** Hashtags that could not be sampled, over all runs. */
  readonly failures: number;
}

/** Runs 1-3 hours apart, late as GitHub is, with an outage at times. */
const SCHEDULE: ScheduleStyle = {
  lateMinutes: 14,
  lateDeviation: 0.6,
  lostShare: 0.35,
  midnightLostShare: 0.9,
  outageShare: 1 / 720,
  outageHours: [4, 9],
};

/** Addresses of pages stand in receipts and messages: one that is the same on every machine. */
const PAGES = 'https://github.example';
const REPOSITORY = 'octo/radar';

/**
 * Goes through the month run by run: `track` as it runs in production, with its own clients against real servers on
 * loopback, which stand for TikTok's data, GitHub and every channel. Only git is left out: every push succeeds.
 */
export async function goThroughMonth(month: MonthToGo): Promise<MonthGone> {
  const { world } = month;
  const clock = { now: world.start };
  const now = (): number => clock.now;
  const inboxes = await startInboxes();
  const github = await startGithubApi({ repository: REPOSITORY, pages: PAGES, now });
  const scavio = await startScavioServer({ world, now });
  try {
    const variables = { ...variablesOf(github), ...inboxes.variables, SCAVIO_BASE_URL: scavio.url };
    const environment = readEnvironment(variables, variablesToRedact(month.watchlist.channels));
    return await goThrough(month, { environment, clock, inboxes, github });
  } finally {
    await Promise.all([inboxes.close(), github.close(), scavio.close()]);
  }
}

function variablesOf({ url, token }: GithubApi): Readonly<Record<string, string>> {
  return {
    GITHUB_TOKEN: token,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_API_URL: url,
    GITHUB_SERVER_URL: PAGES,
    SCAVIO_API_KEY: SIMULATED_KEY,
  };
}

interface Stage {
  readonly environment: Environment;
  readonly clock: { now: number };
  readonly inboxes: Inboxes;
  readonly github: GithubApi;
}

async function goThrough(
  { world, days, watchlist, data, progress }: MonthToGo,
  { environment, clock, inboxes, github }: Stage,
): Promise<MonthGone> {
  const { timezone, channels } = watchlist;
  const from = world.start + HOUR_MS;
  const instants = hourlyRuns({ seed: world.seed, from, hours: days * 24 - 1, style: SCHEDULE });
  const opened = openSource(environment, () => clock.now);
  if (opened.kind === 'unusable') throw new RangeError(opened.message);
  const runs: MonthRun[] = [];
  const arrivals: Arrival[] = [];
  let failures = 0;
  for (const [index, instant] of instants.entries()) {
    const at = Math.floor(instant / 1000) * 1000;
    clock.now = at;
    const recent = recentReadings(data, () => at);
    const sinks = await createSinks(channels, { environment, timezone, recent });
    const watched = channels.map(({ name, type }) => {
      const take = (arrival: Pick<Arrival, 'notification' | 'payload'>): void => {
        arrivals.push({ at, channel: name, type, ...arrival });
      };
      return [name, watchedSink(sinks.get(name), inboxes.byType[type], take)] as const;
    });
    const commits: string[] = [];
    const report = await track({
      now: at,
      watchlist,
      source: opened.source,
      store: openStore(data),
      mode: 'push',
      repository: repositoryOf(commits),
      sinks: new Map(watched),
    });
    failures += report.failures.length;
    runs.push({ at, summary: runSummary(report, VERSION), commits });
    progress((index + 1) / instants.length);
  }
  return { runs, arrivals, issues: readIssues(github), failures };
}

/** A sink with a look at what its place received for each notification. */
function watchedSink(
  sink: Sink | undefined,
  inbox: Inbox | undefined,
  take: (arrival: Pick<Arrival, 'notification' | 'payload'>) => void,
): Sink {
  if (sink === undefined) throw new RangeError('Every channel has a sink.');
  if (inbox === undefined) return sink;
  return {
    ...sink,
    deliver: async (notification) => {
      const delivery = await sink.deliver(notification);
      for (const payload of inbox.drain()) take({ notification, payload });
      return delivery;
    },
  };
}

function repositoryOf(commits: string[]): Repository {
  return {
    commit: async (_paths, message) => {
      commits.push(message);
    },
    push: async () => ({ kind: 'pushed' }),
    takeUpstream: async () => ({ kind: 'unreachable' }),
  };
}
