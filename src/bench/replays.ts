import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_HOURS, DEMO_START, demoCast } from '../demo/cast.ts';
import { goThroughWeeks } from '../demo/weeks.ts';
import { compareWithLog, type LogComparison } from '../replay/compare-with-log.ts';
import { watchesOf } from '../replay/watches.ts';
import { createWorld } from '../simulator/world.ts';
import { openStore } from '../store/store.ts';
import { parseWatchlist } from '../watchlist/parse.ts';

/** One seed of the demo: what its log says beside what a replay of its record says. */
export interface ReplayRow extends LogComparison {
  readonly seed: number;
}

/** Goes through the demo's weeks once for each seed, and replays what they recorded. */
export async function benchReplays(seeds: number, progress: (row: ReplayRow) => void): Promise<ReplayRow[]> {
  const rows: ReplayRow[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'replays-'));
    try {
      const world = createWorld({ seed, start: DEMO_START, hashtags: demoCast() });
      const parsed = parseWatchlist(`hashtags: [${world.hashtags.join(', ')}]\n`, 'watchlist.yml');
      if (parsed.kind === 'invalid') throw new Error('the demo has a watchlist that cannot be read');
      const { watchlist } = parsed;
      const store = openStore(folder);
      await goThroughWeeks({ world, hours: DEMO_HOURS, watchlist, store, progress: () => undefined });
      const row = { seed, ...(await compareWithLog(store.folder, watchesOf(watchlist))) };
      progress(row);
      rows.push(row);
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  return rows;
}
