import { describe, expect, test } from 'vitest';
import { countSinceOnset, evidenceHours } from '../../../src/detector/momentum/cadence.ts';
import { startMemory } from '../../../src/detector/momentum/momentum-memory.ts';
import { HOUR_MS } from '../../../src/text/time.ts';

const START = Date.parse('2026-03-02T00:00:00Z');
const { momentum } = startMemory(START, 1_000, START);
const warm = { ...momentum, onset: { at: START, top: 1_000, perHour: 10 } };
const cadence = (everyHours: number) => ({ everyHours, from: START, readings: 0 });

describe('the pace of the evidence', () => {
  test.each([
    ['a cadence of three hours that stays', 3, 6, 2, 3],
    ['a run that comes an hour early', 3, 5, 2, 3],
    ['every hour after every three', 3, 8, 6, 11 / 7],
    ['no faster than every hour', 2, 3, 12, 1],
    ['hourly runs, some of them missing', 1.1, 5, 5, 1.1],
  ])('%s', (_why, everyHours, hours, readings, expected) => {
    const memory = { ...warm, onset: { ...warm.onset, readings } };
    expect(evidenceHours(cadence(everyHours), memory, START + hours * HOUR_MS)).toBeCloseTo(expected, 9);
  });

  test('is the cadence where there is no evidence, and in a memory that did not count', () => {
    expect(evidenceHours(cadence(3), momentum, START + HOUR_MS)).toBe(3);
    expect(evidenceHours(cadence(3), warm, START + HOUR_MS)).toBe(3);
  });

  test('readings count from the onset on, and not where an older version began', () => {
    const first = countSinceOnset(momentum, warm);
    expect(first.onset?.readings).toBe(1);
    expect(countSinceOnset(first, first).onset?.readings).toBe(2);
    expect(countSinceOnset(warm, warm)).toBe(warm);
    expect(countSinceOnset(first, momentum)).toBe(momentum);
  });
});
