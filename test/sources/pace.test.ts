import { describe, expect, test } from 'vitest';
import { type KnownPace, startPace } from '../../src/sources/source/pace.ts';
import { type Limits, pacedRun } from './virtual-pace.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Two runs an hour apart, the second with what the first has found out. */
async function twoRuns(requests: number, limits: Limits) {
  const first = await pacedRun(requests, limits);
  return { first, second: await pacedRun(requests, limits, first.known, HOUR_MS) };
}

describe('requests under way', () => {
  const plans = [1, 2, 5, 10, 15, 50].flatMap(
    (inFlight) =>
      [
        [inFlight, 60, 600],
        [inFlight, 300, 1_200],
      ] as const,
  );

  test.each(plans)(
    '%i allowed, %i hashtags: found in one run, kept in the next',
    async (inFlight, hashtags, latencyMs) => {
      const requests = 2 * hashtags;
      const idealMs = Math.ceil(requests / inFlight) * latencyMs;
      const { first, second } = await twoRuns(requests, { inFlight, latencyMs });
      expect([first.done, second.done]).toEqual([requests, requests]);
      expect(second.ms / idealMs).toBeLessThanOrEqual(1.1);
      expect(second.refused).toBeLessThanOrEqual(1);
      expect(second.peak).toBe(inFlight);
      if (hashtags === 300) expect(first.ms / idealMs).toBeLessThanOrEqual(inFlight > 10 ? 1.5 : 1.3);
    },
  );

  test('one more is tried once a day, and remembered where it goes well', async () => {
    const known: KnownPace = { proven: 5, refused: 6, triedAt: 0 };
    const within = await pacedRun(100, { inFlight: 10, latencyMs: 100 }, known, DAY_MS - 1);
    expect(within).toMatchObject({ peak: 5, known });
    const after = await pacedRun(100, { inFlight: 10, latencyMs: 100 }, known, DAY_MS);
    expect(after).toMatchObject({ peak: 6, refused: 0, known: { proven: 5, triedAt: DAY_MS } });
    const refused = await pacedRun(100, { inFlight: 5, latencyMs: 100 }, known, DAY_MS);
    expect(refused).toMatchObject({ done: 100, known: { proven: 5, refused: 6, triedAt: DAY_MS } });
    // A refusal holds a place there while it is answered, so one try can cost a round of them.
    expect(refused.refused).toBeLessThanOrEqual(5);
  });

  test('begins with one, goes to fifty, and keeps to what it is told', () => {
    expect(startPace(undefined, 0)).toMatchObject({ inFlight: 1, inFlightMax: 50 });
    expect(startPace({ proven: 10 }, 0, 3)).toMatchObject({ inFlight: 3, inFlightMax: 3 });
  });
});

describe('requests in a time', () => {
  test.each([5, 10])('%i a minute with headers: nothing is refused', async (requests) => {
    const { first, second } = await twoRuns(40, {
      window: { requests, ms: 60_000 },
      headers: 'told',
      latencyMs: 600,
    });
    expect([first.refused, second.refused, first.done, second.done]).toEqual([0, 0, 40, 40]);
  });

  test.each([
    [5, 60_000],
    [10, 60_000],
    [1, 1_000],
  ])('%i in %i ms without headers: recognised, kept, and refused no more', async (requests, ms) => {
    const { first, second } = await twoRuns(40, { window: { requests, ms }, latencyMs: 600 });
    expect(first).toMatchObject({ done: 40, known: { window: { requests, ms } } });
    expect([second.refused, second.done]).toEqual([0, 40]);
    expect(second.ms).toBeLessThanOrEqual(1.1 * (40 / requests) * ms);
  });
});

describe('a storm of refusals', () => {
  test.each([15_000, 60_000])('of %i ms costs its length and loses nothing', async (ms) => {
    const limits: Limits = { inFlight: 10, latencyMs: 600 };
    const calm = await pacedRun(300, limits);
    const stormy = await pacedRun(300, { ...limits, storm: [5_000, 5_000 + ms] });
    expect(stormy.done).toBe(300);
    expect(stormy.ms - calm.ms).toBeLessThanOrEqual(ms + 10_000);
    expect(stormy.known.proven).toBe(10);
  });
});
