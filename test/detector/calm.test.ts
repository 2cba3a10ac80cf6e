import { describe, expect, test } from 'vitest';
import { hiddenRate, isMomentumCalm } from '../../src/detector/calm.ts';
import type { MomentumMemory } from '../../src/detector/momentum/momentum-memory.ts';
import { stepMomentum } from '../../src/detector/momentum/step.ts';
import { HOUR_MS } from '../../src/text/time.ts';

const STEP = 100_000;
const START = Date.UTC(2026, 2, 1);
const BASELINE_PER_HOUR = 10_000;
/** Twenty days at the baseline, one day at fifteen times of it, then the baseline again. */
const BURST_FROM = 20 * 24;
const BURST_TO = 21 * 24;

/** For each hour whether a score of nothing would end the breakout of a counter in steps of 100,000. */
function calmByHour(hours: number): readonly boolean[] {
  let memory: MomentumMemory | undefined;
  return Array.from({ length: hours }, (_, hour) => {
    const burst = 14 * BASELINE_PER_HOUR * Math.max(0, Math.min(hour, BURST_TO) - BURST_FROM);
    const views = Math.round((40_000_000 + BASELINE_PER_HOUR * hour + burst) / STEP) * STEP;
    const before = memory;
    ({ memory } = stepMomentum(memory, {
      at: START + hour * HOUR_MS,
      hashtag: 'example',
      views,
      step: STEP,
    }));
    const hidden = hiddenRate(before, memory, STEP);
    return isMomentumCalm({ score: 0, threshold: 8 }, BASELINE_PER_HOUR, hidden);
  });
}

describe('when a rounded counter shows that a breakout is over', () => {
  const calm = calmByHour(BURST_TO + 4 * 24);

  test('not while it runs at fifteen times its baseline for hours, however little the score', () => {
    expect(calm.slice(BURST_FROM + 6, BURST_TO + 1)).not.toContain(true);
  });

  test('at its baseline again within twelve hours, though a step comes every ten', () => {
    expect(calm.indexOf(true, BURST_TO) - BURST_TO).toBeLessThanOrEqual(12);
    expect(calm.slice(BURST_TO + 36)).not.toContain(false);
  });

  test('a score of half the threshold is no calm, whatever the counter shows', () => {
    expect(isMomentumCalm({ score: 4, threshold: 8 }, BASELINE_PER_HOUR, undefined)).toBe(false);
  });
});
