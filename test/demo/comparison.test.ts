import { describe, expect, test } from 'vitest';
import type { Alert } from '../../src/alerts/alert.ts';
import type { Event } from '../../src/alerts/log-event.ts';
import { compareWithTruth } from '../../src/demo/comparison.ts';
import { HOUR_MS, isoUtc } from '../../src/text/time.ts';

const ONSET = Date.parse('2026-11-10T00:00:00Z');
const PLANTED = {
  hashtag: 'loud',
  onset: ONSET,
  peak: ONSET + 10 * HOUR_MS,
  end: ONSET + 30 * HOUR_MS,
  multiple: 50,
  peakPercentPerHour: 12,
};

function alert(kind: 'opened' | 'over', hashtag: string, hour: number): Event {
  const at = ONSET + hour * HOUR_MS;
  const views = { now: 2, before: 1, beforeAt: isoUtc(at), step: 1, base: 1, peak: 2 };
  const facts: Alert = {
    version: 1,
    kind,
    phase: kind === 'over' ? 'over' : 'breakout',
    episode: `${hashtag}-episode`,
    hashtag,
    rule: 'classic',
    at: isoUtc(at),
    openedAt: isoUtc(at),
    reason: `${kind} in hour ${hour}`,
    thresholdPercentPerHour: 10,
    views,
    velocity: { low: 1, nominal: 1, high: 1 },
    drivers: [],
    creators: 0,
  };
  return { kind, at, hashtag, alert: facts };
}

function suppressed(hashtag: string, hour: number): Event {
  return { kind: 'suppressed', at: ONSET + hour * HOUR_MS, hashtag, reason: 'a lone jump' };
}

function nuisance(hashtag: string, hour: number) {
  return { hashtag, kind: 'glitch', at: ONSET + hour * HOUR_MS } as const;
}

describe('what was said beside what was true', () => {
  test.each([
    [-3, 'a false alarm', undefined],
    [-2, 'found two hours early', -2],
    [6, 'found six hours in', 6],
    [54, 'found a day after its end', 54],
    [55, 'a false alarm', undefined],
  ])('an alert in hour %d is %s', (hour, _, hoursAfterOnset) => {
    const { breakouts, falseAlarms } = compareWithTruth({ breakouts: [PLANTED], nuisances: [] }, [
      alert('opened', 'loud', hour),
    ]);
    expect(breakouts[0]?.fired?.hoursAfterOnset).toBe(hoursAfterOnset);
    expect(falseAlarms).toHaveLength(hoursAfterOnset === undefined ? 1 : 0);
  });

  test('of several alerts for one breakout the first counts, and the others are listed', () => {
    const events = [alert('opened', 'loud', 4), alert('opened', 'loud', 20)];
    const { breakouts, falseAlarms } = compareWithTruth({ breakouts: [PLANTED], nuisances: [] }, events);
    expect(breakouts[0]?.fired).toMatchObject({
      hoursAfterOnset: 4,
      hoursBeforePeak: 6,
      again: [{ reason: 'opened in hour 20' }],
    });
    expect(falseAlarms).toEqual([]);
  });

  test('the same hour under another hashtag is a false alarm, with its cause and its end', () => {
    const planted = nuisance('other', 5);
    const events = [alert('opened', 'other', 6), alert('over', 'other', 9)];
    const { breakouts, falseAlarms, nuisances } = compareWithTruth(
      { breakouts: [PLANTED], nuisances: [planted] },
      events,
    );
    expect(breakouts[0]?.fired).toBeUndefined();
    expect(falseAlarms).toMatchObject([{ cause: planted, over: { reason: 'over in hour 9' } }]);
    expect(nuisances).toEqual([{ planted, outcome: { kind: 'alerted' } }]);
  });

  test('a nuisance is suppressed with its reason, or quiet; other suppressed jumps stand apart', () => {
    const truth = { breakouts: [], nuisances: [nuisance('b', 30), nuisance('a', 5)] };
    const { nuisances, otherSuppressed } = compareWithTruth(truth, [suppressed('a', 6), suppressed('a', 40)]);
    expect(nuisances.map(({ outcome }) => outcome)).toMatchObject([
      { kind: 'suppressed', reason: 'a lone jump' },
      { kind: 'quiet' },
    ]);
    expect(otherSuppressed).toMatchObject([{ hashtag: 'a', at: ONSET + 40 * HOUR_MS }]);
  });
});
