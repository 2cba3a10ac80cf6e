/** Weeks of hourly runs against real servers on loopback, in which the radar stops seeing for one cause after another. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HealthNotice } from '../../src/alerts/health-notice.ts';
import { createSinks, variablesToRedact } from '../../src/channels/registry.ts';
import { readEnvironment } from '../../src/environment.ts';
import type { Repository } from '../../src/git/repository.ts';
import { type MonthIssues, readIssues } from '../../src/month/issues.ts';
import type { RunReport } from '../../src/run/report.ts';
import { track } from '../../src/run/run.ts';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { type ReceiverReply, startReceiver } from '../../src/simulator/receiver.ts';
import type { Fault, FaultPlan } from '../../src/simulator/scavio-fault.ts';
import { type ScavioServer, SIMULATED_KEY, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { createWorld } from '../../src/simulator/world.ts';
import { createScavioSource } from '../../src/sources/scavio/scavio.ts';
import { openStore } from '../../src/store/store.ts';
import { DAY_MS } from '../../src/text/time.ts';
import type { Watchlist } from '../../src/watchlist/watchlist.ts';

export const START = Date.parse('2026-11-01T00:00:00Z');
export const HASHTAGS = ['alpha', 'beta'] as const;

/** The instant so many days after the start. */
export const day = (count: number): number => START + count * DAY_MS;

export interface Weeks {
  /** Instants of the runs, ms, rising. */
  readonly runs: readonly number[];
  readonly watchlistAt: (now: number) => Watchlist;
  /** What goes wrong with a request to the source. */
  readonly faultAt?: (now: number, ...request: Parameters<FaultPlan>) => Fault | undefined;
  /** How the webhook answers. */
  readonly webhookAt?: (now: number) => ReceiverReply;
  /** How long sampling may take, ms; undefined: as in life. */
  readonly samplingMaxMsAt?: (now: number) => number | undefined;
  /** The account's credits: it is filled up to this at each of these instants. */
  readonly creditsFrom?: readonly (readonly [from: number, credits: number])[];
  /** Called before each run, with the folder `data/` and the page of the issues. */
  readonly before?: (now: number, data: string, github: GithubApi) => Promise<void>;
}

export interface GoneWeeks {
  /** The health notices that the webhook took, in order. */
  readonly notices: readonly HealthNotice[];
  readonly issues: MonthIssues;
  readonly reports: readonly RunReport[];
  /** Messages of the runs that stopped. */
  readonly stopped: readonly string[];
}

export async function goThroughWeeks(weeks: Weeks): Promise<GoneWeeks> {
  const clock = { now: START };
  const now = (): number => clock.now;
  const folder = await mkdtemp(join(tmpdir(), 'health-'));
  const world = createWorld({
    seed: 7,
    start: START - DAY_MS,
    hashtags: HASHTAGS.map((name, index) => ({
      name,
      views: 2_000_000 * (index + 1),
      counter: 'exact',
      growthPerDay: 0.002,
    })),
  });
  const github = await startGithubApi({ repository: 'octo/radar', pages: 'https://github.example', now });
  const notices: HealthNotice[] = [];
  const webhook = await startReceiver(({ body }) => {
    const reply = weeks.webhookAt?.(clock.now) ?? { status: 204 };
    const { type, data } = JSON.parse(body) as { readonly type: string; readonly data: HealthNotice };
    if (typeof reply === 'object' && reply.status < 300 && type.startsWith('health.')) notices.push(data);
    return reply;
  });
  const fault: FaultPlan = (request) => weeks.faultAt?.(clock.now, request);
  const startScavio = (credits: number): Promise<ScavioServer> =>
    startScavioServer({ world, now, fault, credits, incompleteShare: 0 });
  const purse = [...(weeks.creditsFrom ?? [])];
  let scavio = await startScavio(purse.shift()?.[1] ?? 1_000_000);
  const reports: RunReport[] = [];
  const stopped: string[] = [];
  try {
    for (const at of weeks.runs) {
      clock.now = at;
      const [next] = purse;
      if (next !== undefined && at >= next[0]) {
        await scavio.close();
        scavio = await startScavio(next[1]);
        purse.shift();
      }
      await weeks.before?.(at, join(folder, 'data'), github);
      const report = await runOnce(weeks.watchlistAt(at), folder, {
        at,
        scavio,
        github,
        webhook: webhook.url,
        samplingMaxMs: weeks.samplingMaxMsAt?.(at),
      });
      if (typeof report === 'string') stopped.push(report);
      else reports.push(report);
    }
    return { notices, issues: readIssues(github), reports, stopped };
  } finally {
    await Promise.all([scavio.close(), github.close(), webhook.close(), rm(folder, { recursive: true })]);
  }
}

interface Around {
  readonly at: number;
  readonly scavio: ScavioServer;
  readonly github: GithubApi;
  readonly webhook: string;
  readonly samplingMaxMs: number | undefined;
}

async function runOnce(
  watchlist: Watchlist,
  folder: string,
  { at, scavio, github, webhook, samplingMaxMs }: Around,
): Promise<RunReport | string> {
  const environment = readEnvironment(
    {
      GITHUB_TOKEN: github.token,
      GITHUB_REPOSITORY: 'octo/radar',
      GITHUB_API_URL: github.url,
      GITHUB_SERVER_URL: 'https://github.example',
      ALERT_WEBHOOK_URL: webhook,
    },
    variablesToRedact(watchlist.channels),
  );
  const source = createScavioSource({
    baseUrl: scavio.url,
    apiKey: SIMULATED_KEY,
    redact: environment.redact,
    redactAnswer: environment.redact,
    requestsInFlight: 6,
    clock: () => at,
    ...(samplingMaxMs !== undefined && { samplingMaxMs }),
  });
  const sinks = await createSinks(watchlist.channels, {
    environment,
    timezone: watchlist.timezone,
    recent: async () => [],
  });
  try {
    return await track({
      now: at,
      watchlist,
      source,
      store: openStore(join(folder, 'data')),
      mode: 'push',
      repository: NO_GIT,
      sinks,
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Every push succeeds. */
const NO_GIT: Repository = {
  commit: async () => undefined,
  push: async () => ({ kind: 'pushed' }),
  takeUpstream: async () => ({ kind: 'unreachable' }),
};
