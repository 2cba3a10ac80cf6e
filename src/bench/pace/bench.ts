import { type Client, halvingRun, loopRun, type PacedRun, productRun } from './clients.ts';
import type { Limits } from './virtual-server.ts';

/** One thing to measure, and the shortest time that it can take. */
export interface PaceScenario {
  readonly name: string;
  readonly hashtags: number;
  readonly limits: Limits;
  /** Whole rounds of answers, or of windows, ms. */
  readonly idealMs: number;
  readonly kind: 'in flight' | 'window' | 'storm';
}

export type PaceClient = 'first run' | 'second run' | 'rule of before' | 'plain loop';

/** What one client made of one scenario. */
export interface PaceRow {
  readonly scenario: PaceScenario;
  readonly client: PaceClient;
  readonly ms: number;
  readonly refused: number;
  readonly peak: number;
  /** Calls of the run that came to nothing. */
  readonly lost: number;
}

const HOUR_MS = 3_600_000;
const IN_FLIGHT = [1, 2, 5, 10, 15, 50];
const SIZES = [
  { hashtags: 60, latencyMs: 600 },
  { hashtags: 60, latencyMs: 1_200 },
  { hashtags: 300, latencyMs: 600 },
  { hashtags: 300, latencyMs: 1_200 },
];
const MINUTE = { ms: 60_000, latencyMs: 600, hashtags: 20 };
const STORM_FROM_MS = 2_000;

export const IN_FLIGHT_SCENARIOS: readonly PaceScenario[] = SIZES.flatMap(({ hashtags, latencyMs }) =>
  IN_FLIGHT.map((inFlight) => ({
    name: `${inFlight} in flight`,
    hashtags,
    limits: { inFlight, latencyMs },
    idealMs: Math.ceil((2 * hashtags) / inFlight) * latencyMs,
    kind: 'in flight' as const,
  })),
);

export const WINDOW_SCENARIOS: readonly PaceScenario[] = [5, 10].flatMap((requests) =>
  (['given', undefined] as const).map((headers) => ({
    name: `${requests} a minute, ${headers === undefined ? 'no headers' : 'with headers'}`,
    hashtags: MINUTE.hashtags,
    limits: {
      window: { requests, ms: MINUTE.ms },
      latencyMs: MINUTE.latencyMs,
      ...(headers !== undefined && { headers }),
    },
    idealMs: (Math.ceil((2 * MINUTE.hashtags) / requests) - 1) * MINUTE.ms,
    kind: 'window' as const,
  })),
);

export const STORM_SCENARIOS: readonly PaceScenario[] = [2, 5, 10, 50].flatMap((inFlight) =>
  [15, 60].map((seconds) => ({
    name: `${inFlight} in flight, storm of ${seconds} s`,
    hashtags: 150,
    limits: {
      inFlight,
      latencyMs: 600,
      storm: [STORM_FROM_MS, STORM_FROM_MS + 1_000 * seconds] as const,
    },
    idealMs: Math.ceil(300 / inFlight) * 600 + 1_000 * seconds,
    kind: 'storm' as const,
  })),
);

/** Runs each client through each scenario on a clock that does not wait. */
export async function benchPace(
  scenarios: readonly PaceScenario[] = [...IN_FLIGHT_SCENARIOS, ...WINDOW_SCENARIOS, ...STORM_SCENARIOS],
): Promise<readonly PaceRow[]> {
  const rows: PaceRow[] = [];
  for (const scenario of scenarios) {
    rows.push(...(await twoRuns(scenario)));
    rows.push(rowOf(scenario, 'rule of before', await runOnce(halvingRun, scenario)));
    rows.push(rowOf(scenario, 'plain loop', await runOnce(loopRun, scenario)));
  }
  return rows;
}

/** The product's first run, and the one an hour later with what the first has found out. */
export async function twoRuns(scenario: PaceScenario): Promise<readonly [PaceRow, PaceRow]> {
  const options = { hashtags: namesOf(scenario), limits: scenario.limits };
  const first = await productRun({ ...options, run: 'first' });
  const { known } = first;
  const second = await productRun({
    ...options,
    run: 'hourly',
    runAt: HOUR_MS,
    ...(known !== undefined && { known }),
  });
  return [rowOf(scenario, 'first run', first), rowOf(scenario, 'second run', second)];
}

async function runOnce(client: Client, scenario: PaceScenario): Promise<PacedRun> {
  return client({ hashtags: namesOf(scenario), limits: scenario.limits, run: 'hourly' });
}

function namesOf({ hashtags }: PaceScenario): readonly string[] {
  return Array.from({ length: hashtags }, (_, index) => `h${index}`);
}

function rowOf(scenario: PaceScenario, client: PaceClient, run: PacedRun): PaceRow {
  const { ms, refused, peak, numbers, videos } = run;
  return { scenario, client, ms, refused, peak, lost: 2 * scenario.hashtags - numbers.size - videos.size };
}
