import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { makeSite } from '../dashboard/make-site.ts';
import { MONTH_DAYS, monthCast } from '../month/cast.ts';
import { countsOf } from '../month/counts.ts';
import { goThroughMonth } from '../month/go-through-month.ts';
import { brokenLaws } from '../month/laws/laws.ts';
import { messagesOf } from '../month/messages.ts';
import { monthPage } from '../month/page/month-page.ts';
import { clearPlace } from '../month/place.ts';
import { messagesJson, monthJson } from '../month/report/json.ts';
import { monthStory } from '../month/report/story.ts';
import type { ShownMonth } from '../month/shown-month.ts';
import { loadMarkdown } from '../month/view/markdown.ts';
import { monthWatchlist } from '../month/watchlist-text.ts';
import { createWorld } from '../simulator/world.ts';
import { readAllEvents } from '../store/log-files.ts';
import type { TextOut } from '../text/text-out.ts';
import { DAY_MS } from '../text/time.ts';
import { streams, wholeNumber } from './input/arguments.ts';
import { loadWatchlist } from './input/load-watchlist.ts';

export interface MonthOptions {
  /** Gets everything that is written, and is cleared before. */
  readonly place: string;
  /** What paths are shown relative to. */
  readonly folder: string;
  readonly seed: number;
  readonly days: number;
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
  /** Called with how far it has come, 0-1; absent where nobody watches. */
  readonly progress?: (done: number) => void;
}

/** A Monday; Berlin is on winter time from the day before. */
const START = Date.parse('2026-10-26T00:00:00Z');

/**
 * A month of use with every channel: what it wrote stands in `place`. @returns the month as people see it
 * @throws {CommandFailure} where the packages of development are not installed
 */
export async function liveThroughMonth(options: MonthOptions): Promise<ShownMonth> {
  const { place, seed, days, output, out, err } = options;
  const render = await loadMarkdown();
  await clearPlace(place);
  const world = createWorld({ seed, start: START, hashtags: monthCast() });
  await writeFile(join(place, 'watchlist.yml'), monthWatchlist(world.hashtags));
  const { watchlist } = await loadWatchlist(place, output === 'json' ? err : out);
  const data = join(place, 'data');
  const progress = options.progress ?? (() => undefined);
  const gone = await goThroughMonth({ world, days, watchlist, data, progress });
  const messages = messagesOf(gone, watchlist, render);
  const { channels, timezone } = watchlist;
  const month: ShownMonth = {
    ...{ seed, days, timezone, channels, messages, render, hashtags: world.hashtags },
    ...{ runs: gone.runs, issues: gone.issues },
    counts: countsOf(
      messages,
      channels.map(({ name }) => name),
    ),
    events: await readAllEvents(data),
  };
  const now = START + days * DAY_MS;
  await makeSite({ now, origin: 'simulated', watchlist, data, site: join(place, 'site') });
  return month;
}

/** Goes through the month and writes everything. @returns the exit code */
export async function monthCommand(options: MonthOptions): Promise<number> {
  const { place, folder, output, out, err } = options;
  const began = performance.now();
  const month = await liveThroughMonth(options);
  const broken = brokenLaws(month);
  await writeFile(join(place, 'messages.json'), messagesJson(month));
  await writeFile(join(place, 'index.html'), monthPage(month, broken));
  const files = {
    page: relative(folder, join(place, 'index.html')),
    messages: relative(folder, join(place, 'messages.json')),
    dashboard: relative(folder, join(place, 'site', 'index.html')),
    records: relative(folder, join(place, 'data')),
  };
  const seconds = Math.round((performance.now() - began) / 1000);
  const people = output === 'json' ? err : out;
  people.write(`${monthStory(month, broken, { ...files, seconds }).join('\n')}\n`);
  if (output === 'json') out.write(`${JSON.stringify(monthJson(month, broken, files), null, 2)}\n`);
  return 0;
}

/** The command line of `month`. */
export function monthCli(): Command {
  return new Command('month')
    .description(
      'a month of use on a simulated TikTok with every channel: a page of all messages, and their counts',
    )
    .option('--seed <n>', 'the seed of the world and of the schedule', wholeNumber, 1)
    .option('--days <n>', 'how many days', wholeNumber, MONTH_DAYS)
    .option('--out <folder>', 'where everything is written; cleared before', join('demo', 'month'))
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: MonthFlags) => {
      const { seed, days, out } = options;
      process.exitCode = await monthCommand({
        folder: process.cwd(),
        place: resolve(out),
        seed,
        days,
        ...streams(options),
        ...(process.stderr.isTTY && {
          progress: (done: number) => {
            process.stderr.write(done < 1 ? `\r${Math.floor(done * 100)} % of ${days} days` : '\r\x1b[K');
          },
        }),
      });
    });
}

interface MonthFlags {
  readonly seed: number;
  readonly days: number;
  readonly out: string;
  readonly json?: boolean;
}
