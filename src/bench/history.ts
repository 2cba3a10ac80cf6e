import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Event } from '../alerts/log-event.ts';
import type { Reading } from '../readings/reading.ts';
import { judgeRun, type RunOutcome } from '../run/judge-run.ts';
import { drawCrowd } from '../simulator/random-hashtags.ts';
import { createWorld } from '../simulator/world.ts';
import { EMPTY_STATE } from '../state/state.ts';
import { toParts } from '../store/record-files.ts';
import { writeEvent, writeReading } from '../store/record-lines.ts';
import { openStore } from '../store/store.ts';
import { DAY_MS, HOUR_MS, isoUtc } from '../text/time.ts';
import { recordedSample, watchlistOf } from './growth.ts';
import { measureProcess, startServerProcess, type Usage } from './measured-process.ts';

/** One run after a year of hourly runs, beside the same run on its second hour: what history costs. */
export interface HistoryBench {
  readonly hashtags: number;
  readonly dayOne: Omit<Usage, 'stdout'>;
  readonly afterYear: Omit<Usage, 'stdout'>;
  /** A plain loop that makes the same calls one after the other, and nothing else. */
  readonly loop: Omit<Usage, 'stdout'>;
  /** CPU after a year by CPU on day one, the median of the pairs. */
  readonly ratio: number;
}

const SEED = 1;
const NOW = Date.parse('2026-11-23T15:00:00Z');
/** The last hours are the simulator's own, and judged; what lies before them is only there to be large. */
const JUDGED_HOURS = 15 * 24;
const HOURLY_DAYS = 90;
const YEAR_DAYS = 365;
/** Lines of the log that a hashtag leaves in a year: three episodes, each opened, changed, over and delivered. */
const EVENTS_A_HASHTAG = 12;
/** A machine that is busy elsewhere spoils some of the pairs: the median counts. */
const PAIRS = 5;

/** Measures the real `node src/main.ts track` in processes of their own, in pairs. */
export async function benchHistory(
  hashtags: number,
  progress: (text: string) => void,
): Promise<HistoryBench> {
  const folder = await mkdtemp(join(tmpdir(), 'hashtag-radar-history-'));
  const server = await startServerProcess([
    '--warm',
    `--seed=${SEED}`,
    `--crowd=${hashtags}`,
    `--hours=${JUDGED_HOURS}`,
    `--start=${isoUtc(NOW - JUDGED_HOURS * HOUR_MS)}`,
    `--now=${isoUtc(NOW)}`,
  ]);
  try {
    progress(`${hashtags} hashtags: writing a year`);
    const asked = await writeRecords(folder, hashtags);
    const variables = { SCAVIO_BASE_URL: server.url, SCAVIO_API_KEY: server.key };
    const runLoop = async (): Promise<HistoryBench['loop']> => {
      const script = './sequential-loop.ts';
      const { stdout: _, ...usage } = await measureProcess({ script, args: asked, folder, variables });
      return usage;
    };
    const runIn = async (kind: string): Promise<HistoryBench['dayOne']> => {
      const work = join(folder, 'work');
      await cp(join(folder, kind), work, { recursive: true });
      const { stdout: _, ...usage } = await measureProcess({
        script: '../main.ts',
        args: ['track', '--json', '--no-push', '--now', isoUtc(NOW)],
        folder: work,
        variables,
      });
      await rm(work, { recursive: true });
      return usage;
    };
    const pairs: (readonly [HistoryBench['dayOne'], HistoryBench['afterYear'], HistoryBench['loop']])[] = [];
    while (pairs.length < PAIRS) {
      pairs.push([await runIn('day-one'), await runIn('year'), await runLoop()]);
      progress(`${hashtags} hashtags: pair ${pairs.length} of ${PAIRS}`);
    }
    const byRatio = pairs.toSorted((a, b) => a[1].cpuMs / a[0].cpuMs - b[1].cpuMs / b[0].cpuMs);
    const median = byRatio[Math.floor(PAIRS / 2)];
    assert(median !== undefined);
    const [dayOne, afterYear, loop] = median;
    return { hashtags, dayOne, afterYear, loop, ratio: afterYear.cpuMs / dayOne.cpuMs };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Two folders with the same watchlist: one an hour old, and one a year.
 * @returns what a plain loop asks for, `name:id`
 */
async function writeRecords(folder: string, hashtags: number): Promise<readonly string[]> {
  const start = NOW - JUDGED_HOURS * HOUR_MS;
  const world = createWorld({
    seed: SEED,
    start,
    hashtags: drawCrowd({ seed: SEED, count: hashtags, hours: JUDGED_HOURS }),
  });
  const watchlist = watchlistOf(world.hashtags);
  const text = `hashtags:\n${world.hashtags.map((name) => `  - ${name}\n`).join('')}`;
  for (const kind of ['day-one', 'year']) {
    await mkdir(join(folder, kind, 'data'), { recursive: true });
    await writeFile(join(folder, kind, 'watchlist.yml'), text);
  }
  const run = (state: RunOutcome['state'], now: number): RunOutcome => {
    const samples = world.hashtags.flatMap((name) => recordedSample(world, name, now) ?? []);
    return judgeRun(state, { now, watchlist, scope: 'all', samples, failures: [], credits: { used: 0 } });
  };
  const last = NOW - HOUR_MS;
  const dayOne = run(EMPTY_STATE, last);
  await openStore(join(folder, 'day-one', 'data')).write({ ...dayOne, state: settled(dayOne) });
  let outcome = run(EMPTY_STATE, start + HOUR_MS);
  const readings: Reading[] = [...outcome.readings];
  const events: Event[] = [...outcome.events];
  for (let now = start + 2 * HOUR_MS; now <= last; now += HOUR_MS) {
    outcome = run(settled(outcome), now);
    readings.push(...outcome.readings);
    events.push(...outcome.events);
  }
  const data = join(folder, 'year', 'data');
  await writeDays(data, [...earlierDays(readings.slice(0, hashtags), start), ...byDay(readings)]);
  await writeLog(data, events, hashtags * EVENTS_A_HASHTAG);
  await openStore(data).write({ state: { ...settled(outcome), rolledUntil: NOW }, readings: [], events: [] });
  return world.hashtags.map((name) => `${name}:${recordedSample(world, name, last)?.id ?? ''}`);
}

function settled({ state }: RunOutcome): RunOutcome['state'] {
  return { ...state, outbox: [] };
}

type Day = readonly [day: number, lines: readonly string[]];

function byDay(readings: readonly Reading[]): readonly Day[] {
  const days = Map.groupBy(readings, ({ at }) => Math.floor(at / DAY_MS) * DAY_MS);
  return [...days].map(([day, group]) => [day, group.map(writeReading)]);
}

/** The days before `start`: hours of the last ones, and one reading a hashtag of the others. */
function* earlierDays(first: readonly Reading[], start: number): Generator<Day> {
  for (
    let day = Math.floor(start / DAY_MS) * DAY_MS - DAY_MS;
    day > NOW - YEAR_DAYS * DAY_MS;
    day -= DAY_MS
  ) {
    const hours = day > NOW - HOURLY_DAYS * DAY_MS ? 24 : 1;
    const lines = Array.from({ length: hours }, (_, hour) =>
      first.map((reading) => writeReading({ ...reading, at: day + hour * HOUR_MS })),
    );
    yield [day, lines.flat()];
  }
}

async function writeDays(data: string, days: Iterable<Day>): Promise<void> {
  for (const [day, lines] of days) {
    const path = `samples/${isoUtc(day).slice(0, 10).replaceAll('-', '/')}`;
    await mkdir(dirname(join(data, path)), { recursive: true });
    for (const [file, text] of toParts(path, lines)) await writeFile(join(data, file), text);
  }
}

/** The log with its events again and again, until it is as long as that of a year; the true ones stand at its end. */
async function writeLog(data: string, events: readonly Event[], length: number): Promise<void> {
  const weeks = Math.ceil(length / Math.max(1, events.length));
  const lines = Array.from({ length: weeks }, (_, index) =>
    events.map((event) => writeEvent({ ...event, at: event.at - (weeks - 1 - index) * 15 * DAY_MS })),
  ).flat();
  await mkdir(join(data, 'alerts'), { recursive: true });
  for (const [file, text] of toParts('alerts/2026', lines)) await writeFile(join(data, file), text);
}
