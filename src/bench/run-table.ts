import { columns } from '../text/columns.ts';
import type { Measured, Scenario } from './run.ts';

/** The bars of `bench run`. */
const RATIO_MAX = 1.1;
const WALL_MS_MAX = 4_000;
const PEAK_BYTES_MAX = 250e6;
const START_CPU_MS_MAX = 500;

const HEAD = [
  'hashtags',
  'latency',
  'in flight',
  'client',
  'run',
  'wall',
  'ideal',
  'run/ideal',
  'reachable',
  'run/reach',
  'CPU',
  'peak',
  'start CPU',
  'requests',
];

const CLIENTS: { readonly [client in Scenario['client']]: string } = {
  told: 'told the limit',
  found: 'meets it as 429s',
  free: 'told nothing',
  loop: 'plain loop',
};

/** One line a scenario. `run` leaves the start-up out; `reachable` is what slow start and first calls allow at best. */
export function runTable(measured: readonly Measured[]): readonly string[] {
  const rows = measured.map(({ scenario, usage, runMs, idealMs, reachableMs }) => [
    String(scenario.hashtags),
    `${scenario.latencyMs / 1000} s`,
    scenario.client === 'free' ? 'no limit' : String(scenario.inFlight),
    CLIENTS[scenario.client],
    scenario.run,
    seconds(usage.wallMs),
    idealMs === 0 ? '' : seconds(idealMs),
    idealMs === 0 ? '' : (runMs / idealMs).toFixed(2),
    idealMs === 0 ? '' : seconds(reachableMs),
    idealMs === 0 ? '' : (runMs / reachableMs).toFixed(2),
    seconds(usage.cpuMs),
    `${Math.round(usage.peakBytes / 1e6)} MB`,
    seconds(usage.firstRequest.cpuMs),
    String(usage.requests),
  ]);
  return columns([HEAD, ...rows]);
}

/** Whether the bars are met, one line each. */
export function runBars(measured: readonly Measured[]): readonly string[] {
  const own = measured.filter(({ scenario }) => scenario.client !== 'loop');
  const told = own.filter(({ scenario, idealMs }) => scenario.client === 'told' && idealMs > 0);
  const judged = told.filter(({ idealMs, reachableMs }) => reachableMs <= RATIO_MAX * idealMs);
  const beyond = told.length - judged.length;
  const large = own.filter(({ scenario }) => scenario.hashtags === 1_000);
  return [
    bar(
      `at most ${RATIO_MAX} × ideal, told the limit`,
      judged.map(({ runMs, idealMs }) => runMs / idealMs),
      RATIO_MAX,
      (ratio) => ratio.toFixed(2),
    ),
    ...(beyond === 0
      ? []
      : [`       (${beyond} more cannot reach it: the last round is not full; see run/reach)`]),
    bar(
      `1,000 hashtags at 0 s in at most ${seconds(WALL_MS_MAX)}`,
      large.filter(({ scenario }) => scenario.latencyMs === 0).map(({ usage }) => usage.wallMs),
      WALL_MS_MAX,
      seconds,
    ),
    bar(
      'at most 250 MB',
      large.map(({ usage }) => usage.peakBytes),
      PEAK_BYTES_MAX,
      (bytes) => `${Math.round(bytes / 1e6)} MB`,
    ),
    ...[...new Set(own.map(({ scenario }) => scenario.hashtags))].map((hashtags) =>
      bar(
        `start-up at most 0.5 s of CPU, ${hashtags} hashtags`,
        own
          .filter(({ scenario }) => scenario.hashtags === hashtags)
          .map(({ usage }) => usage.firstRequest.cpuMs),
        START_CPU_MS_MAX,
        seconds,
      ),
    ),
  ];
}

function bar(name: string, values: readonly number[], max: number, show: (value: number) => string): string {
  if (values.length === 0) return `no data ${name}`;
  const worst = Math.max(...values);
  return `${worst <= max ? 'met    ' : 'MISSED '}${name}: worst of ${values.length} is ${show(worst)}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
