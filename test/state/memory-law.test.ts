import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeRun, type RunOutcome } from '../../src/run/judge-run.ts';
import type { SensitivitySetting, Watch } from '../../src/settings/settings.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import { openStore } from '../../src/store/store.ts';
import { at, sampleOf, watchlistOf, watchOf } from '../support/given.ts';

/** 1,000 views an hour, and from hour 470 on so many more as make a score between `early` and `balanced`. */
const viewsAt = (hour: number): number => 500_003 + 1_000 * hour + 3_000 * Math.max(0, hour - 470);

function run(state: State, hour: number, settings: Partial<Watch>): RunOutcome {
  const watchlist = watchlistOf([watchOf('booktok', { rule: 'breakout', ...settings })]);
  return judgeRun(state, {
    now: at(hour),
    watchlist,
    scope: 'all',
    samples: [sampleOf(hour, viewsAt(hour))],
    failures: [],
    credits: { used: 0 },
  });
}

function runs(hours: number, settings: Partial<Watch>): State {
  let state = EMPTY_STATE;
  for (let hour = 0; hour < hours; hour += 1) state = run(state, hour, settings).state;
  return state;
}

describe('what readings teach', () => {
  test('is the same under any two settings', () => {
    const sensitivity = fc.oneof(
      fc.constantFrom<SensitivitySetting>('early', 'balanced', 'quiet'),
      fc.integer({ min: 1, max: 60 }).map((months) => ({ falseAlarmEveryMonths: months })),
    );
    const settings = fc.record({
      rule: fc.constantFrom<Watch['rule']>('both', 'classic', 'breakout'),
      sensitivity,
      thresholdPercentPerHour: fc.double({ min: 0.1, max: 50, noNaN: true }),
      cooldownHours: fc.integer({ min: 0, max: 72 }),
    });
    fc.assert(
      fc.property(settings, settings, (one, other) => {
        const [first, second] = [runs(480, one), runs(480, other)];
        expect(first.hashtags.get('booktok')?.memory).toEqual(second.hashtags.get('booktok')?.memory);
      }),
      { numRuns: 8 },
    );
  });

  test('is read back from the samples whatever the watchlist says', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'radar-memory-'));
    try {
      const store = openStore(folder);
      let state: State = EMPTY_STATE;
      for (let hour = 440; hour < 480; hour += 1) {
        const outcome = run(state, hour, { sensitivity: 'early' });
        await store.write(outcome);
        state = outcome.state;
      }
      expect(await openStore(folder).readState()).toEqual(state);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('an edit of the watchlist from balanced to early', () => {
  test('opens no breakout whose score is below the new threshold', () => {
    const scoreAt = (outcome: RunOutcome): number =>
      outcome.judgements[0]?.decisions[0]?.evidence?.score ?? Number.NaN;
    let state = EMPTY_STATE;
    const checked: number[] = [];
    for (let hour = 0; hour < 492; hour += 1) {
      const edited = run(state, hour, { sensitivity: 'early' });
      const [opened] = edited.alerts.filter(({ kind }) => kind === 'opened');
      if (opened !== undefined) {
        checked.push(scoreAt(edited));
        expect(opened.momentum?.score).toBeGreaterThanOrEqual(opened.momentum?.threshold ?? Number.NaN);
      }
      state = run(state, hour, { sensitivity: 'quiet' }).state;
    }
    expect(checked.length).toBeGreaterThan(0);
  });
});
