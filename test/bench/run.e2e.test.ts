import { describe, expect, test } from 'vitest';
import { idealMs, reachableMs } from '../../src/bench/ideal.ts';
import { benchRun, scenariosOf } from '../../src/bench/run.ts';
import { runTable } from '../../src/bench/run-table.ts';

describe('what a run could take at best', () => {
  test.each([
    ['20 calls one by one', 10, 1, 1, 'hourly', 24_000, 24_000],
    ['15 at once leave a second round for the last five', 10, 15, 15, 'hourly', 1_600, 2_400],
    ['slow start: 2, 4, 8, then the last 6', 10, 15, 2, 'hourly', 1_600, 4_800],
    ['a first run: 10 hashtags, then their videos', 10, 15, 15, 'first', 1_600, 2_400],
    ['a single hashtag waits for its id', 1, 15, 15, 'first', 160, 2_400],
    ['many calls come close to the ideal', 1_000, 15, 2, 'hourly', 160_000, 163_200],
  ] as const)('%s', (_, hashtags, inFlight, inFlightStart, run, ideal, reachable) => {
    const asked = { hashtags, latencyMs: 1_200, inFlight, inFlightStart, run };
    expect(idealMs(asked)).toBe(ideal);
    expect(reachableMs(asked)).toBe(reachable);
  });
});

describe('bench run', () => {
  test('the quick extent is part of the full one, and leaves out what takes hours', () => {
    const full = scenariosOf('full').map((scenario) => JSON.stringify(scenario));
    const quick = scenariosOf('quick');
    expect(quick.every((scenario) => full.includes(JSON.stringify(scenario)))).toBe(true);
    const waiting = quick.map(({ hashtags, latencyMs, inFlight }) => (2 * hashtags * latencyMs) / inFlight);
    expect(Math.max(...waiting)).toBe(160_000);
    expect(quick).toContainEqual({
      hashtags: 1_000,
      latencyMs: 0,
      inFlight: 1,
      client: 'loop',
      run: 'hourly',
    });
  });

  test('measures a watchlist whose state stands in parts', async () => {
    const scenario = { hashtags: 300, latencyMs: 0, inFlight: 1, client: 'loop', run: 'hourly' } as const;
    const [measured] = await benchRun([scenario], () => undefined);
    expect(measured).toMatchObject({ sampled: 300, usage: { requests: 600 } });
  });

  test('measures the real program and the plain loop on the same calls', async () => {
    const scenario = { hashtags: 4, latencyMs: 20, inFlight: 2, run: 'hourly' } as const;
    const told: unknown[] = [];
    const measured = await benchRun(
      [
        { ...scenario, client: 'told' },
        { ...scenario, client: 'loop', inFlight: 1 },
      ],
      (one) => told.push(one),
    );
    expect(told).toEqual(measured);
    expect(measured.map(({ usage, sampled }) => [usage.requests, sampled])).toEqual([
      [8, 4],
      [8, 4],
    ]);
    for (const { usage, runMs, idealMs: ideal } of measured) {
      expect(runMs).toBeGreaterThanOrEqual(ideal);
      expect(usage.wallMs).toBeGreaterThan(runMs);
      expect(usage.cpuMs).toBeGreaterThanOrEqual(usage.firstRequest.cpuMs);
      expect(usage.peakBytes).toBeGreaterThan(20e6);
    }
    expect(runTable(measured)).toHaveLength(3);
  });
});
