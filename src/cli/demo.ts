import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import type { Alert } from '../alerts/alert.ts';
import { makeSite } from '../dashboard/make-site.ts';
import { DEMO_HOURS, DEMO_START, demoCast } from '../demo/cast.ts';
import { compareWithTruth, type DemoComparison } from '../demo/comparison.ts';
import { demoJson } from '../demo/json.ts';
import { type Demo, demoStory } from '../demo/story.ts';
import { goThroughWeeks } from '../demo/weeks.ts';
import { createWorld } from '../simulator/world.ts';
import { readAllEvents } from '../store/log-files.ts';
import { openStore } from '../store/store.ts';
import type { TextOut } from '../text/text-out.ts';
import { HOUR_MS } from '../text/time.ts';
import { streams } from './input/arguments.ts';
import { loadWatchlist } from './input/load-watchlist.ts';

export interface DemoOptions {
  /** Gets a folder `demo/`, which git ignores; nothing else is touched. */
  readonly folder: string;
  readonly seed: number;
  /** How many hours to go through: three weeks unless a test wants less. */
  readonly hours: number;
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
  /** Told how far it has come, 0-1; absent where nobody watches. */
  readonly progress?: (done: number) => void;
}

/** The whole main job on a simulated TikTok. @returns the exit code */
export async function demoCommand(options: DemoOptions): Promise<number> {
  const began = performance.now();
  const { folder, seed, hours, output, out, err } = options;
  // Named so that nothing of a user's own can stand there: it is cleared at every start.
  const place = join(folder, 'demo', 'simulated');
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  const world = createWorld({ seed, start: DEMO_START, hashtags: demoCast() });
  await writeFile(join(place, 'watchlist.yml'), watchlistText(world.hashtags));
  const people = output === 'json' ? err : out;
  const { watchlist } = await loadWatchlist(place, people);
  const store = openStore(join(place, 'data'));
  const progress = options.progress ?? (() => undefined);
  const weeks = await goThroughWeeks({ world, hours, watchlist, store, progress });

  const events = await readAllEvents(store.folder);
  const until = DEMO_START + hours * HOUR_MS;
  const truth = {
    breakouts: world.breakouts().filter(({ onset }) => onset < until),
    nuisances: world.nuisances().filter(({ at }) => at < until),
  };
  const comparison = compareWithTruth(truth, events);
  const example = exampleOf(comparison);
  const site = join(place, 'site');
  const { timezone } = watchlist;
  await makeSite({ now: until, origin: 'simulated', watchlist, data: store.folder, site });

  const demo: Demo = {
    seed,
    hashtags: world.hashtags.length,
    hours: hours - 1,
    weeks,
    comparison,
    ...(example !== undefined && { example }),
    timezone,
    page: relative(folder, join(site, 'index.html')),
    records: relative(folder, store.folder),
  };
  const seconds = Math.round((performance.now() - began) / 1000);
  people.write(`${demoStory(demo, seconds).join('\n')}\n`);
  if (output === 'json') out.write(`${JSON.stringify(demoJson(demo), null, 2)}\n`);
  return 0;
}

function watchlistText(hashtags: readonly string[]): string {
  return `# Simulated, written by npm run demo.\nhashtags:\n${hashtags.map((name) => `  - ${name}\n`).join('')}`;
}

/** The last rightful alert that names three videos; it is still open on the page when the weeks end. */
function exampleOf({ breakouts }: DemoComparison): Alert | undefined {
  const alerts = breakouts.flatMap(({ fired }) => (fired === undefined ? [] : [fired.alert]));
  return alerts.findLast(({ drivers }) => drivers.length === 3) ?? alerts.at(-1);
}

/** The command line of `demo`. */
export function demoCli(): Command {
  return new Command('demo')
    .description('the whole job on a simulated TikTok: no key, no network, three weeks in half a minute')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: { readonly json?: boolean }) => {
      process.exitCode = await demoCommand({
        folder: process.cwd(),
        seed: 1,
        hours: DEMO_HOURS,
        ...streams(options),
        ...(process.stderr.isTTY && {
          progress: (done: number) => {
            process.stderr.write(done < 1 ? `\r${Math.floor(done * 100)} % of three weeks` : '\r\x1b[K');
          },
        }),
      });
    });
}
