import { expect, test } from 'vitest';
import type { Measured, Scenario } from '../../src/bench/run.ts';
import { runBars, runTable } from '../../src/bench/run-table.ts';

const SCENARIO: Scenario = { hashtags: 1_000, latencyMs: 500, inFlight: 8, client: 'told', run: 'hourly' };

interface Changed {
  readonly scenario?: Partial<Scenario>;
  readonly times?: Partial<Pick<Measured, 'runMs' | 'idealMs' | 'reachableMs'>>;
  readonly wallMs?: number;
  readonly peakBytes?: number;
  readonly startCpuMs?: number;
}

function measuredOf({
  scenario,
  times,
  wallMs = 4_000,
  peakBytes = 250e6,
  startCpuMs = 500,
}: Changed): Measured {
  return {
    scenario: { ...SCENARIO, ...scenario },
    usage: {
      wallMs,
      cpuMs: 2_500,
      peakBytes,
      firstRequest: { wallMs: 700, cpuMs: startCpuMs },
      requests: 2_001,
      stdout: '',
    },
    runMs: 11_000,
    idealMs: 10_000,
    reachableMs: 11_000,
    sampled: 1_000,
    ...times,
  };
}

test('a line for each scenario; without an ideal its four columns stay empty', () => {
  const [head, limited, free] = runTable([
    measuredOf({}),
    measuredOf({ scenario: { client: 'free' }, times: { idealMs: 0 } }),
  ]).map((line) => line.trim().split(/ {2,}/));
  expect(head).toHaveLength(14);
  expect(limited?.slice(2)).toEqual([
    '8',
    'told the limit',
    'hourly',
    '4.00 s',
    '10.00 s',
    '1.10',
    '11.00 s',
    '1.00',
    '2.50 s',
    '250 MB',
    '0.50 s',
    '2001',
  ]);
  expect(free?.slice(2)).toEqual([
    'no limit',
    'told nothing',
    'hourly',
    '4.00 s',
    '2.50 s',
    '250 MB',
    '0.50 s',
    '2001',
  ]);
});

test('each bar is met at its very value, and missed beyond it', () => {
  const atOnce = { latencyMs: 0 };
  expect(runBars([measuredOf({ scenario: atOnce })]).map((line) => line.slice(0, 6))).toEqual(
    Array(4).fill('met   '),
  );
  const beyond = { wallMs: 4_010, peakBytes: 251e6, startCpuMs: 510, times: { runMs: 11_200 } };
  expect(runBars([measuredOf({ scenario: atOnce }), measuredOf({ scenario: atOnce, ...beyond })])).toEqual([
    'MISSED at most 1.1 × ideal, told the limit: worst of 2 is 1.12',
    'MISSED 1,000 hashtags at 0 s in at most 4.00 s: worst of 2 is 4.01 s',
    'MISSED at most 250 MB: worst of 2 is 251 MB',
    'MISSED start-up at most 0.5 s of CPU, 1000 hashtags: worst of 2 is 0.51 s',
  ]);
});

test('what cannot reach a bar, or is not judged by it, is left out of it', () => {
  const lines = runBars([
    measuredOf({ times: { runMs: 30_000, reachableMs: 11_001 } }),
    measuredOf({ times: { runMs: 30_000, idealMs: 0, reachableMs: 0 } }),
    measuredOf({ scenario: { client: 'found' }, times: { runMs: 30_000 } }),
    measuredOf({ scenario: { client: 'loop' }, peakBytes: 1e9, startCpuMs: 9_000 }),
    measuredOf({ scenario: { hashtags: 10 }, peakBytes: 1e9, startCpuMs: 100 }),
  ]);
  expect(lines).toEqual([
    'met    at most 1.1 × ideal, told the limit: worst of 1 is 1.10',
    '       (1 more cannot reach it: the last round is not full; see run/reach)',
    'no data 1,000 hashtags at 0 s in at most 4.00 s',
    'met    at most 250 MB: worst of 3 is 250 MB',
    'met    start-up at most 0.5 s of CPU, 1000 hashtags: worst of 3 is 0.50 s',
    'met    start-up at most 0.5 s of CPU, 10 hashtags: worst of 1 is 0.10 s',
  ]);
});
