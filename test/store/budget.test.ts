import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contextsOf } from '../../src/core/detect/rules.ts';
import { judgeRun } from '../../src/core/run.ts';
import { EMPTY_STATE, type State } from '../../src/core/state/state.ts';
import { openStore } from '../../src/store/store.ts';
import { at, sampleOf, watchlistOf, watchOf } from '../core/given.ts';

/**
 * A breakout between the first bar of the budget and the one that its record has raised: with the wrong bar, the memory
 * brought up to date from the samples would say that it has fired.
 */
test('memories are brought up to date with the bar that the runs had', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'radar-budget-'));
  try {
    const watch = watchOf('booktok', { rule: 'breakout', sensitivity: { falseAlarmEveryMonths: 10 } });
    const watchlist = watchlistOf([watch]);
    const store = openStore(folder, contextsOf(watchlist));
    const alarms = new Map([['2026-12', { falseAlarms: 90, expected: 0 }]]);
    let state: State = EMPTY_STATE;
    for (let hour = 0; hour < 486; hour += 1) {
      const samples = [sampleOf(hour, 500_003 + 1_000 * hour + 3_000 * Math.max(0, hour - 479))];
      const input = {
        now: at(hour),
        watchlist,
        scope: 'all',
        samples,
        failures: [],
        credits: { used: 0 },
      } as const;
      const outcome = judgeRun(state, input);
      state =
        hour === 470
          ? { ...outcome.state, checkpoint: { ...outcome.state.checkpoint, alarms } }
          : outcome.state;
      await store.write({ ...outcome, state });
    }
    const kept = state.hashtags.get('booktok')?.memory.breakout;
    expect([state.checkpoint.alarms, kept?.firing]).toEqual([alarms, undefined]);
    expect(await openStore(folder, contextsOf(watchlist)).readState()).toEqual(state);
    const unheld = await openStore(folder).readState();
    expect(unheld.hashtags.get('booktok')?.memory.breakout?.firing).toBeDefined();
  } finally {
    await rm(folder, { recursive: true });
  }
});
