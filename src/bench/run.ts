import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openStore } from '../store/store.ts';
import { HOUR_MS, isoUtc } from '../text/time.ts';
import { type IdealRun, idealMs, reachableMs } from './ideal.ts';
import { measureProcess, type ServerProcess, startServerProcess, type Usage } from './measured-process.ts';

/** One thing to measure. */
export interface Scenario {
  readonly hashtags: number;
  readonly latencyMs: number;
  readonly inFlight: number;
  /**
   * `told`: SCAVIO_REQUESTS_IN_FLIGHT says the limit. `found`: the server refuses more with 429, and nothing is said.
   * `free`: nothing is said and the server takes all that come. `loop`: no hashtag-radar, a plain sequential loop.
   */
  readonly client: 'told' | 'found' | 'free' | 'loop';
  readonly run: 'first' | 'hourly';
}

export interface Measured {
  readonly scenario: Scenario;
  readonly usage: Usage;
  /** From the first request to the end of the process, ms: what the ideal is compared with. */
  readonly runMs: number;
  readonly idealMs: number;
  readonly reachableMs: number;
  readonly sampled: number;
}

/** Without latency a run is short and the machine's other work shows: the median of so many counts. */
const REPEATS_AT_0_MS = 3;
const FIRST_RUN_AT = Date.parse('2026-11-23T09:00:00Z');
const WORLD_HOURS = 340;
const trackJson = z.object({ sampled: z.array(z.unknown()) });

/** Measures each scenario in processes of their own: the real `node src/main.ts track`, a server on loopback. */
export async function benchRun(
  scenarios: readonly Scenario[],
  progress: (measured: Measured) => void,
): Promise<readonly Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hashtag-radar-run-'));
  try {
    const measured: Measured[] = [];
    for (const scenario of scenarios) {
      const ready = await prepare(folder, scenario.hashtags);
      const server = await startServer(scenario);
      try {
        const repeats = scenario.latencyMs === 0 ? REPEATS_AT_0_MS : 1;
        const tries: Measured[] = [];
        while (tries.length < repeats) tries.push(await measureScenario(scenario, server, ready));
        const median = tries.toSorted((a, b) => a.usage.wallMs - b.usage.wallMs)[Math.floor(repeats / 2)];
        assert(median !== undefined);
        measured.push(median);
        progress(median);
      } finally {
        await server.stop();
      }
    }
    return measured;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A folder with a watchlist, and beside it the same after a first run. */
interface Ready {
  readonly fresh: string;
  readonly sampled: string;
  readonly pairs: readonly string[];
}

async function prepare(folder: string, hashtags: number): Promise<Ready> {
  const [fresh, sampled] = [join(folder, `fresh-${hashtags}`), join(folder, `sampled-${hashtags}`)];
  if ((await mkdir(sampled, { recursive: true })) !== undefined) {
    const server = await startServer({ hashtags, latencyMs: 0, inFlight: 1, client: 'free', run: 'first' });
    await mkdir(fresh);
    const watchlist = `hashtags:\n${server.hashtags.map((name) => `  - ${name}\n`).join('')}`;
    for (const place of [fresh, sampled]) await writeFile(join(place, 'watchlist.yml'), watchlist);
    await runTrack(server, sampled, FIRST_RUN_AT, undefined);
    await server.stop();
  }
  const state = await openStore(join(sampled, 'data')).readState();
  return {
    fresh,
    sampled,
    pairs: [...state.hashtags].flatMap(([name, { id }]) => (id === undefined ? [] : [`${name}:${id}`])),
  };
}

async function startServer({ hashtags, latencyMs, inFlight, client, run }: Scenario): Promise<ServerProcess> {
  const options = {
    crowd: hashtags,
    latency: latencyMs,
    start: isoUtc(FIRST_RUN_AT - WORLD_HOURS * HOUR_MS),
    now: isoUtc(runAt(run)),
    ...(client === 'found' && { 'in-flight': inFlight }),
  };
  return startServerProcess([
    '--warm',
    ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
  ]);
}

function runAt(run: Scenario['run']): number {
  return run === 'first' ? FIRST_RUN_AT : FIRST_RUN_AT + HOUR_MS;
}

async function measureScenario(scenario: Scenario, server: ServerProcess, ready: Ready): Promise<Measured> {
  const { client, inFlight, run } = scenario;
  const work = await mkdtemp(join(tmpdir(), 'hashtag-radar-run-work-'));
  try {
    await cp(run === 'first' ? ready.fresh : ready.sampled, work, { recursive: true });
    const usage =
      client === 'loop'
        ? await measureProcess({
            script: './sequential-loop.ts',
            args: ready.pairs,
            folder: work,
            variables: access(server),
          })
        : await runTrack(server, work, runAt(run), client === 'told' ? inFlight : undefined);
    return {
      scenario,
      usage,
      runMs: usage.wallMs - usage.firstRequest.wallMs,
      idealMs: idealMs(idealOf(scenario)),
      reachableMs: reachableMs(idealOf(scenario)),
      sampled:
        client === 'loop' ? ready.pairs.length : trackJson.parse(JSON.parse(usage.stdout)).sampled.length,
    };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function idealOf({ client, inFlight, ...rest }: Scenario): IdealRun {
  const slow = client === 'found' || client === 'free';
  return { ...rest, inFlight, inFlightStart: slow ? 1 : inFlight };
}

async function runTrack(
  server: ServerProcess,
  folder: string,
  now: number,
  told: number | undefined,
): Promise<Usage> {
  return measureProcess({
    script: '../main.ts',
    args: ['track', '--json', '--no-push', '--now', isoUtc(now)],
    folder,
    variables: { ...access(server), ...(told !== undefined && { SCAVIO_REQUESTS_IN_FLIGHT: String(told) }) },
  });
}

function access({ url, key }: ServerProcess): Readonly<Record<string, string>> {
  return { SCAVIO_BASE_URL: url, SCAVIO_API_KEY: key };
}

const HASHTAGS = [10, 100, 1_000];
/** What Scavio's plan "Startup" allows. */
const IN_FLIGHT_MAX = 15;
const IN_FLIGHT = [1, 5, IN_FLIGHT_MAX];
/** What Scavio's calls take, at the lower end (docs/scavio.md). */
const LATENCY_MS = 1_200;
/** Scenarios that would take longer by arithmetic are left out unless everything is asked for. */
const QUICK_MAX_MS = 50_000;

/** What is measured: some four minutes of it, or all. The flagship, 1,000 hashtags 15 at a time, is always in. */
export function scenariosOf(extent: 'quick' | 'full'): readonly Scenario[] {
  const all = HASHTAGS.flatMap((hashtags): readonly Scenario[] => [
    ...[0, LATENCY_MS].flatMap((latencyMs) => {
      const grid = IN_FLIGHT.flatMap((inFlight) =>
        (latencyMs === 0 ? (['told'] as const) : (['told', 'found'] as const)).map(
          (client): Scenario => ({ hashtags, latencyMs, inFlight, client, run: 'hourly' }),
        ),
      );
      const peers: readonly Scenario[] = [
        { hashtags, latencyMs, inFlight: IN_FLIGHT_MAX, client: 'free', run: 'first' },
        { hashtags, latencyMs, inFlight: IN_FLIGHT_MAX, client: 'free', run: 'hourly' },
        { hashtags, latencyMs, inFlight: 1, client: 'loop', run: 'hourly' },
      ];
      return [...grid, ...peers];
    }),
  ]);
  if (extent === 'full') return all;
  return all
    .filter((scenario) => idealMs(idealOf(scenario)) <= QUICK_MAX_MS || isFlagship(scenario))
    .filter(isShown);
}

function isFlagship({ hashtags, inFlight, client }: Scenario): boolean {
  return hashtags === 1_000 && inFlight === IN_FLIGHT_MAX && client === 'told';
}

/** Of the variants that take long, those that differ from another one. */
function isShown({ latencyMs, hashtags, inFlight, client }: Scenario): boolean {
  if (latencyMs === 0 || client === 'told') return true;
  return client === 'found' ? hashtags === 10 && inFlight < IN_FLIGHT_MAX : hashtags <= 100;
}
